"""The main job: poll, fetch, read, code, fold and serve, until told to stop.

    one task a channel    waits until it is due, polls, appends the poll with all that it brought
    one for pages         fetches what is behind the entries that are only teasers
    one for the line      reads and codes what waits, in workers that can be killed
    one for the views     folds what they kept, while they go on
    one a further coder   codes beside the line, as slowly as it may
    one for the days      closes each day when it is over
    one for second looks  asks again for pages whose listing tells of no edit
    one for the past      fills what was asked for of a source's past
    one for memory        reads in what the last reports are compared by, when it begins
    one for what is free  gives memory back to the system
    one for TAXII         puts what is new of incidents on its shelf, where it is served
    one a way out         brings alerts to their recipients
    one for the web       serves the desk

All writing goes through one thread. Nothing is remembered that the ledger does not hold, so
stopping, even by force, and starting again is the same as never having stopped.
"""

import asyncio
import contextlib
import logging
import random
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from vedette.collect import Client, Harvest, Past, next_poll
from vedette.collect.harvest import broken
from vedette.collect.vigil import TICK, Vigil
from vedette.desk import journal
from vedette.desk.dues import Dues
from vedette.desk.fetching import Pages
from vedette.desk.fillings import Fillings
from vedette.desk.footprint import Upkeep
from vedette.desk.line import Line
from vedette.desk.plugins import part
from vedette.desk.remembering import keep, past_of
from vedette.desk.revisiting import Revisits
from vedette.desk.seat import Seat
from vedette.desk.sending import Sending
from vedette.desk.settings import Settings
from vedette.desk.standstill import FIRST, Standstill
from vedette.desk.taxii.publishing import Publisher
from vedette.errors import Away
from vedette.ledger import folding, work
from vedette.ledger.store import Busy
from vedette.records import Channel, Issue, Poll, Source
from vedette.sources import toml_of

Made = TypeVar("Made")
Job = Callable[[], Coroutine[Any, Any, None]]

IDLE = 5.0
"""Seconds after which the line looks for work even if nobody called it."""

DAY = 86_400.0
SETTLING = 300.0
"""Seconds before the first of what is done daily: a desk that starts has other things to do."""

WARMED = 64
"""Articles brought into memory at once when a watch begins: 0.15 s of the thread that writes."""

UPKEEP = 300.0
"""Seconds between two times that the memory of the process is looked after."""

PAUSE = 60.0
"""Seconds of rest after a step of the line broke: a full disk is not filled with issues."""

GLANCE = 30.0
"""Seconds between two looks at the clock of who waits for a moment."""

LOOKS = 50
"""Looks at a folder after which it is seen whether something else is due: a quarter of a second."""

PACE = 0.1
"""Seconds between two looks into a folder into which much comes: each is a row of the ledger."""

LAST_LOOK = 400
"""Polls of a channel that its schedule is learnt from: a week at 25 minutes each."""


@dataclass(slots=True, kw_only=True)
class Watch:
    """Everything that the main job needs, handed in.

    `due` and `standstill` are shared with the desk that it serves.
    """

    line: Line
    sources: Sequence[Source]
    settings: Settings
    client: Client
    now: Callable[[], datetime]
    due: dict[tuple[str, str], datetime] = field(default_factory=dict)
    sending: Sending | None = None
    rng: random.Random = field(default_factory=random.Random)
    standstill: Standstill = field(default_factory=Standstill)
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _kept: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _writer: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="writer")
    )

    def stop(self) -> None:
        """Ask everything to end after the step in hand."""
        self._stopping.set()

    async def run(self, *others: Coroutine[Any, Any, None]) -> None:
        """Do the main job, and whatever else is given, until `stop` is called."""
        await self.write(self._open_log)
        jobs = [self._advance(), self._folding(), self._days(), self._keeping_up(), *others]
        jobs += [self._beside(seat) for seat in self.line.beside]
        lasting: list[Job] = [
            self._warm,
            lambda: self._pages().run(),
            lambda: self._fillings().run(),
            lambda: self._revisits().run(),
        ]
        lasting += [partial(self.sending.run, self.write)] if self.sending else []
        channels = [(source, c) for source in self.sources for c in source.channels]
        lasting += [partial(self._channel, source, c) for source, c in channels]
        jobs += map(self._lasting, lasting)
        tasks = [asyncio.create_task(job) for job in jobs]
        for task in tasks:
            task.add_done_callback(self._ended)
        try:
            await self._stopping.wait()
            await _wind_down(tasks)
        finally:
            self._writer.shutdown(wait=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """End everything when a job breaks: half a desk would look like a whole one."""
        if not task.cancelled() and task.exception():
            self.stop()

    async def write(self, function: Callable[..., Made], *given: Any) -> Made:
        """Run a function in the one thread that writes, again if another writer held the ledger.

        What has begun is finished even when the task that asked for it is cancelled meanwhile.
        While the ledger takes nothing in, it waits, as long as that lasts.
        """
        loop, once = asyncio.get_running_loop(), partial(self._written, function, *given)
        while True:
            try:
                return await asyncio.shield(loop.run_in_executor(self._writer, once))
            except Busy:
                if self._stopping.is_set():
                    raise
            except Away as fault:
                if self._stopping.is_set():
                    raise
                await self.standstill.wait(fault, self.now(), self._stopping)

    def _written(self, function: Callable[..., Made], *given: Any) -> Made:
        """Write something; the first to succeed after a standstill says that it is over."""
        if self.standstill.since:
            self.line.store.watch_again()
        made = function(*given)
        if self.standstill.since:
            with contextlib.suppress(Away, Busy):  # then the next one says so
                with self.line.appender.batch() as batch:
                    batch.issue(self._standstill(), at=self.now())
                self.standstill.over()
        return made

    def _standstill(self) -> Issue:
        return self.standstill.issue(self.line.store.place, self.now())

    async def _lasting(self, job: Job) -> None:
        """Do a job, anew where the ledger was out of reach: it remembers nothing of its own."""
        while True:
            try:
                return await job()
            except* Away:
                pass
            await self._reached()

    async def _reached(self) -> None:
        """Wait until the ledger can be reached."""
        await self._sleep(FIRST)
        await self.write(self._touch)

    def _touch(self) -> None:
        with self.line.appender.batch():
            pass

    def _pages(self) -> Pages:
        return Pages(
            line=self.line,
            sources=self.sources,
            client=self.client,
            now=self.now,
            write=self.write,
            came=self._woken.set,
        )

    def _fillings(self) -> Fillings:
        return Fillings(
            line=self.line,
            sources=self.sources,
            client=self.client,
            now=self.now,
            sleep=self._sleep,
            write=self.write,
            came=self._woken.set,
        )

    def _revisits(self) -> Revisits:
        return Revisits(
            line=self.line,
            sources=self.sources,
            client=self.client,
            now=self.now,
            sleep=self._sleep,
            write=self.write,
            came=self._woken.set,
        )

    async def _sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))

    async def until(self, moment: datetime) -> None:
        """Wait until a moment, by the clock or by the seconds to it, whichever is over first.

        So a clock that is set forward is followed within a `GLANCE`, and one that is set back
        puts nothing off.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + (moment - self.now()).total_seconds()
        while (left := min(end - loop.time(), (moment - self.now()).total_seconds())) > 0:
            await self._sleep(min(left, GLANCE))

    # ── the log's own rows ───────────────────────────────────────────────────────────────────

    def _open_log(self) -> None:
        """Append the versions of what this run works by, where they changed."""
        now = self.now()
        with self.line.appender.batch() as batch:
            for source in self.sources:
                batch.version("source", source.id, toml_of(source), now)
            # Without the ledger's address, which may hold a password.
            for rule in self.settings.rules:
                batch.version("rule", rule.name, repr(rule), now)
            plain = repr(replace(self.settings, ledger=""))
            batch.version("configuration", "vedette.toml", plain, now)

    async def _days(self) -> None:
        while True:
            await self.write(self._close, self.now().date())
            await self.until(self._midnight() + timedelta(seconds=1))

    async def _keeping_up(self) -> None:
        upkeep = Upkeep(time.monotonic)
        while True:
            await self._sleep(UPKEEP)
            await asyncio.to_thread(upkeep)

    def _midnight(self) -> datetime:
        now = self.now()
        return datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), now.tzinfo)

    def _close(self, today: Any) -> None:
        with self.line.appender.batch() as batch:
            batch.close_days(today - timedelta(days=1))

    async def dues(self, dues: Dues) -> None:
        """Tell what a day brings: when the desk starts, and after each day is over."""
        await self._sleep(SETTLING)
        while True:  # a watch that asks of days may be made at any time
            # Tomorrow an alarm of yesterday is too old to be told.
            while dues.asked and not await self._once(dues):
                await self._sleep(PAUSE)
            await self.until(self._midnight())

    async def _once(self, dues: Dues) -> bool:
        try:
            found = await asyncio.to_thread(dues.gather)
            await self.write(dues.tell, found)
        except Exception as fault:  # noqa: BLE001  # told on the desk, and tried again
            await self.write(self._tell, fault)
            return False
        if self.sending:
            self.sending.wake()
        return True

    async def daily(self, step: Callable[[], object], *, after: float = SETTLING) -> None:
        """Do something heavy beside the line, once a day; what breaks is told on the desk."""
        await self._sleep(after)
        while True:
            try:
                await asyncio.to_thread(step)
            except Exception as fault:  # noqa: BLE001  # told on the desk, and tried again
                await self.write(self._tell, fault)
            await self._sleep(DAY)

    async def publish(self, publisher: Publisher) -> None:
        """Put what is new of incidents on the shelf of TAXII; nothing else waits for it."""

        async def once() -> bool:
            taken = await asyncio.to_thread(publisher.take)
            if taken:
                await self.write(publisher.keep, taken)
            return bool(taken)

        await self._work(once, self._woken)

    # ── polls ────────────────────────────────────────────────────────────────────────────────

    async def _channel(self, source: Source, channel: Channel) -> None:
        """Poll one channel for ever, as often as it deserves."""
        vigil: Vigil | None = None
        while True:
            due = await asyncio.to_thread(self.next_poll, source, channel)
            if due is None:
                self.due.pop((source.id, channel.url), None)
                return
            self.due[source.id, channel.url] = due
            if vigil:
                await self._keep_vigil(source, channel, vigil, due)
            await self.until(due)
            if vigil is None and channel.kind == "file" and Vigil.fits(channel.url):
                # Before the poll, so that nothing comes between the two unseen.
                vigil = await asyncio.to_thread(Vigil, channel.url)
            await self._poll(source, channel)

    async def _keep_vigil(
        self, source: Source, channel: Channel, vigil: Vigil, due: datetime
    ) -> None:
        """Until the next poll of a folder on this machine, take what comes into it at once."""
        loop, alone = asyncio.get_running_loop(), ThreadPoolExecutor(1, thread_name_prefix="vigil")
        try:
            while self.now() < due:
                if only := await loop.run_in_executor(alone, self._seen, vigil):
                    await self._poll(source, channel, only)
                    await self._sleep(PACE)
        finally:
            alone.shutdown(wait=False)

    def _seen(self, vigil: Vigil) -> frozenset[str]:
        """Look until something is there, so many times at the most.

        It has a thread of its own, since a network share may hang, and stays in it: to come back to
        the loop after each look costs ten times the look.
        """
        for _ in range(LOOKS):
            time.sleep(TICK)
            if found := vigil.changed(self.now().timestamp()):
                return found
        return frozenset()

    def next_poll(self, source: Source, channel: Channel) -> datetime | None:
        """Give when a channel is due, None where it is not asked again."""
        history = self._history(source, channel)
        fastest, slowest = self.settings.bounds
        now = self.now()
        if history:
            history = [*history[:-1], _not_of_tomorrow(history[-1], now)]
        last = history[-1].at if history else now
        return next_poll(history, now=last, rng=self.rng, fastest=fastest, slowest=slowest)

    def _history(self, source: Source, channel: Channel) -> Sequence[Poll]:
        with self.line.store.reading() as connection:
            return work.last_polls(connection, source.id, channel.url, limit=LAST_LOOK)[::-1]

    async def _poll(
        self, source: Source, channel: Channel, only: frozenset[str] = frozenset()
    ) -> None:
        now = self.now()
        past = await asyncio.to_thread(self._past, source, channel, now, only)
        collect = part("collectors", channel.kind)
        ask = self.client.on_behalf(source.id)
        with journal.step("poll", source=source.id, channel=channel.kind) as told:
            try:
                harvest = await collect(source, channel, past, ask, now=now)
            except Exception as fault:  # noqa: BLE001  # a collector that breaks must not stop the rest
                harvest = broken(source, channel, past, now, fault)
            await self.write(self._keep, harvest, source, channel)
            poll = harvest.poll
            told |= {"outcome": poll.outcome, "new": poll.new, "bytes": poll.size}
            if poll.issue:
                told["issue"] = poll.issue.what
        self._woken.set()
        if not harvest.captures:
            self._kept.set()

    def _past(self, source: Source, channel: Channel, now: datetime, only: frozenset[str]) -> Past:
        history = () if only else self._history(source, channel)
        with self.line.store.reading() as connection:
            return replace(past_of(connection, source, channel, history, now=now), only=only)

    def _keep(self, harvest: Harvest, source: Source, channel: Channel) -> None:
        """Append a poll and all that it brought, whole or not at all."""
        with self.line.appender.batch() as batch:
            keep(batch, harvest, source, channel)

    # ── the line ─────────────────────────────────────────────────────────────────────────────

    async def _advance(self) -> None:
        """Read and code what waits; between steps the writer is free for polls."""
        await self._work(self._step, self._woken)

    async def _folding(self) -> None:
        """Fold what is new, and have sent what comes of it; others read and code meanwhile.

        What has come since then is left for the next time: its coding is on the way, and related
        without it first an article would cost twice.
        """

        async def once() -> bool:
            with journal.step("fold") as told:
                told["rows"] = folded = await self.write(self.line.fold)
                told["quiet"] = not folded
            if self.sending:
                self.sending.wake()
            return folded >= folding.STEP

        await self._work(once, self._kept)

    async def _warm(self) -> None:
        """Bring into memory, when all begins, what the last reports are compared by.

        Else each that comes would ask for a dozen of them first, and memory would go on growing for
        half a day until all are there.
        """
        last = await asyncio.to_thread(self.line.latest)
        for start in range(0, len(last), WARMED):
            await self.write(self.line.warm, last[start : start + WARMED])

    async def _beside(self, seat: Seat) -> None:
        """Code beside the line, however long it takes: nobody else waits for it."""

        async def once() -> bool:
            return bool(await self._code(seat))

        await self._work(once, self._woken)

    async def _work(
        self, step: Callable[[], Coroutine[Any, Any, bool]], woken: asyncio.Event
    ) -> None:
        """Do step after step while there is work, and look for more whenever something came."""
        while True:
            woken.clear()
            try:
                while await step():
                    pass
            except Away:
                await self._reached()
                continue
            except Exception as fault:  # noqa: BLE001  # told on the desk, and tried again
                await self.write(self._tell, fault)
                await self._sleep(PAUSE)
            await self._wait(woken, IDLE)

    def _tell(self, fault: Exception) -> None:
        issue = Issue(
            stage="code",
            what="a step of the line broke and is tried again",
            input=self.line.store.place,
            why=f"{type(fault).__name__}: {fault}"[:300],
            remedy="report it if it stays",
        )
        journal.note("issue", logging.ERROR, stage=issue.stage, what=issue.what, why=issue.why)
        with self.line.appender.batch() as batch:
            batch.issue(issue, at=self.now())

    async def _step(self) -> bool:
        line = self.line
        captures = await asyncio.to_thread(line.take_captures)
        if captures:
            with journal.step("read", captures=len(captures)):
                made = await asyncio.to_thread(line.read, captures)
                await self.write(line.keep_articles, captures, made)
            if line.main.asks:  # a model may take minutes, and what was read is looked for
                self._kept.set()
        try:
            coded = sum([await self._code(seat) for seat in (line.main, *line.apart)])
        finally:
            if captures:  # else nothing is new, and what is about to be sent would wait
                self._kept.set()
        return bool(captures or coded)

    async def _code(self, seat: Seat) -> int:
        """Let a coder do its next step; give how many articles are done with."""
        articles = await asyncio.to_thread(seat.take)
        if not articles:
            return 0
        apart = _apart if seat.asks else asyncio.to_thread
        with journal.step("code", articles=len(articles)) as told:
            made = await apart(seat.code, articles)
            done: int = await self.write(seat.keep, articles, made)
            told["done"] = done
        self._kept.set()
        return done

    async def _wait(self, woken: asyncio.Event, seconds: float) -> None:
        # Not wait_for: in Python 3.11 it can lose a cancellation that comes with the event.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await woken.wait()


async def _apart(function: Callable[..., Made], *given: Any) -> Made:
    """Run a function in a thread that nobody waits for in the end: a model may take minutes."""
    future: Future[Made] = Future()

    def run() -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(function(*given))
        except Exception as fault:  # noqa: BLE001  # raised again where it is awaited
            future.set_exception(fault)

    threading.Thread(target=run, name="asking", daemon=True).start()
    return await asyncio.wrap_future(future)


def _not_of_tomorrow(poll: Poll, now: datetime) -> Poll:
    """Give a poll as if made now where it says that it was made later: the clock was set back.

    Else its source would be unasked until it is late again, or until a server's rest is over.
    """
    ahead = poll.at - now
    if ahead <= timedelta():
        return poll
    return replace(poll, at=now, wait_until=poll.wait_until and poll.wait_until - ahead)


async def _wind_down(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(ended, Exception):
            raise ended
