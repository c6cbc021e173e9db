"""Where sources differ on an incident, and neither gives way.

Most reports give a day, a place, a number once, and what they mean by it is plain. Others give
several: what a report tells of the incident itself comes first, then whether it has what the
incident is known by anywhere in its text; it differs where it has not, and gives something else in
its place. The last that a source said counts: its own correction is no disagreement, and a toll
that only rises is news. Copies stand on the side of what they copy.
"""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from vedette.records import Disagreement, Incident, Interval, Side, Spot
from vedette.relate.days import gap, interval, length, written
from vedette.relate.numerals import counts
from vedette.relate.places import FINE, plain_spot
from vedette.relate.voices import Voice, in_order, own
from vedette.relate.words import stem
from vedette.taxonomy.sites import apart_km, radius_km

OFF_DAYS: Final = 2
"""Days off the incident's own up to which a date is a different account of it."""
OFF_KM: Final = 120.0
"""Kilometres off the incident's own place, likewise."""
SAME_KM: Final = 6.0

Sides = Mapping[str, list[Voice]]
Held = list[tuple[str, Voice]]


def disagreements(
    about: str, voices: Sequence[Voice], incident: Incident, told: Mapping[str, int]
) -> list[Disagreement]:
    """Give the disagreements of an incident's voices, field by field.

    `told` counts the incidents that each report tells of: where it is one, its whole text is on it.
    """
    heard = own(in_order(voices))
    alone = frozenset(article for article, count in told.items() if count == 1)
    held: dict[str, Held] = {
        "nature": _values(heard, "nature"),
        "when": _days(heard, incident.when, alone),
        "place": _places(heard, incident.spot, alone),
        "killed": _risen(_values(heard, "killed")),
        "injured": _risen(_values(heard, "injured")),
        "count": _counts(heard, incident.kind, alone),
        "accused": _accused(heard),
    }
    sides = {name: _last_of_source(pairs) for name, pairs in held.items()}
    return [_of(about, name, found, voices) for name, found in sides.items() if len(found) > 1]


def _last_of_source(pairs: Held) -> Sides:
    """Give the holders of each value, of each source only those of its last value."""
    last = {voice.source: value for value, voice in pairs}
    sides: dict[str, list[Voice]] = defaultdict(list)
    for value, voice in pairs:
        if last[voice.source] == value:
            sides[value].append(voice)
    return sides


def _values(voices: Sequence[Voice], name: str) -> Held:
    """Give the value of each report that tells one and no other."""
    return [
        (told[0], voice) for voice in voices if len(told := voice.telling.values.get(name, ())) == 1
    ]


def _accused(voices: Sequence[Voice]) -> Held:
    """Give the first state that each report's voices accuse."""
    states = (
        (
            next((who for who in voice.telling.values.get("accused", ()) if len(who) == 2), None),
            voice,
        )
        for voice in voices
    )
    return [(state, voice) for state, voice in states if state]


def _days(voices: Sequence[Voice], when: Interval | None, alone: frozenset[str]) -> Held:
    """Put a report that names the incident's day on its side, else to the day that it tells."""
    if when is None or length(when) > 2:
        return []
    pairs: Held = []
    for voice in voices:
        named = _named(voice) if voice.telling.article in alone else []
        told = voice.telling.when
        if told and gap(told, when) == 0:
            pairs.append((written(when), voice))
        elif told and length(told) == 1 and named and gap(told, when) <= OFF_DAYS:
            pairs.append((written(told), voice))
        elif any(gap(days, when) == 0 for days in named):
            pairs.append((written(when), voice))
        elif near := [days for days in named if gap(days, when) <= OFF_DAYS]:
            pairs.append((written(near[0]), voice))
    return pairs


def _named(voice: Voice) -> list[Interval]:
    """Give the days that a report names before its own, in the order of the text."""
    found = [
        interval(time.value[:10])
        for time in voice.report.times
        if time.type in {"DATE", "TIME"} and len(time.value) >= 10
    ]
    return [days for days in found if days and days.last < voice.at.date()]


def _places(voices: Sequence[Voice], spot: Spot | None, alone: frozenset[str]) -> Held:
    """Put a report that names the incident's place on its side, else to the place that it tells."""
    if spot is None or spot.precision not in FINE:
        return []
    pairs: Held = []
    for voice in voices:
        named = [plain_spot(place) for place in voice.report.places]
        told = voice.telling.spot
        if (told and _one(spot, told)) or any(_one(spot, other) for other in named):
            pairs.append((spot.name, voice))
        elif (
            told and voice.telling.finding and voice.telling.article in alone and _other(spot, told)
        ):
            pairs.append((told.name, voice))
    return pairs


def _other(spot: Spot, told: Spot) -> bool:
    """Say whether a place is another account of the same, and not that of something else."""
    return told.precision in FINE and apart_km(spot, told) <= OFF_KM


def _one(spot: Spot, other: Spot) -> bool:
    if other.precision not in FINE:
        return False
    return apart_km(spot, other) <= max(SAME_KM, radius_km(spot) + radius_km(other))


def _risen(pairs: Held) -> Held:
    """Leave out a toll that only rises with time."""
    told = [int(value.partition("-")[0]) for value, _ in pairs]
    return [] if told == sorted(told) else pairs


def _counts(voices: Sequence[Voice], kind: str, alone: frozenset[str]) -> Held:
    """Give how many things of an incident of this kind each report counts.

    What most reports have is the usual number. A report that has another one as well as it disputes
    it, if it leads with the other.
    """
    things = _things().get(kind, frozenset())
    told = [
        (listed, voice)
        for voice in voices
        if (listed := _numbers(voice, things, whole=voice.telling.article in alone))
    ]
    if len(told) < 2:
        return []
    usual = Counter(n for listed, _ in told for n in set(listed)).most_common(1)[0][0]
    return [(usual if set(listed) == {usual} else listed[0], voice) for listed, voice in told]


def _numbers(voice: Voice, things: frozenset[str], *, whole: bool) -> list[str]:
    """Give the numbers of some things in a telling's sentence, then in all of its report."""
    told = [counted.partition(" ") for counted in voice.telling.values.get("count", ())]
    near = [number for number, _, thing in told if thing in things]
    if not whole:
        return near
    text = f"{voice.report.title}. {voice.report.text}"
    return near + [str(number) for thing, number, _ in counts(text) if thing in things]


@cache
def _things() -> Mapping[str, frozenset[str]]:
    listed = tomllib.loads((Path(__file__).parent / "things.toml").read_text("utf-8"))
    return {kind: frozenset(map(stem, words.split())) for kind, words in listed.items()}


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
