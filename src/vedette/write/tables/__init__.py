"""Incidents as tables that lead to one another: what data packages, Parquet and SQLite hold.

shape          what tables and columns there are
incidents      one row for each
reports        the reports of an incident
tellings       by which words each report tells it
accusations    who accuses whom, and who answers
differing      where sources differ
sources        who printed it, and on which terms

incidents ◄── reports ──► sources
    ▲            ▲
    └────────────┴── tellings, accusations, stages; disagreements
"""

from collections.abc import Iterable, Iterator
from typing import Any

from vedette.answers import Dossier, Imprint
from vedette.write.tables import accusations, differing, incidents, reports, sources, tellings
from vedette.write.tables.shape import Row

LAYERS = {
    "incidents": incidents.rows,
    "reports": reports.rows,
    "tellings": tellings.rows,
    "accusations": accusations.rows,
    "disagreements": differing.rows,
    "stages": incidents.stages,
}
"""What lays one incident out as rows of each table; the sources come when all are known."""


def rows(dossiers: Iterable[Dossier], imprint: Imprint) -> Iterator[tuple[str, Row]]:
    """Lay incidents out in the order given: each row with the name of its table."""
    printed: dict[str, Row] = {}
    for dossier in dossiers:
        for name, layer in LAYERS.items():
            for row in layer(dossier, imprint):
                yield name, _storable(row)
        for row in sources.rows(dossier, imprint):
            printed.setdefault(row["id"], row)
    for name in sorted(printed):
        yield "sources", _storable(printed[name])


def _storable(row: Row) -> Row:
    """Put question marks where words have halves of a character, which UTF-8 cannot hold."""
    return {name: _whole(told) for name, told in row.items()}


def _whole(told: Any) -> Any:
    if isinstance(told, str):
        return told.encode("utf-8", "replace").decode("utf-8")
    return list(map(_whole, told)) if isinstance(told, list) else told
