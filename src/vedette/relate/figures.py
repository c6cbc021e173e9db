"""What a report counts, read once when it is asked for: things, people, numbers against others."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from vedette.relate.contrasts import Contrast, contrasts
from vedette.relate.numerals import TOLLS, casualties
from vedette.relate.reckoning import Reckoned, reckoned


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a report, of title and text together, each in its order.

    `tolls` has the first number of people killed and injured that it tells, `reckoned` all numbers
    that may count something.
    """

    tolls: Mapping[str, int]
    reckoned: tuple[Reckoned, ...]
    contrasts: tuple[Contrast, ...]


@lru_cache(maxsize=2048)
def figures(title: str, text: str) -> Figures:
    """Read the figures of a report; those of the last reports are remembered.

    >>> [one.value for one in figures("Port shut", "Nine drones were over it, not five.").reckoned]
    [9, 5]
    """
    whole = f"{title}. {text}"
    return Figures(
        tolls={name: found[0][0] for name in TOLLS if (found := list(casualties(whole, name)))},
        reckoned=reckoned(whole, len(title) + 2),
        contrasts=tuple(contrasts(whole)),
    )
