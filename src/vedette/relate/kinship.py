"""How much two tellings look like tellings of one incident."""

import math
from typing import Final

from vedette.records import Interval
from vedette.relate.days import gap, length
from vedette.relate.signatures import Signature, cosine
from vedette.relate.tellings import Sketch
from vedette.relate.words import shared, weight
from vedette.taxonomy.sites import apart_km, could_be_one

SIGNS: Final = (
    "one_kind", "both_dated", "same_day_told", "same_day", "day_or_two", "days_differ", "days",
    "both_placed", "km_15", "km_60", "far", "km", "discs_touch", "where_shared", "where_differs",
    "where", "around", "hit", "words", "names", "names_sum", "one_story", "story", "apart",
    "one_report", "one_class", "one_series", "both_lead", "one_leads", "one_accused",
)  # fmt: skip
"""The signs of `signs`, in order; `docs/reference/linking.md` says what each is."""
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
    late = math.log1p(abs((here.at - there.at).total_seconds()) / 86_400)
    common = here.names & there.names
    return (
        float(a.kind == b.kind),
        *_times(a.when, b.when),
        *_places(one, other),
        shared(one.around, other.around),
        shared(one.hit, other.hit),
        cosine(here.vector, there.vector),
        shared(here.names, there.names),
        min(weight(common), 6.0) / 6,
        float(one_story),
        story / 8,
        late,
        float(a.article == b.article),
        float(bool(one.classes & other.classes)),
        float(a.series != b.series),
        float(one.lead and other.lead),
        float(one.lead != other.lead),
        float(bool(set(a.values.get("accused", ())) & set(b.values.get("accused", ())))),
    )


def _times(a: Interval | None, b: Interval | None) -> tuple[float, ...]:
    if not a or not b:
        return (0.0,) * 6
    days = gap(a, b)
    told = length(a) <= TOLD and length(b) <= TOLD
    return (
        1.0,
        float(days == 0 and told),
        float(days == 0),
        float(0 < days <= 2),
        float(days > 2),
        min(days, 30) / 10,
    )


def _places(one: Sketch, other: Sketch) -> tuple[float, ...]:
    a, b = one.telling.spot, other.telling.spot
    named = shared(one.where, other.where) if one.where and other.where else None
    words = (float(named is not None and named > 0.3), float(named == 0.0), named or 0.0)
    if not a or not b:
        return (0.0,) * 6 + words
    km = apart_km(a, b)
    return (
        1.0,
        float(km < 15),
        float(km < 60),
        float(km > 100),
        math.log1p(km),
        float(could_be_one(a, b)),
        *words,
    )
