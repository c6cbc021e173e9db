"""One finding of a posture, made comparable: whose it is, what changes, which way, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from vedette.assess.calendar.doings import bare, direction_of, way_of
from vedette.assess.calendar.levels import alerts, level_of
from vedette.assess.calendar.replies import beginning, begun, ended
from vedette.assess.days import to_the_day
from vedette.assess.parties import Party, party
from vedette.assess.printed import Printed, Stems
from vedette.postures import Lane, Level
from vedette.records import Field, Finding, Interval, Span

_LANES: Final[dict[str, Lane]] = {
    "deploy": "presence", "withdraw": "presence", "close": "passage", "open": "passage",
    "exercise": "exercise",
}  # fmt: skip
FAR: Final = timedelta(days=366)
"""A day further from its report than this is misread, or history: the day of the report counts."""

SHORT: Final = timedelta(days=14)
"""Days of which the first is told well enough, whatever they are called: "last week"."""
HALF: Final = timedelta(days=183)
"""Longer spells with a first and a last day are years of accounts, and nothing begins with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What one report says of a posture, and what it is compared by.

    `countries` are the states or bodies whose it is: of those who make it, else, with `by_place`,
    of the place. `content` has the stems of the change without its verb. `day` is that on which it
    begins, with `told_day`; where none is told, the report's own, or the nearest to it in the month
    or year that is.
    """

    article: str
    finding: str
    at: datetime
    origin: str
    actor: Party
    countries: tuple[str, ...]
    by_place: bool
    lane: Lane
    direction: str
    change: str
    span: Span
    content: frozenset[str]
    region: str
    day: date
    told_day: bool
    until: date | None
    named: Level | None
    confidence: float = 1.0
    anchor: tuple[Span, ...] = ()

    @property
    def place(self) -> tuple[date, datetime, str, int, str]:
        """Where it stands among all: by its day, then by appearance."""
        return self.day, self.at, self.article, self.span.start, self.finding


def move(finding: Finding, report: Printed, stems: Stems) -> Move:
    """Make a finding of a posture comparable."""
    fields, text, at = finding.fields, report.text, report.at
    spans = [entry.span for entry in fields.get("change", ()) if entry.span]
    span = spans[0] if spans else finding.anchor[0]
    change = text[span.start : span.end]
    cue = text[finding.anchor[0].start : finding.anchor[0].end]
    words = change if cue in change else f"{cue} {change}"
    told = next((str(f.value) for f in fields.get("direction", ()) if f.value), "")
    direction = direction_of(told, words)
    actor = party(fields.get("actor", ()))
    places = _places(fields.get("region", ()))
    when = fields.get("when", ())
    days, exact = begun(when), _is_exact(when)
    near = exact and days is not None and abs(days.first - at.date()) <= FAR
    return Move(
        article=report.article,
        finding=finding.id,
        at=at,
        origin=report.origin,
        actor=actor,
        countries=tuple(sorted(actor.actors)) or places,
        by_place=not actor.actors and bool(places),
        lane=_lane(direction, words),
        direction=direction,
        change=change,
        span=span,
        content=frozenset(stems(bare(words))),
        region=", ".join(entry.text for entry in fields.get("region", ()) if entry.text),
        day=days.first if days and near else _nearest(days, at.date()),
        told_day=near,
        until=ended(when) or (_end(days, at) if exact else None),
        named=level_of(words),
        confidence=finding.confidence,
        anchor=tuple(Span(*span) for span in finding.anchor),
    )


def _is_exact(when: tuple[Field, ...]) -> bool:
    """Say whether words tell on which day something begins: not "this year", nor "this autumn"."""
    told, days = beginning(when), begun(when)
    if told is None or days is None:
        return False
    span = days.last - days.first
    return span <= SHORT or (span <= HALF and to_the_day(told.value))


def _nearest(days: Interval | None, at: date) -> date:
    """Give the day of some that is nearest to a report, the report's own where they are far."""
    if days is None or not days.first - FAR <= at <= days.last + FAR:
        return at
    return min(max(at, days.first), days.last)


def _end(days: Interval | None, at: datetime) -> date | None:
    """Give the last of several days that is still to come: "since May" ends where it was told."""
    if days is None or days.first == days.last or days.last <= at.date():
        return None
    return days.last


def _places(told: Iterable[Field]) -> tuple[str, ...]:
    """Give the states of the places, one that is told first; a sea is nobody's."""
    codes = [str(f.value) for f in told if f.value and len(str(f.value)) == 2]
    return tuple(dict.fromkeys(codes))[:1]


def _lane(direction: str, words: str) -> Lane:
    """Lay a change into its lane; what is held on is where its words are."""
    way = way_of(words) if direction == "hold" else direction
    if way in _LANES:
        return _LANES[way]
    return "alert" if alerts(words) else "protection"
