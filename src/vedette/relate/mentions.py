"""Reports that tell of an incident in words that no coder marked.

A report of a story may be in a language without a coder, or say "the fire" and no more. It is held
against each incident of its story: against the words that the incident's other reports use of it,
its place, and how alike the reports are. What is recognised so is told apart from what was coded.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Final

from vedette.records import Spot
from vedette.relate.days import interval, length
from vedette.relate.places import FINE
from vedette.relate.signatures import CODED, Signature, lasting
from vedette.relate.tellings import Sketch
from vedette.relate.words import rarity
from vedette.taxonomy.sites import distance_km

SIGNS: Final = (
    "place_rarest", "place", "around", "around_more", "likest", "like", "likest_more", "share",
    "largest", "reports", "only", "others", "before", "after", "tells_none", "tells_none_here",
    "tells_here", "uncoded", "story", "uncoded_place", "copy", "names_day", "names_other_days",
    "names_town",
)  # fmt: skip
"""The signs of `signs`, in order; `docs/reference/linking.md` says what each is."""
CORE: Final = 0.3
"""Share of an incident's tellings that must use a place's word for it to stand for the place."""


TOWN_KM, AFAR_KM = 15.0, 100.0
"""How far the nearest place that a report names may lie from the town of an incident to be meant
for it, and from where it is elsewhere: then that a day is the same says nothing."""
CLOSE: Final = 2
"""Days: a longer interval does not say when it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An incident as it is known from its coded tellings.

    `since` is the earliest day that any gives, `day` the one that most give closely, `towns` where
    they say it was, as far as that is a town or a point.
    """

    sketches: tuple[Sketch, ...]
    articles: frozenset[str]
    first: float
    where: Mapping[str, float]
    core: frozenset[str]
    around: Mapping[str, float]
    since: date | None
    day: date | None
    towns: frozenset[Spot]


def known(sketches: Sequence[Sketch], signatures: Mapping[str, Signature]) -> Known:
    """Gather the words that the tellings of an incident use of it, each by how often and rare."""
    where = Counter(cut for sketch in sketches for cut in sketch.where)
    around = Counter(cut for sketch in sketches for cut in sketch.around)
    articles = frozenset(sketch.telling.article for sketch in sketches)
    told = [sketch.telling.when for sketch in sketches if sketch.telling.when]
    closely = Counter(days.first for days in told if length(days) <= CLOSE)
    spots = (sketch.telling.spot for sketch in sketches)
    return Known(
        sketches=tuple(sketches),
        articles=articles,
        first=min(signatures[article].at.timestamp() for article in articles) / 86_400,
        where={cut: n * rarity(cut) for cut, n in where.items()},
        core=frozenset(cut for cut, n in where.items() if n >= max(1, len(sketches) * CORE)),
        around={cut: n * rarity(cut) for cut, n in around.items()},
        since=min((days.first for days in told), default=None),
        day=max(closely, key=lambda day: (closely[day], -day.toordinal()), default=None),
        towns=frozenset(spot for spot in spots if spot and spot.precision in FINE),
    )


def too_early(report: Signature, incident: Known) -> bool:
    """Say whether a report came before the first day on which an incident can have been."""
    return incident.since is not None and report.at.date() < incident.since


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near a report is to one incident: by the words around its anchors, and by its reports."""

    around: float
    likest: float


def likenesses(
    report: Signature, incidents: Sequence[Known], odds: Mapping[str, float]
) -> list[Likeness]:
    """Hold a report against each incident of its story.

    `odds` tell how likely the report is to be of one story with each other report.
    """
    return [
        Likeness(share(incident.around, report.stems), _likest(incident, odds))
        for incident in incidents
    ]


def signs(
    report: Signature,
    at: int,
    incidents: Sequence[Known],
    near: Sequence[Likeness],
    odds: Mapping[str, float],
    *,
    size: int,
    copied: bool,
) -> tuple[float, ...]:
    """Give the signs of a report telling of one incident of its story, that at a place among all.

    `near` are its `likenesses`, `odds` as there, `size` the number of reports in the story.
    `copied` says that it is a copy of one that tells of the incident, or that one is a copy of it.
    """
    held, incident, own = report.stems, incidents[at], near[at]
    rivals = [one for n, one in enumerate(near) if n != at]
    others = [one for n, one in enumerate(incidents) if n != at]
    rival = max((one.around for one in rivals), default=0.0)
    likest_rival = max((one.likest for one in rivals), default=-8.0)
    place = max((rarity(cut) for cut in incident.core & held), default=0.0)
    here = sum(report.article in other.articles for other in others)
    days = report.at.timestamp() / 86_400 - incident.first
    uncoded = report.language not in CODED and not report.sketches
    return (
        place,
        share(incident.where, held),
        own.around,
        own.around - rival,
        own.likest,
        math.fsum(odds.get(a, -8.0) for a in incident.articles) / len(incident.articles),
        own.likest - likest_rival,
        len(incident.articles) / size,
        float(len(incident.articles) >= max((len(o.articles) for o in others), default=0)),
        math.log(len(incident.articles)),
        float(not others),
        math.log1p(len(others)),
        float(days < -0.5),
        math.log1p(max(0.0, days)),
        float(not report.sketches),
        float(not here),
        float(here),
        float(uncoded),
        math.log(size),
        place * uncoded,
        float(copied),
        *_days(report, incident, away := _away(report, incident)),
        float(away is not None and away < TOWN_KM),
    )


def _away(report: Signature, incident: Known) -> float | None:
    """Give the kilometres from where an incident was to the nearest place that a report names."""
    found = (
        distance_km(town.lat, town.lon, lat, lon)
        for town in incident.towns
        for lat, lon in report.sites
    )
    return min(found, default=None)


def _days(report: Signature, incident: Known, away: float | None) -> tuple[float, float]:
    """Say whether a report names the day of an incident, and whether it names but others."""
    named = days_of(report)
    if not named or not incident.day:
        return 0.0, 0.0
    if incident.day in named:
        return float(away is None or away < AFAR_KM), 0.0
    return 0.0, float(min(abs((day - incident.day).days) for day in named) > 1)


@lasting
def days_of(report: Signature) -> frozenset[date]:
    """Give the days that a report names, and those on which its coded incidents were."""
    times = (interval(time.value) for time in report.times if time.type in {"DATE", "TIME"})
    named = {days.first for days in times if days and length(days) == 1}
    told = (sketch.telling.when for sketch in report.sketches)
    return frozenset(named | {days.first for days in told if days and length(days) <= CLOSE})


def _likest(incident: Known, odds: Mapping[str, float]) -> float:
    return max(odds.get(article, -8.0) for article in incident.articles)


def share(weights: Mapping[str, float], held: AbstractSet[str]) -> float:
    """Give how much of what some words weigh those have that are held, 0 to 1."""
    total = math.fsum(weights.values())
    if not total:
        return 0.0
    return math.fsum(value for cut, value in weights.items() if cut in held) / total
