"""The list of incidents: what it is chosen by is folded, and filled again after an upgrade."""

from dataclasses import replace
from datetime import timedelta
from importlib.resources import as_file, files

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect, select, text, update
from tests.ledger.making import NOON, TEXT, article, capture, coding

from vedette.answers import IncidentAsk
from vedette.ledger import folding, listing
from vedette.ledger import rows as rows_
from vedette.ledger import schema as t
from vedette.ledger.append import Appender
from vedette.ledger.relating import incident_from
from vedette.ledger.store import Store
from vedette.records import Field
from vedette.taxonomy.sites import decimals

YEAR = timedelta(days=365)


def tell(appender, n, *targets):
    """Append a report of its own year, and its coding, whose incident hit these."""
    text = f"{TEXT} {' '.join(f'tale{n}x{k}' for k in range(60))}."
    report = article(f"k{n}", text, known=NOON - n * YEAR, source=f"fi/s{n}")
    made = coding(report)
    hit = tuple(Field(value=one) for one in targets)
    first = made.findings[0]
    first = replace(first, id=f"{n}{first.id[1:]}", fields={**first.fields, "target": hit})
    with appender.batch() as batch:
        seq = batch.capture(
            capture(report.key, report.key.encode(), known=report.known, source=report.source)
        )
        batch.coding(
            batch.article(seq, report), replace(made, findings=(first,), taxonomy=f"t {targets}")
        )


def rows(store, **asked):
    """The ids that answer a question, by SQL and by the rows."""
    ask = IncidentAsk(**asked)
    with store.reading() as connection:
        found = listing.rows(connection, ask, NOON)
        page = listing.page(connection, ask, NOON)
        counts = listing.counts(connection, ask, NOON)
    assert [(row[listing.LAT], row[listing.LON]) for row in found] == [
        (row.lat, row.lon) for row in found
    ]
    assert [(row[listing.RADIUS], row[listing.PRECISION]) for row in found] == [
        (row.radius_km, row.precision) for row in found
    ]
    assert [row.id for row in found] == [line.id for line in page.lines]
    assert counts == listing.counts_of(found)
    return found


@pytest.mark.parametrize("wanted", [("ship",), ("arms_industry", "rail"), ("industry",), ("a%",)])
def test_targets_are_found_whole(store, appender, wanted):
    """A class is found by its whole name, beside others or alone."""
    told = [("rail",), ("arms_industry", "ship"), (), ("ship", "telecom")]
    for n, targets in enumerate(told):
        tell(appender, n, *targets)
    folding.catch_up(store)
    assert len(rows(store)) == 4
    found = rows(store, targets=frozenset(wanted))
    assert [tuple(row.targets.split()) for row in found] == [
        held for held in told if set(held) & set(wanted)
    ]


def test_the_columns_are_what_the_incident_says(store, appender):
    """Place, targets and the last confirmation stand beside the body, and a check holds."""
    for n in range(3):
        tell(appender, n, "telecom", "energy")
    folding.catch_up(store)
    with store.reading() as connection:
        found = connection.execute(select(t.incidents).order_by(t.incidents.c.last.desc())).all()
    for n, row in enumerate(found):
        incident = incident_from(row.body)
        assert incident.targets == ("energy", "telecom")
        assert row.targets == " energy telecom "
        assert row.confirmed == rows_.stamp(NOON - n * YEAR) == rows_.stamp(incident.confirmed)
        spot = incident.spot
        digits = decimals(spot.radius_km)
        assert (row.lat, row.lon) == (round(spot.lat, digits), round(spot.lon, digits))
        assert (row.radius_km, row.precision) == (spot.radius_km, spot.precision)
    assert folding.check(store).holds


def test_review_is_by_day_and_stage(store, appender):
    """What was confirmed before the moment is in review, unless its stage is an end."""
    for n in range(3):
        tell(appender, n)
    folding.catch_up(store)
    newest, *older = [row.id for row in rows(store)]
    assert [row.id for row in rows(store, review=True)] == older
    with store.transaction() as connection:
        ended = update(t.incidents).where(t.incidents.c.id == older[0])
        connection.execute(ended.values(status="refuted"))
    assert [(row.id, bool(row.review)) for row in rows(store, review=True)] == [(older[1], True)]
    assert [row.id for row in rows(store, review=False)] == [newest, older[0]]
    with store.reading() as connection:
        assert listing.rows(connection, IncidentAsk(review=True), None) == []


def test_a_ledger_from_before_is_filled_again(url):
    """An upgrade empties the view, and the next fold fills it with the new columns."""
    engine = create_engine(url)
    with as_file(files("vedette.ledger") / "migrations") as folder, engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, "0006")
        columns = inspect(connection).get_columns(t.incidents.name)
        assert "targets" not in {column["name"] for column in columns}
        old = "INSERT INTO view_incidents (id, story, kind, status, first, last, body) VALUES "
        connection.execute(text(f"{old} ('x', 's', 'arson', 'reported', '1', '1', '')"))
        connection.execute(text("INSERT INTO view_snapshots VALUES ('all', 0, 'views@5 x')"))
    engine.dispose()
    store = Store(url, write=True)
    tell(Appender(store, now=lambda: NOON), 0, "rail")
    folding.catch_up(store)
    assert [row.targets for row in rows(store)] == [" rail "]
    store.close()
