"""Draws series of counts with their alarms: a row for each series, a bar for each day.

Plain SVG without script, readable in black and white: alarms are triangles with the number that
they have in the list, judged rises are a ring (something happened) or a cross (nothing did).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from html import escape

import numpy as np

from vedette.assess.alarms.expecting import FIRST_DAYS
from vedette.assess.alarms.raising import Alarm
from vedette.assess.alarms.table import Counts
from vedette.assess.alarms.tracking import Floats

Mark = tuple[str, str, str]
"""A series, a day, and how it was judged."""

LEFT, WIDE, TOP, ROW, BAR = 150, 720, 44, 40, 22
STYLE = (
    "svg{color-scheme:light dark;font:11px sans-serif;font-variant-numeric:tabular-nums}"
    ".ground{fill:#fff}.ink,text{fill:#222}.soft{fill:#666}.line{stroke:#bbb}.days{stroke:#555}"
    ".sign{fill:none;stroke:#222;stroke-width:1.4}.wait{fill:#eee}"
    "@media(prefers-color-scheme:dark){.ground{fill:#14171a}.ink,text{fill:#eee}.soft{fill:#aaa}"
    ".line{stroke:#555}.days{stroke:#bbb}.sign{stroke:#eee}.wait{fill:#24282c}}"
)


def draw(title: str, table: Counts, alarms: Sequence[Alarm], marks: Iterable[Mark] = ()) -> str:
    """Give a picture of a table with its alarms and judged rises."""
    high = TOP + ROW * len(table.names) + 24
    step = WIDE / table.counts.shape[1]
    frame = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDE + 50} {high}" '
        f'role="img"><title>{escape(title)}</title><style>{STYLE}</style>'
        f'<rect class="ground" width="100%" height="100%"/>'
        f'<rect class="wait" x="{LEFT}" y="{TOP - 16}" width="{FIRST_DAYS * step:.1f}" '
        f'height="{ROW * len(table.names) + 16}"/>'
        f'<text x="8" y="18" font-weight="bold">{escape(title)}</text>'
    )
    parts = [frame, *_months(table, step, high - 24)]
    rows = {name: TOP + ROW * (number + 1) - 6 for number, name in enumerate(table.names)}
    for name, counts in zip(table.names, table.counts, strict=True):
        parts += _row(name, counts, rows[name], step)
    for series, day, judged in marks:
        across = LEFT + step * ((date.fromisoformat(day) - table.start).days + 0.5)
        parts.append(_judged(across, rows[series] - BAR - 3, judged))
    for number, alarm in enumerate(alarms, 1):
        across = LEFT + step * ((alarm.day - table.start).days + 0.5)
        parts += [_alarm(across, rows[name], number, alarm) for name in alarm.series]
    return "".join(parts) + "</svg>\n"


def _months(table: Counts, step: float, low: int) -> Iterator[str]:
    """Draw a line where each third month begins, or each, in less than a year."""
    days = table.counts.shape[1]
    for number in range(days):
        day = table.start + timedelta(days=number)
        if day.day == 1 and (days < 300 or day.month % 3 == 1):
            across = LEFT + step * number
            yield f'<path class="line" d="M{across:.1f} {TOP - 16}V{low}"/>'
            yield f'<text x="{across + 2:.1f}" y="{low + 14}">{day:%b %Y}</text>'


def _row(name: str, counts: Floats, low: int, step: float) -> Iterator[str]:
    most = max(float(counts.max()), 1.0)
    bars = "".join(
        f"M{LEFT + step * (day + 0.5):.1f} {low}v-{BAR * counts[day] / most:.1f}"
        for day in np.flatnonzero(counts)
    )
    yield f'<text x="8" y="{low - 2}">{escape(name)}</text>'
    yield f'<path class="line" d="M{LEFT} {low}h{WIDE}"/>'
    yield f'<path class="days" stroke-width="{max(0.7 * step, 0.6):.1f}" d="{bars}"/>'
    yield f'<text class="soft" x="{LEFT + WIDE + 6}" y="{low - BAR + 8}">{most:.0f}</text>'


def _judged(across: float, high: float, judged: str) -> str:
    told = f"<title>judged: {escape(judged)}</title>"
    if judged in {"event", "mixed"}:
        return f'<circle class="sign" cx="{across:.1f}" cy="{high}" r="3.5">{told}</circle>'
    return f'<path class="sign" d="M{across - 3:.1f} {high - 3}l6 6m0-6l-6 6">{told}</path>'


def _alarm(across: float, low: int, number: int, alarm: Alarm) -> str:
    told = f"{alarm.day}: {alarm.count} in {alarm.days} days, expected {alarm.expected:.2g}"
    return (
        f'<g><title>{told}</title><path class="ink" d="M{across - 3.5:.1f} {low + 5}h7l-3.5-5z"/>'
        f'<text x="{across + 4:.1f}" y="{low + 6}" font-size="8">{number}</text></g>'
    )
