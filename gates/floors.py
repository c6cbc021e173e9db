"""Floors and ceilings: what a gate says of figures that are not held."""

import sys
from collections.abc import Mapping, Sequence

Bounds = Mapping[str, Mapping[str, float]]
"""`floors` and `ceilings`, each by the name of a figure; either may be absent."""


def missed(bounds: Bounds, reached: Mapping[str, float]) -> list[str]:
    """Name the figures that are under their floor or over their ceiling.

    Raises `KeyError` for a bound on a figure that there is not: a misspelt one would hold always.
    Only the count of false finds of a kind may be absent, where there are none.

    >>> missed({"floors": {"f1": 0.4}, "ceilings": {"x_false_form": 2}}, {"f1": 0.3})
    ['f1: 0.3 is under its floor of 0.4']
    """
    under = [
        f"{name}: {round(reached[name], 4)} is under its floor of {floor}"
        for name, floor in bounds.get("floors", {}).items()
        if reached[name] < floor
    ]
    over = [
        f"{name}: {round(value, 4)} is over its ceiling of {ceiling}"
        for name, ceiling in bounds.get("ceilings", {}).items()
        if (value := _counted(name, reached)) > ceiling
    ]
    return under + over


def _counted(name: str, reached: Mapping[str, float]) -> float:
    return reached.get(name, 0) if "_false_" in name else reached[name]


def verdict(faults: Sequence[str]) -> int:
    """Print what is not held; give the exit code, 1 where anything is."""
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0
