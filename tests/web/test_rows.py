"""Rows of the stream."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from vedette.desk import Line
from vedette.records import Finding, Span
from vedette.web.rows import LONG, by_day, excerpt, row

BLAST = (Span(0, 5),)


def finding(anchor=BLAST) -> Finding:
    """Make a finding without fields."""
    return Finding(id="f" * 32, type="incident", anchor=anchor, fields={}, kind=None)


def line(sentence: str, start: int, told: Finding, **more) -> Line:
    """Lay a finding into a line."""
    given_ = {"article": "a", "seq": 1, "known": datetime(2025, 11, 20, 23, 0, tzinfo=UTC), **more}
    return Line(
        finding=told, version=1, title="", outlet="", source="s", url=None, language="en",
        published=None, sentence=sentence, sentence_start=start, country=None, place=None,
        when=None, **given_,
    )  # fmt: skip


@given(st.integers(0, 900), st.integers(1, 30), st.integers(0, 5000))
def test_an_excerpt_keeps_the_anchor(at, length, start):
    """However long the sentence, the words that name the finding are in what is shown of it."""
    sentence = ("word " * 190)[:-1]
    span = Span(start + at, start + min(at + length, len(sentence)))
    text, offset = excerpt(line(sentence, start, finding(anchor=(span,))))
    assert sentence[offset - start :].startswith(text)
    assert offset <= span.start
    assert span.end <= offset + len(text)
    assert len(text) <= LONG + 30


def test_a_short_sentence_is_whole():
    """Nothing is cut that fits."""
    told = row(line("A short sentence.", 40, finding(anchor=(Span(42, 47),))))
    assert "".join(piece.text for piece in told.pieces) == "A short sentence."
    assert (told.cut_before, told.cut_after) == (False, False)


def test_lines_of_one_article_are_in_the_order_of_its_text():
    """The newest article comes first, its findings as a reader meets them, named once."""
    lines = [
        line("x", 0, finding(anchor=(Span(at, at + 1),)), article=article, seq=seq)
        for article, seq, at in (("b", 9, 30), ("b", 8, 4), ("a", 2, 7))
    ]
    ((_, rows),) = by_day(lines)
    assert [(one.line.seq, one.follows) for one in rows] == [(8, False), (9, True), (2, False)]


def test_days_are_those_of_utc():
    """A day's head stands where the day of becoming known changes."""
    days = by_day(
        [
            line("x", 0, finding(), article="b", known=datetime(2025, 11, 20, 0, 1, tzinfo=UTC)),
            line("x", 0, finding(), article="a", known=datetime(2025, 11, 19, 23, 59, tzinfo=UTC)),
        ]
    )
    assert [day.isoformat() for day, _ in days] == ["2025-11-20", "2025-11-19"]
