"""How likely a finding is right, in the sense that its type asks for.

An incident is right when it is there and of that kind; an attribution when it is there and names
the right accuser and the right accused; any other when it is there. A logistic curve over the
network's own chances, fitted on articles held out of training (Platt 1999), turns them into that.
"""

import math
from collections.abc import Mapping, Sequence

_WEIGHED: Mapping[str, tuple[str, ...]] = {
    "incident": ("kind", "status"),
    "attribution": ("accuser", "accused", "firmness"),
    "denial": ("denier", "state"),
    "statement": ("speaker", "content"),
    "pledge": ("promisor", "act"),
    "forecast": ("event", "modality"),
    "call": ("action",),
    "posture": ("change", "direction"),
}
"""Fields whose chances tell something about the whole, by type."""
_ABSENT = 0.02
_EDGE = 0.001


def evidence(
    type_: str, chance: float, chances: Mapping[str, float], scope: float
) -> tuple[float, ...]:
    """Give what the curve weighs: log-odds of anchor, scope and the telling fields."""
    told = [chances.get(name, _ABSENT) for name in _WEIGHED[type_]]
    return tuple(_odds(share) for share in (chance, scope, *told))


def confidence(told: Sequence[float], curve: Sequence[float]) -> float:
    """Give the chance, in hundredths from 0.01 to 0.99, that a finding with this evidence is right.

    `curve` is a bias and a weight for each piece of evidence.
    """
    bias, *weights = curve
    odds = bias + sum(weight * x for weight, x in zip(weights, told, strict=True))
    return min(max(round(1 / (1 + math.exp(-odds)), 2), 0.01), 0.99)


def _odds(share: float) -> float:
    share = min(max(share, _EDGE), 1 - _EDGE)
    return math.log(share / (1 - share))
