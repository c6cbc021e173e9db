"""Statements: cues, speakers, contents, manners."""

from collections.abc import Callable

import pytest
from tests.code.conftest import values, words

from vedette.records import Finding

Find = Callable[[str, str], list[Finding]]


@pytest.mark.parametrize(
    ("text", "speaker", "content", "manner"),
    [
        ("The minister warned that Moscow would try again.", "The minister",
         ["Moscow would try again"], "indirect"),
        ('"We saw it coming," General Ada Novak said.', "General Ada Novak",
         ["We saw it coming,"], "direct"),
        ("The cable was cut, the operator reported.", "the operator",
         ["The cable was cut"], "indirect"),
        ("The ship, she added, had been waiting for a pilot.", "she",
         ["The ship", "had been waiting for a pilot"], "indirect"),
        ('The embassy called the report "spy mania".', "The embassy",
         ['the report "spy mania'], "mixed"),
        ("According to the coast guard, the tanker had no flag.", "the coast guard",
         ["the tanker had no flag"], "indirect"),
        ("The services are convinced that the order came from abroad.", "The services",
         ["the order came from abroad"], "indirect"),
    ],
)  # fmt: skip
def test_a_cue_gives_speaker_content_and_manner(
    find: Find, text: str, speaker: str, content: list[str], manner: str
) -> None:
    """The commonest frames of reporting are read whole."""
    (statement,) = find("statement", text)
    assert words(statement, "speaker") == [speaker]
    assert words(statement, "content") == content
    assert values(statement, "quote") == [manner]


def test_the_one_addressed_is_no_content(find: Find) -> None:
    """Whom somebody tells is the addressee."""
    (statement,) = find("statement", "The minister told parliament that the alarm was false.")
    assert words(statement, "addressee") == ["parliament"]
    assert words(statement, "content") == ["the alarm was false"]


def test_a_quotation_goes_on_behind_its_cue(find: Find) -> None:
    """A second quotation in the paragraph without a cue belongs to the same speaker."""
    (statement,) = find("statement", '"It was loud," said the guard. "Then it was quiet again."')
    assert words(statement, "content") == ["It was loud,", "Then it was quiet again."]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor spoke at a conference.",
        "He would say that.",
        "Berlin promised two ships.",
        "You may think what you like.",
    ],
)
def test_no_words_no_statement(find: Find, text: str) -> None:
    """Speaking without content, wishes, and acts without quoted words are none."""
    assert find("statement", text) == []


def test_the_rule_names_its_cue(find: Find) -> None:
    """A wrong finding can be traced to the word that fired."""
    (statement,) = find("statement", "The minister warned that Moscow would try again.")
    assert statement.rule == "statement.cue:warn"
