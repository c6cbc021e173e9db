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
from typing import Final

from vedette.relate.signatures import CODED, Signature
from vedette.relate.tellings import Sketch
from vedette.relate.words import rarity

SIGNS: Final = (
    "place_rarest", "place", "around", "around_more", "likest", "like", "likest_more", "share",
    "largest", "reports", "only", "others", "before", "after", "tells_none", "tells_none_here",
    "tells_here", "uncoded", "story", "uncoded_place", "copy",
)  # fmt: skip
"""The signs of `signs`, in order; `docs/reference/linking.md` says what each is."""
CORE: Final = 0.3
"""Share of an incident's tellings that must use a place's word for it to stand for the place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An incident as it is known from its coded tellings."""

    sketches: tuple[Sketch, ...]
    articles: frozenset[str]
    first: float
    where: Mapping[str, float]
    core: frozenset[str]
    around: Mapping[str, float]


def known(sketches: Sequence[Sketch], signatures: Mapping[str, Signature]) -> Known:
    """Gather the words that the tellings of an incident use of it, each by how often and rare."""
    where = Counter(cut for sketch in sketches for cut in sketch.where)
    around = Counter(cut for sketch in sketches for cut in sketch.around)
    articles = frozenset(sketch.telling.article for sketch in sketches)
    return Known(
        sketches=tuple(sketches),
        articles=articles,
        first=min(signatures[article].at.timestamp() for article in articles) / 86_400,
        where={cut: n * rarity(cut) for cut, n in where.items()},
        core=frozenset(cut for cut, n in where.items() if n >= max(1, len(sketches) * CORE)),
        around={cut: n * rarity(cut) for cut, n in around.items()},
    )


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
        Likeness(_share(incident.around, report.stems), _likest(incident, odds))
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
        _share(incident.where, held),
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
    )


def _likest(incident: Known, odds: Mapping[str, float]) -> float:
    return max(odds.get(article, -8.0) for article in incident.articles)


def _share(weights: Mapping[str, float], held: AbstractSet[str]) -> float:
    total = math.fsum(weights.values())
    if not total:
        return 0.0
    return math.fsum(value for cut, value in weights.items() if cut in held) / total
