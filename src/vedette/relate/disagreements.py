"""Where sources differ on an incident, and neither gives way.

Most reports give a day, a place, a number once and what they mean by it is plain; some give several.
So a report is asked first whether it has what the incident is known by, anywhere in its text: then
it does not differ. It differs where it has not, and gives something else in its place. The last
that a source said counts: its own correction is no disagreement, and a toll that only rises is news.
Copies stand on the side of what they copy.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from vedette.records import Disagreement, Incident, Interval, Side, Spot
from vedette.relate.days import gap, interval, length, written
from vedette.relate.places import plain_spot
from vedette.relate.voices import Voice, in_order, own
from vedette.taxonomy.sites import apart_km, radius_km

OFF_DAYS: Final = 2
"""Days off the incident's own up to which a date is a different account of it."""
OFF_KM: Final = 120.0
"""Kilometres off the incident's own place, likewise."""
CLOSE: Final = frozenset({"point", "town", "district"})
"""Precisions that name a spot: wider places hold it and do not differ."""
SAME_KM: Final = 6.0

Sides = Mapping[str, list[Voice]]
Held = list[tuple[str, Voice]]


def disagreements(about: str, voices: Sequence[Voice], incident: Incident) -> list[Disagreement]:
    """Give the disagreements of an incident's voices, field by field."""
    heard = own(in_order(voices))
    held: dict[str, Held] = {
        "nature": _values(heard, "nature"),
        "when": _days(heard, incident.when),
        "place": _places(heard, incident.spot),
        "killed": _risen(_values(heard, "killed")),
        "injured": _risen(_values(heard, "injured")),
        "count": _counts(heard),
        "accused": _values(heard, "accused"),
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


def _days(voices: Sequence[Voice], when: Interval | None) -> Held:
    """Put a report that names the incident's day on its side, else to the day that it tells."""
    if when is None or length(when) > 2:
        return []
    pairs: Held = []
    for voice in voices:
        named = [days for day in sorted(voice.report.days) if (days := interval(day))]
        told = voice.telling.when
        if any(gap(days, when) == 0 for days in named) or (told and gap(told, when) == 0):
            pairs.append((written(when), voice))
        elif told and length(told) == 1 and gap(told, when) <= OFF_DAYS:
            pairs.append((written(told), voice))
    return pairs


def _places(voices: Sequence[Voice], spot: Spot | None) -> Held:
    """Put a report that names the incident's place on its side, else to the place that it tells."""
    if spot is None or spot.precision not in CLOSE:
        return []
    pairs: Held = []
    for voice in voices:
        named = [plain_spot(place) for place in voice.report.places]
        told = voice.telling.spot
        if any(_one(spot, other) for other in named) or (told and _one(spot, told)):
            pairs.append((spot.name, voice))
        elif told and told.precision in CLOSE and apart_km(spot, told) <= OFF_KM:
            pairs.append((told.name, voice))
    return pairs


def _one(spot: Spot, other: Spot) -> bool:
    if other.precision not in CLOSE:
        return False
    return apart_km(spot, other) <= max(SAME_KM, radius_km(spot) + radius_km(other))


def _risen(pairs: Held) -> Held:
    """Leave out a toll that only rises with time."""
    told = [int(value.partition("-")[0]) for value, _ in pairs]
    return [] if told == sorted(told) else pairs


def _counts(voices: Sequence[Voice]) -> Held:
    """Give the number of one thing that several count: of that on which most differ."""
    things: dict[str, Held] = defaultdict(list)
    for voice in voices:
        told: dict[str, list[str]] = defaultdict(list)
        for counted in voice.telling.values.get("count", ()):
            number, _, thing = counted.partition(" ")
            told[thing].append(number)
        for thing, numbers in told.items():
            things[thing].append((numbers[0], voice))
    settled = [_agreed(pairs) for _, pairs in sorted(things.items())]
    disputed = [pairs for pairs in settled if len({value for value, _ in pairs}) > 1]
    return max(disputed, key=len, default=[])


def _agreed(pairs: Held) -> Held:
    """Put a report that has the most frequent number anywhere on its side."""
    common = Counter(value for value, _ in pairs).most_common(1)[0][0]
    return [
        (common if common in voice.report.numbers else value, voice) for value, voice in pairs
    ]


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
