"""The form of a text: its title, a blank line, and what stands below."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.titled import below, fold, headed, titled

LINES = st.text(alphabet="aÅ1 -.:„“\u00a0жe\u0301", min_size=1, max_size=40).map(str.strip)
TEXTS = st.text(alphabet="aÅ1 -.:„“\nжe\u0301", max_size=80)


@given(LINES, TEXTS)
def test_a_title_is_put_before_a_text_once(title, text):
    """What has it before it already stays as it is, to the letter."""
    made = titled(title, text)
    assert titled(title, made) == made
    assert made.endswith(text)
    assert fold(made).startswith(fold(title))


@given(LINES, TEXTS)
def test_what_stands_below_is_what_was_there(title, text):
    """Where a title was put before a text, the text goes on with its first letter."""
    made = titled(title, text)
    if made != text and text.strip():
        assert made[below(title, made) :] == text.lstrip()


@pytest.mark.parametrize(
    "text",
    [
        "Cable cut off Gotland\n\nPolice seek a ship.",
        "\n  CABLE CUT off Gotland!\nPolice seek a ship.",
        "“Cable cut” off Gotland, say police",
        "Cable cut off Gotland",
    ],
)
def test_a_text_that_begins_with_its_title_is_left_alone(text):
    """Letters and digits decide; case, marks and blanks do not."""
    assert titled("Cable cut off Gotland", text) == text


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Cable cut off Gotland\n\nPolice seek a ship.", "Police seek a ship."),
        ("\n«Cable cut» off GOTLAND\nPolice seek a ship.", "Police seek a ship."),
        (
            "Cable cut off Gotland. Police seek a ship.",
            "Cable cut off Gotland. Police seek a ship.",
        ),
        ("Cable cut off Gotland\n\n", "Cable cut off Gotland\n\n"),
        ("Police seek a ship.\n\nIt fled.", "Police seek a ship.\n\nIt fled."),
    ],
)
def test_a_text_goes_on_below_a_title_of_its_own_line(text, own):
    """Elsewhere, and where nothing else is said, all of it is what it says."""
    assert text[below("Cable cut off Gotland", text) :] == own


def test_a_paragraph_that_is_the_title_again_is_left_out():
    """Also one with other marks; a text without a title is its paragraphs."""
    parts = ("Port shut!", "Ferries turned back.", "", "PORT SHUT")
    assert headed("Port shut", parts) == "Port shut\n\nFerries turned back."
    assert headed("", ("One.", "Two.")) == "One.\n\nTwo."
