"""How SQLite looks things up that are asked all day long: from a row of the log on, not all of it.

A plan does not hang on what a ledger holds: none is analysed. So a ledger without a row shows what
one with three million captures would do.
"""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event
from tests.ledger.making import NOON

from vedette.ledger import escalated, outbox, shelf, work
from vedette.ledger.append import Appender
from vedette.ledger.counted import Counted
from vedette.ledger.store import Store
from vedette.records import Poll

WHOLE = r"SCAN (?:captures|polls|log|envelopes|alerts|versions|issues)\b"
SORTED = r"TEMP B-TREE FOR ORDER BY"
BY_CHANNEL = r"SEARCH envelopes USING (?:COVERING )?INDEX ix_envelopes_channel"


@pytest.fixture
def lite(tmp_path):
    """An empty ledger of SQLite."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    yield store
    store.close()


@pytest.fixture
def connection(lite):
    """A transaction in it."""
    with lite.reading() as connection:
        yield connection


def plans(connection, ask):
    """Give the plans of all that is asked of a connection meanwhile."""
    told = []

    def explain(_connection, cursor, statement, given, *_):
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            rows = cursor.execute(f"EXPLAIN QUERY PLAN {statement}", given).fetchall()
            told.extend(row[3] for row in rows)

    event.listen(connection, "before_cursor_execute", explain)
    try:
        ask()
    finally:
        event.remove(connection, "before_cursor_execute", explain)
    assert told
    return "\n".join(told)


@pytest.mark.parametrize(
    ("ask", "never"),
    [
        (lambda c: work.to_fetch(c, after=7), WHOLE),
        (lambda c: outbox.waiting(c, "duty", 9, 7), f"{BY_CHANNEL}|{WHOLE}"),
        (lambda c: outbox.before(c, "duty", "a@b.example", ()), f"{BY_CHANNEL}|{WHOLE}"),
        (lambda c: escalated.steps(c, ["all"], ["duty"], timedelta(), NOON), WHOLE),
        (lambda c: work.last_polls(c, "fi/a", "https://a.example/rss"), f"{WHOLE}|{SORTED}"),
        (lambda c: work.hashes(c, "fi/a", "https://a.example/rss"), f"{WHOLE}|{SORTED}"),
        (lambda c: work.elsewhere(c, "fi/a", "https://a.example/rss"), f"{WHOLE}|{SORTED}"),
        (shelf.last, SORTED),
    ],
)
def test_nothing_is_read_whole_for_what_came_last(connection, ask, never):
    """Neither every row of a table, nor every row of a channel, of a source or of an index."""
    told = plans(connection, lambda: ask(connection))
    assert not re.search(never, told, re.MULTILINE), told


def test_a_count_goes_on_from_where_it_was(lite):
    """What came since is counted, and neither polls nor captures are read whole for it."""
    counted, poll = Counted(), Poll(source="fi/a", channel="x", at=NOON, outcome="quiet")
    for _ in range(2):
        with Appender(lite, now=lambda: NOON).batch() as batch:
            batch.poll(poll)
        with lite.reading() as connection:
            told = plans(connection, lambda c=connection: counted.tallies(c))
            assert counted.tallies(connection)["fi/a"].polls
    assert not re.search(r"SCAN (?:captures|polls)", told), told
