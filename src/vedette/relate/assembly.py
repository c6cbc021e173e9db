"""One incident out of the tellings of it: what most say, and what the latest say.

Copies are no further voices. Nothing is averaged: a value is one that some report gives.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from vedette.records import Incident, Interval, Spot, digest
from vedette.relate import passages
from vedette.relate.days import gap, length
from vedette.relate.ladder import confirmed, steps
from vedette.relate.linking import Group, Related
from vedette.relate.places import ORDER
from vedette.relate.voices import Voice, in_order, own
from vedette.taxonomy.sites import apart_km

SAME_KM: Final = 25.0
"""Distance within which two tellings mean one place, however they name it."""
VAGUE: Final = frozenset({"unexplained"})
"""Kinds that give way to any other."""


def voices_of(group: Group, given: Related) -> list[Voice]:
    """Give what each report tells of an incident, coded or recognised, in order of appearance."""
    tellings = [sketch.telling for sketch in group.known.sketches]
    tellings += [
        passages.telling_of(given.signatures[one.article], group.known, one.odds)
        for one in group.recognised
    ]
    return in_order(
        Voice(
            report=given.signatures[telling.article],
            origin=given.origins.get(telling.article, telling.article),
            telling=telling,
        )
        for telling in tellings
    )


def assemble(voices: Sequence[Voice]) -> Incident:
    """Make an incident out of its voices, in order of appearance."""
    heard = own(voices)
    climbed = steps(voices)
    first = next(voice.telling for voice in voices if voice.telling.finding)
    return Incident(
        id=digest("incident", first.article, first.finding or ""),
        kind=_kind(heard),
        tellings=tuple(voice.telling for voice in voices),
        when=when_of(heard),
        spot=spot_of(heard),
        status=climbed[-1].status if climbed else "reported",
        confirmed=confirmed(heard, climbed),
        targets=tuple(sorted({hit for voice in voices for hit in voice.telling.targets})),
        killed=_last(heard, "killed"),
        injured=_last(heard, "injured"),
        accused=_accused(heard),
        steps=climbed,
    )


def _kind(voices: Iterable[Voice]) -> str:
    """Give the kind that voices tell most surely; one that is left open gives way.

    What each tells weighs as much as it is sure; of two that weigh the same the one told last wins.
    """
    told = [(one.telling.kind, one.telling.confidence) for one in voices if one.telling.kind]
    named = [(kind, sure) for kind, sure in told if kind not in VAGUE] or told
    last = {kind: n for n, (kind, _) in enumerate(named)}
    weighed = {kind: math.fsum(sure for told, sure in named if told == kind) for kind in last}
    return max(last, key=lambda kind: (weighed[kind], last[kind]), default="unexplained")


def when_of(voices: Sequence[Voice]) -> Interval | None:
    """Give the tightest interval that its reports support, the one that most of them meet."""
    told = [voice.telling.when for voice in voices if voice.telling.when]
    if not told:
        return None
    support = {days: sum(gap(days, other) == 0 for other in told) for days in told}
    return min(told, key=lambda days: (length(days) > 2, -support[days], length(days)))


def spot_of(voices: Sequence[Voice]) -> Spot | None:
    """Give the finest place, of several equally fine the one that most voices mean."""
    told = [voice.telling.spot for voice in voices if voice.telling.spot]
    support = {spot: sum(apart_km(spot, other) <= SAME_KM for other in told) for spot in told}
    named = Counter(spot.name for spot in told)
    return min(
        told,
        key=lambda s: (ORDER[s.precision] > 1, -support[s], -named[s.name], s.radius_km),
        default=None,
    )


def _last(voices: Sequence[Voice], name: str) -> tuple[int, int] | None:
    """Give the last count that a coder marked; numbers read off by rule only show what differs."""
    for voice in reversed(voices):
        for value in voice.telling.values.get(name, ()) if voice.telling.finding else ():
            low, _, high = value.partition("-")
            return int(low), int(high or low)
    return None


def _accused(voices: Sequence[Voice]) -> tuple[str, ...]:
    """Name everybody who is accused, in the order in which the accusations came."""
    return tuple(
        dict.fromkeys(who for voice in voices for who in voice.telling.values.get("accused", ()))
    )
