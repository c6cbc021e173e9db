"""The line between the ledger and itself: captures wait, are read, coded, and folded into views.

Each step is three parts: *take* asks the ledger what waits, *work* maps a pure function over it in
an engine, *keep* appends what came of it in one transaction. So the parts can run in different
threads and processes, and a kill between any two costs the work in hand and nothing else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import func, select

from vedette.desk import stages
from vedette.engines import Engine, Failure
from vedette.errors import CodeError
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
        self._read_after = min(self._read_after, capture - 1)

    # ── read ─────────────────────────────────────────────────────────────────────────────────

    def take_captures(self) -> list[Waiting]:
        """Give the next captures that wait for a reader."""
        with self._store.reading() as connection:
            newest = connection.execute(select(func.max(t.captures.c.seq))).scalar() or 0
            found = work.to_read(connection, stages.readers(), after=self._read_after, limit=STEP)
        self._read_after = found[0].seq - 1 if found else max(self._read_after, newest)
        return found

    def read(self, waiting: Sequence[Waiting]) -> list[stages.Read | Failure]:
        """Read captures in the engine."""
        return list(self._engine.map(stages.read_capture, waiting))

    def keep_articles(
        self, waiting: Sequence[Waiting], made: Sequence[stages.Read | Failure]
    ) -> None:
        """Append what was read, or why it could not be."""
        if not waiting:
            return
        with self._appender.batch() as batch:
            for one, result in zip(waiting, made, strict=True):
                self._keep_article(batch, one, result)

    def _keep_article(self, batch: Batch, one: Waiting, result: stages.Read | Failure) -> None:
        if isinstance(result, Failure):
            by = stages.reader_of(one.capture)
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
                if result is None:
                    batch.recall(one.seq, self._coding_of(one))
                elif isinstance(result, Failure):
                    self._keep_failure(batch, one, result)
                else:
                    batch.coding(one.seq, result)

    def _keep_failure(self, batch: Batch, one: Uncoded, failure: Failure) -> None:
        where = one.article.url or one.article.key
        found = _issue("code", where, failure)
        number = batch.issue(found, at=self._now(), article=one.article.id)
        by = work.failure_mark(*self.coder(), one.seq)
        batch.mark(one.capture, "code", by, issue=number)

    def fold(self) -> int:
        """Fold the next of what is new in the log into the views; give the number of log rows."""
        return folding.step(self._store)


def _issue(stage: str, where: str, failure: Failure) -> Issue:
    return Issue(
        stage="read" if stage == "read" else "code",
        what=f"the {stage}er {failure.what}" if failure.what == "broke" else failure.what,
        input=where,
        why=failure.why,
        remedy=failure.remedy or "keep the input and report it",
    )


def _unloadable(failure: Failure) -> CodeError:
    return CodeError(
        what="the coder cannot be loaded",
        where="vedette.code",
        why=f"{failure.what} {failure.why}".strip(),
        remedy=failure.remedy or "install vedette anew with its dependencies",
    )
