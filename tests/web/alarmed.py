"""An invented watch: one alarm with others beside it, and a week that is unusual."""

import math
from datetime import timedelta

import numpy as np
from tests.web.invented import NOON

from vedette.assess.alarms.promise import Promise
from vedette.assess.alarms.raising import Alarm, Past
from vedette.desk import Cast, Judged, Lookout, Nowcast, Raised, Rehearsed, Week

TODAY = NOON.date()


def lookout(incident: str, *, young: bool) -> Lookout:
    """The watch of today: nothing where the desk is young."""
    promise = Promise(budget=1.0)
    if young:
        return Lookout(day=TODAY, promise=promise, seen=30)
    alarm = Alarm(
        day=TODAY - timedelta(days=2),
        scope="series",
        series=("drone_incursion@LT",),
        days=3,
        happened=False,
        count=4,
        expected=0.31,
        low=0,
        high=2,
        exposure=212.0,
        evidence=9.1,
        rate=0.0003,
        first=True,
        promise=promise.sentence,
    )
    judged = Judged(
        number=9,
        verdict="dismissed",
        author="A. Analyst",
        reason="one raid, told by district",
        at=NOON,
    )
    raised = Raised(
        id="a1", alarm=alarm, incidents=(incident, "gone"), also=("*@LT",), judged=judged
    )
    weeks = {
        "*@*": Week(count=14, expected=5.2, low=2, high=9),
        "drone_incursion@LT": Week(count=4, expected=0.7, low=0, high=2),
        "arson@LT": Week(count=0, expected=0.1, low=0, high=1),
    }
    return Lookout(
        day=TODAY,
        promise=promise,
        seen=400,
        alarms=(raised,),
        weeks=weeks,
        today={"*@*": 2},
        series=3514,
        past=past(weeks),
    )


def past(weeks: dict[str, Week]) -> Past:
    """Forty weeks before, in waves around what was expected."""
    means = np.array([week.expected for week in weeks.values()])
    waves = [1 + 0.6 * math.sin(n / 3) for n in range(40)]
    return Past(
        rows={name: row for row, name in enumerate(weeks)},
        ends=tuple(TODAY - timedelta(days=1 + 7 * (39 - n)) for n in range(40)),
        counts=[np.floor(means * wave * 1.7) for wave in waves],
        means=[means * wave for wave in waves],
        variances=[means * wave * 0.2 for wave in waves],
    )


def nowcast() -> Nowcast:
    """Two weeks of one incident a day, but of three yesterday, and some of these still to come."""
    days = [
        Cast(day=TODAY - timedelta(days=ago), known=1, expected=1.02, low=1, high=1)
        for ago in range(14, 1, -1)
    ]
    last = Cast(day=TODAY - timedelta(days=1), known=3, expected=5.1, low=4, high=7)
    return Nowcast(learnt=212, needed=30, days=(*days, last), unplaced=2)


def rehearsed() -> Rehearsed:
    """What a rehearsal of yesterday said."""
    return Rehearsed(
        day=TODAY - timedelta(days=1),
        runs=10,
        seed=1,
        months=21.3,
        rate=0.43,
        low=0.35,
        high=0.51,
        budget=1.0,
    )
