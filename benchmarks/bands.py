"""How often the intervals that stand beside counts hold, on quiet desks: nine in ten, they say.

The interval of a week comes from a mean and a variance that were learnt, and takes the variance for
known. Whether that is too narrow shows where little is known yet: in the first weeks that have an
interval, for the rarest and the most frequent series.
"""

from typing import Any

import numpy as np

import alarm_detector
from vedette.assess.alarms.expecting import FIRST_DAYS
from vedette.assess.alarms.negbin import interval
from vedette.assess.alarms.spreading import WINDOWS
from vedette.assess.alarms.vigil import Vigil

WEEK = WINDOWS.index(7)
YOUNG = FIRST_DAYS + 7 * 12
"""Days up to which a desk is young: the first quarter of a year that has intervals."""
LEVELS = {"rare": (0.0, 1.0), "some": (1.0, 5.0), "many": (5.0, np.inf)}
"""Incidents that are expected a week."""


def held(data: Any) -> dict[str, tuple[int, int]]:
    """Give, by age and level, how many weeks of a quiet desk there are, and how many hold."""
    counts = alarm_detector.reported(data.tri)
    exposure = data.expo[data.group].astype(float)
    vigil = Vigil(counts[:, :FIRST_DAYS], exposure[:, :FIRST_DAYS], data.group, data.kind)
    told: dict[str, tuple[int, int]] = {}
    for start in range(0, counts.shape[1] - 6, 7):
        week = vigil.step(counts[:, start : start + 7], exposure[:, start : start + 7])
        if start < FIRST_DAYS:
            continue
        age = "young" if start < YOUNG else "old"
        parts = (part[WEEK, :, -1] for part in (week.sums, week.expected, week.variances))
        for count, mean, variance in zip(*parts, strict=True):
            low, high = interval(float(mean), float(variance))
            level = next(name for name, (least, most) in LEVELS.items() if least <= mean < most)
            weeks, within = told.get(f"{age}_{level}", (0, 0))
            told[f"{age}_{level}"] = weeks + 1, within + int(low <= count <= high)
    return told
