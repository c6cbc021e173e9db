"""What happened, by Polish word lists."""

from collections.abc import Callable

import pytest
from tests.code.conftest import values, words

from vedette.records import Finding
from vedette.taxonomy.kinds import ORDER

Find = Callable[[str, str], list[Finding]]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("assassination", "W Walencji zastrzelono rosyjskiego pilota, który zbiegł na Ukrainę."),
        ("cbrn", "List z białym proszkiem trafił we wtorek do ambasady Ukrainy w Rzymie."),
        ("missile_drone_strike", "Rosyjska bomba spadła w czwartek na blok w Słowiańsku."),
        ("drone_incursion", "Nad bazą w Redzikowie zaobserwowano w piątek bezzałogowce."),
        ("airspace_violation", "Dwa białoruskie śmigłowce przekroczyły we wtorek granicę."),
        ("gnss_interference", "Na Bałtyku promy zgłaszają zakłócenia nawigacji satelitarnej."),
        ("undersea_infrastructure", "Na Bałtyku przecięto dwa kable światłowodowe do Finlandii."),
        ("explosive_attack", "Paczka wybuchła w ukraińskiej ambasadzie w Madrycie."),
        ("arson", "W Gorzowie podpalono skład; prokuratura sprawdza, czy zlecili to Rosjanie."),
        ("sabotage", "Ktoś wrzucił łańcuch na trakcję kolejową w Żyrardowie; ABW bada dywersję."),
        ("cyberattack", "Hakerzy powiązani z FSB wykradli w maju pocztę posłów w Warszawie."),
        ("influence_operation", "Rosja próbowała wpłynąć na wybory w Mołdawii, kupując głosy."),
        ("vandalism", "W Rydze oblano farbą pomnik żołnierzy; policja mówi o rosyjskim śladzie."),
        ("espionage", "Na Okęciu ujęto dwóch Białorusinów podejrzanych o szpiegostwo."),
        ("border_provocation", "Białoruskie balony z kontrabandą sparaliżowały lotnisko w Wilnie."),
        ("naval_incident", "Estońska marynarka zatrzymała tankowiec Kiwala płynący bez bandery."),
        ("military_buildup", "Pod Homlem Białoruś zgromadziła w sierpniu trzy brygady."),
        ("economic_coercion", "Gazprom zakręcił w środę kurek Austrii."),
        ("unexplained", "W zakładach zbrojeniowych doszło w czwartek do tajemniczego wybuchu."),
    ],
)
def test_every_kind_has_words(find: Find, kind: str, text: str) -> None:
    """A plain sentence of each kind is one incident of that kind."""
    assert [f.kind for f in find("incident", text)] == [kind]


def test_the_lists_are_of_the_guides_kinds() -> None:
    """All nineteen kinds have lists, and no others."""
    from vedette.code.languages.pl import LANGUAGE  # noqa: PLC0415 - compiled once, here

    assert tuple(LANGUAGE.words.lexicon("kinds").tables) == ORDER


@pytest.mark.parametrize(
    "text",
    [
        "Premier ostrzegł, że Rosja może zaatakować infrastrukturę krytyczną w Polsce.",
        "Nie odnotowano żadnych aktów dywersji na polskiej kolei, mówi rzecznik ABW.",
        "Wojsko ćwiczyło pod Orzyszem, scenariusz ćwiczeń NATO zakładał atak dronów na bazę.",
        "Gdyby rosyjskie drony wleciały nad Polskę, zostaną zestrzelone, zapowiada NATO.",
        "Polska przygotowuje się na cyberataki ze strony Rosji.",
        "Nie doszło do naruszenia przestrzeni powietrznej przez rosyjskie samoloty.",
    ],
)
def test_what_did_not_happen_is_no_incident(find: Find, text: str) -> None:
    """Negated, supposed, feared and rehearsed are nothing."""
    assert find("incident", text) == []


def test_when_where_target_and_toll(find: Find) -> None:
    """The fields come from the sentence, with their values."""
    text = (
        "W nocy z wtorku na środę rosyjskie rakiety spadły na blok w Charkowie. "
        "Zginęły trzy osoby, a siedemnaście zostało rannych."
    )
    (incident,) = find("incident", text)
    assert values(incident, "when") == ["2026-03-10/2026-03-11"]
    assert (words(incident, "where"), values(incident, "where")) == (["w Charkowie"], ["UA"])
    assert values(incident, "target") == ["housing"]
    assert values(incident, "killed") == [3]
    assert values(incident, "injured") == [17]
    assert values(incident, "series") == [False]


def test_the_day_of_the_words_is_not_the_day_of_the_deed(find: Find) -> None:
    """`Powiedział w czwartek` dates the speech."""
    text = "– Tory pod Łukowem wysadzono we wtorek – powiedział w czwartek szef ABW."
    (incident,) = find("incident", text)
    assert values(incident, "when") == ["2026-03-10"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("ABW udaremniła zamach na pociąg z bronią dla Ukrainy pod Chełmem.", "foiled"),
        ("Sąd skazał Rosjanina za szpiegostwo w Poznaniu.", "convicted"),
        ("Zarzuty szpiegostwa dla GRU usłyszał wczoraj kolejarz z Łodzi.", "charged"),
        ("Rosyjski dron pod Ełkiem? To był balon meteorologiczny. Drona nie było.", "refuted"),
        ("Sabotaż na torach w Kutnie wykluczony: zawiniła zwrotnica, uspokaja ABW.", "accident"),
        ("Śledztwo w sprawie sabotażu na torach w Kutnie prowadzi ABW.", "under_investigation"),
        ("Rosyjski dron spadł w Osinach.", "reported"),
    ],
)
def test_the_stage_in_which_an_incident_is_left(find: Find, text: str, status: str) -> None:
    """Words of the article tell the stage, `reported` where none does."""
    (incident,) = find("incident", text)
    assert values(incident, "status") == [status]


def test_mentions_of_one_thing_are_one_incident(find: Find) -> None:
    """Explosion, sabotage and act of diversion on one day are one incident with its anchors."""
    text = (
        "We wtorek eksplozja zniszczyła tory pod Mławą. Był to akt dywersji, uważa ABW.\n"
        "Sabotaż zatrzymał ruch na dobę."
    )
    (incident,) = find("incident", text)
    assert incident.kind == "sabotage"
    assert len(incident.anchor) == 3


def test_two_days_and_two_towns_are_two_incidents(find: Find) -> None:
    """A second strike on another day elsewhere stands on its own."""
    text = (
        "W poniedziałek rosyjskie drony uderzyły w blok w Odessie.\n"
        "W środę rosyjskie rakiety spadły na szkołę w Charkowie."
    )
    assert [values(f, "when") for f in find("incident", text)] == [["2026-03-09"], ["2026-03-11"]]


def test_infrastructure_makes_an_explosion_sabotage(find: Find) -> None:
    """The damaged thing decides: a bomb under a rail bridge is sabotage."""
    (rail,) = find("incident", "W środę bomba wybuchła pod mostem kolejowym w Tczewie; ABW bada.")
    (office,) = find("incident", "W środę bomba wybuchła w konsulacie Ukrainy w Tczewie; ABW bada.")
    assert (rail.kind, office.kind) == ("sabotage", "explosive_attack")
