"""Notes beside an article: one for each finding, numbered as the marks in the text are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from vedette.records import Field, Finding, Report
from vedette.web.marks import ANCHOR, Mark, Piece
from vedette.web.telling import Gauge, gauge, label, shown
from vedette.web.words import sign_of, spaced


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
    """One finding beside its article, numbered as the marks in the text are.

    `coder` is whose it is, empty where one coder alone looked at the article.
    """

    number: int
    finding: Finding
    sign: str
    label: str
    words: str
    gauge: Gauge | None
    told: tuple[Told, ...]
    coder: str = ""


def in_reading_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort an article's findings by where their clearest words stand, so that numbers run on."""
    return tuple(sorted(findings, key=lambda finding: finding.anchor[:1]))


def coders_of(report: Report | None) -> dict[str, str]:
    """Name each finding's coder by the finding's id, where several coders looked at an article."""
    codings = report.codings if report and report.beside else ()
    return {finding.id: coding.coder for coding in codings for finding in coding.findings}


def notes(
    findings: Sequence[Finding], text: str, coders: Mapping[str, str] = MappingProxyType({})
) -> tuple[Note, ...]:
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
            coder=coders.get(finding.id, ""),
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


def tip(piece: Piece, by_number: Mapping[int, Note]) -> str:
    """Say in one line what the marks over a piece mean, for readers without scripts."""
    return "; ".join(_tip(mark, by_number[mark.finding]) for mark in piece.marks)


def _tip(mark: Mark, note: Note) -> str:
    value = next((told.value for told in note.told if told.key == mark.key and told.value), "")
    name = "" if mark.field == ANCHOR else f", {spaced(mark.field)}"
    return f"{mark.finding} {note.label}{name}{f' = {value}' if value else ''}"
