"""The stages of an incident as a step line: time runs to the right, what is established goes up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, get_args

from vedette.desk import Account, Climb, Status

ORDER: Final[tuple[str, ...]] = get_args(Status)
WIDTH: Final = 1000
"""Units of the drawing from the first report to the last; a page stretches it as it likes."""
HEIGHT: Final = 100
MARGIN: Final = 12
"""Units at either end, so that nothing is cut off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """A step line, ready to draw in `WIDTH` by as many times `HEIGHT` as there are lanes.

    `lanes` are the stages from the top down, `levels` how far down each runs, `path` is SVG's,
    `dots` are where a stage changed, `ticks` and `faint` where reports and copies of them appeared.
    """

    lanes: tuple[str, ...]
    levels: tuple[float, ...]
    path: str
    dots: tuple[tuple[float, float], ...]
    ticks: tuple[float, ...]
    faint: tuple[float, ...]
    first: datetime
    last: datetime
    width: int
    height: int


def ladder(climbs: Sequence[Climb], accounts: Sequence[Account]) -> Ladder | None:
    """Draw the stages of an incident; None where nothing changed and nobody followed."""
    when = [account.head.at for account in accounts]
    if not climbs or not when or min(when) == max(when):
        return None
    first, last = min(when), max(when)
    lanes = tuple(sorted({climb.step.status for climb in climbs}, key=_place))
    there = {account.head.article for account in accounts}
    levels = tuple((n + 0.5) * HEIGHT for n in range(len(lanes)))
    dots = tuple(
        (across(climb.step.at, first, last), levels[lanes.index(climb.step.status)])
        for climb in climbs
    )
    return Ladder(
        lanes=lanes,
        levels=levels,
        path=stairs(dots),
        dots=dots,
        ticks=_ticks([a for a in accounts if a.head.origin not in there], first, last),
        faint=_ticks([a for a in accounts if a.head.origin in there], first, last),
        first=first,
        last=last,
        width=WIDTH,
        height=len(lanes) * HEIGHT,
    )


def _place(status: str) -> tuple[int, str]:
    return (ORDER.index(status) if status in ORDER else len(ORDER)), status


def across(moment: datetime, first: datetime, last: datetime) -> float:
    """Give how far to the right a moment stands in a drawing from `first` to `last`."""
    share = (moment - first) / (last - first)
    return round(MARGIN + share * (WIDTH - 2 * MARGIN), 1)


def stairs(dots: Sequence[tuple[float, float]], end: float = WIDTH - MARGIN) -> str:
    """Draw a line that keeps its height until the next dot, and after the last till the end."""
    x, y = dots[0]
    return "".join([f"M{x:g} {y:g}", *(f"H{x:g}V{y:g}" for x, y in dots[1:]), f"H{end:g}"])


def _ticks(accounts: Sequence[Account], first: datetime, last: datetime) -> tuple[float, ...]:
    return tuple(dict.fromkeys(across(account.head.at, first, last) for account in accounts))
