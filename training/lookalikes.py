"""Words that look like the anchor of a finding and are none.

Most words of an article are nowhere near an anchor, and to tell those apart teaches little. What is
hard is "attack" where no attack is meant. Every word that often stands in anchors is looked for
outside of them, and the network learns to say of such words that they are no anchor.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from training.corpus import Marked
from vedette.code.tagger.labels import TYPES

FEWEST = 3
"""Articles in which a word stands in an anchor, or it is a slip of one writer."""
SHARE = 0.4
"""Of all places of a word so many are in anchors, or it is too common to be mistaken."""
Words = Mapping[str, frozenset[str]]
Run = tuple[int, int]


def telling(articles: Sequence[Marked]) -> Words:
    """Give for each type the words that often stand in its anchors."""
    seen: Counter[str] = Counter()
    inside: dict[str, Counter[str]] = {type_: Counter() for type_ in TYPES}
    spread: dict[str, Counter[str]] = {type_: Counter() for type_ in TYPES}
    for marked in articles:
        spelt = marked.spelt()
        seen.update(spelt)
        for type_, places in _taken(marked).items():
            inside[type_].update(spelt[place] for place in places)
            spread[type_].update({spelt[place] for place in places})
    return {
        type_: frozenset(
            word
            for word, count in counted.items()
            if spread[type_][word] >= FEWEST and count >= SHARE * seen[word] and word.isalpha()
        )
        for type_, counted in inside.items()
    }


def with_lookalikes(marked: Marked, known: Words) -> Marked:
    """Add to an article what looks like an anchor of a taught type and touches none."""
    return replace(marked, alike=(*marked.alike, *_looks(marked, known)))


def with_left(marked: Marked, known: Words) -> Marked:
    """Leave open what looks so: for a report in which not every anchor is marked."""
    return replace(marked, left=tuple(_looks(marked, known)))


def _looks(marked: Marked, known: Words) -> Iterator[tuple[int, int, str]]:
    spelt, taken = marked.spelt(), _taken(marked)
    for type_ in sorted(marked.taught):
        had = taken[type_].union(*(range(a, b) for a, b, of in marked.alike if of == type_))
        looks = (n for n, word in enumerate(spelt) if word in known[type_])
        yield from ((*run, type_) for run in _runs(looks) if had.isdisjoint(range(*run)))


def _taken(marked: Marked) -> dict[str, set[int]]:
    """Give the words in anchors by type, those that the gold leaves open too."""
    taken: dict[str, set[int]] = {type_: set() for type_ in TYPES}
    for finding in marked.gold.findings:
        for anchor in finding.anchor:
            taken[finding.type].update(marked.touched(anchor))
    return taken


def _runs(places: Iterable[int]) -> Iterator[Run]:
    """Join neighbouring places.

    >>> list(_runs([1, 2, 5]))
    [(1, 3), (5, 6)]
    """
    start, end = -1, -1
    for place in places:
        if place != end:
            if end > start:
                yield start, end
            start = place
        end = place + 1
    if end > start:
        yield start, end
