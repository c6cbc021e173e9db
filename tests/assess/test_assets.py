"""Assets: GeoJSON read strictly, with file, feature and remedy of every fault."""

import json

import pytest

from vedette.assess.assets import Asset, load, load_all
from vedette.errors import AssetError, ConfigurationError

LINE = {"type": "LineString", "coordinates": [[21, 52, 110.5], [22, 52.5]]}
RING = [[20, 50], [21, 50], [21, 51], [20, 51], [20, 50]]


def feature(geometry, **properties):
    """A feature of class rail, unless told otherwise."""
    return {"type": "Feature", "geometry": geometry, "properties": {"class": "rail", **properties}}


def written(tmp_path, *features, name="mine.geojson", **beside):
    """A file of features."""
    path = tmp_path / name
    told = {"type": "FeatureCollection", **beside, "features": list(features)}
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def test_a_feature_becomes_an_asset(tmp_path):
    """Id, name and class are taken, the altitude and other properties are not."""
    path = written(tmp_path, {**feature(LINE, name="Line 7", voltage=110), "id": "l7"})
    assert load(path) == (
        Asset(
            id="l7", name="Line 7", kind="rail", shape="line", parts=(((21.0, 52.0), (22.0, 52.5)),)
        ),
    )


@pytest.mark.parametrize(
    ("type_", "coordinates", "shape", "count"),
    [
        ("Point", [21, 52], "point", 1),
        ("MultiPoint", [[21, 52], [22, 52]], "point", 2),
        ("LineString", [[21, 52], [22, 52]], "line", 1),
        ("MultiLineString", [[[21, 52], [22, 52]], [[23, 52], [24, 52]]], "line", 2),
        ("Polygon", [RING], "area", 1),
        ("MultiPolygon", [[RING], [RING]], "area", 2),
    ],
)
def test_the_shapes_of_the_standard_are_read(tmp_path, type_, coordinates, shape, count):
    """Points, lines and areas, single or many."""
    path = written(tmp_path, feature({"type": type_, "coordinates": coordinates}))
    (asset,) = load(path)
    assert (asset.shape, len(asset.parts)) == (shape, count)


def test_what_a_feature_does_not_say_is_taken_from_the_file(tmp_path):
    """A class beside the features stands for all; an id is made of the file's name."""
    bare = {"type": "Feature", "geometry": LINE, "properties": None}
    named = {"type": "Feature", "geometry": LINE, "properties": {"id": 7, "class": "telecom"}}
    found = load(written(tmp_path, bare, named, **{"class": "energy"}))
    assert [(a.id, a.name, a.kind) for a in found] == [
        ("mine-1", "mine-1", "energy"),
        ("7", "7", "telecom"),
    ]


def test_a_single_feature_is_a_file(tmp_path):
    """A file may hold one feature without a collection."""
    path = tmp_path / "one.geojson"
    path.write_text(json.dumps(feature(LINE)), encoding="utf-8-sig")
    assert len(load(path)) == 1


def bad(type_, coordinates):
    """A geometry with a fault."""
    return feature({"type": type_, "coordinates": coordinates})


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (bad("Point", [52]), "[52] is no position"),
        (bad("Point", [True, 52]), "[True, 52] is no position"),
        (bad("Point", ["21", "52"]), "['21', '52'] is no position"),
        (bad("Point", [21, 152]), "152 is no latitude"),
        (bad("Point", [500000, 52]), "500000 is no longitude"),
        (bad("Point", None), "None is no position"),
        (bad("LineString", []), "its coordinates are missing or empty"),
        (bad("LineString", [[21, 52]]), "a line has one position"),
        (bad("LineString", [[0, 10], [180, -10]]), "(0.0, 10.0) and (180.0, -10.0) are opposite"),
        (bad("LineString", [[0, 90], [77, -90]]), "(0.0, 90.0) and (77.0, -90.0) are opposite"),
        (bad("Polygon", [RING[:-1]]), "a ring is not closed"),
        (bad("Polygon", [[RING[0], RING[1], RING[0]]]), "a ring is not closed"),
        (
            bad("Polygon", [[[0, 0], [120, 0], [240, 0], [0, 0]]]),
            "a ring is as wide as half the earth",
        ),
        (bad("GeometryCollection", []), "its geometry is GeometryCollection"),
        (feature(None), "its geometry is missing"),
        ({"type": "Feature", "geometry": LINE}, "it has no class"),
        (feature(LINE, **{"class": " "}), "it has no class"),
        (feature(LINE, name=["a"]), "name is no text"),
        (feature(LINE, id=True), "id is no text"),
        ({**feature(LINE), "properties": []}, "it has no class"),
        ({**feature(LINE), "properties": [1]}, "properties is no object"),
        (LINE, "it is no Feature"),
        ("x", "it is no Feature"),
    ],
)
def test_a_fault_names_the_feature_and_the_remedy(tmp_path, wrong, told):
    """Who draws a wrong feature is told which one it is, and what to do."""
    path = written(tmp_path, feature(LINE), wrong)
    with pytest.raises(AssetError) as caught:
        load(path)
    assert caught.value.where == f"{path}: feature 2"
    assert caught.value.what == told
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "it is no JSON"),
        ('{"type": NaN}', "it is no JSON"),
        ("[" * 100_000, "it is no JSON"),
        ("[]", "it is no GeoJSON"),
        ('{"type": "Topology", "objects": {}}', "it is a Topology, without features"),
        ('{"type": "FeatureCollection"}', "it is a FeatureCollection, without features"),
        (
            '{"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG::3035"}}}',
            "its coordinates are in EPSG::3035, not in WGS 84",
        ),
    ],
)
def test_a_file_that_is_no_map_is_refused(tmp_path, text, told):
    """What is no GeoJSON in WGS 84 is named, and is a fault of the settings."""
    path = tmp_path / "mine.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load(path)
    assert (caught.value.what, caught.value.where) == (told, str(path))
    assert caught.value.remedy


def test_the_system_that_the_standard_allows_may_be_named(tmp_path):
    """Files of 2008 that name WGS 84 are read."""
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert load(written(tmp_path, feature(LINE), crs=crs))


def test_a_file_that_is_missing_or_not_utf8_is_refused(tmp_path):
    """The path is named, and why."""
    with pytest.raises(AssetError, match="it cannot be read"):
        load(tmp_path / "none.geojson")
    (tmp_path / "latin.geojson").write_bytes('{"name": "Kołobrzeg"}'.encode("iso-8859-2"))
    with pytest.raises(AssetError, match="it is no JSON"):
        load(tmp_path / "latin.geojson")


def test_one_id_for_two_assets_is_refused(tmp_path):
    """Within a file and between files, an id names one asset."""
    one = {**feature(LINE), "id": "a"}
    with pytest.raises(AssetError, match="the id 'a' is taken"):
        load(written(tmp_path, one, one))
    paths = [written(tmp_path, one, name=name) for name in ("a.geojson", "b.geojson")]
    with pytest.raises(AssetError, match="taken"):
        load_all(paths)
    assert len(load_all(paths[:1])) == 1
