"""Cut a text at the borders of the spans that mark it.

Findings overlap: one word may anchor an attribution, belong to a statement's content and name an
incident's actor. HTML elements may not overlap, so the text is cut at every border, and each piece
carries the list of all marks that cover it. Nothing is lost or doubled:

>>> marks = [Mark(finding=1, field="where", span=Span(3, 9)), Mark(finding=2, span=Span(6, 12))]
>>> [(piece.text, [m.finding for m in piece.marks]) for piece in cut("In Lublin by rail", marks)]
[('In ', []), ('Lub', [1]), ('lin', [1, 2]), (' by', [2]), (' rail', [])]

Offsets are Unicode code points, as everywhere in vedette.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from vedette.records import Finding, Span

ANCHOR = "anchor"

_GAP = re.compile(r"\n[ \t\r\n]*\n|\n")
"""Between two paragraphs: a blank line, or where lines are not wrapped, the end of the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words of a text that a finding points at; `finding` is its number on the page, from 1.

    `entry` is the place of the words in their field (a finding may have several targets).
    """

    finding: int
    span: Span
    field: str = ANCHOR
    entry: int = 0

    @property
    def key(self) -> str:
        """Name the mark within its page: `3.where.0`."""
        return f"{self.finding}.{self.field}.{self.entry}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text under one set of marks, the longest first, so that the innermost is last.

    `starts` are those whose first letter is here.
    """

    start: int
    text: str
    marks: tuple[Mark, ...] = ()
    starts: tuple[Mark, ...] = ()

    @property
    def anchor(self) -> bool:
        """Whether the words name a finding, and are not only about one."""
        return any(mark.field == ANCHOR for mark in self.marks)


SHAPES: Final[Mapping[str, str]] = {
    ANCHOR: "anchor",
    **dict.fromkeys(("where", "region", "target"), "where"),
    **dict.fromkeys(("when", "due", "horizon", "level_from", "level_to"), "when"),
    **dict.fromkeys(
        ("actor", "accused", "accuser", "denier", "speaker", "addressee", "promisor", "caller",
         "forecaster"),
        "who",
    ),
    **dict.fromkeys(("status", "firmness", "modality", "state", "direction"), "how"),
}  # fmt: skip
"""How the words of a field are underlined, so that no colour is needed; all others by dots."""


def shape(piece: Piece) -> str:
    """Name the shape of a piece, by the shortest mark over it: that is the one that is meant."""
    return SHAPES.get(piece.marks[-1].field, "other") if piece.marks else "other"


def marks_of(findings: Iterable[Finding], *, first: int = 1) -> tuple[Mark, ...]:
    """Mark everything that these findings point at, numbered in their order from `first`."""
    return tuple(
        mark
        for number, finding in enumerate(findings, start=first)
        for mark in (*_anchors(number, finding), *_fields(number, finding))
    )


def _anchors(number: int, finding: Finding) -> Iterable[Mark]:
    for entry, span in enumerate(finding.anchor):
        yield Mark(finding=number, span=Span(*span), entry=entry)


def _fields(number: int, finding: Finding) -> Iterable[Mark]:
    for name, entries in finding.fields.items():
        for entry, field in enumerate(entries):
            if field.span is not None:
                yield Mark(finding=number, span=Span(*field.span), field=name, entry=entry)


def cut(
    text: str, marks: Iterable[Mark], *, offset: int = 0, at: Iterable[int] = ()
) -> tuple[Piece, ...]:
    """Cut `text`, which begins at `offset` of its article, at all borders of marks and at `at`.

    A mark that reaches over the text's edge marks what lies inside; one that lies wholly outside,
    or is empty, marks nothing. The pieces in order are the text.
    """
    inside = [mark for mark in marks if _clip(mark.span, offset, len(text)) is not None]
    opening: dict[int, list[Mark]] = defaultdict(list)
    closing: dict[int, list[Mark]] = defaultdict(list)
    for mark in inside:
        start, end = _clip(mark.span, offset, len(text)) or (0, 0)
        opening[start].append(mark)
        closing[end].append(mark)
    wanted = {cut_at - offset for cut_at in at if 0 < cut_at - offset < len(text)}
    borders = sorted({0, len(text), *opening, *closing, *wanted})
    return tuple(_pieces(text, borders, opening, closing, offset))


def _pieces(
    text: str,
    borders: Sequence[int],
    opening: dict[int, list[Mark]],
    closing: dict[int, list[Mark]],
    offset: int,
) -> Iterable[Piece]:
    active: dict[Mark, None] = {}
    for start, end in pairwise(borders):
        for mark in closing[start]:
            active.pop(mark, None)
        active.update(dict.fromkeys(opening[start]))
        yield Piece(
            start=start + offset,
            text=text[start:end],
            marks=tuple(sorted(active, key=_longest_first)),
            starts=tuple(m for m in opening[start] if m.span.start == start + offset),
        )


def _longest_first(mark: Mark) -> int:
    return mark.span.start - mark.span.end


def _clip(span: Span, offset: int, length: int) -> tuple[int, int] | None:
    start, end = max(span.start - offset, 0), min(span.end - offset, length)
    return (start, end) if start < end else None


def paragraphs(
    text: str, marks: Sequence[Mark], at: Sequence[int] = ()
) -> tuple[tuple[Piece, ...], ...]:
    """Cut a whole article, at `at` too, and group the pieces by paragraph.

    The gap after a paragraph is its last piece, of white space only. A mark may run over the end of
    a paragraph: it goes on in the next one.
    """
    gaps = [gap.span() for gap in _GAP.finditer(text)]
    edges = sorted({0, len(text), *(end for _, end in gaps)})
    return tuple(
        cut(
            text[start:end],
            [mark for mark in marks if mark.span.start < end and mark.span.end > start],
            offset=start,
            at=[*at, *(gap for gap, _ in gaps)],
        )
        for start, end in pairwise(edges)
    )
