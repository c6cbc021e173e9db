"""Findings, or incidents, as CSV for a spreadsheet: a row each, fields as words, RFC 4180.

The column `who` is worded: an accusation stands there with its accuser, never as a fact. A cell
that a spreadsheet would take for a formula gets an apostrophe before it: the words come from the
open web, and `=HYPERLINK(...)` in a headline must stay a headline. Written with a byte order mark,
without which Excel reads UTF-8 as Windows-1252.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vedette.answers import Dossier, Imprint, Line
from vedette.blame import Heard, blame, text
from vedette.handling import label
from vedette.records import Field, Finding
from vedette.write.flat import COLUMNS, point, row
from vedette.write.report import written

MEDIA_TYPE = "text/csv; header=present"  # RFC 7111; whoever serves it adds the charset

HEAD = (
    "seq",
    "type",
    "kind",
    "words",
    "sentence",
    "where",
    "country",
    "when",
    "who",
    "status",
    "title",
    "outlet",
    "published",
    "known",
    "url",
    "copies",
    "article",
    "finding",
    "rule",
    "confidence",
    "coder",
    "review",
    "accuser",
    "accused",
    "handling",
)
WHO = ("actor", "denier", "speaker", "promisor", "forecaster", "caller")
STATUS = ("status", "firmness", "state", "modality", "direction", "quote")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(lines: Iterable[Line], *, sample: bool = False) -> Iterator[bytes]:
    """Write findings in the order given; the sample's have a first column that says SAMPLE."""
    lead = ("sample",) if sample else ()
    yield "\ufeff".encode() + joined([*lead, *HEAD])
    for line in lines:
        yield joined([*(("SAMPLE",) if sample else ()), *_cells(line)])


def write_incidents(dossiers: Iterable[Dossier], imprint: Imprint) -> Iterator[bytes]:
    """Write incidents in the order given; several values in one cell have `; ` between them."""
    lead = ("sample",) if imprint.sample else ()
    yield "\ufeff".encode() + joined([*lead, *COLUMNS, "lat", "lon"])
    for dossier in dossiers:
        lon, lat = point(dossier.sheet.line.spot) or (None, None)
        told = map(_cell, row(dossier, imprint).values())
        yield joined([*(("SAMPLE",) if imprint.sample else ()), *told, lat, lon])


def _cell(value: Any) -> str:
    """Write a value as one cell; an article by its address, else by who printed it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(map(_cell, value))
        case dict():
            return str(value["url"] or value["outlet"])
        case _:
            return str(value)


def _cells(line: Line) -> list[str]:
    found = line.finding
    start, end = found.anchor[0]
    heard = Heard(line.accusers, line.claimed)
    told = {
        "seq": line.seq,
        "type": found.type,
        "kind": found.kind,
        "words": line.sentence[start - line.sentence_start : end - line.sentence_start],
        "sentence": line.sentence,
        "where": line.place,
        "country": line.country,
        "when": line.when,
        "who": text(blame(found, heard)) or _first(found.fields, WHO),
        "status": _first(found.fields, STATUS, values=True),
        "title": line.title,
        "outlet": line.outlet,
        "published": written(line.published),
        "known": written(line.known),
        "url": line.url,
        "copies": line.copies,
        "article": line.article,
        "finding": found.id,
        "rule": found.rule,
        "confidence": round(found.confidence, 3),
        "coder": line.coder,
        "review": "yes" if line.review else "no",
        "accuser": _first(found.fields, ("accuser",)) or next(iter(line.accusers), None),
        "accused": _first(found.fields, ("accused",)) or _actor(found),
        "handling": label(line.handling),
    }
    return ["" if told[name] is None else str(told[name]) for name in HEAD]


def _actor(found: Finding) -> str | None:
    """Give who an incident is laid to; the actor of a posture is accused of nothing."""
    return _first(found.fields, ("actor",)) if found.type == "incident" else None


def _first(
    fields: Mapping[str, tuple[Field, ...]], names: Iterable[str], *, values: bool = False
) -> str | None:
    for name in names:
        for entry in fields.get(name, ()):
            told = entry.value if values else entry.text
            if told is not None:
                return str(told)
    return None


def joined(cells: Iterable[str | float | None]) -> bytes:
    """Write one line, ended as RFC 4180 has it; no cell of it is a formula."""
    out = io.StringIO()
    csv.writer(out).writerow(safe(cell) for cell in cells)
    return out.getvalue().encode("utf-8", "replace")


def safe(cell: str | float | None) -> str | float | None:
    """Put an apostrophe before words that are like a formula; a number below zero is none."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(FORMULA) else cell
