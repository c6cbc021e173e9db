"""The user's own things, read from GeoJSON (RFC 7946): lines, stations, substations, cables.

A file is read strictly, since what is quietly left out of a map is not watched: the first fault
ends the reading, with file, feature and remedy. Features are counted from 1. Altitudes are ignored,
and so are properties other than `id`, `name` and `class`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from vedette.assess.positions import Part, parts
from vedette.errors import AssetError

Shape = Literal["point", "line", "area"]
SHAPES: Final[Mapping[str, Shape]] = {
    "Point": "point", "MultiPoint": "point", "LineString": "line", "MultiLineString": "line",
    "Polygon": "area", "MultiPolygon": "area",
}  # fmt: skip
LARGEST: Final = 64 * 1024 * 1024
"""Bytes of one file; 1,000,000 positions have 22 MB and take 4 s and 440 MB of memory to read."""
WGS84: Final = ("CRS84", "EPSG::4326", "EPSG:4326")
"""How the names of the one system of coordinates end that RFC 7946 allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """Something to watch over: `kind` is a target class of the codebook, or any word of the user's.

    `parts` are runs of `(longitude, latitude)` in degrees, WGS 84: a point is a run of one, a line
    has two or more; an area has its rings, each of which ends where it begins. A point lies inside
    an area if it lies inside an odd number of them, which makes holes of inner rings.
    """

    id: str
    name: str
    kind: str
    shape: Shape
    parts: tuple[Part, ...]


def load(path: Path) -> tuple[Asset, ...]:
    """Read a FeatureCollection, or a single Feature.

    `class` beside `features` stands for features that have none. Raises AssetError.
    """
    told = _json(path)
    _in_degrees(told, path)
    usual = told.get("class")
    found = tuple(
        _asset(feature, usual, f"{path.stem}-{number}", f"{path}: feature {number}")
        for number, feature in enumerate(_features(told, path), 1)
    )
    _once((asset.id, f"{path}: feature {number}") for number, asset in enumerate(found, 1))
    return found


def load_all(paths: Iterable[Path]) -> tuple[Asset, ...]:
    """Read several files into one list; an id that stands in two of them is an AssetError."""
    read = [(path, load(path)) for path in paths]
    _once((asset.id, str(path)) for path, found in read for asset in found)
    return tuple(asset for _, found in read for asset in found)


def _once(named: Iterable[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    for id_, where in named:
        if id_ in seen:
            why = f"it stands at {seen[id_]} too"
            raise AssetError(
                what=f"the id {id_!r} is taken", where=where, why=why, remedy="give each its own id"
            )
        seen[id_] = where


def _json(path: Path) -> dict[str, Any]:
    remedy = "export the layer again as GeoJSON (RFC 7946)"
    try:
        with path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
        if len(raw) > LARGEST:
            much = f"it has more than {LARGEST >> 20} MiB"
            raise AssetError(what=much, where=str(path), remedy="cut it into several files")
        told = json.loads(raw.decode("utf-8-sig"), parse_constant=_refused)
    except OSError as fault:
        why = fault.strerror or type(fault).__name__
        remedy = "see that it exists and that this user may read it"
        raise AssetError(
            what="it cannot be read", where=str(path), why=why, remedy=remedy
        ) from fault
    except (ValueError, RecursionError) as fault:
        raise AssetError(
            what="it is no JSON", where=str(path), why=str(fault), remedy=remedy
        ) from fault
    if not isinstance(told, dict):
        raise AssetError(what="it is no GeoJSON", where=str(path), remedy=remedy)
    return told


def _refused(constant: str) -> float:
    message = f"{constant} is no number"
    raise ValueError(message)


def _in_degrees(told: Mapping[str, Any], path: Path) -> None:
    """Refuse a file that names another system of coordinates, as GeoJSON of 2008 could."""
    crs = told.get("crs")
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not (isinstance(name, str) and name.endswith(WGS84)):
        raise AssetError(
            what=f"its coordinates are in {name or crs}, not in WGS 84",
            where=str(path),
            remedy="convert it: ogr2ogr -t_srs EPSG:4326 -lco RFC7946=YES out.geojson in.geojson",
        )


def _features(told: Mapping[str, Any], path: Path) -> list[Any]:
    if told.get("type") == "Feature":
        return [told]
    features = told.get("features")
    if told.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise AssetError(
            what=f"it is a {told.get('type')}, without features",
            where=str(path),
            remedy="put its geometries into the features of a FeatureCollection",
        )
    return features


def _asset(feature: Any, usual: Any, number: str, where: str) -> Asset:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise AssetError(what="it is no Feature", where=where, remedy='give it "type": "Feature"')
    properties = feature.get("properties") or {}
    if not isinstance(properties, dict):
        raise AssetError(what="properties is no object", where=where, remedy="write {…} or null")
    geometry = feature.get("geometry")
    type_ = str(geometry.get("type")) if isinstance(geometry, dict) else "missing"
    if not isinstance(geometry, dict) or type_ not in SHAPES:
        raise AssetError(
            what=f"its geometry is {type_}",
            where=where,
            remedy=f"give it one of {', '.join(SHAPES)}, or take it out",
        )
    id_ = _word(feature.get("id", properties.get("id")), "id", where) or number
    return Asset(
        id=id_,
        name=_word(properties.get("name"), "name", where) or id_,
        kind=_kind(properties.get("class", usual), where),
        shape=SHAPES[type_],
        parts=tuple(parts(type_, geometry.get("coordinates"), where)),
    )


def _word(value: Any, name: str, where: str) -> str:
    """Read a name or an id; a number is taken as it is written, null for none."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise AssetError(what=f"{name} is no text", where=where, remedy="put it in quotes")
    return str(value).strip()


def _kind(value: Any, where: str) -> str:
    found = _word(value, "class", where)
    if not found:
        raise AssetError(
            what="it has no class",
            where=where,
            remedy='write "class": "rail" (or energy, telecom, …) among its properties, '
            'or beside "features" for all of them',
        )
    return found
