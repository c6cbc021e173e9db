"""The map: incidents where they happened, and how each state's week stands to what was expected."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any, Final

import msgspec
from litestar import MediaType, Response, get
from litestar.datastructures import State
from msgspec import UNSET, UnsetType

from vedette.desk import IncidentAsk, Lookout, Placed
from vedette.web import inquiry
from vedette.web.affairs import PRECISIONS
from vedette.web.incidents import AskedIncidents, answerable, listed
from vedette.web.names import country_name
from vedette.web.packed import Answer, sent
from vedette.web.querying import line_from
from vedette.web.room import AnyRequest, InRoom
from vedette.web.tongues import gettext, spoken
from vedette.web.usual import ANY, days, span_of
from vedette.web.words import kind_name, sign_of, stage_name

FINE: Final = 5
"""Decimals of a degree at most, a metre: what is told closer was never told by a report."""


@get("/map", include_in_schema=False, sync_to_thread=True)
def atlas(request: AnyRequest, room: InRoom, incident_ask: AskedIncidents) -> Response[str]:
    """Show the map of incidents, and the list of what it shows."""
    page = listed(room.desk, incident_ask)
    counts = room.desk.count_incidents(incident_ask)
    return room.page(
        request,
        "map.html",
        ask=incident_ask,
        changed=inquiry.changed,
        page=page,
        counts=counts,
        facets=inquiry.facets(incident_ask, counts),
        watched=line_from(replace(incident_ask, since=None, until=None)),
    )


@get("/map/places", include_in_schema=False, sync_to_thread=True)
def places(
    request: AnyRequest, state: State, room: InRoom, incident_ask: AskedIncidents
) -> Response[bytes]:
    """Give the places of all incidents that the list with this query goes through, as GeoJSON."""
    desk, packed = room.desk, state["packed"]

    def told() -> bytes:
        return msgspec.json.encode(collection(desk.placed(incident_ask)))

    with answerable():
        if incident_ask.query or incident_ask.review is not None:  # may hang on the clock, too
            return sent(request, Answer.of(told()))
        question = (desk, spoken(), replace(incident_ask, limit=0, before=None))
        return sent(request, packed.of(question, desk.views(), told))


@get("/map/rates", include_in_schema=False, sync_to_thread=True)
def rates(room: InRoom, incident_ask: AskedIncidents) -> Response[bytes]:
    """Give each state's week against what was to be expected; it takes a while the first time."""
    return _json(week(room.desk.lookout(), incident_ask))


def _json(told: object) -> Response[bytes]:
    headers = {"cache-control": "private, no-cache"}
    return Response(msgspec.json.encode(told), media_type=MediaType.JSON, headers=headers)


class Properties(msgspec.Struct, frozen=True):
    """What a feature tells beside its place; what is not told of one is left out."""

    kind: str
    status: str
    first: str
    last: str
    place: str
    country: str
    precision: str | UnsetType = UNSET
    km: float | UnsetType = UNSET
    handling: str | UnsetType = UNSET


class Point(msgspec.Struct, frozen=True, tag_field="type", tag="Point"):
    """A place, its longitude first."""

    coordinates: tuple[float, float]


class Feature(msgspec.Struct, frozen=True, tag_field="type", tag="Feature"):
    """An incident as RFC 7946 lays it out."""

    id: str
    geometry: Point | None
    properties: Properties


def collection(placed: Iterable[Placed]) -> dict[str, Any]:
    """Lay places out as a FeatureCollection (RFC 7946), with what its codes are called.

    What is told by its country alone, or nowhere, has no geometry: the middle of a country would be
    a place that nobody has told. Days are UTC.
    """
    features = [feature(one) for one in placed]
    told = [one.properties for one in features]
    kinds = sorted({one.kind for one in told})
    words = {
        "kinds": {kind: kind_name(kind) for kind in kinds},
        "signs": {kind: sign_of("incident", kind) for kind in kinds},
        "stages": {one: stage_name(one) for one in sorted({one.status for one in told})},
        "countries": {
            one: country_name(one) for one in sorted({one.country for one in told}) if one
        },
        "precisions": {name: gettext(said) for name, said in PRECISIONS.items()},
    }
    return {"type": "FeatureCollection", "vedette": {"words": words}, "features": features}


def feature(one: Placed) -> Feature:
    """Lay one incident out as a feature: a point with the radius within which it lies."""
    spot = one.spot
    near = spot is not None and spot.precision != "country"
    return Feature(
        id=one.id,
        geometry=Point((round(spot.lon, FINE), round(spot.lat, FINE))) if spot and near else None,
        properties=Properties(
            kind=one.kind,
            status=one.status,
            first=one.first.date().isoformat(),
            last=one.last.date().isoformat(),
            place=spot.called if spot else "",
            country=spot.country if spot else "",
            precision=spot.precision if spot else UNSET,
            km=round(spot.radius_km, 1) if spot and near else UNSET,
            handling=one.handling if one.handling != "clear" else UNSET,
        ),
    )


def week(told: Lookout, ask: IncidentAsk) -> dict[str, Any]:
    """Tell the week of every state: of one kind where the question asks for one, else of all."""
    kind = next(iter(ask.kinds)) if len(ask.kinds) == 1 else ANY
    return {
        "of": gettext("all incidents") if kind == ANY else kind_name(kind),
        "span": span_of(told.day),
        "why": "" if told.ready else _young(told),
        "states": dict(states(told, kind)),
    }


def states(told: Lookout, kind: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Give the series of a kind in each state: count, expected, low and high of seven days."""
    for name, one in told.weeks.items():
        of, _, place = name.partition("@")
        if of == kind and len(place) == 2 and (one.count or one.high):
            yield place, asdict(one) | {"name": country_name(place)}


def _young(told: Lookout) -> str:
    return gettext(
        "Nothing can be said yet: %(seen)s of history, %(needed)s needed.",
        seen=days(told.seen),
        needed=told.needed,
    )


HANDLERS = (atlas, places, rates)
