"""Comparisons in memory: those of a part are asked for again, and none holds a report."""

import gc
import weakref

from tests.relate.making import report, signed

from vedette.relate import affinity
from vedette.relate.stories import Comparisons


def pair(n):
    """Two reports that have nothing to do with each other."""
    return signed(report(f"a{n}", f"A cable broke off {n}.")), signed(report(f"b{n}", "Rain fell."))


def counted(monkeypatch):
    """List the reports that are really compared."""
    seen, signs = [], affinity.signs
    monkeypatch.setattr(affinity, "signs", lambda *two: seen.append(two) or signs(*two))
    return seen


def test_no_comparison_holds_a_report():
    """A day brings a hundred for each report, and an affair asks for its own again."""
    kept = Comparisons(10)
    one, other = pair(1)
    gone = weakref.ref(one)
    kept.of(one, other)
    del one
    gc.collect()
    assert gone() is None


def test_what_is_not_worth_linking_is_not_remembered(monkeypatch):
    """Most that are compared are of no part together."""
    kept, seen = Comparisons(10), counted(monkeypatch)
    both = pair(1)
    assert kept.of(*both, worth=0.0) == kept.of(*both, worth=0.0) < 0.0
    assert len(seen) == 2


def test_a_part_remembers_the_last_of_its_pairs(monkeypatch):
    """Whichever report is named first; room is made by what was asked for longest ago."""
    kept, pairs = Comparisons(2), [pair(n) for n in range(3)]
    odds = [kept.of(*both) for both in pairs[:2]]
    seen = counted(monkeypatch)
    assert kept.of(*reversed(pairs[0])) == odds[0]
    assert not seen
    kept.of(*pairs[2])
    kept.of(*pairs[0])
    assert len(seen) == 1
    kept.of(*pairs[1])
    assert len(seen) == 2
