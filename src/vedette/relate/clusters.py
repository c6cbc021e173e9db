"""Average linkage: what belongs together on the whole, not by its likest pair.

Two clusters become one while the mean over all pairs between them is highest and not under a bound
(Sokal and Michener 1958). One report that resembles two affairs joins them by its likest pair in
each; by the mean it does not.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray


def clusters(odds: NDArray[np.float64], least: float) -> list[list[int]]:
    """Group things by a symmetric N × N table of sums; each group sorted, in sorted order.

    Of several pairs of clusters that are equally near the one that stands first joins.
    """
    count = len(odds)
    groups = [[n] for n in range(count)]
    near = odds.astype(np.float64, copy=True)
    np.fill_diagonal(near, -np.inf)
    while count > 1:
        one, other = divmod(int(near.argmax()), len(near))
        if near[one, other] < least:
            break
        one, other = min(one, other), max(one, other)
        _join(near, groups, one, other)
        count -= 1
    return sorted(sorted(group) for group in groups if group)


def _join(near: NDArray[np.float64], groups: list[list[int]], one: int, other: int) -> None:
    here, there = len(groups[one]), len(groups[other])
    mean = (near[one] * here + near[other] * there) / (here + there)
    near[one], near[:, one] = mean, mean
    near[one, one] = -np.inf
    near[other], near[:, other] = -np.inf, -np.inf
    groups[one] += groups[other]
    groups[other] = []


def table(count: int, pairs: Sequence[tuple[int, int, float]], else_: float) -> NDArray[np.float64]:
    """Write pairs into a symmetric table; those that are not named get one value."""
    near = np.full((count, count), else_)
    for one, other, odds in pairs:
        near[one, other] = near[other, one] = odds
    return near


def components(links: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Give the connected components of an undirected graph, each sorted, in sorted order.

    >>> components({"a": ["b"], "b": ["a"], "c": []})
    [['a', 'b'], ['c']]
    """
    neighbours: dict[str, set[str]] = defaultdict(set)
    for node, others in links.items():
        neighbours[node].update(others)
        for other in others:
            neighbours[other].add(node)
    found, seen = [], set()
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
