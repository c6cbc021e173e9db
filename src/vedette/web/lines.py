"""Pledges as lines: the steps of a standing, and official figures against the path."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from vedette.desk import Course, Moved, PledgeSheet, Stand
from vedette.web.ladder import HEIGHT, MARGIN, WIDTH, across, stairs

LANES: Final[tuple[Stand, ...]] = (
    "kept", "on course", "open", "behind", "revised", "lapsed", "broken",
)  # fmt: skip
"""From the top of the step line down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """How the standing changed, ready to draw; `ticks` are where reports appeared."""

    lanes: tuple[Stand, ...]
    levels: tuple[float, ...]
    path: str
    dots: tuple[tuple[float, float], ...]
    ticks: tuple[float, ...]
    first: datetime
    last: datetime
    width: int
    height: int


def steps(sheet: PledgeSheet) -> Steps | None:
    """Draw the changes of a standing; None where nothing changed and nobody followed."""
    when = [one.turn.at for one in sheet.turns]
    when += [one.told.head.at for one in sheet.reports]
    if min(when) == max(when):
        return None
    first, last = min(when), max(when)
    lanes = tuple(sorted({one.turn.standing for one in sheet.turns}, key=LANES.index))
    levels = tuple((n + 0.5) * HEIGHT for n in range(len(lanes)))
    dots = tuple(_dot(one, lanes, levels, first, last) for one in sheet.turns)
    seen = (across(one.told.head.at, first, last) for one in sheet.reports)
    return Steps(
        lanes=lanes,
        levels=levels,
        path=stairs(dots),
        dots=dots,
        ticks=tuple(dict.fromkeys(seen)),
        first=first,
        last=last,
        width=WIDTH,
        height=len(lanes) * HEIGHT,
    )


def _dot(
    one: Moved, lanes: Sequence[Stand], levels: Sequence[float], first: datetime, last: datetime
) -> tuple[float, float]:
    return across(one.turn.at, first, last), levels[lanes.index(one.turn.standing)]


# ── figures against the path ────────────────────────────────────────────────────────────────────

TALL: Final = 240
"""Pixels of a chart on the page; its width is the page's."""
DEEP: Final = 300
"""Units from top to bottom of the drawing."""
At = Callable[[int, float], tuple[float, float]]
"""Where a year's value stands in a drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Figures against the path, ready to draw in `width` by `height`.

    `solid` joins the figures, `dashed` those that are estimates, `needed` is the path. `dots` and
    `rings` are figures and estimates. `marks` are the values at the side, with how far down each is
    in a drawing of `TALL` pixels.
    """

    solid: str
    dashed: str
    needed: str
    dots: tuple[tuple[float, float], ...]
    rings: tuple[tuple[float, float], ...]
    lines: tuple[float, ...]
    marks: tuple[tuple[str, float], ...]
    first: int
    last: int
    width: int = WIDTH
    height: int = DEEP


def chart(one: Course) -> Chart:
    """Draw the figures of one state or body, and the path to the level that is due."""
    first, last = one.figures[0].year, max(one.due, one.newest.year)
    top = max(one.level, *(figure.value for figure in one.figures)) * 1.12

    def at(year: int, value: float) -> tuple[float, float]:
        x = MARGIN + (year - first) / max(1, last - first) * (WIDTH - 2 * MARGIN)
        return round(x, 1), round(DEEP * (1 - value / top), 1)

    begins = next(figure.value for figure in one.figures if figure.year == one.start)
    path = [at(one.start, begins), at(one.due, one.level), at(last, one.level)]
    if begins >= one.level:
        path[0] = at(one.start, one.level)
    steps_ = list(_values(top))
    return Chart(
        solid=_segments(one, at, estimate=False),
        dashed=_segments(one, at, estimate=True),
        needed="M" + "L".join(f"{x:g} {y:g}" for x, y in dict.fromkeys(path)),
        dots=tuple(at(f.year, f.value) for f in one.figures if not f.estimate),
        rings=tuple(at(f.year, f.value) for f in one.figures if f.estimate),
        lines=tuple(at(first, value)[1] for value in steps_),
        marks=tuple((f"{value:g} %", round(TALL * (1 - value / top), 1)) for value in steps_),
        first=first,
        last=last,
    )


def _values(top: float) -> Iterator[float]:
    step = 1.0 if top > 2.5 else 0.5
    value = step
    while value < top:
        yield value
        value += step


def _segments(one: Course, at: At, *, estimate: bool) -> str:
    drawn = (
        (at(a.year, a.value), at(b.year, b.value))
        for a, b in pairwise(one.figures)
        if b.estimate == estimate
    )
    return "".join(f"M{a[0]:g} {a[1]:g}L{b[0]:g} {b[1]:g}" for a, b in drawn)
