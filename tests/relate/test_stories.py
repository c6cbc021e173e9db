"""Comparisons in memory: those of a part are asked for again, and the others hold no report."""

import gc
import weakref

from tests.relate.making import report, signed

from vedette.relate.stories import Comparisons


def pair(n):
    """Two reports that have nothing to do with each other."""
    return signed(report(f"a{n}", f"A cable broke off {n}.")), signed(report(f"b{n}", "Rain fell."))


def test_what_is_not_worth_linking_holds_no_report():
    """A day brings a hundred such comparisons for each report."""
    kept = Comparisons(10)
    one, other = pair(1)
    seen = weakref.ref(one)
    low = kept.of(one, other, worth=0.0)
    assert low < 0.0
    del one
    gc.collect()
    assert seen() is None


def test_a_part_remembers_the_last_of_its_pairs():
    """Whichever report is named first; room is made by what was asked for longest ago."""
    kept = Comparisons(2)
    pairs = [pair(n) for n in range(3)]
    seen = [weakref.ref(one) for one, _ in pairs]
    odds = [kept.of(*both) for both in pairs[:2]]
    assert kept.of(*reversed(pairs[0])) == odds[0]
    kept.of(*pairs[2])
    del pairs
    gc.collect()
    assert [one() is None for one in seen] == [False, True, False]
