"""Rows of the stream and notes beside an article."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from vedette.desk import Line
from vedette.records import Field, Finding, Span
from vedette.web.marks import cut, marks_of
from vedette.web.show import LONG, by_day, excerpt, gauge, notes, row, shown, tip

BLAST = (Span(0, 5),)


def finding(type_="incident", anchor=BLAST, **fields) -> Finding:
    """Make a finding whose fields are values without words."""
    told = {name: tuple(Field(value=v) for v in values) for name, values in fields.items()}
    return Finding(id="f" * 32, type=type_, anchor=anchor, fields=told, kind=None)


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


def test_firmness_is_a_rung():
    """An attribution is told on the ladder, in words and in steps."""
    told = gauge(finding("attribution", firmness=[4]))
    assert told is not None
    assert (told.rung, told.words) == (4, "official accusation")


def test_status_is_a_sign_with_words():
    """An incident's status has a sign that is filled as far as it is established."""
    signs = {
        status: told.sign
        for status in ("reported", "under_investigation", "confirmed", "convicted", "refuted")
        if (told := gauge(finding(status=[status])))
    }
    assert signs == {
        "reported": "stage-open",
        "under_investigation": "stage-half",
        "confirmed": "stage-full",
        "convicted": "stage-double",
        "refuted": "stage-crossed",
    }


def test_what_is_not_told_has_no_gauge():
    """A call has no firmness, nor has an incident without a status."""
    assert gauge(finding("call")) is None
    assert gauge(finding()) is None
    assert gauge(finding("attribution", firmness=[9])) is None


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


def test_a_note_points_to_the_finding_it_is_about():
    """An id of another finding of the article is shown as that one's number."""
    first = finding()
    second = Finding(
        id="g" * 32,
        type="attribution",
        anchor=(Span(6, 13),),
        fields={"incident": (Field(value=first.id),), "firmness": (Field(value=2),)},
    )
    listed = notes([first, second], "Blast accused")
    assert [(t.field, t.note, t.value) for t in listed[1].told] == [
        ("incident", 1, ""),
        ("firmness", None, "2 of 6, hedged"),
    ]
    assert listed[1].words == "accused"


def test_a_tip_names_every_mark():
    """A piece under two findings tells of both, with their values."""
    where = Field(span=Span(0, 6), text="Warsaw", value="PL")
    one = Finding(
        id="1", type="incident", kind="arson", anchor=(Span(0, 6),), fields={"where": (where,)}
    )
    (piece,) = cut("Warsaw", marks_of([one]))
    assert tip(piece, {1: notes([one], "Warsaw")[0]}) == "1 arson; 1 arson, where = Poland"


def test_values_are_words():
    """Enums, ranges and truth values are told as a reader would say them."""
    assert shown("status", "under_investigation") == "under investigation"
    assert shown("injured", (2, 4)) == "2–4"
    assert shown("series", value=True) == "yes"
    assert shown("target", "PL") == "PL"
