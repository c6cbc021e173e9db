"""What there is to look at for somebody who was away: news of incidents in order of consequence."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from vedette.answers import IncidentLine
from vedette.assess.consequence import Consequence, Facts, Turn, consequence
from vedette.blame import accusers, charges
from vedette.desk.held import Held
from vedette.desk.judging import judgements
from vedette.desk.lookout import Raised
from vedette.duty import NOBODY, Duty, Stood
from vedette.ledger import duties, handled, incidents, news
from vedette.ledger.news import Stirred
from vedette.ledger.store import portions
from vedette.records import Finding, Incident

SPANS = (timedelta(days=1), timedelta(days=7), timedelta(days=30))
"""How far back somebody looks who has never looked: as far as there is anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """An incident that is new, or of which something is.

    `before` is the stage in which it stood when the reader last looked, empty where it is new;
    `was` and `firmness` are the rungs of the firmest accusation then and now, `fresh` counts the
    reports since. `accused` are those whom reports accuse as firmly, by code or name, and `by`
    those who do. `others` counts those of its kind in its country in the 90 days before. `duty`
    tells who has taken it on.
    """

    line: IncidentLine
    turn: Turn
    before: str
    was: int
    firmness: int
    fresh: int
    accused: tuple[str, ...]
    by: tuple[str, ...]
    others: int
    consequence: Consequence
    duty: Duty = NOBODY

    @property
    def stood(self) -> Stood:
        """How grave it is."""
        killed = self.line.killed[1] if self.line.killed else 0
        return Stood(status=self.line.status, firmness=self.firmness, killed=killed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchlist:
    """The news since a moment as it stood when it was `made`, the most consequential first.

    `asleep` are those that somebody has put off and that are no graver since. `more` counts
    incidents that were not weighed, because there were too many. `alarms` are those raised since
    that nobody dismissed, as far as the watch has worked them out.
    """

    since: datetime
    made: datetime
    news: tuple[News, ...]
    more: int
    alarms: tuple[Raised, ...]
    asleep: tuple[News, ...] = ()


class Attending(Held):
    """What is new since somebody looked."""

    def now(self) -> datetime:
        """Give the moment at which the desk is asked; a sample's is that of its last report."""
        return self._now()

    def fresh(self, since: datetime) -> int:
        """Count the incidents of which something became known after a moment."""
        with self._reading() as connection:
            return news.count(connection, since)

    def first_look(self) -> datetime:
        """Give since when to look for who never has: a day, or longer where that holds nothing."""
        now = self._now()
        return next((now - one for one in SPANS if self.fresh(now - one)), now - SPANS[0])

    def watchlist(self, since: datetime) -> Watchlist:
        """Give what is new since a moment, in order of consequence; equal ones the latest first."""
        made = self._now()
        with self._reading() as connection:
            found = news.stirred(connection, since)
            names = [one.incident.id for one in found]
            listed = [
                row
                for some in portions(names)
                for row in connection.execute(incidents.chosen(id=some))
            ]
            about = incidents.beside(connection, (one.incident for one in found))
            laid_out = incidents.lines(connection, listed, about)
            lines = self._all_heard(self._graded(connection, laid_out))
            beside = news.others(connection, made)
            told = {line.id: line for line in lines}
            taken = duties.duties(connection, names)
            weighed = sorted(
                (
                    replace(
                        _news(one, told[one.incident.id], beside, about[one.incident.id]),
                        duty=taken.get(one.incident.id, NOBODY),
                    )
                    for one in found
                ),
                key=_order,
            )
            more = news.count(connection, since) - len(found)
            raised = self._raised(connection, since)
        asleep = tuple(one for one in weighed if one.duty.asleep(made, one.stood))
        return Watchlist(
            since=since,
            made=made,
            news=tuple(one for one in weighed if one not in asleep),
            more=more,
            alarms=raised,
            asleep=asleep,
        )

    def duties(self, incidents: Collection[str]) -> dict[str, Duty]:
        """Give who has taken on which of these incidents, by their ids."""
        with self._reading() as connection:
            return duties.duties(connection, incidents)

    def _raised(self, connection: Connection, since: datetime) -> tuple[Raised, ...]:
        """Give the alarms since a day; a watch that nobody has asked yet has none to tell."""
        told = self._sentry.last(self._now().date())
        if told is None:
            return ()
        counted = {name for one in told.alarms for name in one.incidents}
        levels = handled.of(connection, "incident", counted)
        told = told.with_verdicts(judgements(connection)).handled(levels)
        return tuple(
            one for one in told.alarms if one.alarm.day >= since.date() and not one.dismissed
        )


def _news(
    one: Stirred,
    line: IncidentLine,
    beside: Mapping[tuple[str, str], int],
    about: Mapping[str, Sequence[Finding]],
) -> News:
    was, firmness = _rung(one.incident, one.known), _rung(one.incident, None)
    before = next(
        (step.status for step in reversed(one.incident.steps) if step.article in one.known), ""
    )
    turn = _turn(one, before, was, firmness)
    there = beside.get((line.kind, line.spot.country if line.spot else ""), 1)
    facts = Facts(
        kind=line.kind,
        credibility=int(line.grade[1:]),
        turn=turn,
        before=was,
        firmness=firmness,
        others=max(0, there - 1),
        killed=line.killed[1] if line.killed else 0,
        injured=line.injured[1] if line.injured else 0,
    )
    accused, by = _firmest(one.incident, about, firmness)
    return News(
        line=line,
        turn=turn,
        before=before,
        was=was,
        firmness=firmness,
        fresh=len(one.fresh),
        accused=accused,
        by=by,
        others=facts.others,
        consequence=consequence(facts),
    )


def _firmest(
    one: Incident, about: Mapping[str, Sequence[Finding]], firmness: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give whom reports accuse as firmly as anybody, and who does.

    Of two whom one report names, each is accused by his own accusers and as firmly as they say.
    """
    told = [found for each in one.tellings for found in about.get(each.finding or "", ())]
    rungs = charges(told, 0)
    accused = tuple(name for name in one.accused if rungs.get(name) == firmness)
    if not accused and len(one.accused) == 1:
        accused = one.accused  # no attribution of it is coded
    by = accusers(found for found in told if firmness in charges([found], 0).values())
    return accused, by if accused else ()


def _turn(one: Stirred, before: str, was: int, firmness: int) -> Turn:
    if not one.known:
        return "new"
    if firmness > was:
        return "firmer"
    return "moved" if before != one.incident.status else "told"


def _rung(one: Incident, among: frozenset[str] | None) -> int:
    """Give the firmest accusation in some of an incident's reports, in all where none are told."""
    heard = (told for told in one.tellings if among is None or told.article in among)
    return max((told.firmness for told in heard), default=0)


def _order(one: News) -> tuple[float, float, str]:
    return -one.consequence.score, -one.line.last.timestamp(), one.line.id
