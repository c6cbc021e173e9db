"""The text reader: the file's own characters, and what its first lines tell."""

from datetime import date

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from tests.read.captures import capture

from vedette.errors import ReadError
from vedette.read import read

TAIL = "\n\nThe line failed at noon, the operator said. Nobody was hurt in the hut.\n"


@pytest.mark.parametrize(
    ("line", "published", "section"),
    [
        ("13 December 2025 World", date(2025, 12, 13), "World"),
        ("Saturday, 13 December 2025", date(2025, 12, 13), None),
        ("Marsö | 12 December 2025 | Trade", date(2025, 12, 12), "Trade"),
        ("Marsö, 12 December 2025. From our own post", date(2025, 12, 12), None),
        ("12 December 2025 | The Coast Dispatch", date(2025, 12, 12), None),
        ("12.12.2025", date(2025, 12, 12), None),
        ("Published 12 December 2025. A summary for the public.", date(2025, 12, 12), None),
        ("The Arctic desk's survey of the quarter, 3 April 2025.", date(2025, 4, 3), None),
        ("3/4/2025", None, None),
        ("MARSÖ, Dec 12 (Coast Wire)", None, None),
        ("13 December 2031", None, None),
    ],
)
def test_line_under_the_title(line: str, published: date | None, section: str | None) -> None:
    """A date and little else tells day and section; a doubtful one tells nothing."""
    body = f"Cable to Marsö cut\n\n{line}{TAIL}"
    article = read(capture(body, "text/plain"))
    assert (article.title, article.published) == ("Cable to Marsö cut", published)
    assert article.section == section
    assert article.text == body


def test_dateline_in_a_paragraph_counts_and_a_date_in_a_sentence_does_not() -> None:
    """The day of the report is not the day of what it reports."""
    rest = " – The line failed at noon, the operator said, and nobody was hurt in the hut." * 2
    told = read(capture(f"Cable cut\n\nMARSÖ, Dec. 12, 2025 (Coast Wire){rest}", "text/plain"))
    assert told.published == date(2025, 12, 12)
    past = "On 7 March 2022 a storm tore the same cable" + rest
    assert read(capture(f"Cable cut\n\n{past}", "text/plain")).published is None


@pytest.mark.parametrize(
    "first",
    [
        "The bridge was last closed on 12 January 2024, the border guard said.",
        "“We have not seen this since 12 January 2024.”",
        "How many flights have been counted since 1 January 2025?",
        "Lappeenranta. On 12 January 2024 the border guard closed the bridge.",
        "These are the closures that the guard has made since 12 January 2024:",
    ],
)
def test_a_date_in_a_short_first_sentence_is_what_it_tells_of(first: str) -> None:
    """None of these was written on that day."""
    assert read(capture(f"Bridge closed\n\n{first}{TAIL}", "text/plain")).published is None


def test_writers_under_the_title() -> None:
    """A line that opens with By names who wrote it."""
    body = f"Cable cut\n\nBy Tove Lind and Emil Strand | Marsö Nytt{TAIL}"
    assert read(capture(body, "text/plain")).byline == ("Tove Lind", "Emil Strand")


def test_text_without_a_title_has_none() -> None:
    """One paragraph alone is no title."""
    article = read(capture("The line failed at noon, the operator said.", "text/plain"))
    assert article.title == ""


def test_only_mark_and_carriage_returns_are_taken_out() -> None:
    """Everything else, spaces and tabs included, is the file's own."""
    article = read(capture(b"\xef\xbb\xbfTitle\r\n\r\n  A\tline. \r\nB\rC\n\n\n", "text/plain"))
    assert article.text == "Title\n\n  A\tline. \nB\rC\n\n\n"


def test_control_letters_are_marked_in_their_places() -> None:
    """No title clears a terminal, and every letter behind one stays where it was."""
    raw = "Cable\x1b[2J cut\n\nIt failed\x0bat\x9b31m noon, \x85the operator said."
    text = read(capture(raw, "text/plain")).text
    assert text == "Cable\ufffd[2J cut\n\nIt failed at\ufffd31m noon,  the operator said."
    assert len(text) == len(raw)


SHOWN = st.one_of(st.characters(exclude_categories=("Cs", "Cc")), st.sampled_from("\n\t"))


@given(st.text(SHOWN, min_size=1))
def test_any_text_comes_back_whole(text: str) -> None:
    """Spans index the file itself: for UTF-8 the text is the file."""
    try:
        article = read(capture(text, "text/markdown"))
    except ReadError as refused:
        event(refused.what)
        return
    assert article.text == text.removeprefix("\ufeff")
    assert article.title in article.text


def test_binary_is_refused() -> None:
    """Bytes that are no letters in any encoding are not an article."""
    with pytest.raises(ReadError, match="not a text"):
        read(capture(bytes(range(1, 32)) * 40, "text/plain"))


def test_too_long_is_refused() -> None:
    """A text of millions of letters is no report."""
    with pytest.raises(ReadError, match="too large"):
        read(capture(b"word " * 500_000, "text/plain"))
