"""What one shift hands on to the next: what is open, what was decided, what went out, what is dark.

since the last handover ─► the page as it is now ─► signed by who goes ─► signed by who comes
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from vedette.alerts import Alert
from vedette.answers import Health, IncidentLine
from vedette.desk.attending import Attending, News
from vedette.desk.lookout import Raised
from vedette.desk.outward import Outward
from vedette.desk.queueing import DARK, Queueing
from vedette.duty import Duty
from vedette.errors import NotHeld
from vedette.handling import Tlp, strictest, within
from vedette.ledger import duties, handovers
from vedette.ledger.handovers import Handover
from vedette.records import Decision

__all__ = ["Handover", "Open", "Settled", "Shift", "Shifting"]

USUAL: Final = timedelta(hours=12)
"""What a page is about where nothing was handed over yet: a long shift."""
LONGEST: Final = timedelta(days=7)
"""And at the most: what is older is found elsewhere."""
MOST: Final = 100
"""Lines of one part: more nobody reads at a change of shifts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """An incident that somebody has taken on, was assigned or has put off."""

    line: IncidentLine
    duty: Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A decision that was made in a shift; `back` says that it was taken back since."""

    number: int
    decision: Decision
    back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What there is to hand on between two moments.

    `new` is news that nobody has taken on, in order of consequence; `taken` what somebody has,
    whenever; `more` counts news beyond these.
    """

    since: datetime
    made: datetime
    new: tuple[News, ...]
    taken: tuple[Open, ...]
    decided: tuple[Settled, ...]
    alarms: tuple[Raised, ...]
    alerts: tuple[Alert, ...]
    blind: tuple[Health, ...]
    more: int = 0

    @property
    def handling(self) -> Tlp:
        """How strictly the page is handled: as the strictest of all that it tells."""
        return strictest(
            (
                *(one.line.handling for one in self.new),
                *(one.line.handling for one in self.taken),
                *(one.handling for one in self.alarms),
                *(one.handling for one in self.alerts),
            )
        )


class Shifting(Attending, Queueing, Outward):
    """Shifts, and what they handed on."""

    def shift(self) -> Shift:
        """Give what there is to hand on since the last handover."""
        made = self._now()
        with self._reading() as connection:
            last = next(iter(handovers.handovers(connection, 1)), None)
            since = max(last.until, made - LONGEST) if last else made - USUAL
            names = duties.taken_on(connection)[:MOST]
            held = duties.duties(connection, names)
            decided = handovers.decided(connection, since, MOST)
            lines = self._named(connection, names)
        told = self.watchlist(since)
        new = tuple(one for one in told.news if not one.duty.acknowledged)
        return Shift(
            since=since,
            made=made,
            new=new[:MOST],
            taken=tuple(Open(line=lines[n], duty=held[n]) for n in names if n in lines),
            decided=tuple(Settled(number=n, decision=d, back=back) for n, d, back in decided),
            alarms=told.alarms,
            alerts=tuple(
                alert
                for one in self.sent(limit=MOST).lines
                if one.envelope.made > since
                for alert in one.envelope.alerts
            ),
            blind=tuple(one for one in self.sources() if one.state in DARK),
            more=len(new[MOST:]) + told.more,
        )

    def handovers(self, limit: int = 20) -> list[Handover]:
        """Give what was handed over, the newest first, as far as it may be told here."""
        with self._reading() as connection:
            found = handovers.handovers(connection, limit)
        return [one for one in found if within(one.handling, self._ceiling)]

    def handover(self, number: int) -> tuple[Handover, bytes]:
        """Give a handover with the bytes of the page as it was signed, none if erased.

        Raises NotHeld.
        """
        with self._reading() as connection:
            found = handovers.handovers(connection, 1, number)
            body = handovers.paper(connection, found[0]) if found else b""
        if found and within(found[0].handling, self._ceiling):
            return found[0], body
        if found and self.frank:
            raise self._withheld("handover", str(number), found[0].handling)
        remedy = "see the list at /handover"
        raise NotHeld(what="nothing was handed over under this number", where=str(number),
                      remedy=remedy)  # fmt: skip
