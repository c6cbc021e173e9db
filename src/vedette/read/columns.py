"""Lines in the order in which a person reads them: down one column, then down the next.

A file may hold its lines in any order. The order here is told from their places: where many lines
begin at one place in the middle of the sheet, and those beside them end before it, there are two
columns; a line across both parts what is above from what is below. Columns of short pieces beside
each other are a table, which is read row by row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from vedette.read.sheets import Line

LEAST = 4
"""Lines that a column has on either side."""

NEAR = 3.0
"""Points within which lines begin at the same place."""

FULL = 0.5
"""Share of its column that a line of prose fills in the mean; cells of a table fill less."""

TOUCH = 0.15
"""Gap in heights under which two pieces of a row touch: no space is that narrow."""

ACROSS = 0.4
"""Most lines that may stand across a gutter, as a share."""


def in_order(lines: Sequence[Line]) -> list[Line]:
    """Sort the lines of a file, sheet by sheet."""
    found: list[Line] = []
    for _, sheet in groupby(lines, key=lambda line: line.sheet):
        found += _sorted(list(sheet))
    return found


def _sorted(lines: list[Line]) -> list[Line]:
    gutter = _gutter(lines)
    if gutter is None:
        return _rows(lines)
    found: list[Line] = []
    for band in _bands(lines, gutter):
        left, across, right = _sides(band, gutter)
        found += _rows(across) + _sorted(left) + _sorted(right)
    return found


def _rows(lines: list[Line]) -> list[Line]:
    """Sort by rows from the top, and make one line of each."""
    found: list[Line] = []
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.middle):
        if row and row[0].middle - line.middle > 0.5 * min(row[0].height, line.height):
            found.append(_joined(row))
            row = []
        row.append(line)
    return [*found, _joined(row)] if row else found


def _joined(row: list[Line]) -> Line:
    """Make one line of the pieces of a row; there is no space between those that touch."""
    whole, *others = sorted(row, key=lambda line: line.left)
    for line in others:
        space = "" if (line.left - whole.right) / line.height < TOUCH else " "
        right = max(whole.right, line.right)
        whole = replace(whole, text=whole.text + space + line.text, right=right)
    return whole


def _gutter(lines: list[Line]) -> float | None:
    """Find where a second column begins; None where there is one column alone."""
    if len(lines) < 2 * LEAST:
        return None
    edge, end = min(line.left for line in lines), max(line.right for line in lines)
    starts = sorted(line.left for line in lines if line.left > edge + 0.15 * (end - edge))
    places = [at for at in starts if sum(abs(at - other) <= NEAR for other in starts) >= LEAST]
    return next((at for at in dict.fromkeys(places) if _parts(lines, at, edge, end)), None)


def _parts(lines: list[Line], at: float, edge: float, end: float) -> bool:
    left, across, right = _sides(lines, at)
    if min(len(left), len(right)) < LEAST or not _beside(left, right):
        return False
    if len(across) > ACROSS * len(lines):
        return False
    return _fill(left, at - edge) >= FULL and _fill(right, end - at) >= FULL


def _sides(lines: list[Line], gutter: float) -> tuple[list[Line], list[Line], list[Line]]:
    """Part lines into those before a gutter, across it and behind it, each into one of them.

    What begins at the gutter stands behind it, be it as narrow as a bullet or a bar in the margin.
    """
    right = [line for line in lines if line.left >= gutter - NEAR]
    across = [line for line in lines if _crosses(line, gutter)]
    left = [line for line in lines if line.left < gutter - NEAR and line.right <= gutter + NEAR]
    return left, across, right


def _beside(left: list[Line], right: list[Line]) -> bool:
    low = max(min(line.bottom for line in left), min(line.bottom for line in right))
    high = min(max(line.top for line in left), max(line.top for line in right))
    return high - low > 2 * left[0].height


def _fill(lines: list[Line], width: float) -> float:
    return sum(line.right - line.left for line in lines) / len(lines) / max(width, 1.0)


def _bands(lines: list[Line], gutter: float) -> Iterator[list[Line]]:
    """Cut a sheet where a line stands across the gutter; such a line opens the band below it."""
    band: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.top):
        if _crosses(line, gutter) and band and not _crosses(band[-1], gutter):
            yield band
            band = []
        band.append(line)
    yield band


def _crosses(line: Line, gutter: float) -> bool:
    return line.left < gutter - NEAR and line.right > gutter + NEAR
