"""Rows of the stream: a finding in its sentence, cut to the length of three lines."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date
from itertools import groupby

from vedette.blame import Heard
from vedette.desk import Line
from vedette.web.marks import Piece, cut, marks_of
from vedette.web.telling import Behind, Gauge, behind, confidence, gauge, label, voices
from vedette.web.words import sign_of

LONG = 190
"""Characters of a sentence that a row shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the stream, ready to print.

    `cut_before` and `cut_after` tell where an ellipsis belongs. `titled` is whether the sentence is
    the article's title, `follows` whether the row above is of the same article: what was just said
    need not be said again.
    """

    line: Line
    day: date
    sign: str
    label: str
    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool
    titled: bool
    who: tuple[str, str]
    behind: Behind | None
    gauge: Gauge | None
    confidence: str
    follows: bool = False


def row(line: Line) -> Row:
    """Lay out one finding of the stream; the pieces are its sentence, cut at the spans in it."""
    finding = line.finding
    words, start = excerpt(line)
    return Row(
        line=line,
        day=(line.known.astimezone(UTC) if line.known.tzinfo else line.known).date(),
        sign=sign_of(finding.type, finding.kind),
        label=label(finding),
        pieces=cut(words, marks_of([finding]), offset=start),
        cut_before=start > line.sentence_start,
        cut_after=start + len(words) < line.sentence_start + len(line.sentence),
        titled=line.title.strip() in line.sentence or line.sentence.strip() in line.title,
        who=voices(finding),
        behind=behind(finding, Heard(line.accusers, line.claimed)),
        gauge=gauge(finding),
        confidence=confidence(finding),
    )


def by_day(lines: Iterable[Line]) -> tuple[tuple[date, tuple[Row, ...]], ...]:
    """Group the stream's lines by the day (UTC) on which they became known, newest first.

    Lines of one article that follow each other are put in the order of its text.
    """
    told = [
        replace(row(line), follows=at > 0)
        for _, run in groupby(lines, key=lambda line: line.article)
        for at, line in enumerate(sorted(run, key=_in_text))
    ]
    return tuple((day, tuple(group)) for day, group in groupby(told, key=lambda one: one.day))


def _in_text(line: Line) -> tuple[int, int]:
    anchor = line.finding.anchor
    return (anchor[0].start if anchor else 0), line.seq


def excerpt(line: Line) -> tuple[str, int]:
    """Cut a long sentence down to what stands around its anchor; give it with its offset.

    Sentences of the press run to 200 characters and a few beyond 400; three lines of a column hold
    `LONG`.
    """
    sentence, start = line.sentence, line.sentence_start
    if len(sentence) <= LONG:
        return sentence, start
    inside = line.finding.anchor[0].start - start if line.finding.anchor else 0
    first = max(min(inside - LONG // 3, len(sentence) - LONG), 0)
    first = sentence.rfind(" ", 0, first) + 1 if first else 0
    last = sentence.find(" ", first + LONG)
    return sentence[first : last if last > 0 else len(sentence)], start + first
