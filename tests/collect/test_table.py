"""A table is read by its declared columns, a row a capture, and one that has changed is told."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from vedette.collect.harvest import Past
from vedette.collect.table import collect_table
from vedette.read import read
from vedette.records import Rule

NOW = datetime(2026, 3, 3, tzinfo=UTC)
HEAD = "No;Title;Type;Day;Town;Nation;Y;X;Dead;Said by;Blamed\n"
ROW = '7;"Fire; at a depot";Fire raising;2 March 2026;Mika;Poland;51.96;21.52;0–2;Poland;Russia\n'
COLUMNS = {
    "id": "No",
    "name": "Title",
    "kind": "Type",
    "when": "Day",
    "place": "Town",
    "country": "Nation",
    "lat": "Y",
    "lon": "X",
    "killed": "Dead",
    "accuser": "Said by",
    "accused": "Blamed",
    "kind:Fire raising": "arson",
}


@pytest.fixture
def poll(invented, ask):
    """Poll a table once."""

    async def once(url, past=None, columns=COLUMNS):
        source, channel = invented.source(str(url), "csv")
        rules = tuple(Rule(name=name, value=value) for name, value in columns.items())
        return await collect_table(
            source, replace(channel, rules=rules), past or Past(), ask, now=NOW
        )

    return once


async def test_a_row_is_read_by_its_columns(poll, tmp_path):
    """Quoted cells, words of theirs for a kind, a day in words: all as declared."""
    (tmp_path / "a.csv").write_text("\ufeff" + HEAD + ROW, "utf-8")
    harvest = await poll(tmp_path)
    (capture,) = harvest.captures
    assert capture.key == "7"
    article = read(capture)
    assert article.text == (
        "Fire; at a depot\n\n"
        "Kind: Fire raising · arson\n"
        "When: 2 March 2026 · 2026-03-02\n"
        "Place: Mika · PL · 51.96, 21.52\n"
        "Killed: 0–2 · 0-2\n"
        "Said: Poland · accuses · Russia\n"
    )
    assert article.reader == "csv@1"
    assert json.loads(capture.body)["row"]["Blamed"] == "Russia"


async def test_only_a_row_that_changed_is_new(poll, tmp_path):
    """Under its id; without one, a row that says something else is another."""
    table = tmp_path / "a.csv"
    table.write_text(HEAD + ROW + ROW.replace("7;", "8;", 1))
    first = await poll(table)
    assert (first.poll.outcome, len(first.captures)) == ("new", 2)
    known = {capture.key: capture.hash for capture in first.captures}
    assert (await poll(table, Past(known=known))).poll.outcome == "quiet"
    table.write_text(HEAD + ROW.replace("0–2", "3") + ROW.replace("7;", "8;", 1))
    (again,) = (await poll(table, Past(known=known))).captures
    assert again.key == "7"
    nameless = {name: value for name, value in COLUMNS.items() if name != "id"}
    (one, other) = (await poll(table, None, nameless)).captures
    assert one.key != other.key


async def test_a_column_that_is_gone_is_told(poll, tmp_path):
    """A table that has changed is not taken for one that has nothing to say."""
    table = tmp_path / "a.csv"
    table.write_text((HEAD + ROW).replace("Type", "Kind"))
    harvest = await poll(table)
    assert harvest.poll.outcome == "failed"
    assert harvest.poll.issue.what == "the table has no column 'Type'"
    assert "Kind" in harvest.poll.issue.why
    assert not harvest.captures


async def test_a_table_on_the_web_is_asked_for(poll, web):
    """As any other address, with conditions."""
    web.paths["/robots.txt"] = web.plain(status=404)
    body = (HEAD + ROW).replace(";", "\t").replace("Fire\t at", "Fire; at").encode()
    web.paths["/t.csv"] = web.plain(body, content_type="text/csv", etag='"1"')
    harvest = await poll(web.url("/t.csv"))
    assert (harvest.poll.outcome, harvest.poll.etag) == ("new", '"1"')
    assert read(harvest.captures[0]).title == "Fire; at a depot"


async def test_a_table_is_read_in_the_charset_that_is_declared(poll, web):
    """As offices save them; what is UTF-8 after all is read so, whatever is declared."""
    web.paths["/robots.txt"] = web.plain(status=404)
    text = "Назва;Дата\r\nПожежа;2026-01-01\r\n"
    for charset in ("windows-1251", "utf-8"):
        web.paths["/t.csv"] = web.plain(
            text.encode(charset), content_type="text/csv; charset=windows-1251"
        )
        harvest = await poll(web.url("/t.csv"), None, {"name": "Назва", "when": "Дата"})
        assert [read(one).title for one in harvest.captures] == ["Пожежа"]


@pytest.mark.parametrize(
    ("body", "outcome"),
    [(b"", "failed"), (b"\0\xff", "failed"), (HEAD.encode(), "quiet"), (None, "failed")],
)
async def test_what_is_no_table_is_told(poll, tmp_path, body, outcome):
    """An empty one with its columns is quiet."""
    table = tmp_path / "a.csv"
    if body is not None:
        table.write_bytes(body)
    harvest = await poll(table)
    assert harvest.poll.outcome == outcome
    assert (harvest.poll.issue is None) == (outcome == "quiet")


async def test_rows_of_any_width_are_read(poll, tmp_path):
    """A short row lacks what it lacks, a long one has cells that nobody asked for."""
    (tmp_path / "a.csv").write_text(HEAD + "1;Short\n" + ROW.strip() + ";more;cells\n")
    harvest = await poll(tmp_path)
    assert [read(one).title for one in harvest.captures] == ["Short", "Fire; at a depot"]
