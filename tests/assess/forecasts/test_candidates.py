"""Incidents laid out for forecasts: the same answers as comparing all of them, by fewer looks."""

import random
from datetime import date, timedelta

import pytest

from vedette.assess.forecasts.candidates import Candidates
from vedette.assess.forecasts.deciders import Happened, Matter, deciders
from vedette.records import Interval

STEMS = {"railwa": 0.7, "cable": 0.3, "drone": 0.3, "sabota": 0.8, "bridge": 0.5, "narva": 1.0}
NAMES = ("PL", "EE", "RU", "narva", "lublin")
WORDS = ("another act of sabotage", "a drone over the border", "the talks to go on", "")


def some(rng, of, most=3):
    """A few of them, perhaps none."""
    return frozenset(rng.sample(sorted(of), rng.randint(0, most)))


def period(rng):
    """Up to two weeks of a spring."""
    first = date(2026, 3, 1) + timedelta(days=rng.randint(0, 60))
    return Interval(first, first + timedelta(days=rng.randint(0, 14)))


def happened(rng, n):
    """An incident of any kind, anywhere."""
    return Happened(
        id=f"i{n:03}",
        kind=rng.choice(("sabotage", "drone_incursion", "arson")),
        days=period(rng),
        place=some(rng, NAMES, 1),
        country=rng.choice(("PL", "EE", "")),
        accused=some(rng, NAMES, 1),
        words={cut: STEMS[cut] for cut in some(rng, STEMS)},
    )


def matter(rng):
    """Anything foretold."""
    content = {cut: STEMS[cut] for cut in some(rng, STEMS)}
    return Matter(
        words=rng.choice(WORDS), content=content, names=some(rng, NAMES, 2), days=period(rng)
    )


@pytest.mark.parametrize("seed", range(4))
def test_few_are_compared_and_the_answer_is_that_of_all(seed):
    """Whatever is foretold, in whatever order things happened."""
    rng = random.Random(seed)
    listed = [happened(rng, n) for n in range(120)]
    laid = Candidates(listed)
    found = 0
    for _ in range(150):
        asked = matter(rng)
        told = deciders(asked, listed)
        assert laid.deciders(asked) == told
        assert laid.count(asked) == len(told)
        found += bool(told)
    assert 15 < found < 150


def test_nothing_decides_where_nothing_happened():
    """Nor does anything break."""
    laid = Candidates([])
    assert laid.deciders(matter(random.Random(1))) == ()
