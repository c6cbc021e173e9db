"""The SQLite file, by SQLite's own checks, and by a Datasette that serves it."""

import json
import sqlite3
import warnings
from contextlib import closing
from urllib.parse import quote

import pytest
from tests.web.invented import EVIL
from tests.write import dossiers
from tests.write.packages import unpacked

from vedette.write import datasette, package, sqlite
from vedette.write.tables import rows
from vedette.write.tables.shape import table, tables

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it is not ours that warns
    from datasette.app import Datasette


def whole(evil=""):
    """The affair, one told by its country, one told nowhere."""
    return dossiers.dossier(evil), dossiers.near(evil), dossiers.nowhere()


def written(*listed, **more):
    """Write a file, and give its bytes."""
    return b"".join(sqlite.write_incidents(listed, dossiers.imprint(**more)))


def opened(raw):
    """Open a file that is held in memory."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(raw)
    return closing(connection)


@pytest.mark.parametrize("evil", ["", EVIL])
def test_sqlite_finds_nothing(evil):
    """Whole, every key leads somewhere; with hostile words, and with nothing."""
    for listed in (whole(evil), ()):
        with opened(written(*listed)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_rows_are_those_of_the_tables():
    """All, in their order, lists as JSON and moments in UTC."""
    with opened(written(*whole())) as connection:
        for one in tables():
            names = [column.name for column in one.columns]
            found = connection.execute(f"SELECT {', '.join(names)} FROM {one.name}").fetchall()
            told = [row for name, row in rows(whole(), dossiers.imprint()) if name == one.name]
            cells = [
                tuple(
                    int(x) if isinstance(x, bool) else package.cell(x) for x in map(row.get, names)
                )
                for row in told
            ]
            assert sorted(found, key=str) == sorted(cells, key=str)


def test_the_file_holds_what_the_dictionary_allows_and_nothing_else():
    """A stage that there is not, a list that is none and a missing name are refused."""
    with opened(written(*whole())) as connection:
        for change in ("stage = 'rumoured'", "targets = 'rail'", "name = NULL", "review = 2"):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(f"UPDATE incidents SET {change}")


def test_the_file_explains_itself():
    """A sentence for each table's column, and what the whole is and is not."""
    with opened(written(*whole(), sample=True)) as connection:
        told = connection.execute('SELECT count(*), min(says) > "" FROM dictionary').fetchone()
        assert told == (sum(len(one.columns) for one in tables()), 1)
        (about,) = connection.execute("SELECT says FROM about").fetchone()
        assert about.startswith("SAMPLE")


def test_the_same_dossiers_are_the_same_bytes():
    """Of the database, and of what Datasette is told."""
    assert written(*whole()) == written(*whole())
    assert "Dornescu" not in written(*whole()).decode("latin-1")


@pytest.fixture
async def served(tmp_path):
    """Give a Datasette that serves the folder as it is, as `datasette FOLDER` does."""
    made = datasette.write_folder(whole(EVIL), dossiers.imprint())
    unpacked({one.name: b"".join(one.chunks) for one in made}, tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = Datasette(config_dir=tmp_path)
        await server.invoke_startup()
        yield server


async def test_datasette_serves_every_table(served):
    """With rows, descriptions of columns, facets and the way from one table to another."""
    for one in tables():
        page = await served.client.get(f"/incidents/{one.name}")
        assert page.status_code == 200
        assert one.columns[0].says in page.text
        assert "<script>alert" not in page.text
    told = (await served.client.get("/incidents/incidents.json?_shape=objects")).json()
    assert len(told["rows"]) == 3
    assert {"kind", "stage", "country", "targets"} <= {*told["facet_results"]}
    reports = (await served.client.get("/incidents/reports.json?_labels=on")).json()
    lead = reports["expandable_columns"]
    assert {column["other_table"] for column, _ in lead} == {"incidents", "reports", "sources"}


async def test_datasette_searches_the_reports(served):
    """By the words of headlines and quotations."""
    for words, most in (("railway", 9), ("nothing of this", 0)):
        url = f"/incidents/reports.json?_search={quote(words)}&_shape=array"
        assert (await served.client.get(url)).json()[most:] == []
    found = (await served.client.get("/incidents/reports.json?_search=Lipowa&_shape=array")).json()
    assert found
    assert "Lipowa" in json.dumps(found)


def test_what_datasette_is_told_speaks_of_what_there_is():
    """Columns to facet and sort by are columns of their tables."""
    told = datasette.metadata(dossiers.imprint(sample=True))
    assert told["title"].startswith("SAMPLE")
    for name, one in told["databases"]["incidents"]["tables"].items():
        columns = {column.name for column in table(name).columns}
        facets = [x if isinstance(x, str) else x["array"] for x in one["facets"]]
        named = {one.get("sort_desc"), one.get("label_column")} - {None}
        assert {*facets, *named, *one["columns"]} <= columns
