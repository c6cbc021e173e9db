"""What waits for an analyst: weak findings, what may be the same, what is due, blind, broken."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, Literal, get_args

from sqlalchemy import Connection, Row

from vedette.answers import Fault, Health, IncidentLine
from vedette.assess.agreement import Agreement, agreement
from vedette.cited import Words
from vedette.desk.deciding import Deciding
from vedette.desk.foresight import Forecast, Outcome
from vedette.desk.registers import Registers
from vedette.desk.settling import Settled
from vedette.desk.sight import Sight
from vedette.duty import Act
from vedette.ledger import duties, health, incidents, queue
from vedette.ledger.incidents import bodies
from vedette.ledger.queue import Asked
from vedette.ledger.store import portions
from vedette.records import Decision

Sort = Literal["low", "same", "due", "blind", "broken", "second"]
SORTS: Final[tuple[Sort, ...]] = get_args(Sort)
"""Why something waits: it is weakly read, may be the *same*, is *due*, is *blind*, has *broken* a
stage, or another analyst has decided it and a *second* is asked."""
DARK: Final = frozenset({"blind", "gone"})
RECENT: Final = timedelta(days=30)
"""How far back decisions are shown to a second analyst."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weak:
    """An incident whose surest finding stays in review: the words, and how sure the coder is."""

    line: IncidentLine
    words: Words | None
    sure: float
    threshold: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two incidents that may be the same, with the logarithm of the odds, and their words."""

    one: IncidentLine
    other: IncidentLine
    odds: float
    words: tuple[Words | None, Words | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits, a piece of each sort, and how much of each there is in all."""

    counts: Mapping[Sort, int]
    low: tuple[Weak, ...] = ()
    same: tuple[Pair, ...] = ()
    due: tuple[Forecast, ...] = ()
    blind: tuple[Health, ...] = ()
    broken: tuple[Fault, ...] = ()
    second: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """How far second analysts agree with the first: on what holds, and on what is the same.

    `judged` counts the decisions on which one could have been asked, `seconded` those on which one
    was.
    """

    judged: int = 0
    seconded: int = 0
    holds: Agreement | None = None
    same: Agreement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A decision that was just made, and whether it was taken back."""

    number: int
    decision: Decision
    taken: Act | None = field(default=None)


class Queueing(Registers, Sight):
    """What waits for an analyst, and how far two of them agree."""

    def queue(
        self, *, only: Sort | None = None, who: str = "", limit: int = 10, after: int = 0
    ) -> Queue:
        """Give what waits; `who` is asked for second opinions, on decisions of others.

        `limit` is of each sort; `after` skips so many of the only one that is asked for.
        """
        blind = self._unseen_blind()
        threshold, since = self._thresholds.get("incident", 0.0), self._now() - RECENT
        with self._reading() as connection:
            # The register alone: which incidents may decide each takes 70 ms a forecast.
            register = self._forecasting.register(connection, self._now().date())
            due = tuple(one for one in register if one.state == "due")
            counts: dict[Sort, int] = {
                "low": queue.count_unsure(connection, threshold),
                "same": queue.count_pairs(connection),
                "due": len(due),
                "blind": len(blind),
                "broken": queue.count_issues(connection),
                "second": queue.count_to_second(connection, who, since) if who else 0,
            }
            wanted = {sort for sort in SORTS if counts[sort] and only in {None, sort}}
            return Queue(
                counts=counts,
                low=self._weak(connection, limit, after) if "low" in wanted else (),
                same=self._pairs(connection, limit, after) if "same" in wanted else (),
                due=due[after : after + limit] if "due" in wanted else (),
                blind=blind[after : after + limit] if "blind" in wanted else (),
                broken=_broken(queue.issues(connection, limit, after))
                if "broken" in wanted
                else (),
                second=tuple(queue.to_second(connection, who, since, limit, after))
                if "second" in wanted
                else (),
            )

    def _unseen_blind(self) -> tuple[Health, ...]:
        dark = [one for one in self.sources() if one.state in DARK]
        with self._reading() as connection:
            names = [spell(one) for one in dark]
            seen = duties.acknowledged(connection, "source", names)
        return tuple(one for one in dark if spell(one) not in seen)

    def _weak(self, connection: Connection, limit: int, after: int) -> tuple[Weak, ...]:
        threshold = self._thresholds.get("incident", 0.0)
        found = queue.unsure(connection, threshold, limit, after)
        lines = self._lines(connection, found)
        told = _words(connection, [row.id for row in found])
        return tuple(
            Weak(line=lines[row.id], words=told.get(row.id), sure=row.sure, threshold=threshold)
            for row in found
        )

    def _pairs(self, connection: Connection, limit: int, after: int) -> tuple[Pair, ...]:
        found = queue.pairs(connection, limit, after)
        names = {name for one, other, _ in found for name in (one, other)}
        lines, told = self._named(connection, names), _words(connection, sorted(names))
        return tuple(
            Pair(
                one=lines[one],
                other=lines[other],
                odds=odds,
                words=(told.get(one), told.get(other)),
            )
            for one, other, odds in found
            if one in lines and other in lines
        )

    def _named(self, connection: Connection, names: Collection[str]) -> dict[str, IncidentLine]:
        """Give incidents by their ids as lists show them; one that is gone is left out."""
        rows = [
            row for some in portions(names) for row in connection.execute(incidents.chosen(id=some))
        ]
        return self._lines(connection, rows)

    def _lines(
        self, connection: Connection, rows: Sequence[Row[object]]
    ) -> dict[str, IncidentLine]:
        listed = self._graded(connection, incidents.lines(connection, rows))
        return {line.id: line for line in self._all_heard(listed)}

    def opinions(self) -> Opinions:
        """Say how far second analysts agree with the first."""
        with self._reading() as connection:
            pairs = queue.seconded(connection)
            judged = queue.count_judged(connection)
        return Opinions(
            judged=judged,
            seconded=len(pairs),
            holds=agreement(pair for pair in pairs if pair[0] in {"confirm", "dismiss"}),
            same=agreement(pair for pair in pairs if pair[0] in {"must_link", "cannot_link"}),
        )

    def settle(self, by: Deciding, forecast: str, outcome: Outcome) -> int:
        """Let an analyst say how a forecast came out; give the decision's number."""
        return Settled(forecast=forecast, outcome=outcome).decide(by, self._forecasting)

    def made(self, number: int) -> Made | None:
        """Give a decision by its number, None where there is none to be told."""
        with self._reading() as connection:
            found = queue.made(connection, number)
        return Made(number=number, decision=found[0], taken=found[1]) if found else None


def spell(one: Health) -> str:
    """Name a source with since when it has been blind: the next time is another one."""
    return f"{one.source.id}@{one.since.isoformat() if one.since else ''}"


def _broken(found: Sequence[Row[object]]) -> tuple[Fault, ...]:
    return tuple(map(health.fault, found))


def _words(connection: Connection, names: Sequence[str]) -> dict[str, Words]:
    """Give the sentence that tells an incident most surely, by the incidents' ids."""
    return queue.words(connection, bodies(connection, names))
