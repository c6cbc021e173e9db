"""Stories: reports on one affair, put together.

Every two reports that share a rare word are compared (`likeness`), those that are likely enough to
belong together form components, and each component is cut into stories by average linkage. Nothing
of it depends on the order in which the reports came: a story is what its reports make it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from vedette.relate import likeness
from vedette.relate.clusters import clusters, table
from vedette.relate.copies import components
from vedette.relate.odds import MOST, odds
from vedette.relate.signatures import Signature

Pair = tuple[str, str]
KEPT: Final = -5.0
"""Odds under which a pair is not kept; it counts as this much."""


def compare(one: Signature, other: Signature, *, copies: bool) -> float:
    """Give the odds that two reports belong to one story; copies of one text do."""
    return MOST if copies else odds("story").sum(likeness.signs(one, other))


def candidates(signatures: Iterable[Signature]) -> Iterator[tuple[Signature, Signature]]:
    """Give the pairs of reports worth comparing: all that share a name or a rare word."""
    listed = sorted(signatures, key=lambda s: (s.at, s.article))
    holders: dict[str, list[int]] = defaultdict(list)
    for n, signature in enumerate(listed):
        near = {m for cut in keys(signature) for m in holders[cut]}
        for m in sorted(near):
            yield listed[m], signature
        for cut in keys(signature):
            holders[cut].append(n)


KEYS: Final = 24
"""Stems by which a report is looked up: the heaviest of its vector."""


def keys(signature: Signature) -> list[str]:
    """Give the stems by which a report is found again, the heaviest first."""
    heavy = sorted(signature.vector.items(), key=lambda held: (-held[1], held[0]))
    return [cut for cut, _ in heavy[:KEYS]]


def pairs_of(
    signatures: Sequence[Signature], origins: Mapping[str, str]
) -> dict[Pair, float]:
    """Compare all candidates; give the odds of each pair that is kept, by their sorted ids."""
    kept = {}
    for one, other in combinations(signatures, 2):
        copied = _origin(one, origins) == _origin(other, origins)
        held = compare(one, other, copies=copied)
        if held > KEPT:
            kept[_pair(one.article, other.article)] = held
    return kept


def _origin(signature: Signature, origins: Mapping[str, str]) -> str:
    return origins.get(signature.article, signature.article)


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def stories(articles: Sequence[str], pairs: Mapping[Pair, float]) -> list[list[str]]:
    """Cut reports into stories; `articles` in order of appearance, which each story keeps."""
    order = {article: n for n, article in enumerate(articles)}
    links: dict[str, list[str]] = {article: [] for article in articles}
    for one, other in pairs:
        links[one].append(other)
    found = []
    for component in components(links):
        members = sorted(component, key=order.__getitem__)
        at = {article: n for n, article in enumerate(members)}
        inside = [
            (at[one], at[other], held)
            for (one, other), held in pairs.items()
            if one in at and other in at
        ]
        grouped = clusters(table(len(members), inside, KEPT), odds("story").least)
        found += [[members[n] for n in group] for group in grouped]
    return sorted(found, key=lambda story: order[story[0]])
