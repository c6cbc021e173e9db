"""Incidents near what the user watches over, by target, and by how long their stage is silent."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest

from vedette.answers import Target
from vedette.assess.assets import load_all
from vedette.assess.nearness import Atlas, coarse, near, nearest, within
from vedette.code.tagger.labels import TARGETS
from vedette.desk import Desk, IncidentAsk, running
from vedette.desk.nearing import Nearing
from vedette.desk.settings import settle
from vedette.engines import Local
from vedette.errors import AssetError, NotWatched
from vedette.query import parse
from vedette.records import Spot
from vedette.review import ENDED

EVERY = IncidentAsk(limit=500)
LINE = [[21.01, 52.23], [21.85, 51.56], [22.57, 51.25]]
CABLE = [[24.6, 59.45], [24.4, 60.1]]


def geojson(folder, name, *features, **beside):
    """A file of features, each a class, a name and a geometry."""
    path = folder / name
    told = [
        {
            "type": "Feature",
            "properties": {"class": kind, "name": called},
            "geometry": {"type": shape, "coordinates": at},
        }
        for kind, called, shape, at in features
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": told, **beside}), "utf-8")
    return path


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """Give the address of a ledger with the sample archive, coded."""
    url = f"sqlite:///{tmp_path_factory.mktemp('sample')}/l.sqlite"
    with running.opened(replace(settle(None), ledger=url).ledger_url) as store:
        running.fill_sample(store, Local())
    return url


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Give two files: a railway with its substation, a cable."""
    folder = tmp_path_factory.mktemp("assets")
    rail = geojson(
        folder,
        "rail.geojson",
        ("rail", "Line 7", "LineString", LINE),
        ("energy", "Substation North", "Point", [21.0, 52.4]),
    )
    return rail, geojson(folder, "sea.geojson", ("telecom", "Gulf cable", "LineString", CABLE))


@pytest.fixture(scope="module")
def desk(ledger, files):
    """Give the desk over the sample, with these assets."""
    return _desk(ledger, Nearing(files))


def _desk(ledger, nearing=None, **more):
    return Desk(ledger, sources=running.sample_sources(), nearing=nearing, **more)


@pytest.mark.parametrize("km", [3, 20, 60, 400])
@pytest.mark.parametrize("wanted", [(), ("rail",), ("gulf cable", "energy")])
def test_the_filter_is_what_each_incident_says_alone(desk, files, km, wanted):
    """Exactly the incidents that are certainly or possibly near, of those placed closely enough."""
    atlas, every = Atlas(load_all(files)), desk.incidents(EVERY).lines
    found = desk.incidents(replace(EVERY, near=km, assets=frozenset(wanted)))
    for line in every:
        spot, told = line.spot, {one.id: one for one in found.lines}.get(line.id)
        closely = spot is not None and not coarse(spot.precision, spot.radius_km, km)
        assert (told is not None) == (closely and within(spot, atlas, km, wanted) != "no")
        if told is not None:
            one = nearest(spot, atlas, wanted)
            assert (told.near.name, told.near.low) == (one.asset.name, round(one.low, 1))
            assert told.near.certain == (one.high <= km)
    assert found.km == km
    assert found.untold == sum(
        line.spot is None
        or (
            coarse(line.spot.precision, line.spot.radius_km, km)
            and bool(near(line.spot, atlas, km, wanted))
        )
        for line in every
    )


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"near": 20.0},
        {"kinds": frozenset({"arson"})},
        {"query": parse("voices:>=2")},
        {"query": parse("bbox:20,53,27,60 -kind:arson")},
    ],
)
def test_places_are_those_of_the_list(desk, asked):
    """In its order, with the same days, rounded alike; the page of the list does not matter."""
    ask = replace(EVERY, **asked)
    lines = desk.incidents(ask).lines
    placed = desk.placed(replace(ask, limit=1, before=2))
    assert lines
    assert [one.id for one in placed] == [line.id for line in lines]
    for one, line in zip(placed, lines, strict=True):
        assert (one.kind, one.status, one.spot) == (line.kind, line.status, line.spot)
        assert (one.first, one.last, one.handling) == (line.first, line.last, line.handling)


def test_rail_within_twenty_kilometres_of_my_lines(desk):
    """What the filter is for; counts, facets and pages agree with the list."""
    ask = IncidentAsk(targets=frozenset({"rail"}), near=20, assets=frozenset({"rail"}))
    lines = desk.incidents(ask).lines
    assert {line.spot.name for line in lines} >= {"Dęblin"}
    assert all("rail" in line.targets and line.near.kind == "rail" for line in lines)
    counts = desk.count_incidents(ask)
    assert counts.total == len(lines) == counts.targets["rail"] == sum(counts.kinds.values())
    paged, before = [], None
    while before is not None or not paged:
        page = desk.incidents(replace(ask, limit=1, before=before))
        paged += page.lines
        if (before := page.next) is None:
            break
    assert tuple(paged) == lines


def test_an_asset_alone_asks_for_the_desks_own_distance(ledger, files):
    """The settings say what near is, where the question does not."""
    desk = _desk(ledger, Nearing(files, km=60))
    rail = frozenset({"rail"})
    assert desk.incidents(IncidentAsk(assets=rail)) == desk.incidents(
        IncidentAsk(assets=rail, near=60)
    )


def test_other_filters_hold_beside_nearness(desk):
    """Every filter that is not empty must hold."""
    ask = IncidentAsk(near=400, limit=500)
    for kind, count in desk.count_incidents(ask).kinds.items():
        found = desk.incidents(replace(ask, kinds=frozenset({kind}))).lines
        assert [line.kind for line in found] == [kind] * count


def test_what_nobody_watches_over_is_told(ledger, desk):
    """A name that no asset has, and a question where there are none, end with the remedy."""
    with pytest.raises(NotWatched, match=r"'Line 9'.*energy, rail, telecom"):
        desk.incidents(IncidentAsk(near=5, assets=frozenset({"Line 9"})))
    with pytest.raises(NotWatched, match=r"\[assets\] files: no assets are named"):
        _desk(ledger).count_incidents(IncidentAsk(near=5))
    assert desk.asset_classes() == ("energy", "rail", "telecom")
    assert _desk(ledger).asset_classes() == ()


def test_a_bad_file_is_told_with_its_feature(ledger, tmp_path):
    """When it is first asked for; what does not ask for it is answered."""
    wrong = geojson(
        tmp_path, "bad.geojson", ("rail", "a", "Point", [21, 52]), ("rail", "b", "Point", [0, 91])
    )
    desk = _desk(ledger, Nearing([wrong]))
    assert desk.incidents().lines
    with pytest.raises(AssetError, match=r"bad\.geojson: feature 2: 91 is no latitude"):
        desk.incidents(IncidentAsk(near=5))


def test_a_file_without_features_has_nothing_near(ledger, tmp_path):
    """An empty map is a map: nothing is near, and nothing breaks."""
    desk = _desk(ledger, Nearing([geojson(tmp_path, "empty.geojson")]))
    assert desk.incidents(IncidentAsk(near=50)).lines == ()
    assert desk.incident(desk.incidents().lines[0].id).vicinity.near == ()


def test_a_sheet_tells_what_is_near(desk, files):
    """The nearest first with the bounds of the disc, or why nothing can be told."""
    atlas = Atlas(load_all(files))
    for line in desk.incidents(EVERY).lines:
        told = desk.incident(line.id).vicinity
        if line.spot is None:
            assert (told.untold, told.near) == ("unplaced", ())
            continue
        assert told.untold == ("coarse" if line.spot.radius_km > 20 else None)
        if told.untold:
            assert told.near == ()
            continue
        expected = near(line.spot, atlas, 20) or [nearest(line.spot, atlas)]
        assert [one.id for one in told.near] == [one.asset.id for one in expected]
        for one, other in zip(told.near, expected, strict=True):
            assert (one.low, one.high) == (round(other.low, 1), round(other.high, 1))


def test_a_country_is_near_nothing(files):
    """Nor is what is told more coarsely than the distance."""
    nearing = Nearing(files)
    poland = Spot(name="P", lat=52, lon=21, country="PL", precision="country", radius_km=5)
    region = replace(poland, precision="region", radius_km=60)
    assert nearing.vicinity(poland).untold == "country"
    assert nearing.vicinity(region).untold == "coarse"
    assert Nearing(files, km=60).vicinity(region).near
    assert Nearing().vicinity(poland) is None


def test_targets_are_those_of_the_findings(desk):
    """An incident has the classes that its reports' findings give, and is found by each."""
    lines, counts = desk.incidents(EVERY).lines, desk.count_incidents()
    for line in lines:
        told = {
            entry.value
            for account in desk.incident(line.id).accounts
            if account.finding
            for entry in account.finding.fields.get("target", ())
            if entry.value
        }
        assert line.targets == tuple(sorted(told))
    for target, count in counts.targets.items():
        found = desk.incidents(replace(EVERY, targets=frozenset({target}))).lines
        assert [line for line in lines if target in line.targets] == list(found)
        assert len(found) == count
    assert set(get_args(Target)) == set(TARGETS) >= counts.targets.keys()


@pytest.mark.parametrize("days", [0, 1, 5, 12])
def test_stages_enter_review_after_a_silence(ledger, days):
    """Those without a report that bears them out for so long, but not those at an end."""
    last = max(line.last for line in _desk(ledger).incidents(EVERY).lines)
    desk = _desk(ledger, silence=timedelta(days=days), now=lambda: last)
    lines, counts = desk.incidents(EVERY).lines, desk.count_incidents()
    for line in lines:
        sheet = desk.incident(line.id)
        assert line.first <= line.confirmed <= line.last
        assert line.confirmed == sheet.incident.confirmed >= sheet.incident.steps[-1].at
        quiet = bool(days) and line.confirmed < last - timedelta(days=days)
        assert line.review == sheet.line.review == (quiet and line.status not in ENDED)
    waiting = desk.incidents(replace(EVERY, review=True)).lines
    assert list(waiting) == [line for line in lines if line.review]
    assert counts.review == len(waiting)
    others = desk.incidents(replace(EVERY, review=False)).lines
    assert len(others) + len(waiting) == len(lines)
    assert bool(waiting) == bool(days)
