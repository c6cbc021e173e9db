"""Sayings of one forecaster on one thing become one forecast, however often it is restated.

A fold in the order in which reports appeared. A saying joins the forecast of the same forecaster
whose words of the event it shares most, as quotations are known again, as long as their days can be
the same ones: "in spring" said twice in one winter is one forecast, in two winters two. A copy adds
nothing; two sayings of one report are one.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from vedette.amended import Amendments, Grouping, Saying
from vedette.assess.days import meet
from vedette.assess.forecasts.foretold import Foretold
from vedette.assess.voices import Voice, fullest, voice
from vedette.records import Interval, digest

SHARED: Final = 0.5
WEIGHT: Final = 1.0
"""The share of the lighter words of an event that the heavier must have, and the least weight of
what is shared: those by which quotations are put together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What one forecaster says of one thing: the sayings in their order, one a report.

    `copies` are those that stand in copies of these reports, each with the article it copies.
    """

    sayings: tuple[Foretold, ...]
    copies: tuple[Foretold, ...] = ()

    @property
    def id(self) -> str:
        """The name of the forecast: by the first report and the words of its cue."""
        first = self.sayings[0]
        return digest("forecast", first.article, first.words[0], str(first.anchor[0].start))

    @property
    def voice(self) -> Voice:
        """Whoever foretells, by the fullest of his names."""
        return fullest([one.voice for one in self.sayings])


@dataclass(slots=True, kw_only=True)
class Gathered:
    """The sayings of one thread so far, and each way of telling it once.

    A forecast that a thousand reports tell is told in few ways: `contents` has the words of its
    event, `voices` whoever foretells, `names` its places, `horizon` the days told last, and
    `unnamed` those reports one of whose sayings names nobody.
    """

    sayings: list[Foretold] = field(default_factory=list)
    contents: dict[frozenset[tuple[str, float]], Mapping[str, float]] = field(default_factory=dict)
    voices: dict[Voice, None] = field(default_factory=dict)
    names: dict[frozenset[str], None] = field(default_factory=dict)
    horizon: Interval | None = None
    reports: set[str] = field(default_factory=set)
    unnamed: set[str] = field(default_factory=set)

    def add(self, one: Foretold) -> None:
        """Take a saying in."""
        self.sayings.append(one)
        self.contents.setdefault(frozenset(one.content.items()), one.content)
        self.voices[one.voice] = None
        if one.names:
            self.names[one.names] = None
        self.horizon = one.horizon or self.horizon
        self.reports.add(one.origin)
        if not one.voice.name:
            self.unnamed.add(one.origin)


def gather(
    told: Iterable[Foretold],
    amendments: Amendments = Amendments(),  # noqa: B008  # never changed
) -> tuple[Thread, ...]:
    """Put sayings together; the order in which they are handed in does not matter.

    What analysts set straight is laid over it: later sayings find their way as before.
    """
    threads: list[Gathered] = []
    keyed: dict[str, set[int]] = defaultdict(set)
    for one in sorted(told, key=_order):
        keys = (*one.voice.keys, f"in {one.origin}")
        near = {n for key in keys for n in keyed[key]}
        number = _best(one, {n: threads[n] for n in sorted(near)})
        if number is None:
            number = len(threads)
            threads.append(Gathered())
        threads[number].add(one)
        for key in keys:
            keyed[key].add(number)
    amended = amendments.regroup([held.sayings for held in threads], GROUPING)
    return tuple(_thread(_straight(held, amendments)) for held in amended)


def _straight(held: Sequence[Foretold], amendments: Amendments) -> Sequence[Foretold]:
    """Give sayings as of whom, and for which days, analysts say that they are."""
    straight = amendments.of(_sayings(held))
    changes: dict[str, Any] = {}
    if straight.who:
        changes |= {"voice": voice(straight.who), "called": straight.who}
    if straight.due:
        due = _written(straight.due)
        changes |= {"horizon": straight.due, "due": due, "marked": True}
    return [replace(one, **changes) for one in held] if changes else held


def _written(days: Interval) -> str:
    return str(days.last) if days.first == days.last else f"{days.first} to {days.last}"


def _sayings(held: Iterable[Foretold]) -> list[Saying]:
    return [(one.article, one.finding) for one in held]


def _part(held: list[Foretold], taken: frozenset[Saying]) -> list[Foretold]:
    """Take sayings out, with those of copies of their reports."""
    reports = {article for article, _ in taken}
    out = [one for one in held if one.origin in reports or (one.article, one.finding) in taken]
    held[:] = [one for one in held if one not in out]
    return out


def _unite(held: list[Foretold], other: Iterable[Foretold]) -> None:
    held[:] = sorted((*held, *other), key=_order)


GROUPING: Final[Grouping[list[Foretold]]] = Grouping(sayings=_sayings, part=_part, unite=_unite)


def _order(one: Foretold) -> tuple[object, ...]:
    return one.at, one.origin != one.article, one.article, one.anchor[0], one.finding


def _best(one: Foretold, threads: Mapping[int, Gathered]) -> int | None:
    """Give the number of the thread that a saying joins; the last told of several that are near."""
    fits = [
        (near, held.sayings[-1].at, -number)
        for number, held in threads.items()
        if _one_voice(one, held) and _in_time(one, held) and _one_place(one, held)
        if (near := max(shared(one.content, other) for other in held.contents.values())) >= SHARED
    ]
    return -max(fits)[2] if fits else None


def _one_voice(one: Foretold, held: Gathered) -> bool:
    """Say whether a saying is of the forecaster of a thread.

    Who is not named is known again within one text alone, where he may be anybody named there.
    """
    if one.origin in (held.unnamed if one.voice.name else held.reports):
        return True
    return any(one.voice.same(other) for other in held.voices)


def _in_time(one: Foretold, held: Gathered) -> bool:
    """Say whether a saying can mean the days that a thread means by now."""
    then = held.horizon
    if then is None:
        return True
    if one.horizon is None:
        return then.last >= one.at.date()
    return meet(one.horizon, then)


def _one_place(one: Foretold, held: Gathered) -> bool:
    """Say whether a saying may be of the same places: drones over Narva are none over Tallinn."""
    return not one.names or not held.names or any(one.names & names for names in held.names)


def shared(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Give how much of the lighter words the other has, by rarity; 0 where that weighs too little.

    >>> shared({"narva": 1.0, "bridge": 1.0}, {"narva": 1.0, "close": 0.25})
    0.8
    """
    common = math.fsum(one[cut] for cut in one.keys() & other.keys())
    least = min(math.fsum(one.values()), math.fsum(other.values()))
    return common / least if common >= WEIGHT and least else 0.0


def _thread(held: Sequence[Foretold]) -> Thread:
    """Leave one saying of each report, the fullest, and set copies of these reports aside."""
    own: dict[str, Foretold] = {}
    copies: dict[str, Foretold] = {}
    there = {one.article for one in held}
    for one in held:
        if one.origin != one.article and (one.origin in there or one.origin in own):
            copies.setdefault(one.article, one)
        elif one.origin not in own:
            own[one.origin] = one
        elif own[one.origin].article != one.article:
            copies.setdefault(one.article, one)
        elif _told(one) > _told(own[one.origin]):
            own[one.origin] = one
    return Thread(sayings=tuple(own.values()), copies=tuple(copies.values()))


def _told(one: Foretold) -> tuple[bool, bool, bool]:
    """Order sayings of one report by how much they tell."""
    return one.horizon is not None, one.probability is not None, bool(one.voice.name)
