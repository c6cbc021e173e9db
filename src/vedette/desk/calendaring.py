"""The calendar over a ledger: who asked whom and what came of it, and postures by state.

What reports tell is read once for each coding; calls and tracks are folded when the views are
others, and how they stand is worked out for the moment that is asked for.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from vedette.assess.calendar.amending import straight
from vedette.assess.calendar.calling import Calling
from vedette.assess.calendar.moves import Move
from vedette.assess.calendar.pleas import Asking
from vedette.assess.calendar.register import Calls, grouped
from vedette.assess.calendar.replies import Reply
from vedette.assess.calendar.tracks import Postures
from vedette.assess.parties import names_of
from vedette.calls import Answered, Call, CallAsk, CallLine, CallPage
from vedette.desk.amending import Meant, marked
from vedette.desk.citing import Cutter
from vedette.desk.expecting import midnight
from vedette.desk.keeping import Kept, Same
from vedette.ledger.amending import Marked, amendments
from vedette.ledger.calendar import Dated, dating
from vedette.ledger.heads import sources
from vedette.ledger.looking import DAY
from vedette.ledger.told import among
from vedette.postures import Change, ChangeLine, CountryTrack, PostureAsk, PosturePage, Track
from vedette.relate import words
from vedette.review import USUAL, Thresholds

SHOWN: Final = timedelta(days=90)
"""Days of postures that are told where nobody says since when: a season."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The calendar without a day: calls and postures, put together."""

    calls: Calls
    postures: Postures


class Calendaring:
    """The calendar of a desk, kept until the views are others."""

    def __init__(self) -> None:
        self._told = dating()
        self._groups = Same[Sequence[Calling]]()
        self._calls, self._postures = Same[Calls](), Same[Postures]()
        self._kept = Kept(self._fold)

    def dates(self, connection: Connection) -> Dates:
        """Put all calls and postures together."""
        return self._kept.of(connection)

    def _fold(self, connection: Connection) -> Dates:
        told = self._told.read(connection)
        moves = [one for one in told if isinstance(one, Move)]
        askings = [one for one in told if isinstance(one, Asking)]
        replies = [one for one in told if isinstance(one, Reply)]
        called = amendments(connection, "call", _asked(told))
        moved = amendments(connection, "posture", marked(moves))
        groups = self._groups.of(
            askings, called, make=lambda: grouped(askings, words.weight, called)
        )
        return Dates(
            calls=self._calls.of(
                askings,
                replies,
                called,
                make=lambda: Calls(
                    askings, replies, weigh=words.weight, amendments=called, groups=groups
                ),
            ),
            postures=self._postures.of(
                moves, moved, make=lambda: Postures(straight(moves, moved), weigh=words.weight)
            ),
        )

    # ── calls ────────────────────────────────────────────────────────────────────────────────

    def calls(
        self, connection: Connection, ask: CallAsk, now: datetime, thresholds: Thresholds = USUAL
    ) -> CallPage:
        """Give the calls that answer a question, what was asked last first."""
        asked = _asked_in(self.dates(connection).calls.at(now), ask)
        fitting = [one for one in asked if _answers(one, ask)] if ask.by or ask.to else asked
        counted = Counter(one.standing for one in fitting)
        wanted = ask.standings or counted
        chosen = [one for one in reversed(fitting) if one.standing in wanted]
        first = ask.before or 0
        last = first + ask.limit
        return CallPage(
            lines=tuple(_call_lines(connection, chosen[first:last], thresholds)),
            next=last if len(chosen) > last else None,
            total=len(chosen),
            standings=dict(counted),
        )

    def call(self, connection: Connection, start: str, now: datetime) -> Meant:
        """Give what a decision on the only call whose id begins so aims at; raises NotHeld."""
        listed = {one.id: one for one in self.dates(connection).calls.at(now)}
        one = listed[among("call", listed, start)]
        return Meant(
            id=one.id,
            sayings=tuple((plea.article, plea.finding) for plea in one.pleas),
            marks=_asked(self._told.read(connection)),
        )

    # ── postures ─────────────────────────────────────────────────────────────────────────────

    def postures(
        self, connection: Connection, ask: PostureAsk, now: datetime, thresholds: Thresholds = USUAL
    ) -> PosturePage:
        """Give the steps of every state that is asked for, since a day."""
        since = ask.since or now.date() - SHOWN
        known = self.dates(connection).postures
        found = known.at(now, since)
        listed = [one for one in found if not ask.countries or one.country in ask.countries]
        listed.sort(key=lambda one: (one.changes[-1].day, one.country), reverse=True)
        changes = [change for track in listed for change in track.changes]
        cutter = Cutter.of(
            connection,
            {name for change in changes for name in change.articles},
            {change.sightings[0].article for change in changes},
        )
        return PosturePage(
            tracks=tuple(_track(one, cutter, thresholds) for one in listed),
            since=since,
            until=max([now.date(), *(change.day for change in changes)]),
            unplaced=known.unplaced(now, since),
        )

    def posture(self, connection: Connection, start: str, now: datetime) -> Meant:
        """Give what a decision on the only step whose id begins so aims at; raises NotHeld."""
        tracks = self.dates(connection).postures.at(now)
        listed = {one.id: one for track in tracks for one in track.changes}
        one = listed[among("posture", listed, start)]
        told = self._told.read(connection)
        return Meant(
            id=one.id,
            sayings=tuple((each.article, each.finding) for each in one.sightings),
            marks=tuple(marked(each for each in told if isinstance(each, Move))),
        )


def _asked(told: Iterable[Dated]) -> list[Marked]:
    return [(o.article, o.finding, (o.anchor,)) for o in told if isinstance(o, Asking)]


def _asked_in(calls: Sequence[Call], ask: CallAsk) -> Sequence[Call]:
    """Give of calls in their order those that were first reported in the days of a question."""
    first = bisect_left(calls, midnight(ask.since), key=_first) if ask.since else 0
    last = bisect_left(calls, midnight(ask.until + DAY), key=_first) if ask.until else len(calls)
    return calls[first:last]


def _first(one: Call) -> datetime:
    return one.first


def _answers(call: Call, ask: CallAsk) -> bool:
    return _called(ask.by, call.who, call.callers) and _called(ask.to, call.whom, call.addressees)


def _called(part: str, called: str, actors: Iterable[str]) -> bool:
    """Say whether somebody is called so: by words in part, by a code or a short name whole."""
    if not part:
        return True
    if part.upper() in actors:
        return True
    names = (name for actor in actors for name in names_of(actor) if name != actor)
    return any(part.casefold() in name.casefold() for name in (called, *names))


def _call_lines(
    connection: Connection, calls: Sequence[Call], thresholds: Thresholds
) -> Iterator[CallLine]:
    told = {name for one in calls for name in one.articles}
    quoted = {plea.article for one in calls for plea in one.pleas[:1]}
    quoted |= {step.article for one in calls for step in one.steps if step.article}
    cutter = Cutter.of(connection, told | quoted, quoted)
    for one in calls:
        first = one.pleas[0]
        yield CallLine(
            id=one.id,
            callers=one.callers,
            who=one.who,
            addressees=one.addressees,
            whom=one.whom,
            action=one.action,
            standing=one.standing,
            first=one.first,
            last=one.last,
            told=cutter.words(first.article, first.span),
            steps=tuple(
                Answered(
                    step=step,
                    told=cutter.words(step.article, step.words)
                    if step.article and step.words
                    else None,
                )
                for step in one.steps
            ),
            reports=len(one.articles),
            voices=sources(one.articles, cutter.known),
            review=first.confidence < thresholds.get("call", 0.0),
        )


def _track(one: Track, cutter: Cutter, thresholds: Thresholds) -> CountryTrack:
    return CountryTrack(
        country=one.country,
        level=one.level,
        named=one.named,
        before=one.before,
        lines=tuple(_change_line(change, cutter, thresholds) for change in one.changes),
    )


def _change_line(change: Change, cutter: Cutter, thresholds: Thresholds) -> ChangeLine:
    first = change.sightings[0]
    return ChangeLine(
        change=change,
        told=cutter.words(first.article, first.span),
        voices=sources(change.articles, cutter.known),
        review=first.confidence < thresholds.get("posture", 0.0),
    )
