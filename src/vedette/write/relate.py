"""Stories, incidents, copies and disagreements as one JSON object, `vedette.relate/1`.

Reports are named by the name they were given, else by their id in the ledger.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from vedette.records import Copy, Disagreement, Incident, Interval, Spot, Step, Story, Utterance

SCHEMA = "vedette.relate/1"


def relate(
    *,
    stories: Iterable[Story],
    incidents: Iterable[Incident],
    copies: Iterable[Copy],
    disagreements: Iterable[Disagreement],
    utterances: Iterable[Utterance],
    names: Mapping[str, str],
) -> dict[str, Any]:
    """Lay everything out; `names` gives the name of an article."""
    differing, spoken = list(disagreements), list(utterances)
    said = {one.id for one in spoken}
    return {
        "schema": SCHEMA,
        "stories": [
            {"id": one.id, "reports": named(one.articles, names), "incidents": list(one.incidents)}
            for one in stories
        ],
        "incidents": [incident(one, names) for one in incidents],
        "duplicates": [named((one.origin, one.article), names) for one in copies],
        "disagreements": [disagreement(one, names) for one in differing if one.about not in said],
        "utterances": [
            utterance(one, [d for d in differing if d.about == one.id], names) for one in spoken
        ],
    }


def named(articles: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """Give the names of reports, the id of one that has none."""
    return [names.get(article, article) for article in articles]


def incident(one: Incident, names: Mapping[str, str]) -> dict[str, Any]:
    """Lay an incident out."""
    return {
        "id": one.id,
        "reports": named(one.articles, names),
        "kind": one.kind,
        "when": _when(one.when),
        "place": _place(one.spot),
        "status": one.status,
        "killed": _number(one.killed),
        "injured": _number(one.injured),
        "accused": list(one.accused),
        "timeline": [_step(step, names) for step in one.steps],
        "may_be_same": [{"id": near.other, "odds": near.odds} for near in one.kin],
    }


def _when(days: Interval | None) -> dict[str, str] | None:
    if days is None:
        return None
    return {"from": days.first.isoformat(), "to": days.last.isoformat()}


def _place(spot: Spot | None) -> dict[str, Any] | None:
    if spot is None:
        return None
    return {
        "name": spot.name,
        "lat": spot.lat,
        "lon": spot.lon,
        "country": spot.country,
        "precision": spot.precision,
        "radius_km": spot.radius_km,
        "geonames": spot.geonames,
    }


def _number(told: tuple[int, int] | None) -> int | list[int] | None:
    if told is None:
        return None
    low, high = told
    return low if low == high else [low, high]


def _step(step: Step, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "published": step.at.isoformat(),
        "report": names.get(step.article, step.article),
        "status": step.status,
        "firmness": step.firmness,
    }


def utterance(
    one: Utterance, differing: Iterable[Disagreement], names: Mapping[str, str]
) -> dict[str, Any]:
    """Lay an utterance out, with the words of each report and where they differ."""
    return {
        "id": one.id,
        "type": one.type,
        "speaker": one.speaker,
        "said": [
            {"report": names.get(s.article, s.article), "speaker": s.speaker, "words": s.words}
            for s in one.sayings
        ],
        "disagreements": [
            {"field": d.field, "values": {s.value: named(s.articles, names) for s in d.sides}}
            for d in differing
        ],
    }


def disagreement(one: Disagreement, names: Mapping[str, str]) -> dict[str, Any]:
    """Lay a disagreement out: each value with the reports that hold it."""
    return {
        "incident": one.about,
        "field": one.field,
        "values": {side.value: named(side.articles, names) for side in one.sides},
        "voices": {side.value: list(side.voices) for side in one.sides},
    }
