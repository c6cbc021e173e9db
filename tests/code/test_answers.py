"""Attributions and denials, and how they hang on incidents and each other."""

from collections.abc import Callable

import pytest
from tests.code.conftest import values, words

from vedette.code.firmness import firmness_of
from vedette.records import Coding, Finding

Find = Callable[[str, str], list[Finding]]
BLAST = "Saboteurs cut the signalling cables of the railway near Lublin on Monday.\n\n"


@pytest.mark.parametrize(
    ("text", "accuser", "accused"),
    [
        ("Poland accused Russia of the attack.", "Poland", "RU"),
        ("The service attributes the attack to Belarus.", "The service", "BY"),
        ("Warsaw holds Moscow responsible.", "Warsaw", "RU"),
        ("Prosecutors believe that the order came from Moscow.", "Prosecutors", "RU"),
    ],
)
def test_attributions(find: Find, text: str, accuser: str, accused: str) -> None:
    """Who accuses whom, of the incident before it."""
    (attribution,) = find("attribution", BLAST + text)
    (incident,) = find("incident", BLAST + text)
    assert words(attribution, "accuser") == [accuser]
    assert values(attribution, "accused") == [accused]
    assert values(attribution, "incident") == [incident.id]


@pytest.mark.parametrize(
    ("text", "accuser", "accused"),
    [
        (
            "Latvia has attributed the cyberattacks on a port and a hospital to Russia's GRU.",
            "Latvia",
            "Russia's GRU",
        ),
        ("Estonia ascribed the cyberattack to Russia.", "Estonia", "Russia"),
        ("Poland pinned the arson attack on Russia.", "Poland", "Russia"),
        ("Warsaw blamed the railway sabotage on Moscow.", "Warsaw", "Moscow"),
        (
            "Warsaw blamed Moscow for the arson attack on the warehouse in Gdynia.",
            "Warsaw",
            "Moscow",
        ),
        ("Officials linked the arson attack in Vilnius to Moscow.", "Officials", "Moscow"),
        ("Prosecutors traced the parcel bombs to Russia's GRU.", "Prosecutors", "Russia's GRU"),
    ],
)
def test_the_accuser_is_no_actor(find: Find, text: str, accuser: str, accused: str) -> None:
    """Whoever stands behind `to`, `on` or `blame` did it; who says so did not, nor is it where."""
    (attribution,) = find("attribution", text)
    (incident,) = find("incident", text)
    assert words(attribution, "accuser") == [accuser]
    assert words(attribution, "accused") == [accused]
    assert words(incident, "actor") == [accused]
    assert accused not in words(incident, "where")


def test_a_formal_attribution_is_the_fifth_rung() -> None:
    """A state's own word `formally` makes the act of state."""
    assert firmness_of("Latvia", "Latvia has formally attributed it.", "attribute") == 5
    assert firmness_of("Latvia", "Latvia has attributed it.", "attribute") == 4


def test_an_accusation_makes_the_incident_attributed(find: Find) -> None:
    """The accused becomes an actor of the incident, and its status follows."""
    (incident,) = find("incident", BLAST + "Poland accused Russia of the attack.")
    assert values(incident, "actor") == [None, "RU"]
    assert words(incident, "actor") == ["Saboteurs", "Russia"]
    assert values(incident, "status") == ["attributed"]


@pytest.mark.parametrize(
    ("accuser", "words_", "cue", "rung"),
    [
        ("the court", "The court sentenced two men.", "sentence", 6),
        ("prosecutors", "Prosecutors charged two men.", "charge", 5),
        ("the prime minister", "The prime minister blamed Moscow.", "blame", 4),
        ("the prime minister", "The prime minister believes it was Moscow.", "", 3),
        ("the security service", "The security service suspects Moscow.", "suspect", 3),
        ("", "Moscow is suspected.", "suspect", 2),
        ("a blogger", "A blogger speculated about Moscow.", "", 1),
    ],
)
def test_the_ladder(accuser: str, words_: str, cue: str, rung: int) -> None:
    """Every rung of the coding guide has its case."""
    assert firmness_of(accuser, words_, cue) == rung


@pytest.mark.parametrize(
    "text",
    ["The opposition accused the government of sleeping.", "Russia accused Estonia of a show."],
)
def test_home_politics_and_counter_charges_are_none(find: Find, text: str) -> None:
    """Only who is behind an incident counts."""
    assert find("attribution", BLAST + text) == []


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Moscow denied any involvement.", "denied"),
        ("The Kremlin dismissed the accusation as nonsense.", "dismissed_as_absurd"),
        ("The Russian embassy declined to comment.", "no_comment"),
        ("The suspect pleaded guilty.", "accepted"),
        ("A group claimed responsibility for the attack.", "claimed"),
    ],
)
def test_denials(find: Find, text: str, state: str) -> None:
    """Five ways to answer."""
    (denial,) = find("denial", BLAST + text)
    assert values(denial, "state") == [state]


def test_what_an_accused_state_says_is_its_answer(find: Find) -> None:
    """Without any word of denying, a scoff of the accused is a denial."""
    text = (
        BLAST + 'Poland accused Russia of the attack. The Russian embassy called it "a fairy tale".'
    )
    (denial,) = find("denial", text)
    (attribution,) = find("attribution", text)
    assert values(denial, "denier") == ["RU"]
    assert values(denial, "state") == ["dismissed_as_absurd"]
    assert values(denial, "attribution") == [attribution.id]


def test_nothing_to_answer_no_denial(code: Callable[[str], Coding]) -> None:
    """Without an incident there is neither attribution nor denial."""
    types = {f.type for f in code("Moscow denied that a summit was planned.").findings}
    assert not types & {"attribution", "denial", "incident"}
