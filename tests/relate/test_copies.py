"""Copies: laws of the index and of origins."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vedette.relate.copies import WINDOW, Index, origins
from vedette.relate.postings import Postings

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NAMES = [f"{a}o{b}a{c}" for a in "BDFGK" for b in "lm" for c in "nrst"]
PARTS = [" ".join(NAMES[at : at + 8]) + "." for at in range(0, 40, 8)]
TEXTS = [" ".join(PARTS), " ".join(PARTS[:4]), " ".join(PARTS[2:]), "Nothing of it.", PARTS[0]]


def linked(order: list[int]) -> dict[str, set[str]]:
    """Take texts into an index in some order; give whom each is alike to."""
    index = Index()
    links: dict[str, set[str]] = {str(n): set() for n in order}
    for n in order:
        found = index.add(str(n), f"s{n}", TEXTS[n], NOON + timedelta(hours=n))
        for other in found:
            links[str(n)].add(other)
            links[other].add(str(n))
    return links


@given(order=st.permutations(range(len(TEXTS))))
def test_the_order_of_arrival_does_not_matter(order):
    """Links and origins are the same in whatever order articles come."""
    at = {str(n): NOON + timedelta(hours=n) for n in order}
    assert linked(order) == linked(sorted(order))
    assert origins(linked(order), at) == origins(linked(sorted(order)), at)


def test_a_copy_comes_within_the_window():
    """What returns after a month is no copy."""
    index = Index()
    index.add("a", "one", TEXTS[0], NOON)
    assert index.add("b", "two", TEXTS[0], NOON + WINDOW) == {"a": 1.0}
    assert index.add("c", "three", TEXTS[0], NOON + 3 * WINDOW) == {}


@given(
    keys=st.lists(st.lists(st.integers(0, 2**63 - 1), unique=True, max_size=30), max_size=80),
)
def test_postings_forget_nothing(keys):
    """Every article is found by each of its keys, however often the table has grown."""
    postings = Postings()
    for article, held in enumerate(keys):
        postings.add(article, held)
    for article, held in enumerate(keys):
        for key in held:
            assert article in set(postings.find([key]))
