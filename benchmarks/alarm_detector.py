"""vedette's alarms in the form that the shared bench of alarms asks for: two functions.

`detector(data, target)` for daily sparse counts, claimed false alarms per series-year;
`weekly_detector(y, alpha)` for the weekly scenarios of Noufaily et al. 2013.
Both return `(alarm, score)`; a day's output uses what was known on that day.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.assess.alarms import weekly
from vedette.assess.alarms.ages import Happened
from vedette.assess.alarms.expecting import FIRST_DAYS
from vedette.assess.alarms.tracking import Floats
from vedette.assess.alarms.vigil import Vigil

Alarms = tuple[NDArray[np.bool_], Floats]
WEEKLY_FIRST = 575
KEPT = 8
_weighed: dict[int, tuple[Any, Floats, Floats]] = {}
DISCOVERY = 0.2


def detector(data: Any, target: float) -> Alarms:
    """Alarm where quiet series would show as much less often than `target` a series-year."""
    rates, _ = _rates(data)
    return rates < np.log(target), -rates


def discovering(data: Any, _target: float) -> Alarms:
    """Alarm so that no more than a fifth of the alarms are false, whatever rate is asked for."""
    rates, allowed = _rates(data)
    return rates < np.log(allowed), -rates


def _rates(data: Any) -> tuple[Floats, Floats]:
    """Weigh a data set once, whatever rate is asked for."""
    key = id(data.tri)
    if key not in _weighed:
        while len(_weighed) >= KEPT:
            _weighed.pop(next(iter(_weighed)))
        # Holding the array keeps its id from being given to another.
        _weighed[key] = (data.tri, *log_rates(reported(data.tri), data))
    return _weighed[key][1:]


def reported(tri: NDArray[np.int8]) -> Floats:
    """Count by the day on which incidents became known; a net withdrawal counts as none."""
    from alarm_gen import by_report_date  # noqa: PLC0415 -- it lies beside the data

    return np.maximum(by_report_date(tri), 0).astype(np.float64)


def log_rates(counts: Floats, data: Any) -> tuple[Floats, Floats]:
    """Fold a whole data set week by week; give log rates, and the rate of a fifth false by day."""
    exposure = data.expo[data.group].astype(float)
    vigil = Vigil(
        counts[:, :FIRST_DAYS],
        exposure[:, :FIRST_DAYS],
        data.group.astype(np.int64),
        data.kind.astype(np.int64),
        happened=happened(data.tri) if hasattr(data, "tri") else None,
    )
    told, allowed = [], []
    for start in range(0, counts.shape[1], 7):
        week = slice(start, start + 7)
        share = vigil.scale.rate_for(DISCOVERY)
        told.append(vigil.step(counts[:, week], exposure[:, week]).log_rate)
        allowed += [share] * told[-1].shape[1]
    return np.hstack(told), np.array(allowed)


def happened(tri: NDArray[np.int8]) -> Happened:
    """List the net counts of days and delays in the order in which they became known."""
    series, own, delay = np.nonzero(tri)
    order = np.argsort(own + delay, kind="stable")
    series, own, delay = series[order], own[order], delay[order]
    amount = tri[series, own, delay].astype(np.float64)
    return Happened(series=series, own=own, known=own + delay, amount=amount)


def weekly_detector(y: NDArray[np.int64], alpha: float) -> Alarms:
    """Alarm where a week's count has a chance below `alpha`, from week 576 on."""
    chance = weekly.evidence(y.astype(float), WEEKLY_FIRST)
    return chance < alpha, -np.log(chance)
