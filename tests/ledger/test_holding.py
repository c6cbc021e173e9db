"""Captures to hand out come one by one: what all of them weigh is never in memory."""

from datetime import timedelta

import pytest
from sqlalchemy import event
from tests.ledger.making import NOON, capture

from vedette.ledger import holding

COUNT = 5


@pytest.fixture
def filled(store, appender):
    """A ledger with a page of each day, the newest taken in first."""
    for n in reversed(range(COUNT)):
        with appender.batch() as batch:
            batch.capture(capture(f"k{n}", b"%d" % n, entry=False, known=NOON + n * timedelta(1)))
    return store


def test_captures_of_a_time_come_in_the_order_in_which_they_became_known(filled):
    """From the beginning on, and before the end."""
    with filled.reading(always=True) as connection:
        told = holding.of_time(connection, NOON + timedelta(1), NOON + timedelta(4))
        assert [one.capture.body for one in told] == [b"1", b"2", b"3"]


def test_bytes_are_asked_for_one_capture_at_a_time(filled):
    """No question that gives bytes has more than one row, or sorts them first."""
    asked = []

    def note(_connection, _cursor, statement, *_):
        if "bodies.body" in statement:
            asked.append(statement)

    with filled.reading(always=True) as connection:
        event.listen(connection, "before_cursor_execute", note)
        found = holding.of_time(connection, NOON, None)
        next(found)
        assert len(asked) == 1
        assert len(list(found)) == COUNT - 1
        event.remove(connection, "before_cursor_execute", note)
    assert len(asked) == COUNT
    assert not any("ORDER BY" in statement for statement in asked)
