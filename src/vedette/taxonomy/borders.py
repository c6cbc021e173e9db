"""Where two states meet: their border as a line, or the water between them.

>>> meeting("PL", "BY").name, meeting("FI", "EE").name, meeting("FI", "SE", wet=True).precision
('Poland–Belarus border', 'Baltic Sea', 'sea')
"""

from vedette.records import Spot
from vedette.taxonomy.countries import countries
from vedette.taxonomy.places import table
from vedette.taxonomy.sites import distance_km


def meeting(one: str, two: str, *, wet: bool = False) -> Spot | None:
    """Give the border of two states by their codes, or the sea between them where `wet`.

    Where only one of both is known, that one. None for states that do not meet.
    """
    order = (_water, _land) if wet else (_land, _water)
    return next((spot for look in order if (spot := look(one, two))), None)


def _land(one: str, two: str) -> Spot | None:
    ends = table("borders")["land"].get(_key(one, two))
    if ends is None:
        return None
    (lat, lon), (lat2, lon2) = ends
    return Spot(
        name=f"{countries()[one].name}–{countries()[two].name} border",
        lat=round((lat + lat2) / 2, 2),
        lon=round((lon + lon2) / 2, 2),
        country=one,
        precision="line",
        radius_km=round(distance_km(lat, lon, lat2, lon2) / 2, 1),
    )


def _water(one: str, two: str) -> Spot | None:
    told = table("borders")["water"].get(_key(one, two))
    if told is None:
        return None
    lat, lon = told["at"]
    return Spot(
        name=told["in"],
        lat=lat,
        lon=lon,
        country=told["in"],
        precision="sea",
        radius_km=float(told["r"]),
    )


def _key(one: str, two: str) -> str:
    return "-".join(sorted((one, two)))
