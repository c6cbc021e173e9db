"""What was not done is no finding, whatever the type; what is only negated in part stays one."""

from collections.abc import Callable

import pytest
from tests.code.conftest import values

from vedette.code.parsing import load_parser
from vedette.code.polarity import is_negated, is_withheld
from vedette.records import Finding

Find = Callable[[str, str], list[Finding]]
BLAST = "Saboteurs cut the signalling cables of the railway near Lublin on Monday.\n\n"


@pytest.mark.parametrize(
    ("text", "verb", "negated", "withheld"),
    [
        ("No cable was cut on Monday.", "cut", True, True),
        ("None of the cables was cut.", "cut", True, True),
        ("Nobody denied it.", "denied", True, True),
        ("They did not agree or commit to it.", "commit", True, True),
        ("Poland refused to pledge more.", "pledge", True, True),
        ("Poland wants to pledge more.", "pledge", False, True),
        ("They do not want to commit themselves.", "commit", True, True),
        ("No fewer than five cables were cut.", "cut", False, False),
        ("Saboteurs not only cut the cable.", "cut", False, False),
        ("Poland agreed to commit itself.", "commit", False, False),
    ],
)
def test_one_reading_of_negation(text: str, verb: str, *, negated: bool, withheld: bool) -> None:
    """Subject, adverb and the verb above decide; a praise of degree denies nothing."""
    (doc,) = load_parser().parse([text])
    token = next(t for t in doc if t.text == verb)
    assert (is_negated(token), is_withheld(token)) == (negated, withheld)


@pytest.mark.parametrize(
    "text",
    [
        "No cable was cut in the Baltic Sea on Monday, the operator said.",
        "The undersea cable was not cut on Monday, the operator said.",
        "None of the undersea cables was cut on Monday.",
        "Nobody blew up the railway near Lublin on Monday.",
    ],
)
def test_what_did_not_happen_is_no_incident(find: Find, text: str) -> None:
    """A negated trigger names no incident."""
    assert find("incident", text) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Police ruled out sabotage of the railway near Lublin.", "refuted"),
        (BLAST + "Police have not ruled out sabotage.", "reported"),
        (BLAST + "Two men are being questioned. They have not been charged.", "reported"),
    ],
)
def test_a_stage_that_is_negated_is_not_reached(find: Find, text: str, status: str) -> None:
    """`ruled out` refutes; `not ruled out` does not."""
    (incident,) = find("incident", text)
    assert values(incident, "status") == [status]


@pytest.mark.parametrize(
    "text",
    [
        "The ministers do not want to commit themselves to 5% of GDP.",
        "Poland refused to pledge 5% of GDP.",
        "Poland did not promise to spend 5% of GDP.",
        "Nobody promised to send tanks.",
        "Poland wants to pledge more tanks by 2027.",
    ],
)
def test_a_promise_withheld_is_no_pledge(find: Find, text: str) -> None:
    """Refused, not given, or only wanted."""
    assert find("pledge", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Moscow did not deny involvement.",
        "No group has claimed responsibility.",
        "The Kremlin never rejected the charge.",
        '"None of them has contradicted us," the Kremlin said.',
    ],
)
def test_an_answer_not_given_is_no_denial(find: Find, text: str) -> None:
    """Nobody has denied, claimed or rejected."""
    assert find("denial", BLAST + "Poland accused Russia of the attack.\n\n" + text) == []


def test_nobody_accuses_and_nobody_speaks(find: Find) -> None:
    """Neither who is blamed by nobody nor what nobody said is found."""
    text = BLAST + "None of the ministers blamed Russia. No one claimed that it was an accident."
    assert find("attribution", text) == []
    assert find("statement", text) == []
