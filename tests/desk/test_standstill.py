"""A ledger that takes nothing in for a while: the watch waits, says so on the desk, and goes on."""

import asyncio
import resource
import sqlite3
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, select
from tests.desk.alerted import source
from tests.desk.test_watching import Idle
from tests.ledger.making import NOON, capture
from tests.web.conftest import visiting

from vedette.desk.answering import Desk, clock
from vedette.desk.line import Line
from vedette.desk.settings import Settings
from vedette.desk.watching import Watch
from vedette.ledger import schema as t
from vedette.ledger.store import Store
from vedette.records import Channel, Poll


@contextmanager
def full(_store):
    """Let no file of this process grow past what a ledger has from the beginning."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def read_only(store):
    """Let SQLite refuse to write, with the fault that it has on a read-only disk."""

    def refuse(connection, _record, _proxy):
        connection.execute("PRAGMA query_only=ON")

    def allow(connection, _record, _proxy):
        connection.execute("PRAGMA query_only=OFF")

    event.listen(store.engine, "checkout", refuse)
    try:
        yield
    finally:
        event.remove(store.engine, "checkout", refuse)
        event.listen(store.engine, "checkout", allow)


def keep(watch, n):
    """Append a capture of some size."""
    with watch.line.appender.batch() as batch:
        batch.capture(capture(f"{n}", f"{n} words ".encode() * 2000, known=NOON))


def held(store):
    """How many captures there are, and what the issues say."""
    with store.reading() as connection:
        captures = connection.execute(select(t.captures)).all()
        return len(captures), connection.execute(select(t.issues.c.what)).scalars().all()


async def until(holds):
    """Wait until something holds."""
    async with asyncio.timeout(120):
        while not holds():  # noqa: ASYNC110  # nobody says so
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("trouble", [full, read_only])
def test_the_line_waits_says_so_and_goes_on(tmp_path, trouble):
    """What was to be written meanwhile is there afterwards, once, and an issue tells of it."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    line = Line(store, Idle(), now=clock)
    watch = Watch(line=line, sources=(), settings=Settings(), client=None, now=clock)
    desk = Desk(Store(store.url))
    desk.standstill = watch.standstill

    async def stood_still():
        job = asyncio.create_task(watch.run())
        await watch.write(keep, watch, 0)
        with trouble(store):
            kept = asyncio.gather(*(watch.write(keep, watch, n) for n in range(1, 9)))
            await until(lambda: watch.standstill.since)
            said = await asyncio.to_thread(first_page, client)
            assert not job.done()
        await asyncio.wait_for(kept, 120)
        watch.stop()
        await job
        return said

    with visiting(desk, None) as client:
        said, after = asyncio.run(stood_still()), first_page(client)
    captures, issues = held(store)
    store.close()
    assert "The line stands still." in said
    assert "The line stands still." not in after
    assert captures == 9
    assert any(what.startswith("nothing was written for") for what in issues)


def first_page(client):
    """The desk's first page as a browser gets it."""
    return client.get("/", headers={"accept": "text/html"}).text


def test_only_the_disk_is_waited_for(tmp_path):
    """What is wrong with a statement is told at once, and not tried again for ever."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    with pytest.raises(Exception, match="no such table") as fault, store.transaction() as held_:
        held_.exec_driver_sql("INSERT INTO nowhere VALUES (1)")
    store.close()
    assert isinstance(fault.value.orig, sqlite3.OperationalError)


def test_a_clock_that_was_set_back_leaves_no_source_unasked(tmp_path):
    """Polls that seem to be of tomorrow do not put off the next one beyond its usual pause."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    line = Line(store, Idle(), now=lambda: NOON)
    watch = Watch(line=line, sources=(), settings=Settings(), client=None, now=lambda: NOON)
    channel = Channel(kind="feed", url="https://a.example/feed")
    with line.appender.batch() as batch:
        for n in range(3):
            at = NOON + timedelta(days=1, minutes=10 * n)
            batch.poll(Poll(source="fi/a", channel=channel.url, at=at, outcome="ok"))
    due = watch.next_poll(source("fi/a"), channel)
    store.close()
    assert due <= NOON + watch.settings.bounds[1] * 1.5
