"""Areas: whether a point lies inside is the same as counting how often the ring goes round it."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vedette.assess.areas import Areas
from vedette.assess.assets import Asset
from vedette.assess.sphere import unit, units
from vedette.taxonomy.sites import moved

LAT, LON = st.floats(-89.9, 89.9), st.floats(-180, 180)
SQUARE = ((20, 50), (22, 50), (22, 52), (20, 52), (20, 50))
HOLE = ((20.5, 50.5), (20.5, 51.5), (21.5, 51.5), (21.5, 50.5), (20.5, 50.5))
PACIFIC = ((179, -1), (-179, -1), (-179, 1), (179, 1), (179, -1))
ARCTIC = ((0, 80), (90, 80), (180, 80), (-90, 80), (0, 80))
ANTARCTIC = tuple((lon, -80) for lon, _ in ARCTIC)


def area(*rings, name="a"):
    """An asset of some rings."""
    return Asset(id=name, name=name, kind="port", shape="area", parts=rings)


def winds(ring, position):
    """Whether a ring goes round a point, by the sum of the angles under which it is seen."""
    corners, point = units(np.array(ring)), unit(*position)
    if float(corners[:-1].sum(axis=0) @ point) <= 0:
        return False
    one, other = corners[:-1], corners[1:]
    turn = np.arctan2(
        np.cross(one, other) @ point,
        np.einsum("ij,ij->i", one, other) - (one @ point) * (other @ point),
    )
    return abs(turn.sum()) > math.pi


@given(LON, LAT, st.floats(1, 6000), st.integers(3, 12), st.data())
def test_it_agrees_with_the_winding_number(lon, lat, radius, corners, data):
    """Wherever ring and point are, at a pole or across the antimeridian too."""
    turn = data.draw(st.floats(0, 360))
    ring = [moved(lat, lon, turn + 360 * n / corners, radius)[::-1] for n in range(corners)]
    ring.append(ring[0])
    away = data.draw(st.floats(0, 2))
    assume(abs(away - 1) > 0.05)
    assume(away < 0.95 * math.cos(math.pi / corners) or away > 1.05)
    north, east = moved(lat, lon, data.draw(st.floats(0, 360)), radius * away)
    held = Areas([area(tuple(ring))]).all_holding((east, north))
    assert held == ([0] if winds(ring, (east, north)) else [])


@pytest.mark.parametrize(
    ("rings", "inside", "outside"),
    [
        ((SQUARE, HOLE), (20.2, 51), (21, 51)),
        ((PACIFIC,), (180, 0), (178, 0)),
        ((PACIFIC,), (-180, 0), (0, 0)),
        ((ARCTIC,), (17, 89), (17, -89)),
        ((ARCTIC,), (0, 90), (45, 70)),
        ((ANTARCTIC,), (17, -89), (17, 89)),
        ((ANTARCTIC,), (0, -90), (45, -70)),
    ],
)
def test_holes_poles_and_the_antimeridian(rings, inside, outside):
    """A hole is outside; who stands at a pole is inside of what runs round it."""
    held = Areas([area(*rings), area(SQUARE, name="b")])
    assert 0 in held.all_holding(inside)
    assert 0 not in held.all_holding(outside)


def test_many_points_are_answered_as_each_alone():
    """Of several areas that hold a point the first is named."""
    held = Areas([area(ARCTIC), area(SQUARE), area(((19, 49), *SQUARE[1:4], (19, 49)))])
    rng = np.random.default_rng(5)
    points = np.column_stack([rng.uniform(18, 23, 200), rng.uniform(49, 85, 200)])
    together = held.holding(points)
    for row, point in enumerate(points.tolist()):
        alone = held.all_holding(tuple(point))
        assert together.get(row) == (alone[0] if alone else None)


def test_without_areas_nothing_is_held():
    """Lines and points hold nobody."""
    line = Asset(id="l", name="l", kind="rail", shape="line", parts=(SQUARE,))
    assert Areas([line]).all_holding((21, 51)) == []
    assert Areas([]).holding(np.array([[21.0, 51.0]])) == {}
