"""The main job as a process: collects once, survives being killed, stops when asked."""

import asyncio
import contextlib
import random
import threading
import time
from dataclasses import replace

import pytest
from sqlalchemy import select
from tests.code.llm.invented import answer, serving
from tests.desk.test_line import Told
from tests.killing import assert_sound, kill, stop, watch
from tests.ledger.making import TEXT, capture
from tests.newsday import NewsDay
from tests.soak.watches import newest, settled

from vedette.code.llm import Server
from vedette.desk import Desk, running
from vedette.desk.answering import clock
from vedette.desk.line import Line
from vedette.desk.settings import Settings
from vedette.desk.stages import Hired
from vedette.desk.watching import PAUSE, Watch
from vedette.ledger import schema as t
from vedette.ledger import work
from vedette.ledger.store import Store


def test_watch_killed_and_started_again_loses_and_doubles_nothing(tmp_path):
    """Four kills while entries come out; then each is there once, in its last state."""
    rng = random.Random(7)
    day = NewsDay(outlets=2, entries=12, every=1.5)
    day.write_sources(tmp_path / "sources")
    url = f"sqlite:///{tmp_path}/ledger.sqlite"
    for _ in range(4):
        process = watch(url, tmp_path / "sources", home=tmp_path)
        time.sleep(rng.uniform(1.0, 5.0))
        kill(process)
    process = watch(url, tmp_path / "sources", home=tmp_path)
    deadline = time.time() + 90
    while time.time() < deadline and not (day.over and settled(url, day)):
        time.sleep(1)
    second = watch(url, tmp_path / "sources", home=tmp_path)
    _, complaint = second.communicate(timeout=30)
    assert second.returncode == 1
    assert b"another vedette watches this ledger" in complaint
    told = stop(process)
    day.close()
    assert process.returncode == 0, told
    assert settled(url, day), (told, newest(url), day.truth())
    assert_sound(url)
    assert sum(day.unchanged.values()) > 0, "conditional requests were used"
    settings = Settings(sources=str(tmp_path / "sources"), bundled=False)
    desk = Desk(url, sources=running.sources(settings).sources)
    assert {found.state for found in desk.sources()} == {"seeing"}
    assert desk.standing().findings > 0
    desk.close()


def test_a_site_without_a_feed_is_watched_by_its_sitemap(tmp_path):
    """Each article once, an edit as its second version, a kill in between."""
    day = NewsDay(outlets=2, entries=10, every=1.0)
    day.write_sources(tmp_path / "sources", kind="sitemap")
    url = f"sqlite:///{tmp_path}/ledger.sqlite"
    process = watch(url, tmp_path / "sources", home=tmp_path)
    time.sleep(6)
    kill(process)
    process = watch(url, tmp_path / "sources", home=tmp_path)
    deadline = time.time() + 90
    while time.time() < deadline and not (day.over and settled(url, day)):
        time.sleep(1)
    told = stop(process)
    day.close()
    assert settled(url, day), (told, newest(url), day.truth())
    assert_sound(url)
    pages = {path: n for path, n in day.asked.items() if path.rpartition("/")[2].isdigit()}
    edited = sum(day.truth().values())
    assert sum(pages.values()) <= 20 + edited + 4, "a page is asked once, and once when it changed"
    assert day.unchanged["/outlet0/sitemap.xml"] > 0


class Idle:
    """An engine to which nothing is given but the question who codes."""

    def map(self, _function, inputs, **_bounds):
        """Name a coder."""
        return [("none@1", "t1") for _ in inputs]

    def close(self):
        """Hold nothing."""


class Slow:
    """A model's server that answers when it is let, and a ledger with two articles beside it."""

    def __init__(self, tmp_path):
        self.asked, self.waiting, self.let = (threading.Event() for _ in range(3))
        self.store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)

    def __call__(self, handler):
        """Answer once it is let."""
        self.asked.set()
        self.waiting.set()
        if not self.let.wait(15):
            self.waiting.clear()
        raw = answer()
        with contextlib.suppress(OSError):
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(raw)))
            handler.end_headers()
            handler.wfile.write(raw)

    def watch(self, server):
        """A main job with a coder beside the line."""
        hired = Hired(name="llm", server=Server(url=server, model="small", timeout=30))
        line = Line(self.store, Told(), now=clock, also=[hired])
        with line.appender.batch() as batch:
            for key in "ab":
                raw = capture(key, f"{TEXT} So said {key}.".encode())
                batch.capture(replace(raw, media_type="text/plain", headers={}))
        return Watch(line=line, sources=(), settings=Settings(), client=None, now=clock)

    async def until(self, job, *names):
        """Wait until these have coded."""
        while self._coders() != sorted(names):
            assert not job.done(), job.exception()
            await asyncio.sleep(0.05)

    def _coders(self):
        with self.store.reading() as connection:
            return sorted(connection.execute(select(t.codings.c.coder)).scalars())


def test_a_coder_beside_the_line_holds_up_nobody(tmp_path):
    """While its server takes its time the other coder goes on; then both stand."""
    slow = Slow(tmp_path)

    async def watched(server):
        watch = slow.watch(server)
        job = asyncio.create_task(watch.run())
        await slow.until(job, *["tagger@1"] * 2)
        slow.let.set()
        await slow.until(job, *["tagger@1"] * 2, *["llm:small@1"] * 2)
        watch.stop()
        await job

    with serving(slow) as (server, _):
        asyncio.run(asyncio.wait_for(watched(server), 20))
    slow.store.close()


def test_a_watch_that_is_stopped_does_not_wait_for_a_model(tmp_path):
    """What it was at is asked again next time."""
    slow = Slow(tmp_path)

    async def watched(server):
        watch = slow.watch(server)
        job = asyncio.create_task(watch.run())
        await slow.until(job, *["tagger@1"] * 2)
        await asyncio.to_thread(slow.asked.wait, 15)
        watch.stop()
        await job

    with serving(slow) as (server, _):
        asyncio.run(asyncio.wait_for(watched(server), 20))
        assert not slow.let.is_set()
        assert slow.waiting.is_set()
        slow.let.set()
    slow.store.close()


def over(store):
    """A watch over a ledger, without sources."""
    line = Line(store, Idle(), now=clock)
    return Watch(line=line, sources=(), settings=Settings(), client=None, now=clock)


def test_what_is_done_daily_may_break(tmp_path):
    """It is told on the desk, and the watch goes on."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)

    def told():
        with store.reading() as connection:
            return [row.why for row in connection.execute(select(t.issues))]

    async def broken():
        watch = over(store)
        job = asyncio.create_task(watch.run(watch.daily(lambda: 1 // 0, after=0)))
        while not told():
            assert not job.done(), job.exception()
            await asyncio.sleep(0.05)
        assert not job.done()
        watch.stop()
        await job

    asyncio.run(asyncio.wait_for(broken(), 20))
    assert "ZeroDivisionError" in told()[0]
    store.close()


def test_a_ledger_that_is_held_for_long_does_not_end_the_watch(tmp_path):
    """`rebuild --check` may take minutes: what was to be written is written afterwards."""
    url = f"sqlite:///{tmp_path}/l.sqlite"
    holder, store = Store(url, write=True), Store(url, write=True, patience=0.05)

    async def held_and_let_go():
        line = Line(store, Idle(), now=clock)
        watch = Watch(line=line, sources=(), settings=Settings(), client=None, now=clock)
        with holder.transaction():
            job = asyncio.create_task(watch.run())
            await asyncio.sleep(0.5)
        while not versions():
            assert not job.done(), job.exception()
            await asyncio.sleep(0.05)
        watch.stop()
        await job

    def versions():
        with holder.reading() as connection:
            return work.versions_of(connection, "configuration")

    asyncio.run(asyncio.wait_for(held_and_let_go(), 20))
    holder.close()
    store.close()


async def test_a_look_at_the_day_that_broke_is_made_again_at_once(tmp_path, monkeypatch):
    """At the next midnight an alarm of this day would be too old to be told."""
    looks, slept = [], []

    class Breaks:
        """A day's look that breaks once."""

        asked = (1,)

        def gather(self):
            looks.append(len(slept))
            if len(looks) == 1:
                raise RuntimeError("the server restarts")
            return {}

        def tell(self, _found):
            return 0

    async def sleep(_self, seconds):
        slept.append(seconds)
        await asyncio.sleep(0)
        if len(looks) > 1:
            raise asyncio.CancelledError

    monkeypatch.setattr(Watch, "_sleep", sleep)
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    with pytest.raises(asyncio.CancelledError):
        await over(store).dues(Breaks())
    store.close()
    assert looks == [1, 2]
    assert slept[1] == PAUSE
