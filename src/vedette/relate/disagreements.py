"""Where sources differ on an incident, and neither gives way.

Most reports give a day, a place, a number once, and what they mean by it is plain. Others give
several: what a report tells of the incident itself comes first, then whether it has what the
incident is known by anywhere in its text; it differs where it has not, and gives something else in
its place, or where it turns the other down in words ("nine, not five").

Reports are heard in the order in which they appeared, and each is held against what other sources
said last: a source's own correction is no disagreement, and a toll that only rises is news. Copies
stand on the side of what they copy.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from vedette.records import Disagreement, Incident, Interval, Side, Spot
from vedette.relate import countings
from vedette.relate.contrasts import of_saying, turned_down
from vedette.relate.days import gap, interval, length, written
from vedette.relate.numerals import TOLLS
from vedette.relate.places import FINE, UNSURE_KM, plain_spot
from vedette.relate.tellings import is_state
from vedette.relate.voices import Held, Voice, in_order, own
from vedette.relate.words import stems
from vedette.taxonomy.sites import apart_km, radius_km

OFF_DAYS: Final = 2
"""Days off the incident's own up to which a date is a different account of it."""
OFF_KM: Final = 150.0
"""Kilometres off the incident's own place, likewise."""
COAST_KM: Final = 40.0
"""Radius up to which the water off a town is told by the town: whoever says "off Piran" does not
say "off Trieste". With it and the 150 km 12 of the 63 disputed places of the development streams
are found and 14 false ones; without it and with 120 km 8 and 10."""
SAME_KM: Final = 15.0
"""Kilometres within which a village and the town next to it are two names of one place. On the
thirteen development streams no disagreement that is wanted is lost for it, with 6 one in
some sixteen of those that were told was a false one of these."""
DELIBERATE, NOTHING = "deliberate", "nothing_happened"
HAPPENED: Final = frozenset({"reported", "under_investigation", "confirmed", "attributed"})
"""Stages of an incident that happened, as far as they go."""

Sides = Mapping[str, list[Voice]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """Reports that are on an incident: those that tell of no other, and those that begin with it.

    The whole text of the former is on it; the latter may name others in passing.
    """

    alone: frozenset[str]
    first: frozenset[str]


def disagreements(
    about: str, voices: Sequence[Voice], incident: Incident, focus: Focus
) -> list[Disagreement]:
    """Give the disagreements of an incident's voices, field by field."""
    heard = own(in_order(voices))
    held: dict[str, Held] = {
        "nature": _natures(heard, focus.first),
        "when": _days(heard, incident.when, focus.alone),
        "place": _places(heard, incident.spot),
        "accused": _accused(heard),
        **countings.counted(heard, incident.kind, focus.alone),
    }
    sides = {name: _sides(pairs, rising=name in TOLLS) for name, pairs in held.items()}
    return [_of(about, name, found, voices) for name, found in sides.items() if len(found) > 1]


def _sides(pairs: Held, *, rising: bool) -> Sides:
    """Give the holders of each value, if some source held one while another held another.

    Of what is `rising` a later and higher value only goes on from an earlier one.
    """
    latest: dict[str, str] = {}
    clash = False
    sides: dict[str, list[Voice]] = defaultdict(list)
    for value, voice in pairs:
        others = (held for source, held in latest.items() if source != voice.source)
        clash = clash or any(
            held != value and not (rising and _least(held) <= _least(value)) for held in others
        )
        latest[voice.source] = value
        sides[value].append(voice)
    return sides if clash else {}


def _least(toll: str) -> int:
    return int(toll.partition("-")[0])


# ── What each report holds ───────────────────────────────────────────────────────────────────────


def _natures(voices: Sequence[Voice], first: frozenset[str]) -> Held:
    """Give what each report holds it for; what it denies is the incident that it begins with.

    Who merely tells of it holds that it happened: that is a side once another says that it did not.
    A side that no coder found is none.
    """
    told = [(_nature(voice, first), voice) for voice in voices]
    deniers = {voice.source for nature, voice in told if nature == NOTHING}
    if deniers:
        told = [
            (nature or (DELIBERATE if _happened(voice, deniers) else None), voice)
            for nature, voice in told
        ]
    return _coded([(nature, voice) for nature, voice in told if nature])


def _coded(held: Held) -> Held:
    """Leave out the values that only reports have in which no coder marked the incident."""
    sure = {value for value, voice in held if voice.telling.finding}
    return [(value, voice) for value, voice in held if value in sure]


def _nature(voice: Voice, first: frozenset[str]) -> str | None:
    held = voice.telling.values.get("nature", ())
    if len(held) != 1 or (held[0] != DELIBERATE and voice.telling.article not in first):
        return None
    return held[0]


def _happened(voice: Voice, deniers: Collection[str]) -> bool:
    return voice.source not in deniers and voice.telling.status in HAPPENED


def _accused(voices: Sequence[Voice]) -> Held:
    """Give the state that each report accuses of the incident.

    Where no coder has marked the incident in a report that accuses one state alone, it is accused
    of this too: who lays four fires at one door is not quoted four times.
    """
    told = [(_state(voice), voice) for voice in voices]
    return [(state, voice) for state, voice in told if state]


def _state(voice: Voice) -> str | None:
    if voice.telling.finding:
        return next(filter(is_state, voice.telling.values.get("accused", ())), None)
    states = voice.report.states
    return states[0] if len(states) == 1 else None


def _days(voices: Sequence[Voice], when: Interval | None, alone: frozenset[str]) -> Held:
    """Put a report that names the incident's day on its side, else to the day that it tells."""
    if when is None or length(when) > 2:
        return []
    told = [(_day(v, when, _named(v) if v.telling.article in alone else []), v) for v in voices]
    return [(written(day), voice) for day, voice in told if day]


def _day(voice: Voice, when: Interval, named: Sequence[Interval]) -> Interval | None:
    """Give the day of a report that names these: the incident's own, or another in its place.

    What a coder marked as the day counts though no other is named, if it lies before the report:
    the report's own day is where a coder puts what has none. Where he marked the incident and not
    that day, the day is one of something else that the report tells.
    """
    told = voice.telling.when
    if told and gap(told, when) == 0:
        return when
    sure = named or (voice.telling.finding and told and told.last < voice.at.date())
    if told and sure and length(told) == 1 and gap(told, when) <= OFF_DAYS:
        return told
    if any(gap(day, when) == 0 for day in named):
        return when
    others = () if voice.telling.finding else named
    return next((day for day in others if gap(day, when) <= OFF_DAYS), None)


def _named(voice: Voice) -> list[Interval]:
    """Give the days that a report names before its own, in the order of the text."""
    text = voice.report.text
    found = [
        interval(time.value[:10])
        for time in voice.report.times
        if time.type in {"DATE", "TIME"}
        and len(time.value) >= 10
        and not turned_down(text, time.span.start)
        and not of_saying(text, time.span.start)
    ]
    return [days for days in found if days and days.last < voice.at.date()]


def _places(voices: Sequence[Voice], spot: Spot | None) -> Held:
    """Put a report that names the incident's place on its side, else to the place that it tells.

    Of several tellings of one report the first counts.
    """
    if spot is None or not _told(here := _town(spot)):
        return []
    first: dict[str, tuple[str, Voice]] = {}
    for voice in sorted(voices, key=lambda voice: voice.telling.words.start):
        if name := _place(voice, here):
            first.setdefault(voice.telling.article, (name, voice))
    return _coded([found for voice in voices if (found := first.get(voice.telling.article))])


def _place(voice: Voice, spot: Spot) -> str | None:
    told, text = voice.telling.spot and _town(voice.telling.spot), voice.report.text
    named = (plain_spot(p) for p in voice.report.places if not turned_down(text, p.span.start))
    if (told and _one(spot, told)) or any(_one(spot, other) for other in named):
        return spot.name
    if told and voice.telling.finding and _told(told) and apart_km(spot, told) <= OFF_KM:
        return told.name
    return None


def _town(spot: Spot) -> Spot:
    """Give the town for the water off it; another place is itself."""
    if spot.precision == "sea" and spot.name.startswith("off ") and spot.radius_km <= COAST_KM:
        name = spot.name.removeprefix("off ")
        return replace(spot, name=name, precision="town", radius_km=2.0)
    return spot


def _told(spot: Spot) -> bool:
    """Say whether a place is fine and was told: not guessed from beside, and no dateline."""
    return spot.precision in FINE and spot.radius_km < UNSURE_KM and not spot.name.isupper()


def _one(spot: Spot, other: Spot) -> bool:
    """Say whether two places are one; two towns are not where neither lies in the other."""
    if other.precision not in FINE:
        return False
    if spot.precision == other.precision == "town" and not _one_name(spot.name, other.name):
        return apart_km(spot, other) <= max(SAME_KM, radius_km(spot), radius_km(other))
    return apart_km(spot, other) <= max(SAME_KM, radius_km(spot) + radius_km(other))


def _one_name(one: str, other: str) -> bool:
    return bool(set(stems(one)) & set(stems(other)))


# ── As they stand against each other ─────────────────────────────────────────────────────────────


def _of(about: str, name: str, sides: Sides, voices: Sequence[Voice]) -> Disagreement:
    """Write a disagreement, the copies on the side of their origin."""
    copies: dict[str, list[str]] = defaultdict(list)
    for voice in voices:
        if voice.copied:
            copies[voice.origin].append(voice.telling.article)
    return Disagreement(
        about=about,
        field=name,
        sides=tuple(
            Side(
                value=value,
                articles=tuple(_with_copies(listed, copies)),
                voices=tuple(dict.fromkeys(voice.source for voice in listed)),
            )
            for value, listed in sides.items()
        ),
    )


def _with_copies(listed: Iterable[Voice], copies: Mapping[str, list[str]]) -> list[str]:
    named = [
        article
        for voice in listed
        for article in (voice.telling.article, *copies.get(voice.telling.article, ()))
    ]
    return list(dict.fromkeys(named))
