"""Turn findings into what a page shows: a row of the stream, a note beside an article.

Everything here is pure and holds plain text; escaping is the templates' business.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date
from itertools import groupby

from vedette.desk import Line
from vedette.records import Field, Finding
from vedette.web.marks import ANCHOR, Mark, Piece, cut, marks_of
from vedette.web.names import country_name
from vedette.web.words import FIRMNESS, SIGN_OF_STAGE, kind_name, sign_of, spaced

GAUGED: Mapping[str, str] = {
    "incident": "status",
    "attribution": "firmness",
    "denial": "state",
    "statement": "quote",
    "pledge": "status",
    "forecast": "modality",
    "posture": "direction",
}
"""The field that tells how far a finding of each type is established; a call has none."""

VOICES: Mapping[str, tuple[str, str]] = {
    "incident": ("actor", ""),
    "attribution": ("accuser", "accused"),
    "denial": ("denier", ""),
    "statement": ("speaker", "addressee"),
    "pledge": ("promisor", ""),
    "forecast": ("forecaster", ""),
    "call": ("caller", "addressee"),
    "posture": ("actor", ""),
}
"""Who acts or speaks in each type, and towards whom."""

LONG = 190
"""Characters of a sentence that a row shows."""

STATE_FIELDS = frozenset({"where", "actor", "accused", "accuser", "denier", "region"})
"""Fields whose value is a country's code or a sea's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """How far something is established: a sign of the sprite or a rung from 0 to 6, and words."""

    words: str
    sign: str = ""
    rung: int | None = None


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
    gauge: Gauge | None
    follows: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One field entry of a note: the words, what they were read as, and the note it points to."""

    field: str
    label: str
    words: str
    value: str
    key: str | None = None
    note: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One finding beside its article, numbered as the marks in the text are."""

    number: int
    finding: Finding
    sign: str
    label: str
    words: str
    gauge: Gauge | None
    told: tuple[Told, ...]


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
        who=_voices(finding),
        gauge=gauge(finding),
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


def label(finding: Finding) -> str:
    """Name a finding by its kind, else by its type."""
    return kind_name(finding.kind) if finding.kind else spaced(finding.type)


def gauge(finding: Finding) -> Gauge | None:
    """Tell how far the finding is established, where the article's words show it."""
    entries = finding.fields.get(GAUGED.get(finding.type, ""), ())
    value = next((entry.value for entry in entries if entry.value is not None), None)
    if finding.type == "attribution" and isinstance(value, int) and 0 <= value < len(FIRMNESS):
        return Gauge(words=FIRMNESS[value], rung=value)
    if not isinstance(value, str) or not value:
        return None
    if finding.type == "statement":
        return Gauge(words=f"{value} quote")
    return Gauge(words=spaced(value), sign=f"stage-{SIGN_OF_STAGE.get(value, 'open')}")


def _voices(finding: Finding) -> tuple[str, str]:
    first, second = VOICES.get(finding.type, ("", ""))
    return _heard(finding, first), _heard(finding, second)


def _heard(finding: Finding, name: str) -> str:
    entries = finding.fields.get(name, ())
    heard = [entry.text or shown(name, entry.value) for entry in entries]
    return ", ".join(word for word in heard[:2] if word) + (" …" if len(heard) > 2 else "")


def notes(findings: Sequence[Finding], text: str) -> tuple[Note, ...]:
    """Give an article's findings numbers from 1, and every field's words and value.

    An entry that names another finding of the article by its id gets that one's number.
    """
    numbers = {finding.id: number for number, finding in enumerate(findings, start=1)}
    return tuple(
        Note(
            number=number,
            finding=finding,
            sign=sign_of(finding.type, finding.kind),
            label=label(finding),
            words=_anchor_words(finding, text),
            gauge=gauge(finding),
            told=tuple(_told(number, finding, numbers)),
        )
        for number, finding in enumerate(findings, start=1)
    )


def _anchor_words(finding: Finding, text: str) -> str:
    return text[slice(*finding.anchor[0])] if finding.anchor else ""


def _told(number: int, finding: Finding, numbers: Mapping[str, int]) -> Iterable[Told]:
    for name, entries in finding.fields.items():
        for place, entry in enumerate(entries):
            yield _one_told(number, name, place, entry, numbers)


def _one_told(number: int, name: str, place: int, entry: Field, numbers: Mapping[str, int]) -> Told:
    note = numbers.get(entry.value) if isinstance(entry.value, str) else None
    mark = Mark(finding=number, field=name, entry=place, span=entry.span) if entry.span else None
    return Told(
        field=name,
        label=spaced(name),
        words=entry.text or "",
        value="" if note else shown(name, entry.value),
        key=mark.key if mark else None,
        note=note,
    )


def shown(name: str, value: object) -> str:
    """Show a field's value as words.

    >>> shown("where", "PL"), shown("killed", (3, 5)), shown("series", False), shown("firmness", 4)
    ('Poland', '3–5', 'no', '4 of 6, official accusation')
    """
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() if name == "firmness" and 0 <= value < len(FIRMNESS):
            return f"{value} of {len(FIRMNESS) - 1}, {FIRMNESS[value]}"
        case (low, high):
            return f"{low}–{high}"
        case _:
            text = str(value)
            return country_name(text) if name in STATE_FIELDS else spaced(text)


def tip(piece: Piece, by_number: Mapping[int, Note]) -> str:
    """Say in one line what the marks over a piece mean, for readers without scripts."""
    return "; ".join(_tip(mark, by_number[mark.finding]) for mark in piece.marks)


def _tip(mark: Mark, note: Note) -> str:
    value = next((told.value for told in note.told if told.key == mark.key and told.value), "")
    name = "" if mark.field == ANCHOR else f", {spaced(mark.field)}"
    return f"{mark.finding} {note.label}{name}{f' = {value}' if value else ''}"
