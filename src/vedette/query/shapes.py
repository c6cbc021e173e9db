"""Areas as others draw them: GeoJSON in, the clause of a query line out."""

import json
from typing import Any

from vedette.query.reading import box, outline, ring
from vedette.sought import Clause, Outline


def drawn(written: str) -> Clause:
    """Read a GeoJSON Polygon, or a Feature of one, as an `area`; raises ValueError.

    What is no JSON is read as the sides of a box, or as corners with semicolons between.

    >>> drawn('{"type": "Polygon", "coordinates": [[[24,54],[26,54],[25,56],[24,54]]]}').name
    'area'
    """
    written = written.strip()
    if written[:1] != "{":
        if ";" in written:
            return Clause(name="area", values=(ring(written),))
        return Clause(name="bbox", values=(box(written),))
    try:
        told = json.loads(written)
    except ValueError as fault:
        raise ValueError(REMEDY) from fault
    return Clause(name="area", values=(_polygon(told),))


REMEDY = 'give a GeoJSON Polygon: {"type": "Polygon", "coordinates": [[[24, 54], …]]}'


def _polygon(told: Any) -> Outline:
    geometry = told.get("geometry", told) if isinstance(told, dict) else {}
    try:
        (line,) = geometry["coordinates"] if geometry["type"] == "Polygon" else [()]
        corners = [(round(float(lon), 5), round(float(lat), 5)) for lon, lat, *_ in line]
    except (KeyError, TypeError, ValueError) as fault:
        raise ValueError(REMEDY) from fault
    return outline(corners)
