"""What happened, by Swedish word lists."""

from collections.abc import Callable

import pytest
from tests.code.conftest import values, words

from vedette.code.languages import language
from vedette.records import Finding
from vedette.taxonomy.kinds import ORDER

Incidents = Callable[[str, str], list[Finding]]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("assassination", "En avhoppad rysk underrättelseofficer förgiftades i Madrid i tisdags."),
        ("cbrn", "Ett brev med vitt pulver kom i måndags till Rysslands ambassad i Stockholm."),
        (
            "missile_drone_strike",
            "Två civila omkom i rysk artilleribeskjutning av Cherson på söndagen.",
        ),
        ("drone_incursion", "Polen sköt ner flera ryska drönare natten mot onsdagen."),
        (
            "airspace_violation",
            "Två ryska Su-24 kränkte svenskt luftrum öster om Gotland på fredagen.",
        ),
        ("gnss_interference", "Gps-störningarna i östra Finland har pågått sedan i söndags."),
        (
            "undersea_infrastructure",
            "Gasledningen Balticconnector skadades av ett ankare i oktober 2023.",
        ),
        ("explosive_attack", "En brevbomb exploderade på Ukrainas ambassad i Madrid."),
        ("arson", "Två män åtalas för mordbrand mot ett varuhus i Vilnius på uppdrag av GRU."),
        ("sabotage", "Kontaktledningen utanför Kiruna kapades i natt, Säpo utreder."),
        ("cyberattack", "Ryska hackare slog i måndags ut riksdagens webbplats."),
        (
            "influence_operation",
            "Skolor i Estland fick på måndagen bombhot som spåras till Ryssland.",
        ),
        ("vandalism", "Röd färg kastades på Rysslands konsulat i Mariehamn i tisdags."),
        ("espionage", "En 60-årig svensk medborgare greps i går misstänkt för grovt spioneri."),
        (
            "border_provocation",
            "Ballonger från Belarus stoppade flygtrafiken i Vilnius i söndags.",
        ),
        (
            "naval_incident",
            "Marinen följde en rysk ubåt som gick upp i ytläge i Kattegatt i fredags.",
        ),
        ("military_buildup", "Ryssland har flyttat Iskanderrobotar till Kaliningrad."),
        ("economic_coercion", "Gazprom ströp gasen till Finland i maj 2022."),
        ("unexplained", "En mystisk explosion skakade vapenfabriken i Karlskoga i torsdags."),
    ],
)
def test_every_kind_has_words(incidents: Incidents, kind: str, text: str) -> None:
    """A plain sentence of each kind is one incident of that kind."""
    assert [f.kind for f in incidents("sv", text)] == [kind]


def test_the_lists_are_of_the_guides_kinds() -> None:
    """All nineteen kinds have lists, and no others."""
    assert tuple(language("sv").words.lexicon("kinds").tables) == ORDER


@pytest.mark.parametrize(
    "text",
    [
        "Försvarsministern varnar för att Ryssland kan angripa Nato inom fem år.",
        "Nato övar i Norrbotten hur man stoppar drönarangrepp från Ryssland.",
        "Det finns inga tecken på sabotage mot kabeln, säger polisen i Gotland.",
        "Sverige rustar mot cyberattacker från Ryssland, skriver regeringen i en lagrådsremiss.",
        "EU beslutade i måndags om nya sanktioner mot den ryska skuggflottan.",
        "Om Ryssland skulle anfalla Finland kommer Nato att svara.",
        "Säpo varnar för ökad risk för sabotage och spionage från Ryssland.",
    ],
)
def test_what_did_not_happen_is_no_incident(incidents: Incidents, text: str) -> None:
    """Negated, supposed, feared, rehearsed and decreed are nothing."""
    assert incidents("sv", text) == []


def test_when_where_target_and_toll(incidents: Incidents) -> None:
    """The fields come from the sentence, with their values."""
    text = (
        "Natten mot onsdagen träffade en rysk robot ett bostadshus i Charkiv. "
        "Tre personer dödades och sjutton skadades."
    )
    (incident,) = incidents("sv", text)
    assert values(incident, "when") == ["2026-03-10/2026-03-11"]
    assert (words(incident, "where"), values(incident, "where")) == (["i Charkiv"], ["UA"])
    assert values(incident, "target") == ["housing"]
    assert values(incident, "killed") == [3]
    assert values(incident, "injured") == [17]


def test_the_day_of_the_words_is_not_the_day_of_the_deed(incidents: Incidents) -> None:
    """A day beside a verb of saying dates the speech."""
    text = "Rälsen vid Kiruna sprängdes i tisdags, uppgav Säpo på torsdagen."
    (incident,) = incidents("sv", text)
    assert values(incident, "when") == ["2026-03-10"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Polisen har stoppat ett brandattentat mot en vapenfabrik i Karlskoga.", "foiled"),
        (
            "Tingsrätten i Stockholm dömde spionen till åtta års fängelse för ryskt spioneri.",
            "convicted",
        ),
        ("Åtal väcks för spioneri åt GRU i Göteborg.", "charged"),
        ("Den ryska drönaren i Lovisa var ett falskt larm.", "refuted"),
        ("Misstänkt sabotage mot järnvägen i Kiruna var ett tekniskt fel.", "accident"),
        ("Säpo utreder sabotage mot järnvägen utanför Kiruna.", "under_investigation"),
        ("En rysk drönare störtade i Rumänien i måndags.", "reported"),
    ],
)
def test_the_stage_in_which_an_incident_is_left(
    incidents: Incidents, text: str, status: str
) -> None:
    """Words of the article tell the stage, `reported` where none does."""
    (incident,) = incidents("sv", text)
    assert values(incident, "status") == [status]


def test_two_days_and_two_towns_are_two_incidents(incidents: Incidents) -> None:
    """A second strike on another day elsewhere stands on its own."""
    text = (
        "I måndags träffade ryska drönare ett bostadshus i Odessa.\n"
        "I onsdags slog ryska robotar ner i en skola i Charkiv."
    )
    found = incidents("sv", text)
    assert [values(f, "when") for f in found] == [["2026-03-09"], ["2026-03-11"]]
