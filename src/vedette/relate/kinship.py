"""How much two tellings look like tellings of one incident."""

import math
from collections.abc import Sequence
from typing import Final

from vedette.records import Interval
from vedette.relate.days import days_between, gap, length
from vedette.relate.odds import Odds
from vedette.relate.places import FINE
from vedette.relate.signatures import Signature, cosine
from vedette.relate.tellings import Sketch
from vedette.relate.words import shared, weight
from vedette.taxonomy.sites import apart_km, could_be_one

SIGNS: Final = (
    "one_kind", "told_same_day", "told_next_day", "told_apart", "told_weeks_apart", "wide_same",
    "wide_apart", "towns_one", "towns_near", "towns_apart", "towns_far", "wide_touch", "wide_far",
    "where_shared", "where_differs", "where", "around", "hit", "words", "names", "names_sum",
    "one_story", "story", "apart", "one_report", "one_report_day", "one_class", "one_series",
    "both_lead", "one_leads", "one_accused", "day_and_town", "day_and_kind", "town_and_kind",
)  # fmt: skip
"""The signs of `signs`, in order; `docs/reference/linking.md` says what each is."""
DAYS: Final = (
    "told_same_day", "told_next_day", "told_apart", "told_weeks_apart", "wide_same", "wide_apart",
    "one_report_day", "day_and_town", "day_and_kind",
)  # fmt: skip
"""The signs that are nought where one of the two tells no day."""
APART_KM, FAR_KM = 30.0, 150.0
"""From where on two towns are apart, and far apart."""
TOLD = 3
"""Days: a longer interval is a guess of when, two such that meet agree on nothing."""


def signs(
    one: Sketch, other: Sketch, here: Signature, there: Signature, story: float, *, one_story: bool
) -> tuple[float, ...]:
    """Give the signs of a pair of tellings.

    `here` and `there` are the reports that tell them, `story` the odds that these are on one
    affair, `one_story` whether they were put into one story.
    """
    a, b = one.telling, other.telling
    late = math.log1p(days_between(here.at, there.at))
    common = here.names & there.names
    kind, times, places = float(a.kind == b.kind), _times(a.when, b.when), _places(one, other)
    day, town = times[0] + times[4], places[0] + places[1]
    return (
        kind,
        *times,
        *places,
        shared(one.around, other.around),
        shared(one.hit, other.hit),
        cosine(here.vector, there.vector),
        shared(here.names, there.names),
        min(weight(common), 6.0) / 6,
        float(one_story),
        story / 8,
        late,
        float(a.article == b.article),
        float(a.article == b.article) * day,
        float(bool(one.classes & other.classes)),
        float(a.series != b.series),
        float(one.lead and other.lead),
        float(one.lead != other.lead),
        float(bool(set(a.values.get("accused", ())) & set(b.values.get("accused", ())))),
        day * town,
        day * kind,
        town * kind,
    )


def of_days(held: Sequence[float], asked: Odds) -> float:
    """Give what the days that both tell add to the sum of a pair's signs."""
    return math.fsum(asked.weights[_AT[name]] * held[_AT[name]] for name in DAYS)


def told(held: Sequence[float]) -> bool:
    """Say whether two tellings both tell the day closely."""
    return _any(held, "told_same_day", "told_next_day", "told_apart")


def elsewhere(held: Sequence[float]) -> bool:
    """Say, by their signs, whether two tellings are of two happenings.

    They are told to be weeks apart; or they have no name of a place in common and the towns are far
    apart, or less far on another day.
    """
    if weeks_apart(held):
        return True
    if not _any(held, "where_differs"):
        return False
    other_day = _any(held, "told_next_day", "told_apart")
    return _any(held, "towns_far") or (other_day and _any(held, "towns_apart"))


def weeks_apart(held: Sequence[float]) -> bool:
    """Say whether two tellings tell days that are weeks apart."""
    return _any(held, "told_weeks_apart")


_AT: Final = {name: n for n, name in enumerate(SIGNS)}


def _any(held: Sequence[float], *names: str) -> bool:
    return any(held[_AT[name]] for name in names)


def _times(a: Interval | None, b: Interval | None) -> tuple[float, ...]:
    """Compare days: those told closely (`TOLD`) by how far they are apart, others by overlap."""
    if not a or not b:
        return (0.0,) * 6
    days = gap(a, b)
    told = length(a) <= TOLD and length(b) <= TOLD
    return (
        float(told and days == 0),
        float(told and days == 1),
        float(told and days > 1),
        float(told and days > 10),
        float(not told and days == 0),
        float(not told and days > 0),
    )


def _places(one: Sketch, other: Sketch) -> tuple[float, ...]:
    """Compare places: towns by the way between them, wider ones by whether they could be one."""
    a, b = one.telling.spot, other.telling.spot
    named = shared(one.where, other.where) if one.where and other.where else None
    words = (float(named is not None and named > 0.3), float(named == 0.0), named or 0.0)
    if not a or not b:
        return (0.0,) * 6 + words
    km = apart_km(a, b)
    towns = {a.precision, b.precision} <= FINE
    touch = could_be_one(a, b)
    return (
        float(towns and km < 10),
        float(towns and 10 <= km < APART_KM),
        float(towns and APART_KM <= km < FAR_KM),
        float(towns and km >= FAR_KM),
        float(not towns and touch),
        float(not towns and not touch),
        *words,
    )
