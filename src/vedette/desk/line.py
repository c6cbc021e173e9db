"""The line between the ledger and itself: captures wait, are read, coded, and folded into views.

Each step is three parts: *take* asks the ledger what waits, *work* maps a pure function over it in
an engine, *keep* appends what came of it in one transaction. So the parts can run in different
threads and processes, and a kill between any two costs the work in hand and nothing else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from queue import SimpleQueue

from sqlalchemy import func, select

from vedette.desk import stages
from vedette.engines import Engine, Failure, failure
from vedette.errors import CodeError, LedgerError
from vedette.ledger import folding, work
from vedette.ledger import schema as t
from vedette.ledger.append import Appender, Batch
from vedette.ledger.store import Store
from vedette.ledger.work import Uncoded, Waiting
from vedette.records import Coding, Issue, coding_id

STEP = 32
"""Inputs in hand at once: two to four seconds of coding, so that readers soon see what is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How many captures were read, how many articles coded, and how many log rows folded."""

    read: int = 0
    coded: int = 0
    folded: int = 0

    def __bool__(self) -> bool:
        return bool(self.read or self.coded or self.folded)


class Line:
    """The work that waits in one ledger, done step by step."""

    def __init__(
        self,
        store: Store,
        engine: Engine,
        *,
        now: Callable[[], datetime],
        coder: str = stages.CODER,
    ) -> None:
        self._plugged = coder
        self._store = store
        self._engine = engine
        self._now = now
        self._appender = Appender(store, now=now)
        self._coder: tuple[str, str] | None = None
        self._read_after = 0
        self._again: SimpleQueue[int] = SimpleQueue()
        self._coded_after = 0

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
        waiting = self.take_captures()
        self.keep_articles(waiting, self.read(waiting))
        uncoded = self.take_articles()
        self.keep_codings(uncoded, self.code(uncoded))
        return Done(read=len(waiting), coded=len(uncoded), folded=self.fold())

    def finish(self, told: Callable[[Done], None] = lambda _: None) -> None:
        """Do all that waits, telling after each step."""
        while done := self.advance():
            told(done)

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
            newest = connection.execute(select(func.max(t.captures.c.seq))).scalar() or 0
            found = work.to_read(connection, stages.readers(), after=self._read_after, limit=STEP)
        self._read_after = found[0].seq - 1 if found else max(self._read_after, newest)
        return found

    def read(self, waiting: Sequence[Waiting]) -> list[stages.Read | Failure]:
        """Read captures in the engine; a page that kills its reader gives way to its teaser."""
        made = list(self._engine.map(stages.read_capture, waiting))
        lost = [n for n, one in enumerate(made) if isinstance(one, Failure) and waiting[n].entry]
        teasers = self._engine.map(stages.read_teaser, [waiting[n] for n in lost])
        for n, teaser in zip(lost, teasers, strict=True):
            failed = made[n]
            if isinstance(failed, Failure) and not isinstance(teaser, Failure):
                issue = _issue("read", waiting[n].capture.url, failed)
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
            batch.unreadable(one.seq, by, _issue("read", one.capture.url, result), self._now())
            return
        issue = batch.issue(result.issue, at=self._now()) if result.issue else None
        if result.article is None:
            batch.mark(one.seq, "read", result.by, issue=issue)
        else:
            batch.article(one.seq, result.article, by=result.by, issue=issue)

    # ── code ─────────────────────────────────────────────────────────────────────────────────

    def coder(self) -> tuple[str, str]:
        """Give the name and the taxonomy of the coder that works in the engine."""
        if self._coder is None:
            (told,) = self._engine.map(stages.identity, [self._plugged])
            if isinstance(told, Failure):
                raise _unloadable(told)
            self._coder = told
        return self._coder

    def take_articles(self) -> list[Uncoded]:
        """Give the next articles that wait for the coder, after serving those it has coded.

        A text that is the same to the letter as one that is coded takes over its coding.
        """
        name, taxonomy = self.coder()
        with self._store.reading() as connection:
            newest = connection.execute(select(func.max(t.articles.c.seq))).scalar() or 0
            found = work.to_code(connection, name, taxonomy, after=self._coded_after, limit=STEP)
        self._coded_after = found[0].seq - 1 if found else max(self._coded_after, newest)
        return found

    def code(self, uncoded: Sequence[Uncoded]) -> list[Coding | Failure | None]:
        """Code articles in the engine; those whose words are coded already give None."""
        fresh = {self._coding_of(one): one.article for one in uncoded}
        with self._store.reading() as connection:
            asked = select(t.codings.c.id).where(t.codings.c.id.in_(sorted(fresh)))
            for known in connection.execute(asked).scalars():
                del fresh[known]
        coding = partial(stages.code_article, self._plugged)
        made = dict(zip(fresh, self._engine.map(coding, fresh.values()), strict=True))
        return [made.get(self._coding_of(one)) for one in uncoded]

    def _coding_of(self, one: Uncoded) -> str:
        name, taxonomy = self.coder()
        return coding_id(one.article.text_hash, one.article.reader, name, taxonomy)

    def keep_codings(
        self, uncoded: Sequence[Uncoded], made: Sequence[Coding | Failure | None]
    ) -> None:
        """Append codings, or why there is none."""
        if not uncoded:
            return
        with self._appender.batch() as batch:
            for one, result in zip(uncoded, made, strict=True):
                try:
                    with batch.attempt():
                        self._keep_coding(batch, one, result)
                except LedgerError as fault:
                    self._keep_coding(batch, one, failure(fault))

    def _keep_coding(self, batch: Batch, one: Uncoded, result: Coding | Failure | None) -> None:
        if result is None:
            batch.recall(one.seq, self._coding_of(one))
        elif isinstance(result, Failure):
            self._keep_failure(batch, one, result)
        else:
            batch.coding(one.seq, result)

    def _keep_failure(self, batch: Batch, one: Uncoded, failed: Failure) -> None:
        by = work.failure_mark(*self.coder(), one.seq)
        if batch.is_done(one.capture, "code", by):
            return
        where = one.article.url or one.article.key
        found = _issue("code", where, failed)
        number = batch.issue(found, at=self._now(), article=one.article.id)
        batch.mark(one.capture, "code", by, issue=number)

    def fold(self) -> int:
        """Fold the next of what is new in the log into the views; give the number of log rows."""
        return folding.step(self._store)


def _issue(stage: str, where: str, failed: Failure) -> Issue:
    return Issue(
        stage="read" if stage == "read" else "code",
        what=f"the {stage}er {failed.what}" if failed.what == "broke" else failed.what,
        input=where,
        why=failed.why,
        remedy=failed.remedy or "keep the input and report it",
    )


def _unloadable(failed: Failure) -> CodeError:
    return CodeError(
        what="the coder cannot be loaded",
        where="vedette.code",
        why=f"{failed.what} {failed.why}".strip(),
        remedy=failed.remedy or "install vedette anew with its dependencies",
    )
