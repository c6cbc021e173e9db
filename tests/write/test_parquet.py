"""Parquet as DuckDB and pandas read it: the same rows and types as the CSV has by its schema."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

import duckdb
import pandas as pd
import pytest
from pyarrow import parquet as arrow
from tests.web.invented import EVIL, NOON
from tests.write import dossiers
from tests.write.packages import unpacked

from vedette.write import csv as csv_format
from vedette.write import package, parquet
from vedette.write.tables.shape import table, tables

DUCKDB = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "day": "DATE",
    "moment": "TIMESTAMP WITH TIME ZONE",
    "list": "VARCHAR[]",
}


def earlier():
    """One that was reported in another year."""
    sheet = dossiers.dossier().sheet
    line = replace(sheet.line, id="cd" + "4" * 30, first=NOON - timedelta(days=700))
    return dossiers.dossier(line=line)


def whole(evil=""):
    """The affair, one told by its country, one told nowhere, one of two years before."""
    return dossiers.dossier(evil), dossiers.near(evil), dossiers.nowhere(), earlier()


def parts(module, *listed, **more):
    """Write dossiers, and give each file by its name."""
    made = module.write_folder(listed, dossiers.imprint(**more))
    return {one.name: b"".join(one.chunks) for one in made}


@pytest.fixture(params=["", EVIL])
def both(request, tmp_path):
    """The tables in a folder, and the same as CSV."""
    unpacked(parts(parquet, *whole(request.param)), tmp_path)
    return tmp_path, parts(package, *whole(request.param))


def asked(folder, name):
    """Ask DuckDB for a whole table, its rows in the order of their keys."""
    one = table(name)
    columns = ", ".join(f'"{column.name}"' for column in one.columns)
    files = f"read_parquet('{folder}/{name}/**/*.parquet', hive_partitioning = true)"
    duckdb.sql("SET TimeZone = 'UTC'")
    return duckdb.sql(f"SELECT {columns} FROM {files} ORDER BY {', '.join(one.key)}")


def sheet(raw, name):
    """Read a CSV file, its rows in the order of their keys."""
    one = table(name)
    numbers = {column.name for column in one.columns if column.type == "integer"}
    rows = list(csv.DictReader(io.StringIO(raw.decode())))
    key = [lambda row, n=n: int(row[n]) if n in numbers else row[n] for n in one.key]
    return sorted(rows, key=lambda row: [part(row) for part in key])


@pytest.mark.parametrize("name", [one.name for one in tables()])
def test_duckdb_reads_the_same_rows_and_types(both, name):
    """As many, in every cell the same, each column of the type that the dictionary has."""
    folder, made = both
    found = asked(folder, name)
    assert [str(one) for one in found.types] == [DUCKDB[c.type] for c in table(name).columns]
    told = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    back = sheet(made[f"{name}.csv"], name)
    assert len(told) == len(back)
    for row, cells in zip(told, back, strict=True):
        laid = {key: csv_format.safe(package.cell(value)) for key, value in row.items()}
        assert cells == {key: "" if value is None else str(value) for key, value in laid.items()}


@pytest.mark.parametrize("name", [one.name for one in tables()])
def test_pandas_reads_the_same_rows_and_types(both, name):
    """Moments with their zone, what comes again and again as categories, lists as lists."""
    folder, made = both
    frame = pd.read_parquet(folder / name)
    assert len(frame) == made[f"{name}.csv"].count(b"\r\n") - 1
    for column in table(name).columns:
        kind = str(frame[column.name].dtype)
        if column.type == "moment":
            assert kind == "datetime64[us, UTC]"
        if column.among or column.coded:
            assert kind == "category"
        if column.type == "integer" and column.needed:
            assert kind == "int64"
        if column.type == "list":
            cells = {row[column.name] for row in sheet(made[f"{name}.csv"], name)}
            assert {json.dumps(list(one), ensure_ascii=False) for one in frame[column.name]} == (
                cells
            )


def test_a_year_is_a_folder_and_a_column():
    """That in which the first report appeared; all that is told of an incident stands in one."""
    made = parts(parquet, *whole())
    years = {name for name in made if name.startswith("incidents/")}
    assert years == {f"incidents/year={year}/incidents.parquet" for year in (2023, 2025)}
    assert "sources/sources.parquet" in made


def test_files_say_what_they_hold():
    """Each column has its sentence, each file what it is and is not."""
    made = parts(parquet, *whole(), sample=True)
    shape = arrow.read_schema(io.BytesIO(made["incidents/year=2025/incidents.parquet"]))
    assert shape.field("kind").metadata[b"description"] == b"one of the 19 kinds"
    assert b"SAMPLE" in shape.metadata[b"description"]
    assert b"never who did it" in shape.metadata[b"description"]
    assert not shape.field("kind").nullable


def test_the_same_dossiers_are_the_same_bytes():
    """In every file."""
    assert parts(parquet, *whole()) == parts(parquet, *whole())


def test_many_rows_are_several_groups():
    """Nothing is lost between them."""
    made = parquet.write_folder(whole(), dossiers.imprint(), group=2)
    raw = {one.name: b"".join(one.chunks) for one in made}
    file = arrow.ParquetFile(io.BytesIO(raw["reports/year=2025/reports.parquet"]))
    assert file.num_row_groups == 5
    assert file.metadata.num_rows == 9
