"""The map: its page, its places as GeoJSON, and the week of every state."""

from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import pytest

from vedette.desk import IncidentAsk, Placed
from vedette.records import Spot
from vedette.web.atlas import collection, feature, week
from vedette.web.packed import Answer, Packed

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TOWN = Spot(name="Narva", lat=59.37, lon=28.2, country="EE", precision="town", radius_km=5.0)
ONE = Placed(id="ab", kind="arson", status="charged", first=NOON, last=NOON, spot=TOWN)


def test_the_page_lists_what_the_map_shows(client):
    """Without scripts too: the same incidents as the list, with the same filters."""
    page = client.get("/map?country=PL").text
    assert "What the map shows" in page
    assert "the list below holds all that it shows" in page
    assert 'data-places="/map/places?country=PL"' in page
    assert page.count('class="affair"') == client.get("/incidents?country=PL").text.count(
        'class="affair"'
    )
    for path in ("incidents", "timeline", "charts"):
        assert f'href="/{path}?country=PL"' in page


def test_places_are_geojson_under_the_same_filters(client, live):
    """A point for each place that is told more closely than by its country."""
    told = client.get("/map/places?kind=sabotage&limit=1").json()
    assert live.asked_of_incidents[-1].kinds == {"sabotage"}
    assert {one["properties"]["kind"] for one in told["features"]} == {"sabotage"}
    assert told["vedette"]["words"]["kinds"] == {"sabotage": "sabotage"}
    every = client.get("/map/places").json()["features"]
    countries = [one for one in every if one["properties"]["precision"] == "country"]
    assert countries
    assert all(one["geometry"] is None for one in countries)
    assert client.get("/map/places?near=20&asset=nothing").status_code == 400


def as_json(told):
    """A feature as it is sent."""
    return msgspec.json.decode(msgspec.json.encode(told))


def test_places_are_sent_packed_and_not_again_to_who_has_them(client, live):
    """Nor put together again, until the views are others; what hangs on the clock always is."""
    first = client.get("/map/places")
    assert first.headers["content-encoding"] == "gzip"
    plain = client.get("/map/places", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == first.content
    assert plain.headers["etag"] != first.headers["etag"]
    asked = len(live.asked_of_incidents)
    again = client.get("/map/places?limit=7", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert len(live.asked_of_incidents) == asked
    live.state += 1
    client.get("/map/places?review=yes")
    client.get("/map/places?review=yes")
    assert client.get("/map/places").content == first.content
    assert len(live.asked_of_incidents) == asked + 3


def test_answers_that_were_longest_not_asked_for_are_let_go():
    """As many bytes are kept as are allowed, and one of each question."""
    packed, made = Packed(most=2 * len(Answer.of(b"1" * 999).body)), []

    def ask(question, state=0):
        packed.of(question, state, lambda: made.append(question) or b"1" * 999)

    for question in ("a", "b", "a", "c", "a", "b"):
        ask(question)
    assert made == ["a", "b", "c", "b"]
    ask("a", state=1)
    ask("a", state=1)
    assert made[4:] == ["a"]


def test_a_point_has_its_radius_and_no_more_decimals_than_a_metre():
    """What is handled more strictly says so; what is clear says nothing."""
    told = as_json(feature(ONE))
    assert told["geometry"] == {"type": "Point", "coordinates": [28.2, 59.37]}
    assert told["properties"]["km"] == 5.0
    assert "handling" not in told["properties"]
    assert as_json(feature(replace(ONE, handling="amber")))["properties"]["handling"] == "amber"
    nowhere = as_json(feature(replace(ONE, spot=None)))
    assert (nowhere["geometry"], nowhere["properties"]["place"]) == (None, "")


def test_codes_are_told_in_words():
    """As the pages tell them."""
    words = collection([ONE, replace(ONE, spot=None)])["vedette"]["words"]
    assert words["countries"] == {"EE": "Estonia"}
    assert words["stages"] == {"charged": "charged"}
    assert words["signs"] == {"arson": "kind-arson"}


def test_the_week_of_states_is_that_of_the_alarms(client, live):
    """Of one kind where one is asked for; theatres and waters are no states."""
    told = client.get("/map/rates?kind=drone_incursion").json()
    assert told["states"] == {
        "LT": {"count": 4, "expected": 0.7, "low": 0, "high": 2, "name": "Lithuania"}
    }
    assert (told["of"], told["why"]) == ("drone incursion", "")
    assert client.get("/map/rates").json()["states"] == {}
    live.young = True
    young = week(live.lookout(), IncidentAsk())
    assert young["why"].startswith("Nothing can be said yet: 30 days of history")


@pytest.mark.parametrize("path", ["/map", "/map/places", "/map/rates"])
def test_a_misspelt_filter_is_refused(client, path):
    """As on the list: it would give everything, and look like an answer."""
    assert client.get(f"{path}?contry=PL").status_code == 400
