"""What a report counts, read once when it is asked for: things, people, numbers against others."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from vedette.relate.contrasts import Contrast, contrasts
from vedette.relate.numerals import TOLLS, casualties, counts, numbers


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a report, of title and text together, each in its order.

    `tolls` has the first number of people killed and injured that it tells, `things` the stems of
    what it counts with their numbers, `numbers` all that may count something.
    """

    tolls: Mapping[str, int]
    things: tuple[tuple[str, int], ...]
    numbers: frozenset[int]
    contrasts: tuple[Contrast, ...]


@lru_cache(maxsize=2048)
def figures(title: str, text: str) -> Figures:
    """Read the figures of a report; those of the last reports are remembered.

    >>> figures("Port shut", "Nine drones were over the port, not five.").things
    (('drones', 9),)
    """
    whole = f"{title}. {text}"
    return Figures(
        tolls={name: found[0][0] for name in TOLLS if (found := list(casualties(whole, name)))},
        things=tuple((thing, n) for thing, n, _ in counts(whole)),
        numbers=frozenset(one.value for one in numbers(whole)),
        contrasts=tuple(contrasts(whole)),
    )
