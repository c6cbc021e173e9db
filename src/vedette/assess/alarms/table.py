"""Counts from a table of comma-separated values: one line a day and series.

Columns are `date`, `series` and `count`; `exposure` (articles read that day), `lat` and `lon`,
`kind` and `group` may follow. A day without a line was not seen, which is not a zero: write the
zeros. Series that share a `kind` are peers, those that share a `group` have one season; without the
columns all series are peers, and one group.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from vedette.assess.alarms.ages import Happened
from vedette.assess.alarms.expecting import Ints
from vedette.assess.alarms.tracking import Floats
from vedette.errors import CountsError

NEEDED = ("date", "series", "count")
KNOWN = (*NEEDED, "exposure", "lat", "lon", "kind", "group")
FEWEST_DAYS = 84
"""Eight weeks begin the watch, four more begin its scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Counts and exposure [series, days] from `start` on; rows in the order of the names."""

    start: date
    names: tuple[str, ...]
    counts: Floats
    exposure: Floats
    """0 where the day was not seen."""
    kind: Ints
    group: Ints
    places: Floats | None = None
    """Latitude and longitude in degrees [series, 2], where all series have them."""
    happened: Happened | None = None
    """The same incidents by their own days, where these are known."""

    def day(self, number: int) -> date:
        """Give the date of a column."""
        return self.start + timedelta(days=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    day: date
    series: str
    count: float
    exposure: float
    place: tuple[float, float] | None
    kind: str
    group: str
    where: str


def read_counts(lines: Iterable[str], name: str) -> Counts:
    """Read a table; `name` is told in errors, with the line.

    Raises CountsError on a column that is missing or unknown, on a date or number that cannot be
    read, on a line without a series or with half a place, on a day that is told twice, and on fewer
    than twelve weeks.
    """
    rows = sorted(_read(lines, name), key=lambda row: (row.series, row.day))
    if not rows:
        raise CountsError(what="there is no line of counts", where=name, remedy="give some")
    start, end = min(row.day for row in rows), max(row.day for row in rows)
    days = (end - start).days + 1
    if days < FEWEST_DAYS:
        why = f"{days} days, and alarms need {FEWEST_DAYS} to know what is usual"
        raise CountsError(what="too short a past", where=name, why=why, remedy="give more days")
    return _fill(rows, start, days)


def _read(lines: Iterable[str], name: str) -> Iterator[_Line]:
    reader = csv.DictReader(lines)
    _check_columns(reader.fieldnames or (), name)
    for row in reader:
        where = f"{name}, line {reader.line_num}"
        if None in row or None in row.values():
            remedy = "quote names that hold commas"
            raise CountsError(what="not as many fields as columns", where=where, remedy=remedy)
        yield _line(row, where)


def _check_columns(columns: Iterable[str], name: str) -> None:
    missing = [each for each in NEEDED if each not in columns]
    unknown = [each for each in columns if each not in KNOWN]
    if missing or unknown or ("lat" in columns) != ("lon" in columns):
        wrong = ", ".join(
            [f"no column {each}" for each in missing]
            + [f"unknown column {each}" for each in unknown]
        )
        raise CountsError(
            what=wrong or "lat and lon come together",
            where=f"{name}, line 1",
            remedy=f"the first line names the columns: {', '.join(KNOWN)}, the last five optional",
        )


def _line(row: Mapping[str, str], where: str) -> _Line:
    return _Line(
        day=_day(row["date"], where),
        series=_series(row["series"], where),
        count=_amount(row, "count", where, whole=True),
        exposure=_amount(row, "exposure", where) if row.get("exposure") else 1.0,
        place=_place(row, where),
        kind=row.get("kind") or "",
        group=row.get("group") or "",
        where=where,
    )


def _series(text: str, where: str) -> str:
    if not (name := text.strip()):
        raise CountsError(what="no name of a series", where=where, remedy="give every line one")
    return name


def _place(row: Mapping[str, str], where: str) -> tuple[float, float] | None:
    given = [column for column in ("lat", "lon") if row.get(column)]
    if len(given) == 1:
        remedy = "give both, or neither where the series has no place"
        raise CountsError(what=f"only {given[0]} is given", where=where, remedy=remedy)
    if not given:
        return None
    return _degrees(row, "lat", 90, where), _degrees(row, "lon", 180, where)


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        what = f"{text!r} is no date"
        raise CountsError(what=what, where=where, remedy="write it as 2026-03-01") from None


def _amount(row: Mapping[str, str], column: str, where: str, *, whole: bool = False) -> float:
    amount = _number(row, column, where)
    if amount < 0 or (whole and amount != int(amount)):
        what = f"{column} is {row[column]}"
        remedy = "counts are whole numbers from 0" if whole else "exposure is 0 or more"
        raise CountsError(what=what, where=where, remedy=remedy)
    return amount


def _degrees(row: Mapping[str, str], column: str, most: float, where: str) -> float:
    degrees = _number(row, column, where)
    if abs(degrees) > most:
        what = f"{column} is {row[column]}"
        raise CountsError(what=what, where=where, remedy=f"degrees go from -{most:g} to {most:g}")
    return degrees


def _number(row: Mapping[str, str], column: str, where: str) -> float:
    try:
        number = float(row[column])
    except ValueError:
        number = np.nan
    if not np.isfinite(number):
        what = f"{column} {row[column]!r} is no number"
        raise CountsError(what=what, where=where, remedy="write it in digits, with a full stop")
    return number


def _fill(rows: list[_Line], start: date, days: int) -> Counts:
    names = tuple(sorted({row.series for row in rows}))
    number = {name: index for index, name in enumerate(names)}
    counts, exposure = np.zeros((len(names), days)), np.zeros((len(names), days))
    seen = np.zeros((len(names), days), dtype=bool)
    last: dict[str, _Line] = {}
    for row in rows:
        at = number[row.series], (row.day - start).days
        if seen[at]:
            what = f"{row.series} has two counts for {row.day}"
            raise CountsError(what=what, where=row.where, remedy="leave one, or add them up")
        seen[at], counts[at], exposure[at] = True, row.count, row.exposure
        last[row.series] = row
    # What was counted on a day without exposure was seen somehow; it cannot be judged.
    counts[exposure == 0] = 0
    places = [last[name].place for name in names]
    return Counts(
        start=start,
        names=names,
        counts=counts,
        exposure=exposure,
        kind=labels([last[name].kind for name in names]),
        group=labels([last[name].group for name in names]),
        places=None if None in places else np.array(places, dtype=np.float64),
    )


def labels(words: list[str]) -> Ints:
    """Give words numbers, in their order."""
    return np.asarray(np.unique(words, return_inverse=True)[1], dtype=np.int64)
