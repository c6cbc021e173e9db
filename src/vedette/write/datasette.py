"""Incidents as a folder that Datasette serves as it is: `datasette FOLDER`.

    incidents.db     the file that `sqlite` writes
    metadata.json    title, terms, the meaning of every table and column, what to facet by

Source: Datasette 0.65, configuration directory mode and metadata.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from vedette.answers import Dossier, Imprint
from vedette.write.parts import Held, Part, nothing, pieces
from vedette.write.sqlite import fill
from vedette.write.tables.shape import Table, tables
from vedette.write.terms import about

MEDIA_TYPE = "application/zip"
ENDING = "datasette.zip"
FACETS: Final[Mapping[str, tuple[str | dict[str, str], ...]]] = {
    "incidents": ("kind", "stage", "country", {"array": "targets"}),
    "reports": ("source", "language"),
    "accusations": ("type", "firmness"),
    "sources": ("country", "sector"),
}
"""Columns by whose values a table is counted beside it."""
NEWEST: Final[Mapping[str, str]] = {"incidents": "last_reported", "reports": "appeared"}
"""The column by which a table is sorted, the latest first."""
LABELS: Final[Mapping[str, str]] = {"incidents": "name", "reports": "title", "sources": "name"}
"""The column that stands for a row where another table leads to it."""


def write_folder(
    dossiers: Iterable[Dossier],
    imprint: Imprint,
    held: Held = nothing,  # noqa: ARG001  # what stood there is written anew
) -> Iterator[Part]:
    """Write the database, and then what Datasette is told of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "incidents.db"
        fill(path, dossiers, imprint)
        with path.open("rb") as file:
            yield Part(name="incidents.db", chunks=pieces(file))
    told = json.dumps(metadata(imprint), indent=2, ensure_ascii=False) + "\n"
    yield Part(name="metadata.json", chunks=[told.encode()])


def metadata(imprint: Imprint) -> dict[str, Any]:
    """Tell Datasette what everything is."""
    lead = "SAMPLE: " if imprint.sample else ""
    return {
        "title": f"{lead}Incidents on a vedette desk",
        "description": about(sample=imprint.sample),
        **({"source": "the desk", "source_url": imprint.address} if imprint.address else {}),
        "databases": {"incidents": {"tables": {one.name: _table(one) for one in tables()}}},
    }


def _table(one: Table) -> dict[str, Any]:
    told: dict[str, Any] = {
        "description": one.says,
        "columns": {column.name: column.says for column in one.columns},
        "facets": list(FACETS.get(one.name, ())),
    }
    if one.name in NEWEST:
        told["sort_desc"] = NEWEST[one.name]
    if one.name in LABELS:
        told["label_column"] = LABELS[one.name]
    if one.name == "reports":
        told["fts_table"] = "reports_search"
    return told
