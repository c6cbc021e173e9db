"""The first five minutes, and the tour: real states, real pages, nothing written."""

import json
import re
from urllib.parse import urlsplit

import pytest
from litestar.testing import TestClient
from tests.web.conftest import AT, PORT
from tests.web.small import SmallDesk
from tests.web.test_pages import Read

from vedette.alerts import Receipt
from vedette.desk.trying import Tried
from vedette.web import app
from vedette.web.stops import STOPS


def words(page):
    """A page's words, runs of white space as one space."""
    return " ".join(Read(page).words.split())


def test_an_empty_desk_leads_to_its_first_steps(empty_client):
    """From the first page; nothing is ticked that is not done."""
    assert 'href="/start"' in empty_client.get("/").text
    told = words(empty_client.get("/start").text)
    assert "There is no incident yet" in told
    assert "No message has gone out yet" in told
    assert told.count("to do") >= 2


def test_a_desk_that_has_something_says_so(client):
    """How many sources it listens to, and an incident to open."""
    page = client.get("/start").text
    told = words(page)
    assert re.search(r"listens to \d+ sources", told)
    assert re.search(r'href="/incidents/\w+"', page)


def test_a_choice_of_sources_gives_the_lines(client):
    """Which states and languages, how many sources that is, and what to write."""
    told = words(client.get("/start?country=EE&language=en").text)
    assert 'countries = ["EE"] languages = ["en"]' in told
    assert re.search(r"That is [1-9]\d* source", told)
    assert client.get("/start?colour=red").status_code == 400


def geojson(latitude=52.2):
    """A map with one line, as bytes."""
    line = {"type": "LineString", "coordinates": [[21.0, latitude], [21.8, 51.5]]}
    feature = {"type": "Feature", "properties": {"class": "rail", "name": "7"}, "geometry": line}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def test_a_map_is_looked_over_and_kept_nowhere(client):
    """What it holds and the lines that name it; a fault with its feature, and no folder of ours."""
    answer = client.post("/start/assets", files={"map": ("../rail.geojson", geojson())})
    assert answer.status_code == 200
    told = words(answer.text)
    assert "1 of rail" in told
    assert 'files = ["rail.geojson"]' in told
    wrong = client.post("/start/assets", files={"map": ("rail.geojson", geojson(5220))})
    assert wrong.status_code == 400
    assert "rail.geojson: feature 1: 5220 is no latitude" in words(wrong.text).replace(
        "rail.geojson : ", "rail.geojson: "
    )
    assert "/tmp" not in wrong.text
    assert client.post("/start/assets", data={"map": "no file"}).status_code == 400


@pytest.mark.parametrize("base", ["", "/sample"])
@pytest.mark.parametrize("number", range(1, len(STOPS) + 1))
def test_every_stop_is_a_page_with_a_banner(client, number, base):
    """It names what to look at, leads on and back, and can be left for the page itself."""
    answer = client.get(f"{base}/tour/{number}", follow_redirects=False)
    assert answer.status_code == 303
    to = answer.headers["location"]
    assert to.startswith("/")
    page = client.get(to)
    assert page.status_code == 200
    assert STOPS[number - 1].look in page.text
    links = re.search(r'<aside class="tour".*?</aside>', page.text, re.DOTALL)[0]
    assert (f'href="{base}/tour/{number + 1}"' in links) == (number < len(STOPS))
    assert (f'href="{base}/tour/{number - 1}"' in links) == (number > 1)
    assert f'href="{urlsplit(to).path}">Leave the tour' in links
    assert 'class="tour"' not in client.get(urlsplit(to).path).text


def test_there_is_no_stop_beyond_the_last(client, empty_client):
    """A number that is none is told; a desk without an incident leads to the first steps."""
    assert client.get(f"/sample/tour/{len(STOPS) + 1}").status_code == 404
    assert client.get("/incidents?tour=99").status_code == 400
    assert client.get("/api/incidents?tour=1").status_code == 400
    lead = empty_client.get("/tour/1", follow_redirects=False)
    assert lead.headers["location"] == "/start"


def test_a_sample_that_is_still_being_read_has_its_tour():
    """It has no first steps to lead to: until there is an incident, the findings so far."""
    site = app(None, SmallDesk(empty=True, sample=True), host="127.0.0.1", port=PORT)
    with TestClient(site, base_url=AT) as visitor:
        lead = visitor.get("/sample/tour/1", follow_redirects=False)
        assert lead.headers["location"] == "/sample/findings"
        assert visitor.get(lead.headers["location"]).status_code == 200


def test_a_test_goes_over_a_channel_of_the_settings():
    """What became of it is told; a channel that is not declared is refused, and so is a reader."""
    sent = []

    def trial(channel):
        sent.append(channel)
        return [Tried(channel=channel, recipient="x", receipt=Receipt(outcome="taken", told="250"))]

    desk = SmallDesk()
    (post, *_) = desk.channels
    site = app(desk, None, host="127.0.0.1", port=PORT, hand=lambda *_: None, trial=trial)
    with TestClient(site, base_url=AT, raise_server_exceptions=False) as client:
        assert f'<option value="{post}">' in client.get("/start").text
        told = words(client.post("/start/alert", data={"channel": post}).text)
        assert f"{post}: taken, 250" in told
        assert client.post("/start/alert", data={"channel": "else"}).status_code == 400
    assert sent == [post]


def test_a_desk_that_only_reads_sends_nothing(client):
    """It gives the command instead."""
    assert client.post("/start/alert", data={"channel": "post"}).status_code == 403
    assert "vedette alert test RULE --send" in words(client.get("/start").text)
