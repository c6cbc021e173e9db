"""Incidents as a Frictionless data package: CSV files that lead to one another, and what they mean.

    datapackage.json    every table and column with its type and sentence, keys, sources
    README.md           the same in short, for people
    incidents.csv       one row for each incident
    reports.csv …       and the other tables of `tables/dictionary.toml`

The description comes last: where it stands, all that it describes stands too.

A cell that a spreadsheet would take for a formula has an apostrophe before it, as in `csv`. A list
is a JSON array. There is no byte order mark: the standard wants plain UTF-8.

Source: Data Package 2.0 and Table Schema 2.0 (Open Knowledge, 2024).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import IO, Any, Final

from vedette.answers import Dossier, Imprint
from vedette.write.csv import joined
from vedette.write.parts import Held, Part, nothing, read, room
from vedette.write.tables import rows
from vedette.write.tables.shape import Column, Row, Table, tables
from vedette.write.terms import about

MEDIA_TYPE = "application/zip"
ENDING = "package.zip"
PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES: Final[Mapping[str, str]] = {"day": "date", "moment": "datetime", "list": "array"}
"""The dictionary's types by the names of Table Schema; the others are called alike."""


@dataclass(slots=True, kw_only=True)
class _Sheet:
    """One CSV file as it grows."""

    table: Table
    file: IO[bytes]
    state: Any = field(default_factory=hashlib.sha256)
    rows: int = 0

    def add(self, cells: Iterable[str | float | None]) -> None:
        """Write one line."""
        line = joined(cells)
        self.state.update(line)
        self.file.write(line)


def write_folder(
    dossiers: Iterable[Dossier],
    imprint: Imprint,
    held: Held = nothing,  # noqa: ARG001  # what stood there is written anew
) -> Iterator[Part]:
    """Write a package, its tables in the order of the dictionary."""
    with ExitStack() as kept:
        sheets = {one.name: _Sheet(table=one, file=kept.enter_context(room())) for one in tables()}
        printed = _fill(sheets, dossiers, imprint)
        told = _described(imprint, list(sheets.values()), printed)
        for name, sheet in sheets.items():
            yield Part(name=f"{name}.csv", chunks=read(sheet.file))
    yield Part(name="README.md", chunks=[_readme(imprint, list(sheets.values())).encode()])
    yield Part(name="datapackage.json", chunks=[_json(told)])


def _fill(sheets: Mapping[str, _Sheet], dossiers: Iterable[Dossier], imprint: Imprint) -> list[Row]:
    """Write all rows, and give those of the sources."""
    for sheet in sheets.values():
        sheet.add(column.name for column in sheet.table.columns)
    printed = []
    for name, row in rows(dossiers, imprint):
        sheets[name].add(cell(row[column.name]) for column in sheets[name].table.columns)
        sheets[name].rows += 1
        if name == "sources":
            printed.append(row)
    return printed


def cell(told: Any) -> str | float | None:
    """Write a value as Table Schema reads it by default.

    >>> cell(["rail"]), cell(datetime(2026, 3, 1, 7, 30, tzinfo=UTC)), cell(None)
    ('["rail"]', '2026-03-01T07:30:00Z', None)
    """
    match told:
        case bool():
            return "true" if told else "false"
        case datetime():
            return told.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return told.isoformat()
        case list():
            return json.dumps(told, ensure_ascii=False)
        case int() | float():
            return told
        case _:
            return None if told is None else str(told)


def _json(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, indent=2, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _described(
    imprint: Imprint, sheets: Sequence[_Sheet], printed: Sequence[Row]
) -> dict[str, Any]:
    return {
        "$schema": PROFILE,
        "name": "vedette-incidents-sample" if imprint.sample else "vedette-incidents",
        "title": _title(imprint),
        "description": about(sample=imprint.sample),
        **({"homepage": imprint.address} if imprint.address else {}),
        "sources": [_source(one) for one in printed],
        "resources": [_resource(one) for one in sheets],
    }


def _title(imprint: Imprint) -> str:
    return ("SAMPLE: " if imprint.sample else "") + "Incidents on a vedette desk"


def _source(row: Row) -> dict[str, Any]:
    """Name a source with its licence, which is words and seldom one that has a code."""
    told = {"title": row["name"], "path": row["home"], "licence": row["licence"]}
    return {name: value for name, value in told.items() if value}


def _resource(sheet: _Sheet) -> dict[str, Any]:
    return {
        "name": sheet.table.name,
        "path": f"{sheet.table.name}.csv",
        "type": "table",
        "description": sheet.table.says,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": sheet.file.tell(),
        "hash": f"sha256:{sheet.state.hexdigest()}",
        "schema": schema(sheet.table),
    }


def schema(table: Table) -> dict[str, Any]:
    """Lay a table out as a Table Schema."""
    leads = [(one.name, one.leads) for one in table.columns if one.leads]
    return {
        "fields": [_field(one) for one in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {
                "fields": [name],
                "reference": {"resource": "" if of == table.name else of, "fields": ["id"]},
            }
            for name, of in leads
        ],
    }


def _field(column: Column) -> dict[str, Any]:
    limits = {
        **({"required": True} if column.needed else {}),
        **({"enum": list(column.among)} if column.among else {}),
    }
    return {
        "name": column.name,
        "type": TYPES.get(column.type, column.type),
        "description": column.says,
        **({"constraints": limits} if limits else {}),
    }


def _readme(imprint: Imprint, sheets: Sequence[_Sheet]) -> str:
    """Say in a page what is in the package, and how it hangs together."""
    listed = "\n".join(
        f"- `{one.table.name}.csv`, {one.rows} rows. {one.table.says}" for one in sheets
    )
    return README.format(title=_title(imprint), about=about(sample=imprint.sample), listed=listed)


README: Final = """# {title}

{about}

{listed}

`datapackage.json` says what each column holds, of which type it is, and where it leads. Days are
ISO 8601; moments are in UTC; a list is a JSON array; what is not told is empty. A cell that begins
like a formula has an apostrophe before it, so that spreadsheets take it for words.

Left out: all text but a headline and a quotation of at most 240 characters; the names of accused
persons; who decided what on the desk, and why; decimals that a place does not deserve.
"""
