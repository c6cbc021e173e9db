"""Incidents as Parquet: the tables of the dictionary, typed, in folders by year.

    incidents/year=2026/incidents.parquet
    reports/year=2026/reports.parquet …
    sources/sources.parquet

The year is that in which the first report of an incident appeared (UTC): it stays, whatever comes
later, and all that is told of an incident stands in one. Readers that know the layout of Hive give
it as a column of its own. Moments are microseconds in UTC, lists are lists of strings, and what
comes again and again is a dictionary. The same ledger gives the same bytes under one version of
pyarrow, whose name stands in every file.

Source: Apache Parquet 2.6; the column metadata of Arrow carries the dictionary's sentences.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC
from typing import IO, Any, Final

from vedette.answers import Dossier, Imprint
from vedette.write.parts import Held, Part, nothing, read, room
from vedette.write.tables import rows
from vedette.write.tables.shape import Column, Row, Table, table
from vedette.write.terms import about

MEDIA_TYPE = "application/zip"
ENDING = "parquet.zip"
NEEDS = ("pyarrow", "parquet")
OWN = ("*/year=*/*.parquet",)
"""What an earlier export left of a year in which there is nothing now would still be read."""
GROUP: Final = 20_000
"""Rows that wait in memory before they are written: a row takes 1.3 kB, measured over 3495."""

Place = tuple[str, int | None]
"""A table, and the year of its rows; sources have none."""


def write_folder(
    dossiers: Iterable[Dossier],
    imprint: Imprint,
    held: Held = nothing,  # noqa: ARG001  # what stood there is written anew
    *,
    group: int = GROUP,
) -> Iterator[Part]:
    """Write a file for each table and year that has any rows, `group` of them at a time."""
    with ExitStack() as kept:
        sheets: dict[Place, _Sheet] = {}
        year = None
        for name, row in rows(dossiers, imprint):
            year = row["first_reported"].astimezone(UTC).year if name == "incidents" else year
            place = (name, None if name == "sources" else year)
            if place not in sheets:
                file, says = kept.enter_context(room()), about(sample=imprint.sample)
                sheets[place] = _Sheet(table=table(name), about=says, file=file)
            sheets[place].add(row, group)
        for (name, of), sheet in sorted(sheets.items(), key=lambda one: str(one[0])):
            folder = name if of is None else f"{name}/year={of}"
            yield Part(name=f"{folder}/{name}.parquet", chunks=sheet.whole())


@dataclass(slots=True, kw_only=True)
class _Sheet:
    """One Parquet file as it grows, a group of rows at a time."""

    table: Table
    about: str
    file: IO[bytes]
    waiting: list[Row] = field(default_factory=list)
    writer: Any = None

    def add(self, row: Row, group: int) -> None:
        self.waiting.append(row)
        if len(self.waiting) >= group:
            self._write()

    def whole(self) -> Iterator[bytes]:
        """Write what waits and the end of the file; give all of it."""
        self._write()
        self.writer.close()
        return read(self.file)

    def _write(self) -> None:
        import pyarrow as pa  # noqa: PLC0415  # an extra, and slow to load
        from pyarrow import parquet  # noqa: PLC0415

        shape = schema(self.table, self.about)
        if self.writer is None:
            self.writer = parquet.ParquetWriter(self.file, shape, compression="zstd")
        if self.waiting:
            self.writer.write_table(pa.Table.from_pylist(self.waiting, schema=shape))
        self.waiting = []


def schema(told: Table, says: str = "") -> Any:
    """Give a table's schema in the types of Arrow, with the sentence of each column."""
    import pyarrow as pa  # noqa: PLC0415

    fields = [
        pa.field(one.name, _type(one), nullable=not one.needed, metadata={"description": one.says})
        for one in told.columns
    ]
    return pa.schema(fields, metadata={"description": f"{told.says} {says}".strip()})


def _type(column: Column) -> Any:
    import pyarrow as pa  # noqa: PLC0415

    types: Mapping[str, Any] = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "day": pa.date32(),
        "moment": pa.timestamp("us", tz="UTC"),
        "list": pa.list_(pa.string()),
    }
    plain = types[column.type]
    few = column.coded or bool(column.among)
    return pa.dictionary(pa.int32(), plain) if few else plain
