"""What the scores of somebody's forecasts amount to, and whether what is said comes as often."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vedette.assess.forecasts.scoring import Likelihood, brier, log_score

ENOUGH: Final = 10
"""Decided forecasts from which a calibration is told: with nine, a bin of ten holds one at most."""
BINS: Final = 5
"""Bins of a calibration table, of equal width: with 10 to 50 forecasts more would stand empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Forecasts with a probability from `low` to `high` percent: how many, and what came.

    `said` is the mean probability and `came` the share that came true, both in percent, None where
    there is no forecast.
    """

    low: float
    high: float
    count: int
    said: float | None = None
    came: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the decided forecasts of somebody amount to; means over `count` that were scored.

    `base` is the Brier score that one would have had who always told the share that came true.
    `bins` is empty below `ENOUGH`.
    """

    count: int
    came_true: int
    brier: float | None = None
    log: float | None = None
    base: float | None = None
    bins: tuple[Bin, ...] = ()


def record(decided: Sequence[tuple[Likelihood, bool]]) -> Record:
    """Sum up decided forecasts, each with whether it came true."""
    count, true = len(decided), sum(came for _, came in decided)
    if not count:
        return Record(count=0, came_true=0)
    briers = [brier(given.point, came_true=came) for given, came in decided]
    logs = [log_score(given.point, came_true=came) for given, came in decided]
    return Record(
        count=count,
        came_true=true,
        brier=math.fsum(briers) / count,
        log=math.fsum(logs) / count + 0.0,
        base=true * (count - true) / (count * count),
        bins=tuple(bins(decided)) if count >= ENOUGH else (),
    )


def bins(decided: Sequence[tuple[Likelihood, bool]]) -> list[Bin]:
    """Sort decided forecasts by what was said; the last bin holds its upper end too."""
    width = 100 / BINS
    held: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for given, came in decided:
        held[min(int(given.point // width), BINS - 1)].append((given.point, came))
    return [
        Bin(
            low=n * width,
            high=(n + 1) * width,
            count=len(told),
            said=math.fsum(point for point, _ in told) / len(told) if told else None,
            came=100 * sum(came for _, came in told) / len(told) if told else None,
        )
        for n, told in enumerate(held)
    ]
