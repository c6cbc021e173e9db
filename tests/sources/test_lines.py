"""Lines: the place of a key in a TOML text."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.sources.lines import Lines, of_fault

TEXT = '''\
# a comment with name = "no"
name = """
owner = "no"
"""

languages = [
  "en",
]
owner = "A"

[[channels]]
url = "a"  # owner = "no"
[[channels]]
kind = "feed"
url = "b"
'''


def test_text_inside_strings_and_comments_is_no_key():
    """The line is that of the statement, whatever its value looks like."""
    lines = Lines(TEXT)
    assert (lines.of("name"), lines.of("languages"), lines.of("owner")) == (2, 6, 9)


def test_a_key_of_the_second_table_is_not_that_of_the_first():
    """Tables of an array are told apart by their number."""
    lines = Lines(TEXT)
    assert (lines.of("channels", 0, "url"), lines.of("channels", 1, "url")) == (12, 15)


def test_what_is_not_there_is_placed_at_its_nearest_parent():
    """A key that is missing from a table is shown at the table's head, else at line 1."""
    lines = Lines(TEXT)
    assert (lines.of("channels", 1, "full"), lines.of("licence")) == (13, 1)


def test_inline_tables_stand_on_one_line():
    """Channels written in one line are found on it."""
    assert Lines('a = 1\nchannels = [{ url = "x" }]').of("channels", 0, "url") == 2


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=8))
def test_each_of_many_keys_is_found_on_its_own_line(values):
    """Law: one statement a line, so the nth key stands on the nth line, whatever its value."""
    escaped = [value.replace("\\", "\\\\").replace('"', '\\"') for value in values]
    lines = Lines("\n".join(f'k{n} = "{value}"' for n, value in enumerate(escaped)))
    assert [lines.of(f"k{n}") for n in range(len(values))] == list(range(1, len(values) + 1))


def test_a_text_that_breaks_off_is_blamed_at_its_end():
    """Where the parser reaches the end without an answer, the last line is the place."""
    text = 'a = 1\nb = """x\n\n'
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    assert "end of document" in str(caught.value)
    assert of_fault(caught.value, text) == 2
