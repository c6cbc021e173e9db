"""Findings put together into calls, whatever order they came in.

A call is known again by who asks, whom, and for what. One that is repeated within `LIVES` days of
its last report is the same; later it is a new call, which may be answered otherwise. Whoever is not
named is known again within one text alone: a title tells the call that its article tells.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from typing import Final

from vedette.assess.calendar.doings import OPPOSITE
from vedette.assess.calendar.pleas import Asking
from vedette.assess.parties import Party
from vedette.assess.printed import set_apart

Weighing = Callable[[frozenset[str]], float]
"""How much stems tell, by how rare they are; handed in."""
SHARED: Final = 0.5
WEIGHT: Final = 1.0
"""The share of the lighter words for what is asked that the heavier must have, and the least weight
of what is shared: those by which quotations are put together."""
WHOLE: Final = 0.75
"""The share where less weighs: "close the border" has one word for what is asked."""
LIVES: Final = timedelta(days=60)
"""Time after its last report in which a call is repeated, as for a quotation in its own words."""


@dataclass(slots=True, kw_only=True)
class Calling:
    """Findings of one call, the first first, and those that stand in copies.

    `told` has each way of asking once, by its words and its direction, `callers` and `addressees`
    each of those who are named once: a call that a thousand reports tell is told in few ways.
    """

    members: list[Asking] = field(default_factory=list)
    copies: list[Asking] = field(default_factory=list)
    told: dict[tuple[frozenset[str], str], None] = field(default_factory=dict)
    callers: dict[Party, None] = field(default_factory=dict)
    addressees: dict[Party, None] = field(default_factory=dict)
    by_article: dict[str, list[Asking]] = field(default_factory=dict)

    def add(self, one: Asking) -> None:
        """Take a finding in."""
        self.members.append(one)
        self.told[one.content, one.way] = None
        self.callers[one.caller] = None
        if one.addressee.named:
            self.addressees[one.addressee] = None
        self.by_article.setdefault(one.article, []).append(one)

    def hold(self, members: Iterable[Asking], copies: Iterable[Asking]) -> None:
        """Hold these findings and no others."""
        self.members, self.copies = [], list(copies)
        self.told, self.callers, self.addressees, self.by_article = {}, {}, {}, {}
        for one in members:
            self.add(one)

    @property
    def sayings(self) -> tuple[tuple[str, str], ...]:
        """Its findings and their copies, each with its article."""
        return tuple((one.article, one.finding) for one in (*self.members, *self.copies))

    @property
    def first(self) -> Asking:
        return self.members[0]

    @property
    def caller(self) -> Party:
        """Whoever asks, by the first report that names him."""
        return next((one.caller for one in self.members if one.caller.named), self.first.caller)

    @property
    def addressed(self) -> Asking:
        """The first report that names whom it asks, else the first of all."""
        return next((one for one in self.members if one.addressee.named), self.members[0])


def alike(one: frozenset[str], other: frozenset[str], weigh: Weighing) -> tuple[float, float]:
    """Give the share of the lighter words that the other has, and the weight of what is shared."""
    shared = one & other
    if not shared:
        return 0.0, 0.0
    common, least = weigh(shared), min(weigh(one), weigh(other))
    return (common / least if least else 0.0), common


def join(listed: Iterable[Asking], weigh: Weighing) -> list[Calling]:
    """Put findings together; a copy stands with its origin where that tells of a call too."""
    # Of one report its fullest words come first: a title's "frigates" is of the call below it.
    ordered = sorted(listed, key=lambda one: (one.at, one.article, -weigh(one.content), one.place))
    own, copied = set_apart(ordered)
    made: list[Calling] = []
    near = Near()
    for one in own:
        group = _best(one, near.of(one), weigh)
        if group is None:
            group = Calling()
            made.append(group)
        group.add(one)
        near.note(one, group)
    told: dict[str, list[Calling]] = defaultdict(list)
    for group in made:
        for article in group.by_article:
            told[article].append(group)
    for one in copied:
        _fold(one, told[one.origin], weigh)
    return made


def _fold(one: Asking, told: Iterable[Calling], weigh: Weighing) -> None:
    """Lay a copy under its origin: the call of that text which it tells best."""
    fits = [
        (alike(one.content, other.content, weigh)[0], other.action == one.action, group)
        for group in told
        for other in group.by_article[one.origin]
    ]
    if fits:
        max(fits, key=lambda told: told[:2])[2].copies.append(one)


class Near:
    """Calls by who asks and by the stems of what is asked; two without a common stem are two."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], dict[int, Calling]] = defaultdict(dict)
        self._by: dict[int, tuple[set[str], set[str]]] = {}

    def note(self, one: Asking, group: Calling) -> None:
        """Let a call be found by whatever any of its reports tells of it."""
        keys, cuts = self._by.setdefault(id(group), (set(), set()))
        fresh, told = {*_keys(one)} - keys, one.content - cuts
        keys |= fresh
        cuts |= told
        for key, cut in (*product(fresh, cuts), *product(keys - fresh, told)):
            self._found[key, cut][id(group)] = group

    def of(self, one: Asking) -> Iterator[Calling]:
        """Give the calls that a report may be of, each once; those that are over are forgotten."""
        found: dict[int, Calling] = {}
        for cue in product(_keys(one), one.content):
            held = self._found.get(cue, {})
            over = [n for n, group in held.items() if one.at - group.members[-1].at > LIVES]
            for n in over:
                del held[n]
            found |= held
        yield from sorted(found.values(), key=lambda group: group.first.place)


def _keys(one: Asking) -> tuple[str, ...]:
    return f"in {one.article}", *one.caller.keys


def _best(one: Asking, near: Iterable[Calling], weigh: Weighing) -> Calling | None:
    """Give the call that a finding is of, the last told of several that it fits as well."""
    fits = [
        (share, group.members[-1].place, group)
        for group in near
        if (share := _fit(group, one, weigh)) > 0
    ]
    return max(fits, key=lambda told: told[:2])[2] if fits else None


def _fit(group: Calling, one: Asking, weigh: Weighing) -> float:
    if one.forbids != group.first.forbids:
        return 0.0
    here = group.by_article.get(one.article)
    unnamed = bool(here) and not (one.caller.named and group.caller.named)
    if not unnamed and not any(one.caller.same(other) for other in group.callers):
        return 0.0
    to = group.addressees
    if one.addressee.named and to and not any(one.addressee.meets(other) for other in to):
        return 0.0
    if here:
        share = max(alike(one.content, other.content, weigh)[0] for other in here)
        return share if share >= SHARED else 0.0
    both = bool(one.addressee.named and to)
    return max(_told(one, cuts, way, weigh, both=both) for cuts, way in group.told)


def _told(one: Asking, content: frozenset[str], way: str, weigh: Weighing, *, both: bool) -> float:
    """Give how much two reports ask the same; little weighs where whom they ask is the same."""
    if one.way and OPPOSITE.get(one.way) == way:
        return 0.0
    share, common = alike(one.content, content, weigh)
    if common >= WEIGHT and share >= SHARED:
        return share
    return share if both and share >= WHOLE and one.way == way else 0.0
