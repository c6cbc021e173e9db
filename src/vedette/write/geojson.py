"""Incidents as GeoJSON: points with a radius, never finer than the place is told.

An incident is a disc, which GeoJSON has no geometry for: its middle is a `Point`, its radius a
property, and `bbox` the box around the disc. One that is told by its country, or nowhere, has a
null geometry: a point in the middle of a country would be a place that nobody has told.

Source: RFC 7946, sections 3.2 (null geometry), 5.2 (boxes over the antimeridian run from west to
east, so the first longitude is the larger), 5.3 (at the poles) and 6.1 (foreign members).
"""

import json
import math
from collections.abc import Iterable, Iterator
from typing import Any, Final

from vedette.answers import Dossier, Imprint
from vedette.records import Spot
from vedette.taxonomy.sites import decimals
from vedette.write.flat import point, row

MEDIA_TYPE = "application/geo+json"
EARTH_KM: Final = 6371.0088
"""The mean radius of the Earth (IUGG)."""


def write_incidents(dossiers: Iterable[Dossier], imprint: Imprint) -> Iterator[bytes]:
    """Write a collection of features in the order given, one on a line."""
    about = {"schema": "vedette.incidents/1"} | ({"sample": True} if imprint.sample else {})
    yield f'{{"type":"FeatureCollection","vedette":{json.dumps(about)},"features":['.encode()
    for place, dossier in enumerate(dossiers):
        raw = json.dumps(_feature(dossier, imprint), ensure_ascii=False, separators=(",", ":"))
        yield (b",\n" if place else b"\n") + raw.encode("utf-8", "replace")
    yield b"\n]}\n"


def _feature(dossier: Dossier, imprint: Imprint) -> dict[str, Any]:
    told, spot = row(dossier, imprint), dossier.sheet.line.spot
    at = point(spot)
    geometry = {"type": "Point", "coordinates": list(at)} if at else None
    return {
        "type": "Feature",
        "id": told.pop("id"),
        **({"bbox": list(box(spot))} if at and spot else {}),
        "geometry": geometry,
        "properties": told | ({"sample": True} if imprint.sample else {}),
    }


def box(spot: Spot) -> tuple[float, float, float, float]:
    """Give west, south, east and north of a disc, rounded outwards to the decimals it deserves.

    >>> at = {"name": "Taveuni", "country": "FJ", "precision": "district", "radius_km": 30.0}
    >>> box(Spot(lat=-16.9, lon=180.0, **at))
    (179.7, -17.2, -179.7, -16.6)
    """
    digits = decimals(spot.radius_km)
    lat, lon = round(spot.lat, digits), round(spot.lon, digits)
    arc = spot.radius_km / EARTH_KM
    south = max(-90.0, _floor(lat - math.degrees(arc), digits))
    north = min(90.0, -_floor(-lat - math.degrees(arc), digits))
    if south <= -90 or north >= 90:
        return -180.0, south, 180.0, north
    wide = math.degrees(math.asin(min(1.0, math.sin(arc) / math.cos(math.radians(lat)))))
    if wide >= 180 - 10.0**-digits:
        return -180.0, south, 180.0, north
    return _turned(_floor(lon - wide, digits)), south, _turned(-_floor(-lon - wide, digits)), north


def _floor(degrees: float, digits: int) -> float:
    """Round down to so many decimals."""
    scale = 10.0**digits
    return round(math.floor(round(degrees * scale, 6)) / scale, digits)


def _turned(lon: float) -> float:
    """Bring a longitude into -180 to 180."""
    return round(lon - 360 if lon > 180 else lon + 360 if lon < -180 else lon, 6)
