"""Postures of a state as lines: its level of alert in steps, the other changes in lanes below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from vedette.desk import LANES, ChangeLine, CountryTrack, Lane
from vedette.web.ladder import MARGIN, WIDTH, stairs

RUNG: Final = 26
"""Units from one level of alert to the next."""
LANE: Final = 34
"""Units of a lane."""
UP: Final = frozenset({"raise", "deploy", "close"})
"""Directions whose mark points up; those of `DOWN` point down, the rest are dots."""
DOWN: Final = frozenset({"lower", "withdraw", "open"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A change in a lane: where it stands, which way it points, whether it is to come."""

    x: float
    y: float
    sign: str
    ahead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A state's postures, ready to draw in `width` by `height`.

    `climb` is the step line of alerts, empty where there are none; `dots` are its steps and `rungs`
    how far down each level runs, with `names` of the highest and lowest. `lanes` has the others
    with how far down each runs. `today` is where the present day stands, None where nothing is to
    come.
    """

    climb: str
    dots: tuple[tuple[float, float], ...]
    rungs: tuple[float, ...]
    names: tuple[tuple[str, float], ...]
    lanes: tuple[tuple[Lane, float], ...]
    marks: tuple[Mark, ...]
    today: float | None
    width: int
    height: int


def drawn(track: CountryTrack, since: date, until: date, today: date) -> Drawn:
    """Draw a state's postures from a day to another; the line ends where the present does."""
    alerts = [one for one in track.lines if one.change.height is not None]
    heights = [one.change.height or 0 for one in alerts]
    heights += [track.before] if track.before is not None and alerts else []
    low, high = min(heights, default=0), max(heights, default=0)
    top = (high - low + 1) * RUNG if alerts else 0

    def at(day: date) -> float:
        share = (day - since).days / max(1, (until - since).days)
        return round(MARGIN + min(1.0, max(0.0, share)) * (WIDTH - 2 * MARGIN), 1)

    def down(height: int) -> float:
        return (high - height + 0.5) * RUNG

    rest = [one for one in track.lines if one.change.height is None]
    others = tuple(lane for lane in LANES if any(one.change.lane == lane for one in rest))
    lanes = {lane: top + (n + 0.5) * LANE for n, lane in enumerate(others)}
    dots = tuple((at(one.change.day), down(one.change.height or 0)) for one in alerts)
    begun = [dot for one, dot in zip(alerts, dots, strict=True) if one.change.day <= today]
    if track.before is not None and alerts:
        begun = [(float(MARGIN), down(track.before)), *begun]
    ends = dict.fromkeys((high, low)) if alerts else ()
    return Drawn(
        climb=stairs(begun, at(min(today, until))) if begun else "",
        dots=dots,
        rungs=tuple(down(height) for height in range(low, high + 1)) if alerts else (),
        names=tuple((_name(alerts, height), down(height)) for height in ends),
        lanes=tuple(lanes.items()),
        marks=tuple(_mark(one, at(one.change.day), lanes, today) for one in rest),
        today=at(today) if until > today else None,
        width=WIDTH,
        height=int(top + LANE * len(others)),
    )


def _name(alerts: Sequence[ChangeLine], height: int) -> str:
    """Name a level: as words did, else by how far it is above or below the first known."""
    told = (
        one.change.named.name for one in alerts if one.change.height == height and one.change.named
    )
    return next(told, f"{height:+d}" if height else "0")


def _mark(one: ChangeLine, x: float, lanes: Mapping[Lane, float], today: date) -> Mark:
    way = one.change.direction
    sign = "up" if way in UP else "down" if way in DOWN else "dot"
    return Mark(x=x, y=lanes[one.change.lane], sign=sign, ahead=one.change.day > today)
