"""Where sources differ on an incident, and neither gives way.

The last that a source said counts: its own correction is none. A toll that only rises is news, not a
dispute. Copies stand on the side of what they copy.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from vedette.records import Disagreement, Side
from vedette.relate.days import gap, interval, length
from vedette.relate.voices import Voice, in_order, own
from vedette.taxonomy.sites import apart_km, radius_km

TOLLS: Final = frozenset({"killed", "injured"})


def disagreements(about: str, voices: Sequence[Voice]) -> list[Disagreement]:
    """Give the disagreements of an incident's voices, field by field."""
    heard = latest(in_order(voices))
    found = [
        _of(about, name, sides, voices)
        for name, sides in (
            ("nature", _by_value(heard, "nature")),
            ("when", _by_day(heard)),
            ("place", _by_place(heard)),
            ("killed", _toll(heard, "killed")),
            ("injured", _toll(heard, "injured")),
            ("count", _by_count(heard)),
            ("accused", _by_value(heard, "accused")),
        )
        if len(sides) > 1
    ]
    return found


def latest(voices: Sequence[Voice]) -> list[Voice]:
    """Keep every source's own voices; what it took back is dropped field by field below."""
    return own(voices)


Sides = Mapping[str, list[Voice]]


def _last_of_source(pairs: Sequence[tuple[str, Voice]]) -> dict[str, list[Voice]]:
    """Give the holders of each value, of each source only those of its last value."""
    last = {voice.source: value for value, voice in pairs}
    sides: dict[str, list[Voice]] = {}
    for value, voice in pairs:
        if last[voice.source] == value:
            sides.setdefault(value, []).append(voice)
    return sides


def _by_value(voices: Sequence[Voice], name: str) -> Sides:
    pairs = [
        (told[0], voice) for voice in voices if len(told := voice.telling.values.get(name, ())) == 1
    ]
    return _last_of_source(pairs)


def _by_day(voices: Sequence[Voice]) -> Sides:
    """Group by day; a longer interval stands on no side."""
    pairs = [
        (voice.telling.values["when"][0], voice)
        for voice in voices
        if voice.telling.when and length(voice.telling.when) <= 2
    ]
    return _last_of_source(pairs)


def _by_place(voices: Sequence[Voice]) -> Sides:
    """Group by place; a place within reach of an earlier side's joins it."""
    pairs: list[tuple[str, Voice]] = []
    firsts: dict[str, Voice] = {}
    for voice in voices:
        spot = voice.telling.spot
        if spot is None or spot.precision not in {"point", "town", "district"}:
            continue
        for name, first in firsts.items():
            other = first.telling.spot
            if other and apart_km(spot, other) <= max(5.0, radius_km(spot) + radius_km(other)):
                pairs.append((name, voice))
                break
        else:
            firsts[spot.name] = voice
            pairs.append((spot.name, voice))
    return _last_of_source(pairs)


def _toll(voices: Sequence[Voice], name: str) -> Sides:
    """Group by number; if numbers only rise with time, the last stands alone."""
    sides = _by_value(voices, name)
    told = [int(value.partition("-")[0]) for value, _ in _timed(sides)]
    if told == sorted(told):
        return {}
    return sides


def _timed(sides: Sides) -> list[tuple[str, Voice]]:
    pairs = [(value, voice) for value, listed in sides.items() for voice in listed]
    return sorted(pairs, key=lambda pair: (pair[1].at, pair[1].telling.article))


def _by_count(voices: Sequence[Voice]) -> Sides:
    """Group by the number of one thing that several count: of that which most do."""
    things: dict[str, list[tuple[str, Voice]]] = {}
    for voice in voices:
        told: dict[str, set[str]] = {}
        for counted in voice.telling.values.get("count", ()):
            number, _, thing = counted.partition(" ")
            told.setdefault(thing, set()).add(number)
        for thing, numbers in told.items():
            if len(numbers) == 1:
                things.setdefault(thing, []).append((min(numbers), voice))
    best: Sides = {}
    for _, pairs in sorted(things.items()):
        sides = _last_of_source(pairs)
        if len(sides) > 1 and sum(map(len, sides.values())) > sum(map(len, best.values())):
            best = sides
    return best


def _of(about: str, name: str, sides: Sides, voices: Sequence[Voice]) -> Disagreement:
    """Write a disagreement, the copies on the side of their origin."""
    copies: dict[str, list[str]] = {}
    for voice in voices:
        if voice.copied:
            copies.setdefault(voice.origin, []).append(voice.telling.article)
    return Disagreement(
        about=about,
        field=name,
        sides=tuple(
            Side(
                value=value,
                articles=tuple(
                    dict.fromkeys(
                        article
                        for voice in listed
                        for article in (
                            voice.telling.article,
                            *copies.get(voice.telling.article, ()),
                        )
                    )
                ),
                voices=tuple(dict.fromkeys(voice.source for voice in listed)),
            )
            for value, listed in sides.items()
        ),
    )
