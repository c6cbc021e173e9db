"""The line between the ledger and itself: captures wait, are read, coded, and folded into views.

Each step is three parts: *take* asks the ledger what waits, *work* maps a pure function over it in
an engine, *keep* appends what came of it in one transaction. So the parts can run in different
threads and processes, and a kill between any two costs the work in hand and nothing else.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from queue import SimpleQueue

from vedette.desk import stages
from vedette.desk.outgoing import Outgoing
from vedette.desk.seat import STEP, Seat
from vedette.engines import Engine, Failure, failure
from vedette.errors import LedgerError
from vedette.ledger import analysts, folding, health, signing, work
from vedette.ledger.append import ALL_CLEAR, Appender, Batch, Levels
from vedette.ledger.relating import Relating
from vedette.ledger.store import Store
from vedette.ledger.work import Waiting
from vedette.records import Article, Capture, Issue
from vedette.sources.lookalikes import Lookalikes, host

SHORT = 120.0
"""Seconds that a replay waits for a server that asks for a rest."""
WAITS = 5
"""Rests without anything done in between before what is left is left for another time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How many captures were read, how many articles coded, and how many log rows folded.

    `beside` counts what the coders did that work beside the one that counts.
    """

    read: int = 0
    coded: int = 0
    beside: int = 0
    folded: int = 0

    def __bool__(self) -> bool:
        return bool(self.read or self.coded or self.beside or self.folded)


class Line:
    """The work that waits in one ledger, done step by step.

    `coder` is the one that counts, but for articles whose reader has a coder of its own (`apart`);
    `also` work beside it, each for itself. `handling` tells how sources are handled, `outgoing` is
    what goes out because of what the folds change, `lookalikes` knows which hosts pass for others.
    """

    def __init__(
        self,
        store: Store,
        engine: Engine,
        *,
        now: Callable[[], datetime],
        coder: stages.Hired = stages.CODER,
        also: Iterable[stages.Hired] = (),
        handling: Levels = ALL_CLEAR,
        outgoing: Outgoing | None = None,
        lookalikes: Lookalikes | None = None,
    ) -> None:
        self.outgoing = outgoing
        self._lookalikes = lookalikes or Lookalikes(())
        self._store = store
        self._engine = engine
        self._now = now
        self._appender = Appender(store, now=now, handling=handling)
        self._read_after = self._settled = 0
        self._again: SimpleQueue[int] = SimpleQueue()
        self.main = Seat(store, self._appender, engine, coder, now=now)
        self.apart = tuple(
            Seat(store, self._appender, engine, one, now=now, of=reader)
            for reader, one in stages.APART.items()
        )
        self.beside = tuple(
            Seat(store, self._appender, engine, one, now=now, beside=one.name) for one in also
        )

    @property
    def appender(self) -> Appender:
        """The ledger's one writer."""
        return self._appender

    @property
    def engine(self) -> Engine:
        """The workers."""
        return self._engine

    @property
    def store(self) -> Store:
        """The ledger."""
        return self._store

    def advance(self) -> Done:
        """Do one step of everything that waits; nothing waits when it gives an empty answer."""
        return replace(self._worked(), folded=self.fold())

    def _worked(self) -> Done:
        waiting = self.take_captures()
        self.keep_articles(waiting, self.read(waiting))
        coded = sum(step(seat) for seat in (self.main, *self.apart))
        beside = sum(step(seat) for seat in self.beside)
        return Done(read=len(waiting), coded=coded, beside=beside)

    def _overlapped(self, folder: Executor) -> Done:
        """Do one step; what the steps before it kept is folded meanwhile, by another thread."""
        folding_ = folder.submit(self.fold)
        return replace(self._worked(), folded=folding_.result())

    def finish(
        self,
        told: Callable[[Done], None] = lambda _: None,
        sleep: Callable[[float], None] | None = None,
    ) -> None:
        """Do all that waits, telling after each step; folds while workers read and code.

        A coder whose server asks for a short rest is waited for, where it is told how to `sleep`;
        what waits for one that is away for longer is left for another time.
        """
        waits = 0
        with ThreadPoolExecutor(1, thread_name_prefix="folding") as folder:
            while True:
                if done := self._overlapped(folder):
                    told(done)
                    waits = waits if done == Done(folded=done.folded) else 0
                elif sleep is None or waits == WAITS or not (rest := self._short_rest()):
                    return
                else:
                    waits += 1
                    sleep(rest)

    def _short_rest(self) -> float:
        """Give the seconds until a resting server may be asked, 0 where that is no short while."""
        rests = [seat.rest().total_seconds() for seat in (self.main, *self.beside)]
        return min((rest for rest in rests if 0 < rest <= SHORT), default=0.0)

    def look_again(self, capture: int) -> None:
        """Remember that a capture before the mark waits after all: its page is out of reach."""
        self._again.put(capture)

    # ── read ─────────────────────────────────────────────────────────────────────────────────

    def take_captures(self) -> list[Waiting]:
        """Give the next captures that wait for a reader."""
        # Taken out before the ledger is asked: what is put in later is looked at next time.
        while not self._again.empty():
            self._read_after = min(self._read_after, self._again.get() - 1)
        with self._store.reading() as connection:
            newest = work.newest_capture(connection)
            found = work.to_read(connection, stages.readers(), after=self._read_after, limit=STEP)
        self._read_after = found[0].seq - 1 if found else max(self._read_after, newest)
        return found

    def read(self, waiting: Sequence[Waiting]) -> list[stages.Read | Failure]:
        """Read captures in the engine; a page that kills its reader gives way to its teaser."""
        made = list(self._engine.map(stages.read_capture, waiting, bounds=stages.bound_of))
        lost = [n for n, one in enumerate(made) if isinstance(one, Failure) and waiting[n].entry]
        teasers = self._engine.map(stages.read_teaser, [waiting[n] for n in lost])
        for n, teaser in zip(lost, teasers, strict=True):
            failed = made[n]
            if isinstance(failed, Failure) and not isinstance(teaser, Failure):
                issue = _issue(waiting[n].capture.url, failed)
                made[n] = replace(teaser, issue=issue)
        return made

    def keep_articles(
        self, waiting: Sequence[Waiting], made: Sequence[stages.Read | Failure]
    ) -> None:
        """Append what was read, or why it could not be."""
        if not waiting:
            return
        with self._appender.batch() as batch:
            for one, result in zip(waiting, made, strict=True):
                try:
                    with batch.attempt():
                        self._keep_article(batch, one, result)
                except LedgerError as fault:
                    self._keep_article(batch, one, failure(fault))

    def _keep_article(self, batch: Batch, one: Waiting, result: stages.Read | Failure) -> None:
        by = stages.reader_of(one.capture) if isinstance(result, Failure) else result.by
        if batch.is_done(one.seq, "read", by):
            return
        if isinstance(result, Failure):
            batch.unreadable(one.seq, by, _issue(one.capture.url, result), self._now())
            return
        issue = batch.issue(result.issue, at=self._now()) if result.issue else None
        if result.article is None:
            batch.mark(one.seq, "read", result.by, issue=issue)
        else:
            batch.article(one.seq, result.article, by=result.by, issue=issue)
            self._look_at(batch, one.capture, result.article)

    def _look_at(self, batch: Batch, capture: Capture, article: Article) -> None:
        """Tell, once a host, that an article stands where one could take it for another source."""
        url = article.url or capture.url
        like = self._lookalikes.of(url)
        if like and like.id != capture.source and capture.handling == "clear":
            told = Issue(
                stage="read",
                what=f"an address that looks like that of {like.name}",
                input=host(url),
                why=f"it is none of {like.id}, whose home is {like.home}",
                remedy="take it for another's, and list it only if you know whose it is",
            )
            batch.issue_once(told, at=self._now())

    # ── fold ─────────────────────────────────────────────────────────────────────────────────

    def fold(self) -> int:
        """Fold the next of what is new in the log into the views; give the number of log rows."""
        settled = self._settled
        with self._appender.batch() as batch:
            read = folding.advance(batch.connection)
            if read < folding.STEP:
                read += analysts.settle(batch, self._settled)
                settled = health.newest(batch.connection)
            # Halfway through a fold there are incidents that are not, or no more than half.
            if self.outgoing and read < folding.STEP:
                self.outgoing.step(batch, self._now())
        self._settled = settled
        return read

    def latest(self) -> list[str]:
        """Name the articles that are remembered of those that stand, the newest last."""
        with self.store.reading() as connection:
            return signing.latest(connection)

    def warm(self, articles: Iterable[str]) -> None:
        """Bring into memory what these are compared by."""
        with self.store.reading() as connection:
            Relating(connection).warm(articles)


def step(seat: Seat) -> int:
    """Let a coder do its next step; give how many articles are done with."""
    uncoded = seat.take()
    return seat.keep(uncoded, seat.code(uncoded))


def _issue(where: str, failed: Failure) -> Issue:
    return Issue(
        stage="read",
        what="the reader broke" if failed.what == "broke" else failed.what,
        input=where,
        why=failed.why,
        remedy=failed.remedy or "keep the input and report it",
    )
