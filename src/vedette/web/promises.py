"""Tell pledges in a reader's words, and lay their figures out for drawing.

Pages and the command line share these words.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from vedette.desk import Borne, Course, Figure, Head, Moved, PledgeLine, PledgeSheet, Stand, Words
from vedette.records import Span
from vedette.web.affairs import days
from vedette.web.ladder import HEIGHT, MARGIN, WIDTH
from vedette.web.marks import Mark, Piece, cut
from vedette.web.names import country_name

SIGNS: Final[Mapping[Stand, str]] = {
    "open": "open",
    "on course": "up",
    "behind": "down",
    "kept": "full",
    "broken": "crossed",
    "revised": "double",
    "lapsed": "stopped",
}
"""The sign in the sprite for a standing; its word stands beside it."""
PRONOUNS: Final = frozenset({"he", "she", "it", "we", "they", "i", "who", "which", "both"})
"""What names nobody without the rest of the report."""
LANES: Final[tuple[Stand, ...]] = (
    "kept", "on course", "open", "behind", "revised", "lapsed", "broken",
)  # fmt: skip
"""From the top of the step line down."""


def promisor(line: PledgeLine) -> str:
    """Name who bound himself: the state where it is one, with what reports call him.

    A report that calls nobody by name leaves it open.
    """
    if not line.promisor:
        return "not named" if line.who.casefold() in PRONOUNS else line.who or "not named"
    name = country_name(line.promisor) if len(line.promisor) == 2 else line.promisor
    return name or line.promisor


def due(line: PledgeLine) -> str:
    """Say by when: a year or a month as such, else the days.

    >>> from vedette.records import Interval
    >>> from datetime import date, datetime
    >>> line = PledgeLine(
    ...     id="", promisor="", who="", act="", level="", made="", standing="open", reports=1,
    ...     due=Interval(date(2035, 1, 1), date(2035, 12, 31)), moved=datetime(2026, 1, 1),
    ...     first=datetime(2026, 1, 1), last=datetime(2026, 1, 1))
    >>> due(line)
    '2035'
    """
    if line.due is None:
        return ""
    first, last = line.due
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1 and first.year == last.year
    if whole and (first.month, last.month) == (1, 12):
        return str(first.year)
    return f"{first:%Y-%m}" if whole and first.month == last.month else days(line.due)


def phrase(told: Words) -> tuple[Piece, ...]:
    """Cut a sentence at the words that are meant."""
    return cut(told.sentence, [Mark(finding=1, span=Span(*told.span))], offset=told.start)


def cited(told: Words) -> str:
    """Give the words alone."""
    return told.sentence[max(0, told.span[0] - told.start) : told.span[1] - told.start]


def door(told: Words) -> str:
    """Give where in the article's page the words stand."""
    return f"?span={told.span[0]}-{told.span[1]}#here"


def member(of: str) -> str:
    """Name a state or a body whose figures are shown."""
    return country_name(of) if len(of) == 2 else of


def state_of(one: Course) -> str:
    """Say how one course stands, in a word.

    A figure for the year from which the path goes tells nothing of it.
    """
    if not one.told:
        return "no figure yet"
    return "behind" if one.short else "on course"


def difference(one: Figure) -> str:
    """Say how far a figure is from what the path needs, as it is printed: nothing is no minus.

    >>> difference(Figure(year=2025, value=2.0, estimate=False, needed=2.004))
    '0.00'
    """
    far = round(one.value, 2) - round(one.needed or 0.0, 2)
    return f"{far:+.2f}" if abs(far) >= 0.005 else "0.00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report that bears on a pledge, with all that it says of it, and the copies under it."""

    head: Head
    borne: tuple[Borne, ...]
    copies: tuple[Head, ...] = ()


def reports(sheet: PledgeSheet) -> tuple[Report, ...]:
    """Give the reports in their order, each copy under its origin where that is among them."""
    heads = {one.told.head.article: one.told.head for one in sheet.reports}
    return tuple(
        Report(
            head=head,
            borne=tuple(one for one in sheet.reports if one.told.head.article == name),
            copies=tuple(other for other in heads.values() if other.origin == name),
        )
        for name, head in heads.items()
        if head.origin not in heads
    )


# ── the step line ───────────────────────────────────────────────────────────────────────────────


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
    across = (_across(one.told.head.at, first, last) for one in sheet.reports)
    return Steps(
        lanes=lanes,
        levels=levels,
        path=_stairs(dots),
        dots=dots,
        ticks=tuple(dict.fromkeys(across)),
        first=first,
        last=last,
        width=WIDTH,
        height=len(lanes) * HEIGHT,
    )


def _dot(
    one: Moved, lanes: Sequence[Stand], levels: Sequence[float], first: datetime, last: datetime
) -> tuple[float, float]:
    return _across(one.turn.at, first, last), levels[lanes.index(one.turn.standing)]


def _across(moment: datetime, first: datetime, last: datetime) -> float:
    share = (moment - first) / (last - first)
    return round(MARGIN + share * (WIDTH - 2 * MARGIN), 1)


def _stairs(dots: Sequence[tuple[float, float]]) -> str:
    x, y = dots[0]
    return "".join([f"M{x:g} {y:g}", *(f"H{x:g}V{y:g}" for x, y in dots[1:]), f"H{WIDTH - MARGIN}"])


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


def ranked(listed: Iterable[Course]) -> tuple[Course, ...]:
    """Put members in order: who is furthest below the path first, who has no figure last."""
    return tuple(sorted(listed, key=_gap))


def _gap(one: Course) -> tuple[bool, float, str]:
    return not one.told, one.newest.value - (one.newest.needed or 0.0), one.of
