"""How factual a predicate is: classes of MEANTIME and of the factuality scale.

MEANTIME marks an event's certainty, polarity and time. What a reader must not take as having
happened is what is not `plain`; it is future, or not certain, or negated, looked at in the order
negated, uncertain, future. Events without marks (verbs of reporting, generic ones) are plain here:
nobody is misled by them. On the scale from -3 to 3, three classes meet at -1 and 1.
"""

from collections.abc import Mapping, Sequence
from typing import Any

STATUSES = ("plain", "future", "uncertain", "negated")
_MARKS: Mapping[str, tuple[str, str, str]] = {
    "plain": ("CERTAIN", "POS", "NON_FUTURE"),
    "future": ("CERTAIN", "POS", "FUTURE"),
    "uncertain": ("POSSIBLE", "POS", "FUTURE"),
    "negated": ("CERTAIN", "NEG", "NON_FUTURE"),
}
CLASSES = ("negative", "open", "positive")
_BOUNDS = ((-3.0, -1.0), (-0.99, 0.99), (1.0, 3.0))


def status_of(event: Mapping[str, Any]) -> str:
    """Give the status of an event of MEANTIME.

    >>> status_of({"certainty": "POSSIBLE", "polarity": "POS", "time": "FUTURE"})
    'uncertain'
    """
    if not event.get("certainty"):
        return "plain"
    if event.get("polarity") == "NEG":
        return "negated"
    if event["certainty"] != "CERTAIN":
        return "uncertain"
    return "plain" if event.get("time") == "NON_FUTURE" else "future"


def marks_of(status: str) -> dict[str, str]:
    """Give the marks of a status, each as most events of that status have it."""
    return dict(zip(("certainty", "polarity", "time"), _MARKS[status], strict=True))


def told(chances: Sequence[float], threshold: float) -> str:
    """Choose a status: plain, unless the others together have `threshold`.

    >>> told([0.6, 0.3, 0.05, 0.05], 0.35)
    'future'
    """
    if 1 - chances[0] <= threshold:
        return STATUSES[0]
    return STATUSES[max(range(1, len(chances)), key=lambda number: chances[number])]


def class_of(value: float) -> int:
    """Give the number of a value's class.

    >>> [CLASSES[class_of(value)] for value in (-3, -1, 0.9, 1)]
    ['negative', 'negative', 'open', 'positive']
    """
    return 1 + (value >= 1) - (value <= -1)


def value_of(class_: int, value: float) -> float:
    """Give the value nearest to one that was told that lies in a class."""
    low, high = _BOUNDS[class_]
    return min(high, max(low, value))
