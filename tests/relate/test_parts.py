"""Parts of what is linked: what is large falls apart by closer links, wherever one looks first."""

import itertools
import random

from hypothesis import given
from hypothesis import strategies as st

from vedette.relate.odds import MOST
from vedette.relate.parts import LEVELS, around, parts

NAMES = [f"{n:02}" for n in range(24)]
PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda p: p[0] < p[1])
ODDS = st.sampled_from([0.0, 0.2, 0.5, 0.7, 1.0, 3.3, 7.5, 7.9, MOST])
LINKED = st.dictionaries(PAIRS, ODDS, max_size=60)


def by_hand(names, linked, largest, levels=LEVELS):
    """Parts as they are said to be: components, and of large ones those of the next level."""
    level, *closer = levels
    left, found = set(names), []
    while left:
        part = {min(left)}
        while (
            more := {
                name
                for pair, odds in linked.items()
                if odds > level and part & {*pair} and left.issuperset(pair)
                for name in pair
            }
            - part
        ):
            part |= more
        left -= part
        small = len(part) <= largest or not closer
        found += [sorted(part)] if small else by_hand(part, linked, largest, closer)
    return sorted(found)


@given(linked=LINKED, largest=st.integers(1, 9))
def test_what_is_large_falls_apart_by_closer_links(linked, largest):
    """As they are found by looking around each article, so they are by their definition."""
    assert parts(NAMES, linked, largest) == by_hand(NAMES, linked, largest)


@given(linked=LINKED, largest=st.integers(1, 9), start=st.sets(st.sampled_from(NAMES), min_size=1))
def test_a_part_is_found_from_any_article_in_it(linked, largest, start):
    """Looked up from a few articles, their parts are those that all of them have."""
    near = {name: {} for name in NAMES}
    for (one, other), odds in linked.items():
        near[one][other] = near[other][one] = odds
    found = {part.articles for part in around(start, lambda _: near, largest)}
    whole = {tuple(part) for part in parts(NAMES, linked, largest)}
    assert found == {part for part in whole if start & set(part)}


def test_copies_stay_together_however_many():
    """Nothing is closer than a copy: no level takes them apart."""
    names = [f"{n:03}" for n in range(30)]
    linked = dict.fromkeys(itertools.pairwise(names), MOST)
    assert parts(names, linked, 4) == [names]


def test_a_look_ends_where_a_part_is_too_large():
    """In a ledger of thousands that chance links no more than a few hundred are looked at."""
    chance, asked = random.Random(1), set()
    names = [str(n) for n in range(5000)]
    near = {name: {} for name in names}
    for _ in range(15_000):
        one, other = chance.sample(names, 2)
        near[one][other] = near[other][one] = 0.3

    def look(some):
        asked.update(some)
        return near

    assert [part.articles for part in around(["7"], look)] == [("7",)]
    assert len(asked) < 200
