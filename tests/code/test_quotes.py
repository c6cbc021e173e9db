"""Where an article quotes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.code.quotes import find_quotes


def quoted(text: str) -> list[str]:
    """Give the quoted passages."""
    return [text[s.start : s.end] for s in find_quotes(text)]


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


@given(st.text(alphabet="ab \"“”'‘’.\n", max_size=200))
def test_quotations_never_overlap(text: str) -> None:
    """Quoted passages stand in order, apart, and within one line."""
    spans = find_quotes(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all("\n" not in text[s.start : s.end] for s in spans)
