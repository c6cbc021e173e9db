"""A clock that is set a day forward and back again while the desk watches."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import select
from tests.desk.alerted import Alerted, rule, source
from tests.desk.test_sending import channel, outcomes, send
from tests.desk.test_watching import Idle
from tests.killing import assert_sound
from tests.ledger.making import NOON, coding
from tests.newsday import NewsDay
from tests.send.receivers import Hook
from tests.soak.watches import settled

from vedette.desk import Desk, running, stages
from vedette.desk.fetching import RETRY, Try
from vedette.desk.line import Line
from vedette.desk.settings import Settings
from vedette.desk.watching import GLANCE, Watch
from vedette.engines import Local, unbound
from vedette.ledger import schema as t
from vedette.ledger.store import Store
from vedette.records import Channel, Poll

DAY = timedelta(days=1)


class Clock:
    """The machine's clock, set `ahead` by so much."""

    def __init__(self):
        self.ahead = timedelta()

    def __call__(self):
        """Tell the time."""
        return datetime.now(UTC) + self.ahead


class Reading:
    """An engine that reads, and codes without looking."""

    def map(self, function, inputs, *, bounds=unbound):
        """Yield one result an input."""
        for given in inputs:
            if function is stages.identity:
                yield "tagger@1", "t1"
            elif isinstance(function, partial):
                yield coding(given)
            else:
                yield from Local().map(function, [given], bounds=bounds)

    def close(self):
        """Hold nothing."""


def test_a_clock_that_jumps_loses_nothing_and_bothers_nobody(tmp_path):
    """A day forward and back while entries come out: each once, no storm, no source blind."""
    day = NewsDay(outlets=2, entries=20, every=0.5)
    day.write_sources(tmp_path / "sources")
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    settings = Settings(
        sources=str(tmp_path / "sources"), bundled=False, allow=("127.0.0.1",),
        fastest=1.0, slowest=2.0, pace=0.01, ledger=store.url,
    )  # fmt: skip
    clock, listed = Clock(), running.sources(settings).sources
    desk = Desk(Store(store.url), sources=listed, now=clock)
    states, jumps = Counter(), iter((DAY, timedelta(), -DAY, timedelta()))

    async def watched():
        async with running.asking(settings) as client:
            line = Line(store, Reading(), now=clock)
            watch = Watch(
                line=line, sources=listed, settings=settings, client=client, now=clock
            )  # fmt: skip
            job = asyncio.create_task(watch.run())
            async with asyncio.timeout(90):
                for jump in jumps:
                    await asyncio.sleep(3)
                    clock.ahead = jump
                    states.update(one.state for one in desk.sources() if one.last)
                while not (day.over and settled(store.url, day)):
                    assert not job.done(), job.exception()
                    await asyncio.sleep(0.5)
                    states.update(one.state for one in desk.sources())
            watch.stop()
            await job

    asyncio.run(watched())
    day.close()
    desk.close()
    store.close()
    assert_sound(store.url)
    assert set(states) == {"seeing"}
    lasted = (datetime.now(UTC).timestamp() - day.began) / settings.fastest
    assert max(day.asked[f"/{one}/feed"] for one in day.outlets) <= lasted + 2
    edited = sum(day.truth().values())
    pages = Counter({p: n for p, n in day.asked.items() if p.rpartition("/")[2].isdigit()})
    assert pages.total() <= len(day.truth()) + edited + 4


def watch_at(store, clock, kind=Watch):
    """A watch whose time a test tells."""
    line = Line(store, Idle(), now=clock)
    return kind(line=line, sources=(), settings=Settings(), client=None, now=clock)


def test_a_rest_that_was_asked_for_tomorrow_ends_today(tmp_path):
    """A server that asked for an hour's rest while the clock was ahead is not left for a day."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    watch = watch_at(store, lambda: NOON)
    feed = Channel(kind="feed", url="https://a.example/feed")
    rest = timedelta(hours=1)
    with watch.line.appender.batch() as batch:
        asked = NOON + DAY
        poll = Poll(
            source="fi/a", channel=feed.url, at=asked, outcome="busy", wait_until=asked + rest
        )
        batch.poll(poll)
    due = watch.next_poll(source("fi/a"), feed)
    with store.reading() as connection:
        kept = connection.execute(select(t.polls.c.at)).scalar_one()
    store.close()
    assert NOON + rest <= due <= NOON + rest + timedelta(seconds=10)
    assert kept.startswith("2026-03-03"), "what the ledger holds stays as it was"


async def test_a_clock_that_is_set_forward_is_followed(tmp_path):
    """What was to be in a day is done within a glance of it."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    clock, slept = Clock(), []

    class SetForward(Watch):
        async def _sleep(self, seconds):
            slept.append(seconds)
            clock.ahead += DAY

    await watch_at(store, clock, SetForward).until(clock() + DAY)
    store.close()
    assert len(slept) == 1
    assert slept[0] <= GLANCE


def test_a_page_that_was_put_off_tomorrow_is_asked_for_today():
    """Set back, the clock puts nothing off; else a pause is kept."""
    put_off = Try(times=1, asked=NOON + DAY, not_before=NOON + DAY + RETRY)
    assert put_off.is_due(NOON)
    assert not put_off.is_due(NOON + DAY)
    assert put_off.is_due(NOON + DAY + RETRY)
    assert Try().is_due(NOON)


async def test_an_alert_that_was_put_off_tomorrow_leaves_today(tmp_path):
    """Refused while the clock was a day ahead, it is tried at once when it is back."""
    hook = Hook((503, {}))
    desk = Alerted(tmp_path, rule(), channels=(channel(hook),))
    desk.report("a")
    desk.fold()
    desk.wait(days=1)
    await send(desk, lambda: outcomes(desk) == [("again", 1)])
    desk.wait(days=-1)
    await send(desk, lambda: outcomes(desk) == [("taken", 2)])
    hook.close()
