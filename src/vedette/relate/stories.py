"""Stories: reports on one affair, put together.

Two reports that share enough rare words or names (`glances`) are compared (`affinity`; `abroad` in
two languages); those that are likely to belong together are linked, and what is linked forms parts
(`parts`). Within a part every two reports are compared, and average linkage cuts it into stories.
Nothing of it depends on the order in which the reports came: a story is what its reports make it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations
from typing import Final
from weakref import ref

from vedette.relate import abroad, affinity, glances
from vedette.relate.clusters import clusters, table
from vedette.relate.odds import MOST, Odds, odds
from vedette.relate.parts import Pair
from vedette.relate.recalled import Recalled
from vedette.relate.signatures import Signature

LINKED: Final = 0.0
"""Odds from which two reports are linked. At -1 stories are hardly better and parts twice as large;
at 1 follow-ups after weeks are lost."""
LINKED_ABROAD: Final = -1.0
"""The same in two languages. On two sets of incidents told in three, each judged by weights that
had not seen it, with all that is linked so found, stories come to 0.78 and 0.78 from -0.5 on, to
0.81 and 0.77 from here, to 0.81 and 0.72 from -1.5."""
SPAN: Final = timedelta(days=400)
"""Longest time between two reports that are compared: a verdict comes a year after the charge."""
REMEMBERED: Final = 12_000
"""Comparisons kept in memory: all of one of the largest parts."""


def compared(one: Signature, other: Signature, weights: Odds | None = None) -> float:
    """Give the odds that two reports, which are no copies, belong to one story."""
    if weights:
        return weights.sum(affinity.signs(one, other))
    return _ODDS.of(one, other, least(one, other))


class Comparisons:
    """The odds of two reports, and in memory the last of those that are asked for again.

    With each new report of an affair all pairs of its part are. Most that are compared are of no
    part together: those are not remembered. No report stays in memory for its comparisons: they are
    known by references that do not hold it, and go in their turn.
    """

    def __init__(self, most: int) -> None:
        self._last = Recalled[tuple[ref[Signature], ref[Signature]], float](most)

    def of(self, one: Signature, other: Signature, worth: float = -MOST) -> float:
        """Give the odds of two, whichever comes first; new ones are kept from so much on."""
        both = (one, other) if one.article < other.article else (other, one)
        name = (ref(both[0]), ref(both[1]))
        found = self._last.find(name)
        if found is None:
            found = _compared(*both)
            if found >= worth:
                self._last.keep(name, found)
        return found


_ODDS = Comparisons(REMEMBERED)


def _compared(one: Signature, other: Signature) -> float:
    if one.language == other.language:
        return odds("story").sum(affinity.signs(one, other))
    return odds("abroad").sum(abroad.signs(one, other))


def least(one: Signature, other: Signature) -> float:
    """Give the odds from which two reports are linked."""
    return LINKED if one.language == other.language else LINKED_ABROAD


def pair(one: str, other: str) -> Pair:
    """Name a pair of articles, whichever comes first."""
    return (one, other) if one < other else (other, one)


def worth_comparing(
    signatures: Iterable[Signature],
) -> Iterator[tuple[Signature, Signature]]:
    """Give every two reports that are worth comparing and not too far apart."""
    for one, other in glances.candidates(signatures):
        if abs(one.at - other.at) <= SPAN:
            yield one, other


def links(signatures: Sequence[Signature], origins: Mapping[str, str]) -> dict[Pair, float]:
    """Link reports that likely belong together, and copies of one text; give the odds of each."""
    linked = {
        pair(article, origin): MOST for article, origin in origins.items() if article != origin
    }
    for one, other in worth_comparing(signatures):
        name = pair(one.article, other.article)
        if name not in linked and (held := compared(one, other)) >= least(one, other):
            linked[name] = held
    return linked


def all_pairs(
    signatures: Sequence[Signature], origins: Mapping[str, str], weights: Odds | None = None
) -> dict[Pair, float]:
    """Compare every two reports of a part; copies of one text are of one story."""
    return {
        pair(one.article, other.article): MOST
        if _origin(one, origins) == _origin(other, origins)
        else _within(one, other, weights)
        for one, other in combinations(signatures, 2)
    }


def _within(one: Signature, other: Signature, weights: Odds | None) -> float:
    return compared(one, other, weights) if weights else _ODDS.of(one, other)


def _origin(signature: Signature, origins: Mapping[str, str]) -> str:
    return origins.get(signature.article, signature.article)


def stories(
    articles: Sequence[str], pairs: Mapping[Pair, float], weights: Odds | None = None
) -> list[list[str]]:
    """Cut a part into stories; `articles` in order of appearance, which each story keeps."""
    at = {article: n for n, article in enumerate(articles)}
    listed = [(at[one], at[other], held) for (one, other), held in pairs.items()]
    grouped = clusters(table(len(articles), listed, -MOST), (weights or odds("story")).least)
    return [[articles[n] for n in group] for group in grouped]
