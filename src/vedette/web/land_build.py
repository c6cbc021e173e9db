"""Turn a topology of the world's states into the land and the lines of the desk's map.

Runs while a wheel is built: the standard library alone. A topology holds each piece of coast or
border once, as an arc, and states as rings of arcs; so a line that two states share is a border,
and one that a single state has is a coast.

Source: the TopoJSON format specification, 2.1.4 (arcs, quantized and delta-encoded) and 2.2.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

Point = tuple[float, float]
Line = list[Point]
Json = dict[str, Any]

DIGITS: Final = 3
"""Decimals of a degree, 111 m: the atlas is drawn for 1 to 50 million, where a line is 5 km wide.
With four the file is a sixth larger and looks the same."""

SMALLEST: Final = 4
"""Points of a ring: three, and the first again (RFC 7946, section 3.1.6)."""
HALF_TURN: Final = 180.0

STATES: Final[Mapping[str, str]] = {"XKX": "XK", "CYN": "CY", "SOL": "SO", "KAS": ""}
"""Codes that are not of ISO 3166-1, by the state under which incidents there are told."""

DISPUTED: Final = frozenset(
    frozenset(pair)
    for pair in (
        ("SRB", "XKX"), ("CYN", "CYP"), ("SOL", "SOM"), ("ESH", "MAR"), ("ISR", "PSE"),
        ("IND", "PAK"), ("CHN", "IND"), ("IND", "KAS"), ("KAS", "PAK"), ("CHN", "KAS"),
        ("KOR", "PRK"),
    )
)  # fmt: skip
"""Borders that one side, or both, do not hold for one, by ISO 3166-1 alpha-3 or the atlas' code."""

HELD: Final[tuple[Line, ...]] = (
    [
        (35.0, 45.73), (34.95, 45.73), (34.8, 45.79), (34.79, 45.89), (34.69, 45.98),
        (34.52, 45.98), (34.45, 45.97), (34.35, 46.06), (34.22, 46.1), (34.13, 46.09),
        (34.03, 46.11), (33.81, 46.21), (33.64, 46.14), (33.59, 46.1),
    ],
)  # fmt: skip
"""Lines up to which a state holds another's land, which no border is: Crimea's, as in Natural Earth
(public domain). A front that moves is not drawn."""


def land(topology: Json, codes: Mapping[str, str], names: Mapping[str, str]) -> Json:
    """Give a FeatureCollection: `land` by state, and `coast`, `border` and `disputed` lines.

    `codes` turns ISO 3166-1 alpha-3 into alpha-2, `names` that into a name.
    """
    arcs = list(_arcs(topology))
    states = topology["objects"]["countries"]["geometries"]
    features = [
        _state(one, drawn, codes, names) for one in states if (drawn := list(_parts(one, arcs)))
    ]
    lines = _lines(states, arcs)
    lines["disputed"] += HELD
    features += [
        _feature({"type": "MultiLineString", "coordinates": lines[role]}, role=role)
        for role in ("coast", "border", "disputed")
    ]
    return {"type": "FeatureCollection", "features": features}


def _arcs(topology: Json) -> Iterator[Line]:
    (wide, tall), (west, south) = (topology["transform"][key] for key in ("scale", "translate"))
    for arc in topology["arcs"]:
        x = y = 0
        line: Line = []
        for across, up in arc:
            x, y = x + across, y + up
            point = round(x * wide + west, DIGITS), round(y * tall + south, DIGITS)
            if not line or line[-1] != point:
                line.append(point)
        yield joined([line])


def joined(lines: Iterable[Line]) -> Line:
    """Join lines end to end, each point less than half a turn from the one before.

    So Chukotka goes on beyond 180 degrees, and is not drawn back over the whole map (RFC 7946,
    section 3.1.9, would cut it there, and the cut would look like a coast).

    >>> joined([[(179.0, 66.0), (-179.0, 66.0)], [(-179.0, 66.0), (179.5, 65.0)]])
    [(179.0, 66.0), (181.0, 66.0), (179.5, 65.0)]
    """
    found: Line = []
    for lon, lat in (point for line in lines for point in line):
        if found:
            turns = round((found[-1][0] - lon) / 360)
            point = round(lon + 360 * turns, DIGITS), lat
            if point != found[-1]:
                found.append(point)
        else:
            found.append((lon, lat))
    return found


def _parts(one: Json, arcs: Sequence[Line]) -> Iterator[list[Line]]:
    """Give the polygons of a state; what is smaller than the rounding has none."""
    parts = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
    for part in parts:
        rings = [ring for numbers in part if len(ring := _ring(numbers, arcs)) >= SMALLEST]
        if rings:
            yield rings


def _state(
    one: Json, drawn: list[list[Line]], codes: Mapping[str, str], names: Mapping[str, str]
) -> Json:
    long = one["properties"]["a3"]
    code = STATES.get(long, codes.get(long, ""))
    (lon, lat), area = max((_middle(part[0]) for part in drawn), key=lambda found: found[1])
    told = names.get(code, one["properties"]["name"]) if long not in STATES or code == "XK" else ""
    return _feature(
        {"type": "MultiPolygon", "coordinates": drawn},
        role="land",
        code=code,
        name=told,
        label=[round(lon, 1), round(lat, 1)],
        area=round(area, 1),
    )


def _ring(numbers: Iterable[int], arcs: Sequence[Line]) -> Line:
    """Join the arcs of a ring; one that goes round a pole is closed over it."""
    ring = joined(arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers)
    if ring and abs(ring[-1][0] - ring[0][0]) > HALF_TURN:
        pole = math.copysign(90.0, ring[0][1])
        ring += [(ring[-1][0], pole), (ring[0][0], pole), ring[0]]
    return ring


def _middle(ring: Line) -> tuple[Point, float]:
    """Give the middle of a ring, and its area in square degrees (the shoelace formula)."""
    area = x = y = 0.0
    for (a, b), (c, d) in pairwise(ring):
        turned = a * d - c * b
        area, x, y = area + turned, x + (a + c) * turned, y + (b + d) * turned
    return ((x / (3 * area), y / (3 * area)) if area else ring[0]), abs(area) / 2


def _lines(states: Iterable[Json], arcs: Sequence[Line]) -> dict[str, list[Line]]:
    sharing: dict[int, set[str]] = defaultdict(set)
    for one in states:
        for number in _numbers(one["arcs"]):
            sharing[number].add(one["properties"]["a3"])
    found: dict[str, list[Line]] = defaultdict(list)
    for number, sides in sorted(sharing.items()):
        role = "coast" if len(sides) == 1 else "disputed" if sides in DISPUTED else "border"
        found[role] += _uncut(arcs[number])
    return found


def _numbers(nested: Any) -> Iterator[int]:
    if isinstance(nested, int):
        yield nested if nested >= 0 else ~nested
    else:
        for one in nested:
            yield from _numbers(one)


def _uncut(line: Line) -> Iterator[Line]:
    """Leave out where land was cut along the antimeridian, or closed over the pole: no coast is."""
    kept: Line = line[:1]
    for before, after in pairwise(line):
        if _is_cut(before, after):
            if len(kept) > 1:
                yield kept
            kept = []
        kept.append(after)
    if len(kept) > 1:
        yield kept


def _is_cut(one: Point, other: Point) -> bool:
    return (abs(one[0]) % 360 == HALF_TURN == abs(other[0]) % 360) or (
        one[1] < -89 and other[1] < -89
    )


def _feature(geometry: Json, **properties: Any) -> Json:
    return {"type": "Feature", "properties": properties, "geometry": geometry}
