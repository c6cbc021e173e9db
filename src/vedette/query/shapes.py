"""Areas as others draw them: GeoJSON in, the clause of a query line out."""

import json
from typing import Any

from vedette.query.reading import outline
from vedette.sought import Clause, Outline


def drawn(written: str) -> Clause:
    """Read a GeoJSON Polygon, or a Feature of one, as an `area`; raises ValueError.

    >>> drawn('{"type": "Polygon", "coordinates": [[[24,54],[26,54],[25,56],[24,54]]]}').name
    'area'
    """
    try:
        told = json.loads(written)
    except ValueError as fault:
        raise ValueError(REMEDY) from fault
    return Clause(name="area", values=(_polygon(told),))


REMEDY = 'give a GeoJSON Polygon: {"type": "Polygon", "coordinates": [[[24, 54], …]]}'


def _polygon(told: Any) -> Outline:
    geometry = told.get("geometry", told) if isinstance(told, dict) else {}
    try:
        if geometry["type"] != "Polygon":
            raise ValueError(REMEDY)
        (ring,) = geometry["coordinates"]
        corners = [(round(float(lon), 5), round(float(lat), 5)) for lon, lat, *_ in ring]
    except (KeyError, TypeError, ValueError) as fault:
        raise ValueError(REMEDY) from fault
    return outline(corners)
