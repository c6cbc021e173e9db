"""What a forecast amounts to at a moment: open, due, decided, or nothing that could be scored.

It is scored as it was first told in words that can be: whoever says shortly before the end that it
is now almost certain has foretold little. What was restated is shown with its own
score.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from vedette.assess.forecasts.calibration import Record, record
from vedette.assess.forecasts.forecast import (
    DECIDED,
    STATES,
    Forecast,
    Outcome,
    Resolution,
    State,
    Told,
)
from vedette.assess.forecasts.foretold import Foretold
from vedette.assess.forecasts.gathering import Thread
from vedette.assess.forecasts.measuring import Measure
from vedette.assess.forecasts.scoring import Likelihood, score


def stand(
    thread: Thread,
    name: str,
    resolved: Iterable[Resolution],
    measure: Measure,
    today: date,
) -> Forecast:
    """Work out how a forecast stands on a day.

    `name` is that of the forecaster over all of the register, `resolved` are the decisions on one
    of its sayings: the last of them holds.
    """
    made = max(resolved, key=lambda one: one.number, default=None)
    outcome = made.outcome if made else None
    listed = tuple(_told(thread, measure, outcome))
    scored = next((n for n, one in enumerate(listed) if not one.doubts), None)
    count = listed[scored or 0]
    found = Forecast(
        id=thread.id,
        forecaster=name,
        called=count.called,
        event=thread.sayings[scored or 0].event,
        state="open",
        sayings=listed,
        scored=scored,
        doubts=() if scored is not None else count.doubts,
        horizon=count.horizon,
        likelihood=count.likelihood,
        resolution=made,
        score=count.score if scored is not None else None,
    )
    return replace(found, state=_state(found, today))


def _state(found: Forecast, today: date) -> State:
    if found.resolution:
        return DECIDED[found.resolution.outcome]
    if found.scored is None or found.horizon is None:
        return "unscoreable"
    return "due" if found.horizon.last < today else "open"


def _told(thread: Thread, measure: Measure, outcome: Outcome | None) -> Iterator[Told]:
    before: tuple[Foretold, Likelihood | None] | None = None
    for one in thread.sayings:
        given, why = measure.of(one)
        scores = given is not None and not why and outcome in {"yes", "no"}
        yield Told(
            article=one.article,
            finding=one.finding,
            source=one.source,
            at=one.at,
            called=one.called,
            anchor=one.anchor,
            events=one.events,
            sentence=one.sentence,
            start=one.start,
            horizon=one.horizon,
            due=one.due,
            marked=one.marked,
            likelihood=given,
            changes=tuple(_changes(before, (one, given))) if before else (),
            doubts=why,
            score=score(given, came_true=outcome == "yes") if scores and given else None,
            copies=tuple(c.article for c in thread.copies if c.origin == one.origin),
        )
        before = (one, given) if before is None else (_later(one, before[0]), given or before[1])


def _later(one: Foretold, before: Foretold) -> Foretold:
    """Keep the time that was told before where a saying tells none."""
    return one if one.horizon else replace(one, horizon=before.horizon, due=before.due)


def _changes(
    before: tuple[Foretold, Likelihood | None], now: tuple[Foretold, Likelihood | None]
) -> Iterator[str]:
    (then, given), (one, found) = before, now
    if one.withdrawn:
        yield "withdrawn"
    if one.horizon and then.horizon is None:
        yield "a time is told"
    elif one.horizon and then.horizon and _moved(one, then):
        yield "nearer" if one.horizon.last < then.horizon.last else "later"
    if given and found and given.point != found.point:
        yield "surer" if found.point > given.point else "less sure"


def _moved(one: Foretold, then: Foretold) -> bool:
    """Say whether an end was moved; the same words said later reach further by themselves."""
    same = one.due.casefold() == then.due.casefold()
    return not same and one.horizon is not None and one.horizon[1:] != (then.horizon or ())[1:]


def record_of(listed: Collection[Forecast]) -> Record:
    """Sum up the scores of forecasts that are decided and can be scored."""
    return record(
        [
            (one.likelihood, one.state == "came_true")
            for one in listed
            if one.score is not None and one.likelihood is not None
        ]
    )


def in_order(listed: Iterable[Forecast]) -> Sequence[Forecast]:
    """Sort for a list: due, open, decided, unscoreable; by the end of their time, then the last."""
    return sorted(listed, key=_place)


def _place(one: Forecast) -> tuple[int, int, float, str]:
    waits = one.state in {"due", "open"}
    end = one.horizon.last.toordinal() if waits and one.horizon else 0
    at = one.resolution.at if one.resolution else one.sayings[-1].at
    rank = STATES.index(one.state) if waits or one.state == "unscoreable" else 2
    return rank, end, -at.timestamp(), one.id
