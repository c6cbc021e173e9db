"""Invented desks of counts, with or without a rise."""

from datetime import date, timedelta

import numpy as np

from vedette.assess.alarms.table import Counts

START = date(2025, 1, 1)


def desk(*, series=30, days=420, seed=1, mean=0.4, exposure=None):
    """Give quiet Poisson counts, as many as the exposure lets be seen."""
    rng = np.random.default_rng(seed)
    read = np.ones((series, days)) if exposure is None else exposure
    counts = rng.poisson(mean * read).astype(float)
    names = tuple(f"s{number:02d}" for number in range(series))
    alike = np.zeros(series, dtype=np.int64)
    return Counts(
        start=START, names=names, counts=counts, exposure=100 * read, kind=alike, group=alike
    )


def csv_of(table, *, places=False):
    """Write a desk as a table of comma-separated values, a line a list entry."""
    lines = ["date,series,count,exposure" + (",lat,lon" if places else "") + "\n"]
    for row, name in enumerate(table.names):
        for day in range(table.counts.shape[1]):
            place = f",{55 + row / 10},{25}" if places else ""
            lines.append(
                f"{START + timedelta(days=day)},{name},{table.counts[row, day]:.0f},"
                f"{table.exposure[row, day]:g}{place}\n"
            )
    return lines
