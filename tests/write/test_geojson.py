"""GeoJSON by RFC 7946: points that are told, boxes around their discs, null where none is told."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.invented import EVIL
from tests.write import dossiers

from vedette.records import Spot
from vedette.taxonomy.sites import decimals
from vedette.write import flat, geojson

MEMBERS = {"type", "id", "bbox", "geometry", "properties"}


def collection(*listed, **more):
    """Write dossiers, and read them back."""
    return json.loads(b"".join(geojson.write_incidents(listed, dossiers.imprint(**more))))


def features(*listed, **more):
    """The features of a collection."""
    return collection(*listed, **more)["features"]


def faults(told):
    """What RFC 7946 forbids in a collection of points, rule by rule (sections 3, 4, 5 and 7)."""
    if told["type"] != "FeatureCollection" or not isinstance(told["features"], list):
        yield "no collection"
    for one in told["features"]:
        if one["type"] != "Feature" or not {"geometry", "properties"} <= one.keys() <= MEMBERS:
            yield f"members {sorted(one)}"
        if one["geometry"] is None:
            continue
        if one["geometry"].keys() != {"type", "coordinates"} or one["geometry"]["type"] != "Point":
            yield "geometry"
        lon, lat = one["geometry"]["coordinates"]
        west, south, east, north = one["bbox"]
        if not (all(-180 <= x <= 180 for x in (lon, west, east)) and -90 <= south <= north <= 90):
            yield "out of the world"
        inside = west <= lon <= east if west <= east else lon >= west or lon <= east
        if not (inside and south <= lat <= north):
            yield "the point is not in its box"


@pytest.mark.parametrize("evil", ["", EVIL])
def test_a_collection_is_valid(evil):
    """With points, without, and empty; every feature has all columns and a number of its own."""
    told = collection(dossiers.dossier(evil), dossiers.near(evil), dossiers.nowhere())
    assert list(faults(told)) == []
    assert [one["geometry"] is None for one in told["features"]] == [False, True, True]
    for one in told["features"]:
        assert {"id", *one["properties"]} == set(flat.COLUMNS)
    assert len({one["id"] for one in told["features"]}) == 3
    assert list(faults(collection())) == []


def test_what_is_told_stands_in_the_properties():
    """Days, place, counts, who says what, grade and reports with their licence."""
    (one,) = features(dossiers.dossier(), address="http://desk.example")
    told = one["properties"]
    assert told["name"] == "Sabotage, Lipowa, Poland"
    assert (told["first_day"], told["last_day"]) == ("2025-11-18", "2025-11-19")
    assert (told["injured_low"], told["injured_high"], told["killed_low"]) == (2, 4, None)
    assert told["grade"] == "B2"
    assert told["url"] == f"http://desk.example/incidents/{one['id']}"
    assert [article["copy"] for article in told["articles"]] == [False, False, True]
    assert told["articles"][1]["licence"] == "all rights reserved"
    assert told["said"][:2] == [
        "Interior minister Halina Wrona accuses Russia and somebody whose name is withheld",
        "Police accuse somebody whose name is withheld",
    ]
    assert "Dornescu" not in json.dumps(one)


def test_the_sample_says_so():
    """In the collection, in each feature, and in each name."""
    told = collection(dossiers.dossier(), sample=True)
    assert told["vedette"]["sample"] is True
    assert told["features"][0]["properties"]["sample"] is True
    assert told["features"][0]["properties"]["name"].startswith("SAMPLE: ")
    assert "SAMPLE" not in json.dumps(collection(dossiers.dossier()))


spots = st.builds(
    Spot,
    name=st.just("x"),
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    country=st.sampled_from(["FJ", "Pacific Ocean"]),
    precision=st.sampled_from(["point", "town", "district", "region", "sea", "line"]),
    radius_km=st.floats(0.1, 12000),
)


@given(spot=spots)
def test_any_disc_is_valid_and_no_finer_than_told(spot):
    """Over the antimeridian and at the poles too; coordinates have the decimals of the radius."""
    line = replace(dossiers.dossier().sheet.line, spot=spot)
    told = collection(dossiers.dossier(line=line))
    assert list(faults(told)) == []
    for degrees in (*told["features"][0]["geometry"]["coordinates"], *told["features"][0]["bbox"]):
        assert degrees == round(degrees, decimals(spot.radius_km))


@given(spot=spots, bearing=st.floats(0, 2 * math.pi))
def test_the_box_holds_the_disc(spot, bearing):
    """Every point of its edge lies in the box, as far as decimals are told."""
    lon, lat = flat.point(spot)
    arc, phi = spot.radius_km / geojson.EARTH_KM, math.radians(lat)
    sine = math.sin(phi) * math.cos(arc) + math.cos(phi) * math.sin(arc) * math.cos(bearing)
    far = math.asin(max(-1.0, min(1.0, sine)))
    turn = math.atan2(
        math.sin(bearing) * math.sin(arc) * math.cos(phi), math.cos(arc) - math.sin(phi) * sine
    )
    here = (lon + math.degrees(turn) + 540) % 360 - 180
    west, south, east, north = geojson.box(spot)
    slack = 1e-5
    assert south - slack <= math.degrees(far) <= north + slack
    across = (here - west + slack) % 360 <= (east - west) % 360 + 2 * slack
    assert (west, east) == (-180, 180) or across
