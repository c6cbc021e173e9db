"""Where a desk watches, a source's past is filled in by the desk, whoever asks for it."""

import asyncio
import json
import time
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from tests.desk.alerted import source
from tests.desk.test_line import line
from tests.killing import assert_sound, kill, run, stop, watch
from tests.oldnews import OldNews
from tests.soak.watches import newest

from vedette.desk.fillings import Fillings, filled_from
from vedette.errors import Away, CollectError
from vedette.ledger import fillings
from vedette.ledger import schema as t
from vedette.ledger.append import Appender
from vedette.ledger.fillings import Filling
from vedette.ledger.store import Store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ASKED = Filling(source="ee/old", since=datetime(2025, 2, 1, tzinfo=UTC), until=None, asked=NOON)


@pytest.fixture
def store(tmp_path):
    """Open an empty ledger."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    yield store
    store.close()


def ask(store, filling=ASKED):
    """Leave a filling to the desk."""
    with Appender(store, now=lambda: NOON).batch() as batch:
        fillings.ask(batch, filling)


def waiting(store):
    """What is still to be done."""
    with store.reading() as connection:
        return fillings.waiting(connection)


def read(store, column):
    """All of a column of the ledger."""
    with store.reading() as connection:
        return connection.execute(select(column)).scalars().all()


def test_a_filling_waits_until_it_is_closed(store):
    """Asked for twice it waits once, closed it waits no more, and its outcome is what was told."""
    ask(store)
    ask(store)
    assert waiting(store) == (ASKED,)
    with Appender(store, now=lambda: NOON).batch() as batch:
        fillings.close(batch, ASKED, {"files": 3}, NOON)
    assert waiting(store) == ()
    with store.reading() as connection:
        assert fillings.outcome(connection, ASKED) == {"files": 3}


async def test_what_cannot_be_filled_is_told_to_who_asked(store):
    """A source that the desk does not know ends in a sentence, and is not tried again."""
    ask(store)
    closed = asyncio.Event()

    async def write(function, *given):
        function(*given)
        closed.set()

    doing = Fillings(
        line=line(store),
        sources=(),
        client=None,
        now=lambda: NOON,
        sleep=lambda _: asyncio.sleep(0.01),
        write=write,
        came=lambda: None,
    )
    task = asyncio.create_task(doing.run())
    async with asyncio.timeout(30):
        await closed.wait()
    task.cancel()
    assert waiting(store) == ()
    with store.reading() as connection:
        outcome = fillings.outcome(connection, ASKED)
    with pytest.raises(CollectError, match="knows no source ee/old"):
        filled_from(outcome)


async def test_a_ledger_that_is_away_leaves_a_filling_as_it_was(store):
    """Nothing is wrong with it: the watch begins it again."""
    ask(store)

    class Cut:
        def on_behalf(self, _):
            raise Away(what="the ledger cannot be written now", where="a disk")

    doing = Fillings(
        line=line(store),
        sources=(source("ee/old"),),
        client=Cut(),
        now=lambda: NOON,
        sleep=lambda _: asyncio.sleep(0.01),
        write=None,
        came=lambda: None,
    )
    with pytest.raises(ExceptionGroup) as told:
        await doing.run()
    assert told.value.subgroup(Away) is not None
    assert len(waiting(store)) == 1


def test_the_desk_fills_and_goes_on_after_a_kill(tmp_path):
    """Who asks beside it follows; no page is asked for twice, but the one in hand at the kill."""
    site = OldNews(each=12)
    site.write_source(tmp_path / "sources")
    url, folder = f"sqlite:///{tmp_path}/l.sqlite", tmp_path / "sources"
    watching = watch(url, folder, home=tmp_path, pace="0.2")
    until(lambda: site.asked["/i.xml"])
    bounds = ("--since", "2025-01-01", "--until", "2025-04-01")
    env = {"VEDETTE_SOURCES": str(folder), "VEDETTE_BUNDLED": "false", "VEDETTE_LEDGER": url}
    following = run("backfill", "ee/old", *bounds, home=tmp_path, **env)
    until(lambda: len(site.pages) >= 6)
    kill(watching)
    watching = watch(url, folder, home=tmp_path)
    _, told = following.communicate(timeout=120)
    assert following.returncode == 0, told
    assert b"the desk that watches this ledger fills it in" in told
    store = Store(url)
    until(lambda: len(read(store, t.articles.c.key)) == 36 and not newest(url)[1])
    (body,) = [one for one in read(store, t.versions.c.body) if '"outcome"' in one]
    store.close()
    stop(watching)
    site.close()
    assert json.loads(body)["outcome"]["failed"] <= 3, "those before the kill were counted then"
    assert len(site.pages) == 36, "not the three that robots.txt forbids"
    assert sum(site.pages.values()) <= 36 + 1
    assert_sound(url)


def until(holds, seconds=90):
    """Wait for something that another process does."""
    deadline = time.time() + seconds
    while not holds():
        assert time.time() < deadline
        time.sleep(0.05)
