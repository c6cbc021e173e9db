"""Quotations, sentences and triage: what happens before any syntax."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.code.quotes import find_quotes
from vedette.code.sentences import LONGEST, find_paragraphs, find_sentences
from vedette.code.triage import worth_parsing


def quoted(text: str) -> list[str]:
    """Give the quoted passages."""
    return [text[s.start : s.end] for s in find_quotes(text)]


def cut(text: str) -> list[str]:
    """Give the sentences."""
    return [text[s.start : s.end] for s in find_sentences(text, find_quotes(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" twice.', ["no"]),
        ("He said “no comment” and „nein“ later.", ["no comment", "nein"]),
        ("'It is not Russia's fault,' she said.", ["It is not Russia's fault,"]),
        ("The ministers' answer wasn't 'yes'.", ["yes"]),
        ("The soldiers' camp and the guards' post", []),
        ("«Jamais», dit-il", ["Jamais"]),
        ('An open "mark', []),
    ],
)
def test_quotation_marks_pair(text: str, expected: list[str]) -> None:
    """All common marks pair; an apostrophe is none."""
    assert quoted(text) == expected


def test_a_sentence_does_not_end_inside_a_quotation() -> None:
    """The cue behind the closing mark stays with the words it reports."""
    text = 'It was loud. "It hurt. We left," said Lt. Gen. Ellery. He paused.'
    assert cut(text) == ["It was loud.", '"It hurt. We left," said Lt. Gen. Ellery.', "He paused."]


def test_lines_are_paragraphs_unless_they_run_on() -> None:
    """A title needs no full stop; a wrapped line goes on in lower case."""
    assert cut("Blast in port\nPolice said it was\nan accident.") == [
        "Blast in port",
        "Police said it was\nan accident.",
    ]


@given(st.text(max_size=400))
def test_sentences_hold_every_letter_once(text: str) -> None:
    """Sentences stand in order, never overlap, are never too long, and lose no word."""
    spans = find_sentences(text, find_quotes(text))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 < s.end - s.start <= LONGEST for s in spans)
    kept = "".join(text[s.start : s.end] for s in spans)
    paragraphs = "".join(text[p.start : p.end] for p in find_paragraphs(text))
    assert "".join(kept.split()) == "".join(paragraphs.split())


@given(st.text(alphabet="ab \"“”'‘’.\n", max_size=200))
def test_quotations_never_overlap(text: str) -> None:
    """Quoted passages stand in order, apart, and within one line."""
    spans = find_quotes(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all("\n" not in text[s.start : s.end] for s in spans)


def test_triage_keeps_cues_and_drops_the_rest() -> None:
    """A sentence with a cue, in any of its forms, is parsed; one without any is not."""
    assert worth_parsing("Minsk denies it.")
    assert worth_parsing("He told them.")
    assert not worth_parsing("Lunch is at noon.")
