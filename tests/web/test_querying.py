"""The query line in addresses, on pages and in the offers made while it is typed."""

import json

import pytest
from tests.web.test_pages import Read

from vedette.desk import Ask, IncidentAsk
from vedette.query import parse
from vedette.web.querying import line_from

LINE = 'kind:sabotage place:PL "rail"'
ASKED = "q=kind%3Asabotage+place%3APL+%22rail%22"


@pytest.mark.parametrize(
    "path",
    ["/search", "/findings", "/incidents", "/api/search", "/api/findings", "/api/incidents",
     "/findings.csv", "/search.rss", "/incidents.geojson", "/incidents.json", "/search.json"],
)  # fmt: skip
def test_one_line_asks_every_list(client, live, path):
    """The same line under every address, in every ending."""
    assert client.get(f"{path}?{ASKED}").status_code == 200
    asked = [query for query, _ in live.sought]
    asked += [one.query for one in (*live.asked, *live.asked_of_incidents)]
    assert asked
    assert all(query == parse(LINE) for query in asked)


@pytest.mark.parametrize("path", ["/findings", "/incidents", "/api/search", "/incidents.json"])
def test_a_line_that_cannot_be_read_is_refused_with_its_place(client, path):
    """Where, what, and what to write instead."""
    answer = client.get(f"{path}?q=rail+knd:arson", headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert "there is no field knd (the query, character 6)" in answer.json()["why"]
    assert "kind:" in answer.json()["remedy"]


def test_the_search_page_keeps_the_line_that_it_cannot_read(client):
    """The reader mends it where he wrote it."""
    answer = client.get("/search?q=kind:fire")
    assert answer.status_code == 400
    (box,) = [a for tag, a in Read(answer.text).tags if a.get("id") == "line"]
    assert (box["value"], box["aria-invalid"]) == ("kind:fire", "true")
    assert "Kind cannot be 'fire'" in Read(answer.text).words


def test_an_area_that_was_drawn_is_part_of_the_line(client, live):
    """A map gives GeoJSON; the address of the list has it as corners."""
    shape = json.dumps(
        {"type": "Polygon", "coordinates": [[[24, 54], [26, 54], [25, 56], [24, 54]]]}
    )
    page = client.get("/incidents", params={"area": shape, "q": "rail"})
    assert live.asked_of_incidents[-1].query == parse("area:24,54;26,54;25,56;24,54 rail")
    assert "area%3A24%2C54%3B26" in page.text
    answer = client.get("/api/incidents", params={"area": "{}"})
    assert "GeoJSON Polygon" in answer.json()["remedy"]


def test_links_of_a_list_keep_the_line(client):
    """Facets, exports and the next page ask it again; one link takes it off."""
    page = client.get(f"/incidents?{ASKED}").text
    links = [a["href"] for tag, a in Read(page).tags if tag == "a" and "href" in a]
    facets = [one for one in links if one.startswith("/incidents?") and "kind=" in one]
    assert facets
    assert all(ASKED in one for one in facets)
    assert f"/incidents.geojson?{ASKED}" in links
    assert f"/findings?{ASKED.replace('%20', '+')}" in links


def test_a_choice_of_one_list_is_a_line_for_the_others():
    """Facets become fields, days and words too."""
    asked = Ask(kinds=frozenset({"arson"}), countries=frozenset({"Baltic Sea"}), words="a cable")
    assert line_from(asked) == 'kind:arson country:"Baltic Sea" a "cable"'
    assert line_from(IncidentAsk(statuses=frozenset({"charged"}))) == "status:charged"


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("ki", ["kind:"]),
        ("rail -sta", ["status:"]),
        ("kind:", ["assassination", "cbrn", "missile_drone_strike"]),
        ("kind:arson,sab", ["sabotage"]),
        ("country:pola", ["PL"]),
        ('place:"baltic', ['"Baltic Sea"']),
        ("firmness:>=", ["0", "1", "2"]),
        ("source:kurier", ["pl/kurier"]),
        ('"rail ki', []),
        ("nothing:x", []),
    ],
)
def test_offers_go_on_where_the_cursor_is(client, line, texts):
    """Fields first, then values by what they are called or mean."""
    offers = client.get("/api/complete", params={"q": line}).json()
    assert [one["text"] for one in offers][: len(texts)] == texts
    assert bool(offers) is bool(texts)


def test_an_offer_stands_in_for_what_was_typed(client):
    """What is before and behind the cursor stays."""
    (one,) = client.get("/api/complete", params={"q": "kind:sab rail", "at": 8}).json()
    assert (one["start"], one["end"], one["text"]) == (5, 8, "sabotage")
