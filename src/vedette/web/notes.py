"""Notes beside an article: one for each finding, numbered as the marks in the text are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from vedette.blame import BEHIND, Heard, hear
from vedette.blame import label as field_label
from vedette.desk.marking import author_of
from vedette.records import Field, Finding, Report
from vedette.web import blaming
from vedette.web.marks import ANCHOR, Mark, Piece
from vedette.web.telling import Behind, Gauge, behind, confidence, gauge, label, named, shown
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

    `needs` is the confidence that an alert needs, where the finding is in review for want of it.
    `coder` is whose it is, empty where one coder alone looked at the article. `by` is the analyst
    who added it, `decision` the number under which he did.
    """

    number: int
    finding: Finding
    sign: str
    label: str
    words: str
    behind: Behind | None
    gauge: Gauge | None
    confidence: str
    needs: float | None
    told: tuple[Told, ...]
    coder: str = ""
    by: str = ""
    decision: int | None = None


def in_reading_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort an article's findings by where their clearest words stand, so that numbers run on."""
    return tuple(sorted(findings, key=lambda finding: finding.anchor[:1]))


def coders_of(report: Report | None) -> dict[str, str]:
    """Name each finding's coder by the finding's id, where several coders looked at an article.

    Analysts are no coder here: what they found bears their names.
    """
    listed = report.codings if report else ()
    programs = [one for one in listed if not any(map(author_of, one.findings))]
    codings = programs if len(programs) > 1 else []
    return {finding.id: coding.coder for coding in codings for finding in coding.findings}


def notes(
    findings: Sequence[Finding],
    text: str,
    review: Mapping[str, float] = MappingProxyType({}),
    coders: Mapping[str, str] = MappingProxyType({}),
    *,
    first: int = 1,
) -> tuple[Note, ...]:
    """Give an article's findings numbers from `first`, and every field's words and value.

    An entry that names another finding of the article by its id gets that one's number. `review`
    has the findings that are in review, as an article's sheet has them, and `coders` whose each is.
    """
    numbers = {finding.id: number for number, finding in enumerate(findings, start=first)}
    return tuple(
        _note(
            numbers,
            finding,
            text,
            hear(finding, findings, named),
            needs=review.get(finding.id),
            coder=coders.get(finding.id, ""),
        )
        for finding in findings
    )


def _note(
    numbers: Mapping[str, int],
    finding: Finding,
    text: str,
    heard: Heard,
    *,
    needs: float | None,
    coder: str,
) -> Note:
    decision, by = author_of(finding) or (None, "")
    return Note(
        number=numbers[finding.id],
        finding=finding,
        sign=sign_of(finding.type, finding.kind),
        label=label(finding),
        words=_anchor_words(finding, text),
        behind=behind(finding, heard),
        gauge=gauge(finding),
        confidence=confidence(finding),
        needs=needs,
        told=tuple(_told(numbers, finding, heard)),
        coder="" if by else coder,
        by=by,
        decision=decision,
    )


def _anchor_words(finding: Finding, text: str) -> str:
    return text[slice(*finding.anchor[0])] if finding.anchor else ""


def _told(numbers: Mapping[str, int], finding: Finding, heard: Heard) -> Iterable[Told]:
    number = numbers[finding.id]
    for name, entries in finding.fields.items():
        called = field_name(field_label(finding, name, heard))
        for place, entry in enumerate(entries):
            span = entry.span
            mark = Mark(finding=number, field=name, entry=place, span=span) if span else None
            yield _one_told(name, called, entry, numbers, mark)


def field_name(label: str) -> str:
    """Name a field in the page's language."""
    return blaming.words(label) if label == BEHIND else spaced(label)


def _one_told(
    name: str, called: str, entry: Field, numbers: Mapping[str, int], mark: Mark | None
) -> Told:
    note = numbers.get(entry.value) if isinstance(entry.value, str) else None
    return Told(
        field=name,
        label=called,
        words=entry.text or "",
        value="" if note else shown(name, entry.value),
        key=mark.key if mark else None,
        note=note,
    )


def tip(piece: Piece, by_number: Mapping[int, Note]) -> str:
    """Say in one line what the marks over a piece mean, for readers without scripts."""
    return "; ".join(_tip(mark, by_number[mark.finding]) for mark in piece.marks)


def _tip(mark: Mark, note: Note) -> str:
    told = next((told for told in note.told if told.key == mark.key), None)
    value = told.value if told else ""
    called = told.label if told else spaced(mark.field)
    name = "" if mark.field == ANCHOR else f", {called}"
    return f"{mark.finding} {note.label}{name}{f' = {value}' if value else ''}"
