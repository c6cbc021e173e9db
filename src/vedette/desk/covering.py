"""How much was seen, worked out of the ledger's days: what was expected, what was covered, why not.

    looks, arrivals ──► channels by day: expected, share ──► sources by day ──► lines, exposure

The steps up to the days of a source are those of `expecting`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection

from vedette.coverage import (
    NOTHING,
    By,
    Coverage,
    CoverageAsk,
    CoverageLine,
    Light,
    Sight,
    Spell,
    Tally,
    exposure,
    frequent,
)
from vedette.desk.expecting import UNPOLLED, Calendar, Covered, channel_days, midnight, together
from vedette.ledger import coverage as held
from vedette.ledger.looking import DAY, NOT_POLLED, reach
from vedette.ledger.rows import moment
from vedette.records import Source

USUAL = timedelta(days=27)
"""Before the last day, where no first one is told: four weeks together."""
LONGEST = timedelta(days=800)
"""At the most, back from the last day: every source has a light for each day, and a question since
the year 40 took 3 GB."""

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True, kw_only=True)
class Covering:
    """The figures of all sources; `languages` are those that the coder reads, None for all.

    By source and day, `days` has what was expected and covered, `came` the entries; `tracks` has
    where each channel stands.
    """

    sources: Mapping[str, Source]
    languages: frozenset[str] | None
    now: datetime
    days: Mapping[str, Mapping[str, Covered]]
    came: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    tracks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        connection: Connection,
        sources: Mapping[str, Source],
        languages: frozenset[str] | None,
        now: datetime,
    ) -> "Covering":
        """Work the days out; 120 sources and 400 days take half a second."""
        looks, came = held.looks(connection), held.came(connection)
        tracks = held.tracks(connection)
        calendar = Calendar.to(now, (day for days in looks.values() for day in days))
        channels: dict[str, list[dict[str, Covered]]] = {}
        standing: dict[str, dict[str, Any]] = {}
        for own, track in tracks.items():
            source = sources.get(own[0])
            if source is None:
                continue
            listed = own[1] in {channel.url for channel in source.channels}
            days = channel_days(
                calendar, looks.get(own, {}), came.get(own, {}), track, listed=listed
            )
            channels.setdefault(source.id, []).append(days)
            if listed:
                standing.setdefault(source.id, {})[own[1]] = track
        return cls(
            sources=sources,
            languages=languages,
            now=now,
            days={source: together(listed) for source, listed in channels.items()},
            came=_by_source(came),
            tracks=standing,
        )

    # ── what is asked ────────────────────────────────────────────────────────────────────────

    def answer(self, connection: Connection, ask: CoverageAsk) -> Coverage:
        """Give how much was seen of what is asked for, and of 800 days at the most."""
        until = min(ask.until or self.now.date(), self.now.date())
        since = min(ask.since or max(_back(until, USUAL), self._first(until)), until)
        since = max(since, _back(until, LONGEST))
        chosen = {one.id: one for one in self.sources.values() if _asked(one, ask)}
        end = min(self.now, midnight(until) + DAY)
        spells = held.spells(connection, midnight(since), end)
        blind = {one.source: one for one in self._blind(chosen, spells, end)}
        unpolled = tuple(sorted(chosen.keys() - self.days.keys()))
        window = self._window(chosen, since, until)
        lines, total = self._lines(connection, window, ask.by, blind)
        return Coverage(
            since=since,
            until=until,
            listed=len(chosen),
            seen=len(chosen) - len(blind) - len(unpolled),
            blind=tuple(sorted(blind.values(), key=lambda one: (one.since, one.source))),
            unpolled=unpolled,
            uncoded=self._uncoded(chosen.values()),
            by=ask.by,
            lines=lines,
            total=total,
            spells=tuple(one for one in spells if one.source in chosen) if ask.sources else (),
        )

    def exposure(
        self, connection: Connection, country: str, language: str, day: date
    ) -> float | None:
        """Give the exposure of a country and language on a day, as `vedette.coverage` defines it.

        It is 0 too where no source is listed, and where no coder reads the language.
        """
        chosen = {
            one.id
            for one in self.sources.values()
            if one.country == country and language in one.languages
        }
        if not chosen or not self.is_coded(language):
            return 0.0
        tallies = self._window(chosen, day, day).tallies(connection, "source")
        return exposure(self._sight(source, day, tallies) for source in sorted(chosen))

    def _sight(self, source: str, day: date, tallies: Mapping[str, Tally]) -> Sight:
        covered = self.days.get(source, {}).get(day.isoformat(), UNPOLLED)
        return Sight(
            source=source,
            day=day,
            expected=covered.expected,
            share=covered.share,
            tally=tallies.get(source, NOTHING),
        )

    def is_coded(self, language: str) -> bool:
        """Tell whether the coder reads a language; what tells none is taken for English."""
        return self.languages is None or not language or language in self.languages

    def _window(self, chosen: Collection[str], since: date, until: date) -> held.Window:
        return held.Window(
            since=since.isoformat(),
            until=until.isoformat(),
            sources=frozenset(chosen),
            coded=self.languages,
        )

    # ── lines ────────────────────────────────────────────────────────────────────────────────

    def _lines(
        self, connection: Connection, window: held.Window, by: By, blind: Mapping[str, Spell]
    ) -> tuple[tuple[CoverageLine, ...], CoverageLine]:
        """Give the lines, and what they come to together."""
        counted: Literal["source", "day"] = "day" if by == "day" else "source"
        tallies = window.tallies(connection, counted)
        why = window.reasons(connection, counted)
        days = window.days
        lights = {source: self._lights(source, days) for source in sorted(window.sources)}
        total = _joined(lights.values()) if lights else [Light() for _ in days]
        whole = line("", total, tallies.values(), why.values(), None)
        if by == "day":
            return tuple(
                line(name, [light], _of(tallies, [name]), _of(why, [name]), None)
                for name, light in zip(days, total, strict=True)
            ), whole
        groups: dict[str, list[str]] = {}
        for source in lights:
            groups.setdefault(self._name(source, by), []).append(source)
        return tuple(
            line(
                name,
                _joined(_of(lights, own)),
                _of(tallies, own),
                _of(why, own),
                _dark_since(own, blind),
            )
            for name, own in sorted(groups.items())
        ), whole

    def _lights(self, source: str, days: Iterable[str]) -> list[Light]:
        """Give a source's days, the oldest first."""
        own, came = self.days.get(source, {}), self.came.get(source, {})
        lights = []
        for day in days:
            covered, light = own.get(day, UNPOLLED), Light()
            light.add(covered.expected, covered.share, came.get(day, 0))
            lights.append(light)
        return lights

    def _name(self, source: str, by: By) -> str:
        known = self.sources[source]
        match by:
            case "country":
                return known.country
            case "language":
                return known.languages[0]
            case _:
                return known.id

    def _uncoded(self, chosen: Iterable[Source]) -> tuple[str, ...]:
        spoken = {language for source in chosen for language in source.languages}
        return tuple(sorted(one for one in spoken if not self.is_coded(one)))

    def _first(self, until: date) -> date:
        """Give the first day of which anything is known."""
        known = min((min(days) for days in self.days.values() if days), default=None)
        return min(date.fromisoformat(known), until) if known else until

    # ── blindness ────────────────────────────────────────────────────────────────────────────

    def _blind(
        self, chosen: Collection[str], spells: Iterable[Spell], end: datetime
    ) -> Iterator[Spell]:
        """Give the sources of which no channel is seen at a moment, since the last that was."""
        there: dict[tuple[str, str], Spell] = {}
        for one in spells:
            if one.until is None or one.until > end:
                there[one.source, one.channel] = one
        for source in chosen:
            tracks = self.tracks.get(source, {})
            own = [
                there.get((source, channel)) or self._unasked(source, channel, track, end)
                for channel, track in tracks.items()
            ]
            dark = [one for one in own if one is not None]
            if dark and len(dark) == len(own):
                last = max(dark, key=lambda one: one.since)
                yield Spell(
                    source=source,
                    channel="",
                    since=last.since,
                    until=last.until,
                    failed=sum(one.failed for one in dark),
                    why=last.why,
                )

    def _unasked(self, source: str, channel: str, track: Any, end: datetime) -> Spell | None:
        """Tell a channel that nobody asks any more: no poll fails, and nothing is seen."""
        if track.good is None or track.failing:
            return None
        good = moment(track.good)
        if end - good <= reach(track.interval, failing=False):
            return None
        return Spell(
            source=source, channel=channel, since=good, until=None, failed=0, why=NOT_POLLED
        )


# ── lines ───────────────────────────────────────────────────────────────────────────────────────


def line(
    name: str,
    lights: Sequence[Light],
    tallies: Iterable[Tally],
    why: Iterable[Counter[str]],
    blind: datetime | None,
) -> CoverageLine:
    """Add some sources up; `lights` has one for each day."""
    whole, tally = Light(), Tally(*map(sum, zip(NOTHING, *tallies, strict=True)))
    for light in lights:
        whole.join(light)
    return CoverageLine(
        name=name,
        expected=whole.learnt,
        seen=tally.seen,
        share=whole.share,
        read=tally.read,
        coded=tally.coded,
        failed=tally.failed,
        later=tally.later,
        polls=tally.polls,
        failed_polls=tally.failed_polls,
        blind=blind,
        why=dict(frequent(sum(why, Counter()))),
        marks=tuple(light.mark for light in lights),
    )


def _back(day: date, by: timedelta) -> date:
    """Go back from a day, but not beyond the first of all."""
    return date.fromordinal(max(day.toordinal() - by.days, 1))


def _joined(listed: Iterable[Sequence[Light]]) -> Sequence[Light]:
    """Put sources together, day by day."""
    first, *more = listed
    if not more:
        return first
    days = [Light() for _ in first]
    for lights in (first, *more):
        for day, light in zip(days, lights, strict=True):
            day.join(light)
    return days


def _of(told: Mapping[str, Told], names: Iterable[str]) -> list[Told]:
    return [told[name] for name in names if name in told]


def _by_source(came: Mapping[held.Named, Mapping[str, int]]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for (source, _), days in came.items():
        found.setdefault(source, Counter()).update(days)
    return found


def _dark_since(sources: Collection[str], blind: Mapping[str, Spell]) -> datetime | None:
    """Say since when none of these is seen; None where one is."""
    if not all(source in blind for source in sources):
        return None
    return max(blind[source].since for source in sources)


def _asked(source: Source, ask: CoverageAsk) -> bool:
    return (
        (not ask.sources or source.id in ask.sources)
        and (not ask.countries or source.country in ask.countries)
        and (not ask.languages or not ask.languages.isdisjoint(source.languages))
    )
