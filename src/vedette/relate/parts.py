"""Parts: the components of what is linked, found from any article in them.

Where a component is large, chance holds it together, and it falls apart into the components of
ever closer links. Those of closer links lie within those of wider ones. So the part that an article
stands in is found by looking around it, first along all links, then along closer ones, and no look
goes further than `LARGEST` articles: a ledger need not be read to find a part of it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from vedette.relate.odds import MOST

Pair: TypeAlias = tuple[str, str]
Near: TypeAlias = Mapping[str, Mapping[str, float]]
"""For each article those that it is linked to, with the odds of each link."""
LARGEST: Final = 150
"""Articles in a part, unless copies alone make it larger. Among 2,195 other articles the stories of
the development streams have an F1 of 0.862 with 300, 0.866 with 150 and 100, 0.868 with 60; alone
their largest part has 52."""
LEVELS: Final = (-MOST, *(n / 2 for n in range(int(2 * MOST))))
"""What the odds of a link must exceed to count: all do at first, none but copies' in the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Articles that are worked out together, sorted, and the level whose links join them."""

    articles: tuple[str, ...]
    level: float


def parts(
    articles: Iterable[str], linked: Mapping[Pair, float], largest: int = LARGEST
) -> list[list[str]]:
    """Give all parts of what is linked, each sorted, in sorted order.

    >>> parts("abc", {("a", "b"): 1.0})
    [['a', 'b'], ['c']]
    """
    near: dict[str, dict[str, float]] = {article: {} for article in articles}
    for (one, other), odds in linked.items():
        if one in near and other in near:
            near[one][other] = near[other][one] = odds
    found = around(near, lambda names: {name: near[name] for name in names}, largest)
    return sorted(list(part.articles) for part in found)


def around(
    articles: Iterable[str], near: Callable[[Collection[str]], Near], largest: int = LARGEST
) -> Iterator[Part]:
    """Give the parts that hold these articles; `near` looks links up, many at a time."""
    waiting = sorted(articles)
    for level in LEVELS:
        done: set[str] = set()
        large: set[str] = set()
        most = largest if level < LEVELS[-1] else None
        for article in waiting:
            if article in done or article in large:
                continue
            found = _joined(article, level, near, most, large)
            if found is None:
                continue
            done |= found
            yield Part(articles=tuple(sorted(found)), level=level)
        waiting = [article for article in waiting if article not in done]


def _joined(
    start: str,
    level: float,
    near: Callable[[Collection[str]], Near],
    most: int | None,
    large: set[str],
) -> set[str] | None:
    """Give what is joined to an article by links over a level; None where it is too much.

    All that was seen of what is too much is added to `large`: what meets it is too much as well.
    """
    found = fresh = {start}
    while fresh:
        seen = near(fresh)
        reached = {other for name in fresh for other, odds in seen[name].items() if odds > level}
        fresh = reached - found
        found = found | fresh
        if most is not None and (len(found) > most or not large.isdisjoint(fresh)):
            large |= found
            return None
    return found
