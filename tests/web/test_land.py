"""The land and the lines of the map, out of a small invented topology."""

import json
from itertools import pairwise

import pytest

from vedette.web.land_build import joined, land
from vedette.web.press import STATIC

TOPOLOGY = {
    # Degrees are whole numbers here: nothing is scaled.
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [
        [[0, 0], [0, 10]],  # 0: shared by the two states of the west
        [[0, 10], [-10, 0], [0, -10], [10, 0]],  # 1: the coast of one
        [[0, 0], [10, 0], [0, 10], [-10, 0]],  # 2: the coast of the other
        [[170, 60], [0, 10], [10, 0], [-350, -5], [350, -5], [-10, 0]],  # 3: over 180 degrees
        [[40, 40], [0, 0], [0, 0]],  # 4: smaller than the rounding
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"a3": "SRB", "name": "S"}},
                {"type": "Polygon", "arcs": [[2, ~0]], "properties": {"a3": "XKX", "name": "K"}},
                {"type": "MultiPolygon", "arcs": [[[3]]], "properties": {"a3": "AAA", "name": "A"}},
                {"type": "Polygon", "arcs": [[4]], "properties": {"a3": "DOT", "name": "D"}},
            ]
        }
    },
}


def told(role):
    """Give the features of a role in the drawn topology."""
    drawn = land(TOPOLOGY, {"SRB": "RS", "AAA": "AA"}, {"RS": "Serbia"})
    return [one for one in drawn["features"] if one["properties"]["role"] == role]


def test_land_has_the_codes_and_names_of_the_desk():
    """What is no state by ISO 3166-1 has the code that incidents there are told by."""
    assert [(one["properties"]["code"], one["properties"]["name"]) for one in told("land")] == [
        ("RS", "Serbia"),
        ("XK", "K"),
        ("AA", "A"),
    ]


def test_a_shared_line_is_a_border_and_says_when_it_is_disputed():
    """One that a single state has is a coast."""
    assert told("border")[0]["geometry"]["coordinates"] == []
    assert [(0.0, 0.0), (0.0, 10.0)] in told("disputed")[0]["geometry"]["coordinates"]
    assert len(told("coast")[0]["geometry"]["coordinates"]) == 3


def test_land_goes_on_beyond_the_antimeridian():
    """It is not drawn back over the whole map, and the seam is no coast."""
    ring = told("land")[2]["geometry"]["coordinates"][0][0]
    assert max(lon for lon, _ in ring) == 190.0
    for line in told("coast")[0]["geometry"]["coordinates"]:
        assert all(abs(a[0] - b[0]) <= 180 for a, b in pairwise(line))


@pytest.mark.parametrize("turns", [-1, 0, 2])
def test_joining_does_not_hang_on_the_turn(turns):
    """A line that begins some turns away is the same line, so many turns away."""
    line = [(170.0, 1.0), (179.0, 2.0), (-178.0, 3.0), (-170.0, 4.0)]
    moved = [(lon + 360 * turns, lat) for lon, lat in line]
    assert joined([moved]) == [(lon + 360 * turns, lat) for lon, lat in joined([line])]


def test_the_atlas_shows_crimea_with_ukraine():
    """And marks the line up to which it is held; Russia is one piece over the antimeridian."""
    drawn = json.loads((STATIC / "vendor" / "land.geojson").read_text("utf-8"))["features"]
    states = {one["properties"].get("code"): one for one in drawn}
    assert inside(states["UA"], 34.1, 45.0)
    assert not inside(states["RU"], 34.1, 45.0)
    assert inside(states["RU"], 185.0, 66.5)
    assert inside(states["RU"], 37.6, 55.7)


def inside(state, lon, lat):
    """Say whether a point lies in a state, by the crossings of a line to the east."""
    crossed = 0
    for part in state["geometry"]["coordinates"]:
        for ring in part:
            for (a, b), (c, d) in pairwise(ring):
                if (b > lat) != (d > lat) and lon < a + (lat - b) / (d - b) * (c - a):
                    crossed += 1
    return crossed % 2 == 1
