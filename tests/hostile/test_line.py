"""A ledger that was fed with harm holds what it had to hold, and gives it out as words."""

import csv
import io
import json
import re
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select
from tests.hostile.ledger import HONEST, files, filled
from tests.killing import assert_sound

from vedette.desk import Desk, IncidentAsk, exporting
from vedette.ledger import schema as t
from vedette.ledger.store import Store

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def fed(tmp_path_factory):
    """The address of a ledger that was fed with harm."""
    folder = tmp_path_factory.mktemp("fed")
    (folder / "in").mkdir()
    url = f"sqlite:///{folder}/ledger.sqlite"
    filled(url, files(folder / "in"))
    return url


def test_the_line_goes_on(fed):
    """Every honest report is there, coded, among hundreds that are not; nothing waits."""
    assert_sound(fed)
    store = Store(fed)
    with store.reading() as connection:
        a = t.articles.c
        honest = connection.execute(select(a.id).where(a.slug.like("honest-%"))).scalars().all()
        every = connection.execute(select(a.id)).scalars().all()
        named = connection.execute(select(t.issues.c.what)).scalars().all()
    store.close()
    assert len(set(honest)) == HONEST
    assert len(every) > 150
    assert not {"broke", "the reader broke", "the coder broke"} & set(named)


def exported(url, format_, noun):
    """All of a ledger in a format."""
    desk = Desk(url)
    if noun == "incident":
        return b"".join(exporting.incidents(desk, format_, IncidentAsk()))
    return b"".join(desk.export(format_))


@pytest.mark.parametrize("noun", ["finding", "incident"])
@pytest.mark.parametrize("format_", ["csv", "jsonl", "rss", "atom", "geojson", "stix"])
def test_what_leaves_is_well_formed_and_harmless(fed, format_, noun):
    """A spreadsheet finds no formula, a terminal no control, a parser nothing that breaks it."""
    if not exporting.writes(format_, noun):
        pytest.skip(f"{format_} has no {noun}")
    told = exported(fed, format_, noun).decode()
    assert told
    if format_ == "csv":
        rows = list(csv.reader(io.StringIO(told, newline="")))
        assert len({len(row) for row in rows}) == 1
        assert not [c for row in rows[1:] for c in row if c.startswith(FORMULA) and not _number(c)]
    elif format_ in {"rss", "atom"}:
        root = ET.fromstring(told)  # what we wrote ourselves
        assert not list(root.iter("{http://www.w3.org/1999/xhtml}script"))
    else:
        lines = told.split("\n")[:-1] if format_ == "jsonl" else [told]
        assert all(json.loads(line) for line in lines)
    assert not CONTROL.search(told)


def _number(cell):
    try:
        return float(cell) is not None
    except ValueError:
        return False
