"""Signatures in memory: the last ones, and none twice while somebody has it."""

import gc

from tests.relate.making import report, signed

from vedette.ledger.signing import Remembered


class Making:
    """Makes signatures by name, and counts them."""

    def __init__(self, most):
        self.kept, self.made = Remembered(most), []

    def get(self, name):
        """Ask for one."""
        return self.kept.get(name, lambda: self._make(name))

    def _make(self, name):
        self.made.append(name)
        return signed(report(name, f"Report {name} tells of a cable."))


def test_what_is_asked_for_again_stays():
    """Room is made by whoever was asked for longest ago, not by whoever came first."""
    making = Making(2)
    for name in "abaca":
        making.get(name)
    gc.collect()
    making.get("a")
    assert making.made == ["a", "b", "c"]
    making.get("b")
    assert making.made == ["a", "b", "c", "b"]


def test_what_somebody_still_has_is_not_made_twice():
    """One that was dropped and is in use is the same one; once nobody has it, it is gone."""
    making = Making(1)
    held = making.get("a")
    making.get("b")
    assert making.get("a") is held
    del held
    making.get("b")
    gc.collect()
    making.get("a")
    assert making.made == ["a", "b", "b", "a"]
