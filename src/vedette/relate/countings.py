"""How many things and people each report of an incident counts, and which counts are disputed.

People killed and hurt are told as such. Of things a report has many numbers, so the likeliest of
each is held against those of other sources (`reckoning.py`): they are disputed where it is likely
enough that they count one thing and cannot both be right. A report that sets its number of people
against another ("nine, not five") holds it, if other reports have that other one.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from vedette.relate.contrasts import TIMES, Contrast
from vedette.relate.numerals import TOLLS
from vedette.relate.odds import odds
from vedette.relate.reckoning import Reckoned, count_one_thing, lists
from vedette.relate.voices import Held, Voice

UNLIKELY: Final = -2.9
"""Logarithm of the odds below which a report's likeliest number counts nothing: one in twenty."""
MOST: Final = 60
"""Reports, the surest, whose numbers are held against each other: what hundreds tell is no more."""
FEW, MANY, ROUND = 3, 20, 10
"""Numbers up to which, and from which on, two are looked at otherwise; and what rounds one."""


def counted(voices: Sequence[Voice], kind: str, alone: frozenset[str]) -> dict[str, Held]:
    """Give, for people killed, people hurt and things, the number that each report holds.

    `alone` are the reports whose whole text is on this incident. Things are there where they are
    disputed.
    """
    held = {name: _toll(voices, name, alone) for name in TOLLS}
    for voice in voices:
        for one in voice.report.figures.contrasts:
            if _disputes(one, voice, voices, held):
                break
    return held | {"count": _disputed(surest(likely(voices, kind)), alone)}


# ── People ───────────────────────────────────────────────────────────────────────────────────────


def _toll(voices: Sequence[Voice], name: str, alone: frozenset[str]) -> Held:
    """Give the number of people that each report tells: as coded, else as its words say."""
    pairs: Held = []
    for voice in voices:
        told = voice.telling.values.get(name, ())
        read = voice.report.figures.tolls.get(name)
        if not told and read is not None and voice.telling.article in alone:
            told = (str(read),)
        if len(told) == 1:
            pairs.append((told[0], voice))
    return pairs


def _disputes(one: Contrast, voice: Voice, voices: Sequence[Voice], held: dict[str, Held]) -> bool:
    """Let a report hold its own number of people where it sets it against that of others.

    What it counts otherwise ("two drones, not three") says nothing of them.
    """
    for name in one.tolls:
        told = {value for value, other in held[name] if other.source != voice.source}
        own = one.held if str(one.against) in told else one.against
        if str(one.against) in told or (not one.plain and str(one.held) in told):
            held[name] = _with(held[name], {voice.telling.article: own}, voices)
            return True
    return False


def _with(held: Held, changed: Mapping[str, int], voices: Sequence[Voice]) -> Held:
    """Let some reports hold these numbers and no other."""
    kept = {voice.telling.article: value for value, voice in held}
    kept |= {article: str(number) for article, number in changed.items()}
    return [(kept[v.telling.article], v) for v in voices if v.telling.article in kept]


# ── Things ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The number by which a report counts, most likely, and the logarithm of the odds of that."""

    voice: Voice
    number: Reckoned
    odds: float


def likely(voices: Sequence[Voice], kind: str) -> Iterator[Count]:
    """Weigh every number of each report."""
    weighed = odds("count")
    for voice, number, signs in numbers_of(voices, kind):
        yield Count(voice=voice, number=number, odds=number.weight + weighed.sum(signs))


def surest(counts: Iterable[Count]) -> list[Count]:
    """Give the likeliest count of each report, in their order, if it is likely enough."""
    best: dict[str, Count] = {}
    for one in counts:
        held = best.get(one.voice.telling.article)
        if one.odds >= UNLIKELY and (held is None or one.odds > held.odds):
            best[one.voice.telling.article] = one
    kept = sorted(best.values(), key=lambda one: -one.odds)[:MOST]
    return sorted(kept, key=lambda one: (one.voice.at, one.voice.telling.article))


def numbers_of(
    voices: Sequence[Voice], kind: str
) -> Iterator[tuple[Voice, Reckoned, tuple[float, ...]]]:
    """Give every number of each report, which may stand there with several tellings, and its signs.

    Signs are what is usually counted of this kind or of any, and other sources: how many, and which
    share of them, have the number or count such things.
    """
    heard = {voice.telling.article: voice for voice in reversed(voices)}
    sources = {voice.source for voice in heard.values()}
    having: dict[int | str, set[str]] = defaultdict(set)
    for voice in heard.values():
        for one in voice.report.figures.reckoned:
            having[one.value].add(voice.source)
            for thing in one.things:
                having[thing].add(voice.source)
    usual, known = lists(kind).keys(), lists().keys()
    for voice in heard.values():
        others = max(1, len(sources - {voice.source}))
        for one in voice.report.figures.reckoned:
            same = len(having[one.value] - {voice.source})
            alike = max((len(having[thing] - {voice.source}) for thing in one.things), default=0)
            yield (
                voice,
                one,
                (
                    float(not usual.isdisjoint(one.things)),
                    float(not known.isdisjoint(one.things)),
                    math.log1p(same) if one.value > 1 else 0.0,
                    same / others,
                    math.log1p(alike),
                    alike / others,
                ),
            )


def _disputed(counts: Sequence[Count], alone: frozenset[str]) -> Held:
    """Give the numbers of which two are likely to count one thing, each with who holds it."""
    weighed = odds("counts_apart")
    apart: set[int] = set()
    for one, other, signs in pairs(counts, alone):
        if weighed.sum(signs) >= weighed.least:
            apart |= {one.number.value, other.number.value}
    return [(str(one.number.value), one.voice) for one in counts if one.number.value in apart]


def pairs(
    counts: Sequence[Count], alone: frozenset[str]
) -> Iterator[tuple[Count, Count, tuple[float, ...]]]:
    """Give the counts of two sources that differ by no more than `TIMES`, and the signs of both."""
    holders = Counter(one.number.value for one in counts)
    for one, other in combinations(counts, 2):
        low, high = sorted((one.number.value, other.number.value))
        if one.voice.source != other.voice.source and 0 < low < high <= TIMES * low:
            yield one, other, _signs(one, other, holders, alone)


def _signs(
    one: Count, other: Count, holders: Mapping[int, int], alone: frozenset[str]
) -> tuple[float, ...]:
    both = (one, other)
    low, high = sorted(each.number.value for each in both)
    hours = abs((other.voice.at - one.voice.at).total_seconds()) / 3600
    crossed = (_has(one.voice, other), _has(other.voice, one))
    return (
        min(each.odds for each in both),
        max(each.odds for each in both),
        float(count_one_thing(one.number.things, other.number.things)),
        float(not one.number.things) + float(not other.number.things),
        float(_set_against(one, other) or _set_against(other, one)),
        float(sum(crossed)),
        math.log(high / low),
        float(high <= FEW),
        float(low >= MANY),
        float(sum(each.number.value % ROUND == 0 for each in both)),
        math.log1p(hours),
        float(other.number.value > one.number.value),
        math.log1p(holders[one.number.value]) + math.log1p(holders[other.number.value]),
        math.log1p(sum(holders.values())),
        float(sum(each.voice.telling.article in alone for each in both)),
        float(sum(each.voice.telling.finding is not None for each in both)),
    )


def _has(voice: Voice, other: Count) -> bool:
    return any(one.value == other.number.value for one in voice.report.figures.reckoned)


def _set_against(one: Count, other: Count) -> bool:
    """Say whether a report sets its count against the other in words."""
    return any(
        (told.held, told.against) == (one.number.value, other.number.value)
        for told in one.voice.report.figures.contrasts
    )
