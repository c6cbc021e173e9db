"""The main job as a process: collects once, survives being killed, stops when asked."""

import asyncio
import random
import time

from tests.killing import assert_sound, kill, stop, watch
from tests.newsday import NewsDay
from tests.soak.test_kill import newest, settled

from vedette.desk import Desk, running
from vedette.desk.answering import clock
from vedette.desk.line import Line
from vedette.desk.settings import Settings
from vedette.desk.watching import Watch
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


class Idle:
    """An engine to which nothing is given but the question who codes."""

    def map(self, _function, inputs):
        """Name a coder."""
        return [("none@1", "t1") for _ in inputs]

    def close(self):
        """Hold nothing."""


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
