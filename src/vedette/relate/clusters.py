"""Average linkage: what belongs together on the whole, not by its likest pair.

Two clusters become one while the mean over all pairs between them is highest and not under a bound
(Sokal and Michener 1958). One report that resembles two affairs joins them by its likest pair in
each; by the mean it does not.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Table: TypeAlias = NDArray[np.float64]
Node = TypeVar("Node", int, str)


def clusters(odds: Table, least: float, told: Table | None = None) -> list[list[int]]:
    """Group things by a symmetric N × N table of sums; each group sorted, in sorted order.

    `told` is what only some pairs tell for or against being one, NaN for all others; its mean over
    those that do is added, so that pairs which say nothing of it do not dilute it. Of several pairs
    of clusters that are equally near the one that stands first joins.
    """
    groups = [[n] for n in range(len(odds))]
    mean = odds.astype(np.float64, copy=True)
    np.fill_diagonal(mean, -np.inf)
    said = np.full_like(mean, np.nan) if told is None else told
    total, count = np.nan_to_num(said), (~np.isnan(said)).astype(np.float64)
    near = mean + total / np.maximum(count, 1)
    for _ in groups[1:]:
        one, other = sorted(divmod(int(near.argmax()), len(near)))
        if near[one, other] < least:
            break
        here, there = len(groups[one]), len(groups[other])
        _renew(mean, one, (mean[one] * here + mean[other] * there) / (here + there))
        _renew(total, one, total[one] + total[other])
        _renew(count, one, count[one] + count[other])
        _renew(mean, other, -np.inf)
        mean[one, one] = -np.inf
        _renew(near, one, mean[one] + total[one] / np.maximum(count[one], 1))
        _renew(near, other, -np.inf)
        groups[one] += groups[other]
        groups[other] = []
    return sorted(sorted(group) for group in groups if group)


def _renew(table: Table, at: int, values: Table | float) -> None:
    """Write the values of one thing into its row and its column."""
    table[at], table[:, at] = values, values


def between(odds: Table, told: Table, one: Sequence[int], other: Sequence[int]) -> float:
    """Give how near two groups are, by the tables that `clusters` goes by."""
    said = told[np.ix_(one, other)]
    some = said[~np.isnan(said)]
    return float(odds[np.ix_(one, other)].mean() + (some.mean() if some.size else 0.0))


def table(count: int, pairs: Sequence[tuple[int, int, float]], else_: float) -> Table:
    """Write pairs into a symmetric table; those that are not named get one value."""
    near = np.full((count, count), else_)
    for one, other, odds in pairs:
        near[one, other] = near[other, one] = odds
    return near


def components(links: Mapping[Node, Iterable[Node]]) -> list[list[Node]]:
    """Give the connected components of an undirected graph, each sorted, in sorted order.

    >>> components({"a": ["b"], "b": ["a"], "c": []})
    [['a', 'b'], ['c']]
    """
    neighbours: dict[Node, set[Node]] = defaultdict(set)
    for node, others in links.items():
        neighbours[node].update(others)
        for other in others:
            neighbours[other].add(node)
    found: list[list[Node]] = []
    seen: set[Node] = set()
    for start in sorted(neighbours):
        if start in seen:
            continue
        component, queue = [], deque([start])
        seen.add(start)
        while queue:
            node = queue.popleft()
            component.append(node)
            fresh = neighbours[node] - seen
            seen |= fresh
            queue.extend(sorted(fresh))
        found.append(sorted(component))
    return found
