"""PDFs: the words in the order in which a person reads them, and nothing from the sheet's edges."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.captures import capture
from tests.read.pdfs import STORY, column, pdf

from vedette.errors import ReadError
from vedette.read import read
from vedette.read.runs import join

pytest.importorskip("pypdfium2")

TITLE = (60.0, 760.0, 20.0, "Tanker boarded off Marsö")
DAY = (60.0, 790.0, 9.0, "Press release, 12 December 2025")


def reading(body: bytes, **more: object):
    """Read a PDF."""
    return read(capture(body, "application/pdf", **more))


def test_a_press_release_is_title_and_paragraphs() -> None:
    """What stands above the title gives the day and is no part of the text."""
    second = column(("The ministry will report again on Monday.",), top=640)
    article = reading(pdf([DAY, TITLE, *column(STORY), *second]))
    assert article.title == "Tanker boarded off Marsö"
    assert article.published == date(2025, 12, 12)
    assert article.text.split("\n\n") == [
        article.title,
        " ".join(STORY),
        "The ministry will report again on Monday.",
    ]
    assert (article.language, article.reader) == ("en", "pdf@1")


def test_columns_are_read_one_after_the_other() -> None:
    """In whichever order the file has their lines; what stands across parts them."""
    left = [f"left {n} of the words that stand in here" for n in range(8)]
    right = [f"right {n} of the words that stand in here" for n in range(8)]
    rows = [
        piece
        for one, two in zip(column(left), column(right, left=320), strict=True)
        for piece in (two, one)
    ]
    text = reading(pdf([*rows, TITLE])).text
    assert text.startswith("Tanker boarded off Marsö")
    places = [text.index(line) for line in (*left, *right)]
    assert places == sorted(places)


def test_a_table_is_read_row_by_row() -> None:
    """Short pieces beside each other belong together."""
    names = column([f"Port {n}" for n in "ABCDEF"])
    counts = column([f"{n} ships" for n in range(6)], left=320)
    text = reading(pdf([TITLE, *names, *counts, *column(STORY, top=500)])).text
    assert "Port C 2 ships" in text


def test_words_that_were_broken_are_joined() -> None:
    """A hyphen stays where the text writes the word with one."""
    lines = ("The patrol boat reached the har-", "bour at noon, a well-known place. It is well-")
    lines += ("known to the crew, to Franco-", "German inspectors and to 12-", "mile sailors.")
    text = reading(pdf([TITLE, *column(lines)])).text
    assert "reached the harbour at noon" in text
    assert "It is well-known to the crew, to Franco-German inspectors" in text
    assert join(["Han\u00ad", "sa"]) == "Hansa"


def test_running_heads_and_page_numbers_are_taken_out() -> None:
    """What stands on every sheet is nobody's report; a paragraph goes on over the turn."""
    sheets = [
        [(60.0, 815.0, 8.0, "Ministry of the Sea"), (290.0, 25.0, 8.0, f"Page {n} of 3")]
        for n in (1, 2, 3)
    ]
    sheets[0] += [TITLE, *column(STORY[:1])]
    sheets[1] += column(STORY[1:2], top=790)
    sheets[2] += column(STORY[2:], top=790)
    text = reading(pdf(*sheets)).text
    assert text == f"Tanker boarded off Marsö\n\n{' '.join(STORY)}"


def test_a_day_in_a_running_head_counts_where_no_other_is_told() -> None:
    """A bulletin has it on every sheet."""
    head = (60.0, 815.0, 8.0, "Bulletin of 11 December 2025")
    sheets = [[head, TITLE, *column(STORY)], [head, *column(STORY, top=790)]]
    assert reading(pdf(*sheets)).published == date(2025, 12, 11)


def test_what_the_caller_knows_wins() -> None:
    """As for every reader."""
    told = {"x-title": "Another title", "x-published": "2025-12-01"}
    article = reading(pdf([DAY, TITLE, *column(STORY)]), headers=told)
    assert (article.title, article.published) == ("Another title", date(2025, 12, 1))
    assert article.text.startswith("Another title\n\n")


def test_a_pdf_is_known_by_its_bytes() -> None:
    """Servers call it many things."""
    body = pdf([TITLE, *column(STORY)])
    for declared in ("text/html", "application/octet-stream", "application/x-download"):
        assert read(capture(body, declared)).reader == "pdf@1"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (pdf([], [], drawn=False), "a PDF without a text layer"),
        (b"%PDF-1.4\nnothing", "a damaged PDF"),
        (pdf(column(STORY))[:300], "a damaged PDF"),
        (b"%PDF-1.4" + b"\0" * 10_000_001, "a page too large to read"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(body: bytes, what: str) -> None:
    """With what to do about it."""
    with pytest.raises(ReadError) as refused:
        reading(body)
    assert refused.value.what == what
    assert refused.value.remedy


@given(st.data())
def test_no_damage_breaks_the_reader(data) -> None:
    """It gives an article or refuses, whatever stands in the file."""
    body = bytearray(pdf([DAY, TITLE, *column(STORY)]))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(8, len(body) - 1))
        rubbish = data.draw(st.binary(max_size=30))
        body[at : at + len(rubbish)] = rubbish
    try:
        article = reading(bytes(body))
    except ReadError:
        return
    assert article.text.strip()
