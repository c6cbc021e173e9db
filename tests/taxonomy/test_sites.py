"""Places as discs: distance, touching, rounding."""

from hypothesis import given
from hypothesis import strategies as st

from vedette.records import Spot
from vedette.taxonomy.sites import (
    apart_km,
    could_be_one,
    decimals,
    distance_km,
    moved,
    radius_km,
)

latitudes = st.floats(-80, 80)
longitudes = st.floats(-179, 179)


def _spot(name, at, country, precision, radius):
    lat, lon = at
    return Spot(name=name, lat=lat, lon=lon, country=country, precision=precision, radius_km=radius)


HANKO = _spot("Hanko", (59.82, 22.97), "FI", "town", 4)
FINLAND = _spot("Finland", (64, 26), "FI", "country", 328)
ESTONIA = _spot("Estonia", (59, 26), "EE", "country", 120)
GULF = _spot("Gulf of Finland", (59.9, 26), "Baltic Sea", "sea", 98)
TALLINN = _spot("Tallinn", (59.44, 24.75), "EE", "town", 9)


@given(a=latitudes, b=longitudes, bearing=st.floats(0, 359), km=st.floats(0, 500))
def test_who_goes_so_far_is_so_far_away(a, b, bearing, km):
    """Moving and measuring agree."""
    assert abs(distance_km(a, b, *moved(a, b, bearing, km)) - km) < 0.01


@given(a=latitudes, b=longitudes, c=latitudes, d=longitudes)
def test_distance_is_the_same_both_ways(a, b, c, d):
    """From here to there is as far as back."""
    assert abs(distance_km(a, b, c, d) - distance_km(c, d, a, b)) < 1e-6


def test_a_country_holds_its_far_towns_and_no_others():
    """Hanko lies 460 km from the middle of Finland; Tallinn is nearer to Hanko than that."""
    assert could_be_one(HANKO, FINLAND)
    assert not could_be_one(TALLINN, FINLAND)
    assert not could_be_one(ESTONIA, FINLAND)


def test_towns_apart_are_two_and_a_sea_beside_them_may_be_either():
    """Discs that do not touch are different places; a wide one touches many."""
    assert not could_be_one(HANKO, TALLINN)
    assert could_be_one(GULF, TALLINN)
    assert could_be_one(GULF, HANKO)
    assert could_be_one(GULF, FINLAND)


def test_an_unknown_extent_is_the_usual_one():
    """A place of an old coding is taken for a town."""
    assert radius_km(HANKO) == 4
    assert apart_km(HANKO, TALLINN) > 100


def test_wide_places_have_no_decimals():
    """A country is no point with decimals; a crossing is told to ten metres."""
    assert [decimals(r) for r in (328, 80, 4, 0.5)] == [0, 1, 2, 4]
