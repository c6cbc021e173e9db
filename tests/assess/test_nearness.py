"""Nearness: laws of distances on a sphere, and what the radius of a spot leaves open."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vedette.assess.assets import Asset
from vedette.assess.nearness import Atlas, coarse, near, nearest, within
from vedette.assess.sphere import apart, unit
from vedette.records import Spot
from vedette.taxonomy.sites import distance_km, moved

MM = 1e-6
LAT = st.floats(-89, 89)
LON = st.floats(-180, 180)
POSITION = st.tuples(LON, LAT)


def asset(*parts, shape="line", kind="rail", name="a"):
    """An asset of some parts."""
    return Asset(id=name, name=name, kind=kind, shape=shape, parts=tuple(map(tuple, parts)))


def spot(lon, lat, radius=0.0):
    """A spot with a radius in kilometres."""
    return Spot(name="s", lat=lat, lon=lon, country="PL", precision="town", radius_km=radius)


def km(position, *parts, shape="line"):
    """The distance from a position to an asset."""
    return nearest(spot(*position), Atlas([asset(*parts, shape=shape)])).km


def between(one, other, part):
    """The position that lies a part of the way along the great circle from one to another."""
    a, b = unit(*one), unit(*other)
    angle = apart(a, b)
    if angle < 1e-12:
        return one
    x, y, z = (math.sin((1 - part) * angle) * a + math.sin(part * angle) * b) / math.sin(angle)
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def plain(one, other):
    """Whether the shortest way between two positions is plain."""
    return apart(unit(*one), unit(*other)) < 3.1


@given(POSITION, POSITION)
def test_between_points_it_is_the_haversine_and_symmetric(one, other):
    """From a point to a point it is the same as back, and as measured elsewhere."""
    there, back = km(one, (other,), shape="point"), km(other, (one,), shape="point")
    assert there == pytest.approx(back, abs=MM)
    lon, lat = one
    lon2, lat2 = other
    assert there == pytest.approx(distance_km(lat, lon, lat2, lon2), abs=1e-3)


@given(POSITION, POSITION, POSITION)
def test_a_line_can_be_drawn_from_either_end(point, one, other):
    """The direction in which a line is drawn does not matter."""
    assume(plain(one, other))
    assert km(point, (one, other)) == pytest.approx(km(point, (other, one)), abs=1e-5)


@given(POSITION, POSITION, st.floats(0, 1))
def test_a_point_on_a_line_is_at_no_distance(one, other, part):
    """Wherever on a line one stands, it is 0 away, to the tenth of a metre."""
    assume(plain(one, other))
    assert km(between(one, other, part), (one, other)) < 1e-4


@given(POSITION, POSITION, POSITION, st.sampled_from([-360, 360]))
def test_once_round_the_earth_is_nowhere_else(point, one, other, turn):
    """Adding 360 degrees of longitude to the spot or to the line changes nothing."""
    assume(plain(one, other))
    expected = km(point, (one, other))
    (lon, lat), (lon1, lat1), (lon2, lat2) = point, one, other
    assert km((lon + turn, lat), (one, other)) == pytest.approx(expected, abs=1e-5)
    shifted = ((lon1 + turn, lat1), (lon2, lat2))
    assert km(point, shifted) == pytest.approx(expected, abs=1e-5)


@given(POSITION, POSITION, POSITION, st.integers(2, 20))
def test_a_denser_line_is_the_same_line(point, one, other, count):
    """Positions added on the way of a line do not change its distance."""
    assume(plain(one, other))
    dense = [between(one, other, n / count) for n in range(count + 1)]
    assert km(point, dense) == pytest.approx(km(point, (one, other)), abs=1e-4)


@given(POSITION, st.lists(st.lists(POSITION, min_size=1, max_size=4), min_size=1, max_size=8))
@settings(deadline=None)
def test_the_index_leaves_nothing_out(point, lines):
    """Of many assets the nearest is the one that is nearest when each is asked alone."""
    assume(all(plain(a, b) for line in lines for a, b in pairwise(line)))
    assets = [asset(line, name=str(n)) for n, line in enumerate(lines)]
    alone = [nearest(spot(*point), Atlas([one])).km for one in assets]
    atlas = Atlas(assets)
    assert nearest(spot(*point), atlas).km == pytest.approx(min(alone), abs=MM)
    found = {one.asset.id for one in near(spot(*point), atlas, 5000)}
    expected = {str(n) for n, away in enumerate(alone) if away <= 5000}
    unsure = {str(n) for n, away in enumerate(alone) if abs(away - 5000) < MM}
    assert found - unsure == expected - unsure


@given(POSITION, st.floats(1, 3000), st.floats(0, 360), st.integers(3, 12))
def test_who_stands_within_an_area_is_at_no_distance(middle, radius, turn, corners):
    """In the middle of a ring it is 0, whichever way round it is drawn; outside it is not."""
    lon, lat = middle
    ring = []
    for n in range(corners):
        north, east = moved(lat, lon, turn + 360 * n / corners, radius)
        ring.append((east, north))
    ring.append(ring[0])
    assert km(middle, ring, shape="area") == 0
    assert km(middle, ring[::-1], shape="area") == 0
    assert km(middle, ring) > 0
    far, away = moved(lat, lon, turn, 1.5 * radius)
    assert km((away, far), ring, shape="area") == pytest.approx(0.5 * radius, rel=0.01)
    assert km((lon + 180, -lat), ring, shape="area") > 0


def test_a_hole_is_outside():
    """Who stands in the hole of an area is as far as its edge."""
    outer = ((20, 50), (22, 50), (22, 52), (20, 52), (20, 50))
    hole = ((20.5, 50.5), (20.5, 51.5), (21.5, 51.5), (21.5, 50.5), (20.5, 50.5))
    assert km((20.2, 51), outer, hole, shape="area") == 0
    assert km((21, 51), outer, hole, shape="area") == pytest.approx(35.0, abs=0.2)


def test_a_line_over_the_antimeridian_goes_the_short_way():
    """From 179 to −179 a line spans two degrees, and 190 is −170."""
    assert km((180, 0), ((179, 0), (-179, 0))) < MM
    assert km((0, 0), ((179, 0), (-179, 0))) == pytest.approx(19_904, abs=1)
    assert km((-170, 10), ((190, 9), (190, 11))) < MM


def test_a_line_over_the_pole_is_no_trouble():
    """A line from one side of the pole to the other passes over it."""
    assert km((123, 90), ((0, 89), (180, 89))) < MM


def test_distances_that_are_known():
    """Warsaw lies 67 km from the 22nd meridian and 393 km from Vilnius."""
    assert km((21.01, 52.23), ((22, 50), (22, 54))) == pytest.approx(67.4, abs=0.2)
    assert km((21.01, 52.23), ((25.28, 54.69),), shape="point") == pytest.approx(393, abs=1)


RAIL = asset(((21, 50), (21, 54)), name="line")
MAST = asset(((21, 52.9),), shape="point", kind="telecom", name="mast")
WATCHED = Atlas([RAIL, MAST])


@pytest.mark.parametrize(
    ("radius", "asked", "verdict"),
    [
        (0, 20, "certain"),  # 13.6 km to the line
        (5, 20, "certain"),
        (12, 20, "possible"),
        (12, 10, "possible"),
        (2, 10, "no"),
        (300, 1, "possible"),
    ],
)
def test_the_radius_of_a_spot_is_part_of_the_answer(radius, asked, verdict):
    """Certain where all of the disc is within, possible where a part of it is."""
    assert within(spot(21.2, 52, radius), WATCHED, asked, {"rail"}) == verdict


def test_classes_choose_what_is_asked():
    """Only assets of the classes named count; an empty choice is all of them."""
    here = spot(21.2, 52.9, 1)
    assert within(here, WATCHED, 20, {"energy"}) == "no"
    assert nearest(here, WATCHED, {"energy"}) is None
    assert nearest(here, WATCHED, {"telecom"}).asset is MAST
    assert [one.asset.id for one in near(here, WATCHED, 20)] == ["line", "mast"]
    assert within(here, Atlas([]), 20) == "no"


def test_the_nearest_is_certain_where_no_other_can_be_nearer():
    """Two assets whose distances differ by less than the disc is wide leave it open."""
    one, other = asset(((21, 52),), name="one"), asset(((21, 53),), name="other")
    found = nearest(spot(21, 52, 10), Atlas([one, other]))
    assert (found.asset.id, found.km, found.low, found.high) == ("one", 0.0, 0.0, 10.0)
    assert found.certain
    assert not nearest(spot(21, 52.4, 30), Atlas([one, other])).certain
    assert nearest(spot(21, 52.4, 300), Atlas([one])).certain


@given(POSITION, POSITION, st.floats(0.1, 500), st.floats(0, 1000))
def test_the_bounds_hold_wherever_in_the_disc_it_was(middle, mark, radius, asked):
    """Any point of the disc is no nearer than low, no farther than high, and the verdict holds."""
    lon, lat = middle
    atlas = Atlas([asset((mark,), shape="point")])
    here = spot(lon, lat, radius)
    found, verdict = nearest(here, atlas), within(here, atlas, asked)
    for turn in np.arange(0, 360, 45):
        north, east = moved(lat, lon, float(turn), radius)
        away = nearest(spot(east, north), atlas).km
        assert found.low - 1e-3 <= away <= found.high + 1e-3
        assert verdict != "certain" or away <= asked + 1e-3
        assert verdict != "no" or away >= asked - 1e-3


def scattered(seed, count):
    """Lines, points and areas here and there, at the poles too."""
    rng = np.random.default_rng(seed)
    for n in range(count):
        lon, lat, turn = rng.uniform(-180, 180), rng.uniform(-90, 90), rng.uniform(0, 360)
        ring = [moved(lat, lon, turn + 60 * k, rng.uniform(1, 900))[::-1] for k in range(6)]
        shape = ("line", "point", "area")[n % 3]
        parts = {"line": [ring], "point": [ring[:1]], "area": [[*ring, ring[0]]]}[shape]
        yield asset(*parts, shape=shape, kind="rail" if n % 2 else "port", name=str(n))


@pytest.mark.parametrize("count", [1, 3, 40, 400])
def test_many_places_are_answered_as_each_alone(count):
    """The tree leaves out nothing that is nearest, few assets or many, near or far."""
    atlas = Atlas(list(scattered(count, count)))
    rng = np.random.default_rng(7)
    near_by = [asset.parts[0][0] for asset in atlas.assets[:50]]
    points = [*near_by, *zip(rng.uniform(-180, 180, 150), rng.uniform(-90, 90, 150), strict=True)]
    for (lon, lat), (number, km) in zip(points, atlas.nearest_each(points), strict=True):
        alone = dict(atlas.nearest_two(lat, lon)[:1])
        assert km == pytest.approx(min(alone.values()), abs=MM)
        assert number in alone or min(alone.values()) == pytest.approx(km, abs=MM)
    assert atlas.nearest_each([]) == []


def test_a_place_is_asked_once():
    """What was measured is remembered, and new places are measured beside it."""
    atlas = Atlas(list(scattered(1, 9)))
    first = atlas.nearest_each([(21.0, 52.0), (22.0, 52.0)])
    assert atlas.nearest_each([(22.0, 52.0), (23.0, 52.0), (21.0, 52.0)])[::2] == first[::-1]


def test_assets_are_chosen_by_class_id_or_name():
    """However it is spelt; of what nobody has the name, there is none."""
    line = Asset(id="L-7", name="Line  Seven", kind="rail", shape="point", parts=(((21, 52),),))
    port = Asset(id="p", name="Port", kind="port", shape="point", parts=(((19, 54),),))
    atlas = Atlas([line, port])
    for name in ("rail", "l-7", "LINE SEVEN"):
        assert atlas.only([name]).assets == (line,)
    assert atlas.only(["rail", "p"]).assets == (line, port)
    assert atlas.only(["seven"]).assets == ()
    assert atlas.only([]) is atlas


def test_the_choices_that_are_kept_do_not_grow():
    """Whoever asks for ever other assets does not fill the memory; the last are kept."""
    atlas = Atlas(list(scattered(2, 30)))
    laid_out = [atlas.only([one.id]) for one in atlas.assets]
    assert [one.assets for one in laid_out] == [(one,) for one in atlas.assets]
    assert atlas.only(["29"]) is laid_out[29]
    assert atlas.only(["0"]) is not laid_out[0]


def test_a_place_coarser_than_the_distance_tells_nothing():
    """A radius up to the distance does; a country never does."""
    assert not coarse("town", 20.0, 20.0)
    assert coarse("region", 20.1, 20.0)
    assert coarse("country", 1.0, 500.0)
