"""A coder at its seat: what waits for it in the ledger, its work, and what came of it.

The coder that counts has a seat in every line. Others sit beside it: what they find stands in the
ledger under their name and supersedes nobody else's.

A coder that asks a server works in this process, an article at a time: it only waits, and its own
limit on time holds. When the server does not do its work, the article stays as it is, uncoded; the
coder rests, one issue says why, and the article is tried again. Only an article on which a server
that is there breaks `TRIES` times is given up.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from vedette.desk import stages
from vedette.engines import Engine, Failure, Local, failure
from vedette.errors import CodeError, LedgerError
from vedette.ledger import work
from vedette.ledger.append import Appender, Batch
from vedette.ledger.store import Store
from vedette.ledger.work import Share, Uncoded
from vedette.records import Coding, Issue, coding_id

STEP = 32
"""Articles in hand at once: two to four seconds of coding, so that readers soon see what is new."""
TRIES = 3
"""Times that a server may break on an article before it is given up."""
PAUSE = timedelta(seconds=30)
"""Rest after a server did not do its work, doubled each time: a model takes that long to load."""
LONGEST = timedelta(minutes=15)
DAY = 86_400.0
"""Seconds; a server that asks to be left alone for longer is asked again the day after."""


class Seat:
    """A coder in its place; `beside` is empty for the one that counts.

    `since` is the first day of becoming known that is coded. `of` is the reader whose articles are
    coded, empty for all but those that another coder has for itself.
    """

    def __init__(
        self,
        store: Store,
        appender: Appender,
        engine: Engine,
        hired: stages.Hired,
        *,
        now: Callable[[], datetime],
        beside: str = "",
        since: date | None = None,
        of: str = "",
    ) -> None:
        self.asks = asks = stages.asks(hired.name)
        self._store = store
        self._appender = appender
        self._engine = Local() if asks else engine
        self._step = 1 if asks else STEP
        self._hired = hired
        self._now = now
        self._since = since
        # Who sits beside codes whatever there is: it supersedes nothing.
        self._share = Share(of=of, but=() if of or beside else tuple(stages.APART))
        self._coder: tuple[str, str] | None = None
        self._after = 0
        self._doubts: Counter[int] = Counter()
        self._rest: datetime | None = None
        self._rests = 0
        self.beside = beside
        self.away: Failure | None = None
        self.dropped: Counter[str] = Counter()

    def coder(self) -> tuple[str, str]:
        """Give the name and the taxonomy of the coder that works in the engine."""
        if self._coder is None:
            (told,) = self._engine.map(stages.identity, [self._hired])
            if isinstance(told, Failure):
                raise _unloadable(self._hired.name, told)
            self._coder = told
        return self._coder

    def rest(self) -> timedelta:
        """Say how long the coder still leaves its server alone."""
        return max(self._rest - self._now(), timedelta()) if self._rest else timedelta()

    def take(self) -> list[Uncoded]:
        """Give the next articles that wait for the coder; none while it rests."""
        if self.rest():
            return []
        name, taxonomy = self.coder()
        with self._store.reading() as connection:
            newest = work.newest_article(connection)
            found = work.to_code(
                connection,
                name,
                taxonomy,
                beside=self.beside,
                since=self._since,
                after=self._after,
                limit=self._step,
                share=self._share,
            )
        self._after = found[0].seq - 1 if found else max(self._after, newest)
        return found

    def code(self, uncoded: Sequence[Uncoded]) -> list[Coding | Failure | None]:
        """Code articles in the engine; those whose words are coded already give None."""
        fresh = {self._coding_of(one): one.article for one in uncoded}
        with self._store.reading() as connection:
            for known in work.coded(connection, fresh):
                del fresh[known]
        coding = partial(stages.code_article, self._hired)
        made = dict(zip(fresh, self._engine.map(coding, fresh.values()), strict=True))
        return [made.get(self._coding_of(one)) for one in uncoded]

    def _coding_of(self, one: Uncoded) -> str:
        name, taxonomy = self.coder()
        return coding_id(one.article.text_hash, one.article.reader, name, taxonomy)

    def keep(self, uncoded: Sequence[Uncoded], made: Sequence[Coding | Failure | None]) -> int:
        """Append codings, or why there is none; give how many articles are done with."""
        if not uncoded:
            return 0
        done = 0
        with self._appender.batch() as batch:
            for one, result in zip(uncoded, made, strict=True):
                try:
                    with batch.attempt():
                        done += self._keep(batch, one, result)
                except LedgerError as fault:
                    done += self._keep(batch, one, failure(fault))
        return done

    def _keep(self, batch: Batch, one: Uncoded, result: Coding | Failure | None) -> bool:
        """Keep one result; give whether the article is done with."""
        if isinstance(result, Failure) and result.away and not self._given_up(one, result):
            self._rest_after(batch, one, result)
            return False
        self._rest, self._rests, self.away = None, 0, None
        if result is None:
            batch.recall(one.seq, self._coding_of(one), beside=self.beside)
        elif isinstance(result, Failure):
            self._keep_failure(batch, one, result)
        else:
            batch.coding(one.seq, result, beside=self.beside)
            self.dropped.update(result.dropped)
        return True

    def _given_up(self, one: Uncoded, failed: Failure) -> bool:
        """Say whether a server that is there has broken on this article often enough."""
        self._doubts[one.seq] += failed.doubt
        return self._doubts[one.seq] >= TRIES

    def _rest_after(self, batch: Batch, one: Uncoded, failed: Failure) -> None:
        """Leave the server alone for a while; an outage is told once, not each time it is met."""
        if self.away is None or self.away.what != failed.what:
            batch.issue(_issue(one, failed), at=self._now(), article=one.article.id)
        self.away = failed
        told = timedelta(seconds=min(failed.wait, DAY))
        self._rest = self._now() + (told or min(PAUSE * 2 ** min(self._rests, 9), LONGEST))
        self._rests += 1

    def _keep_failure(self, batch: Batch, one: Uncoded, failed: Failure) -> None:
        by = work.failure_mark(*self.coder(), one.seq)
        if batch.is_done(one.capture, "code", by):
            return
        number = batch.issue(_issue(one, failed), at=self._now(), article=one.article.id)
        batch.mark(one.capture, "code", by, issue=number)


def _issue(one: Uncoded, failed: Failure) -> Issue:
    return Issue(
        stage="code",
        what="the coder broke" if failed.what == "broke" else failed.what,
        input=one.article.url or one.article.key,
        why=failed.why,
        remedy=failed.remedy or "keep the input and report it",
    )


def _unloadable(name: str, failed: Failure) -> CodeError:
    return CodeError(
        what=f"the coder {name} cannot be loaded",
        where="vedette.code",
        why=f"{failed.what} {failed.why}".strip(),
        remedy=failed.remedy or "install vedette anew with its dependencies",
    )
