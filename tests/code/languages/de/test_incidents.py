"""What happened, by German word lists."""

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
        (
            "assassination",
            "Der Exil-Journalist überlebte am Montag in Vilnius einen Giftanschlag.",
        ),
        (
            "cbrn",
            "In Salisbury wurden zwei Menschen mit Nowitschok vergiftet, sagt London.",
        ),
        (
            "missile_drone_strike",
            "Bei Beschuss der Region Cherson starben am Montag zwei Menschen.",
        ),
        (
            "drone_incursion",
            "Polens Armee schoss in der Nacht zum Mittwoch mehrere russische Drohnen ab.",
        ),
        (
            "airspace_violation",
            "Ein russischer Militärhubschrauber drang in estnischen Luftraum ein.",
        ),
        ("gnss_interference", "In Estland und Finnland ist seit Sonntag das GPS gestört."),
        (
            "undersea_infrastructure",
            "Schweden meldete am Montag einen Kabelbruch in der Ostsee vor Gotland.",
        ),
        (
            "explosive_attack",
            "In Kiew wurde am Montag ein Rekrutierungsbüro in die Luft gesprengt.",
        ),
        ("arson", "In Vilnius legten zwei Männer im Auftrag des GRU Feuer in einem Möbelhaus."),
        (
            "sabotage",
            "Bei Kiel sägten Unbekannte einen Strommast an, der Staatsschutz ermittelt.",
        ),
        (
            "cyberattack",
            "Prorussische Hacker haben am Montag die Webseite des Bundestags lahmgelegt.",
        ),
        (
            "influence_operation",
            "An 40 Schulen in Tschechien gingen am Montag Bombendrohungen aus Russland ein.",
        ),
        (
            "vandalism",
            "In Dresden haben Unbekannte das sowjetische Ehrenmal mit Hakenkreuzen besprüht.",
        ),
        ("espionage", "Eine Rumänin filmte in Konstanza für den FSB Militärtransporte."),
        (
            "border_provocation",
            "Russische Grenzschützer entfernten in der Nacht 24 Bojen im Fluss Narva.",
        ),
        ("naval_incident", "Estland hat am Freitag ein Schiff ohne gültige Flagge gestoppt."),
        ("military_buildup", "Russland verlegt zwei Brigaden an die finnische Grenze."),
        ("economic_coercion", "Gazprom hat am Mittwoch die Lieferungen an die OMV eingestellt."),
        (
            "unexplained",
            "In einem Rüstungswerk in Tschechien kam es zu einer rätselhaften Explosion.",
        ),
    ],
)
def test_every_kind_has_words(incidents: Incidents, kind: str, text: str) -> None:
    """A plain sentence of each kind is one incident of that kind."""
    assert [f.kind for f in incidents("de", text)] == [kind]


def test_the_lists_are_of_the_guides_kinds() -> None:
    """All nineteen kinds have lists, and no others."""
    assert tuple(language("de").words.lexicon("kinds").tables) == ORDER


@pytest.mark.parametrize(
    "text",
    [
        "Der Kanzler warnte, Russland könnte in vier Jahren die Nato angreifen.",
        "Die Nato übt in Litauen die Abwehr von Drohnenangriffen aus Russland.",
        "Es habe keinen Cyberangriff auf das Verteidigungsministerium gegeben, hieß es in Berlin.",
        "Die Bundeswehr rüstet sich gegen Sabotage und Spionage durch Russland.",
        "Der Verfassungsschutz warnt Unternehmen vor möglichen Sabotageakten aus Russland.",
        "Die EU beschloss am Montag ein Sanktionspaket gegen die russische Schattenflotte.",
        "Sollte Moskau die Baltischen Staaten angreifen, werde die Nato antworten.",
        "Bayern bekommt ein Zentrum für Drohnenabwehr, kündigte Söder am Dienstag in München an.",
    ],
)
def test_what_did_not_happen_is_no_incident(incidents: Incidents, text: str) -> None:
    """Negated, supposed, feared, rehearsed and decreed are nothing."""
    assert incidents("de", text) == []


def test_when_where_target_and_toll(incidents: Incidents) -> None:
    """The fields come from the sentence, with their values."""
    text = (
        "In der Nacht zum Mittwoch traf eine russische Rakete ein Wohnhaus in Charkiw. "
        "Drei Menschen wurden getötet und siebzehn weitere verletzt."
    )
    (incident,) = incidents("de", text)
    assert values(incident, "when") == ["2026-03-10/2026-03-11"]
    assert (words(incident, "where"), values(incident, "where")) == (["in Charkiw"], ["UA"])
    assert values(incident, "target") == ["housing"]
    assert values(incident, "killed") == [3]
    assert values(incident, "injured") == [17]


def test_the_day_of_the_words_is_not_the_day_of_the_deed(incidents: Incidents) -> None:
    """A day beside a verb of saying dates the speech."""
    text = (
        "Die Gleise bei Cottbus wurden am Dienstag gesprengt, sagte am Donnerstag der Staatsschutz."
    )
    (incident,) = incidents("de", text)
    assert values(incident, "when") == ["2026-03-10"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Die Polizei hat in Kiel einen Brandanschlag auf ein Rüstungswerk vereitelt.", "foiled"),
        (
            "Ein Gericht in Dresden hat einen Spion des GRU zu acht Jahren Haft verurteilt.",
            "convicted",
        ),
        (
            "Wegen Spionage für den FSB hat die Bundesanwaltschaft Anklage in Celle erhoben.",
            "charged",
        ),
        ("Die russische Drohne in Lubmin war ein Fehlalarm.", "refuted"),
        (
            "Der Verdacht der Sabotage am Bahngleis in Kutno: Es war ein technischer Defekt.",
            "accident",
        ),
        ("In Köln ermittelt der Staatsschutz wegen Sabotage an Bahnkabeln.", "under_investigation"),
        ("In Rumänien stürzte am Montag eine russische Drohne ab.", "reported"),
    ],
)
def test_the_stage_in_which_an_incident_is_left(
    incidents: Incidents, text: str, status: str
) -> None:
    """Words of the article tell the stage, `reported` where none does."""
    (incident,) = incidents("de", text)
    assert values(incident, "status") == [status]


def test_two_days_and_two_towns_are_two_incidents(incidents: Incidents) -> None:
    """A second strike on another day elsewhere stands on its own."""
    text = (
        "Am Montag trafen russische Drohnen ein Wohnhaus in Odessa.\n"
        "Am Mittwoch schlugen russische Raketen in einer Schule in Charkiw ein."
    )
    found = incidents("de", text)
    assert [values(f, "when") for f in found] == [["2026-03-09"], ["2026-03-11"]]
