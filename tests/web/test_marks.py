"""Cutting a text at the borders of its marks."""

from hypothesis import given
from hypothesis import strategies as st

from vedette.records import Field, Finding, Span
from vedette.web.marks import Mark, cut, marks_of, paragraphs

TEXTS = st.text(alphabet=st.sampled_from("ab \n\té𝄞\u202e"), max_size=60)


@st.composite
def marked(draw):
    """Draw a text and marks that overlap, nest, touch, or reach outside of it."""
    text = draw(TEXTS)
    ends = st.integers(0, len(text) + 5)
    spans = draw(st.lists(st.tuples(ends, ends), max_size=12))
    marks = [Mark(finding=at, span=Span(*sorted(span))) for at, span in enumerate(spans, start=1)]
    return text, marks


@given(marked())
def test_the_pieces_are_the_text(drawn):
    """Nothing is lost, doubled or moved by cutting."""
    text, marks = drawn
    pieces = cut(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        assert text[piece.start : piece.start + len(piece.text)] == piece.text
        assert piece.text


@given(marked())
def test_a_letter_carries_the_marks_that_cover_it(drawn):
    """Every code point has exactly the marks whose span holds it."""
    text, marks = drawn
    for piece in cut(text, marks):
        for at in range(piece.start, piece.start + len(piece.text)):
            covering = {mark.finding for mark in marks if mark.span.start <= at < mark.span.end}
            assert {mark.finding for mark in piece.marks} == covering


@given(marked())
def test_the_innermost_mark_is_last(drawn):
    """Marks over a piece are in order of length, so that a tap can mean the shortest."""
    for piece in cut(*drawn):
        lengths = [mark.span.end - mark.span.start for mark in piece.marks]
        assert lengths == sorted(lengths, reverse=True)


@given(marked())
def test_a_mark_starts_once(drawn):
    """A mark with letters in the text starts at one piece, in a whole article too."""
    text, marks = drawn
    started = [mark for piece in cut(text, marks) for mark in piece.starts]
    inside = [m for m in marks if m.span.start < min(m.span.end, len(text))]
    assert sorted(started, key=repr) == sorted(inside, key=repr)
    in_blocks = [m for block in paragraphs(text, marks) for piece in block for m in piece.starts]
    assert sorted(in_blocks, key=repr) == sorted(inside, key=repr)


@given(marked(), st.integers(0, 40), st.integers(0, 40))
def test_a_sentence_is_cut_as_the_article_is(drawn, first, last):
    """A part of the text cut by itself has the same marks over each letter as in the whole."""
    text, marks = drawn
    part = text[first:last]
    whole = {
        piece.start + at: set(piece.marks)
        for piece in cut(text, marks)
        for at in range(len(piece.text))
    }
    for piece in cut(part, marks, offset=first):
        for at in range(piece.start, piece.start + len(piece.text)):
            assert set(piece.marks) == whole[at]


@given(marked())
def test_paragraphs_are_the_text(drawn):
    """Paragraphs with their gaps, one after the other, are the article."""
    text, marks = drawn
    blocks = paragraphs(text, marks)
    assert "".join(piece.text for block in blocks for piece in block) == text
    assert all("\n" not in piece.text.strip() for block in blocks for piece in block)


def test_findings_are_numbered_with_their_fields():
    """Anchors and fields with a span are marked; a value alone is not."""
    finding = Finding(
        id="x",
        type="incident",
        kind="arson",
        anchor=(Span(0, 4), Span(9, 13)),
        fields={"where": (Field(span=Span(5, 8), text="abc"),), "series": (Field(value=False),)},
    )
    keys = [mark.key for mark in marks_of([finding, finding])]
    assert keys == [
        "1.anchor.0",
        "1.anchor.1",
        "1.where.0",
        "2.anchor.0",
        "2.anchor.1",
        "2.where.0",
    ]
