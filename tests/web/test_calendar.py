"""The calendar on the desk: who asked whom, the step lines, the page that leads to all three."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from tests.web.dated import track
from tests.web.invented import NOON

from vedette.web import tracks


def words(client, path):
    """Give the words of a page, a blank between those of two elements."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", client.get(path).text)).split())


def test_the_list_tells_who_asked_whom_and_what_came_of_it(client):
    """A line has the day, caller, addressee, the words, the standing and what answered."""
    told = words(client, "/calendar")
    assert "Lithuania Vilnius asked Poland" in told
    assert "2 reports, 2 voices in review" in told
    assert "the mayor asked Finland" in told
    assert "followed" in told
    assert "a posture of the one who was asked" in told
    assert 'href="/article/' in client.get("/calendar").text


def test_the_filters_of_the_page_are_asked_and_kept(client, live):
    """What is asked of calls and of postures reaches the desk and stands in form and links."""
    query = "standing=unanswered&caller=lt&addressee=pl&actor=pl&since=2025-10-01"
    page = client.get(f"/calendar?{query}").text
    asked, of = live.asked_of_calls[-1], live.asked_of_postures[-1]
    assert (asked.standings, asked.by, asked.to) == ({"unanswered"}, "lt", "pl")
    assert (of.countries, of.since) == ({"PL"}, date(2025, 10, 1))
    assert '<option selected value="unanswered">unanswered</option>' in page
    assert "actor=PL&amp;caller=lt&amp;addressee=pl&amp;since=2025-10-01" in page


def test_pages_of_calls_follow_each_other(client):
    """The next page is one link on, with the same filters."""
    page = client.get("/calendar?limit=1&actor=PL").text
    assert 'rel="next" href="/calendar?actor=PL&amp;limit=1&amp;before=1"' in page


@pytest.mark.parametrize("path", ["/calendar", "/api/calls"])
@pytest.mark.parametrize(
    ("query", "why"),
    [("standing=kept", "standing cannot be"), ("type=call", "there is no parameter 'type' here")],
)
def test_what_the_calendar_does_not_know_is_told(client, path, query, why):
    """A standing that there is none of, and a parameter of another page, are refused."""
    answer = client.get(f"{path}?{query}", headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert why in answer.text


def test_a_track_is_drawn_and_told_in_a_table(client):
    """Every change of the drawing stands below it in words, with its day and level."""
    told = words(client, "/calendar")
    assert "Poland level of alert bravo" in told
    assert "4 changes in words" in told
    assert "alert, raised" in told
    assert "nobody is named: its state is that of the place" in told
    assert "to come" in told
    page = client.get("/calendar").text
    assert page.count('class="dot down') == 1
    assert "of no state that is named" in told


def test_the_line_of_alerts_goes_in_steps_and_stops_today(live):
    """Two levels are two rungs; what is to come is a faint mark after today."""
    today = NOON.date()
    until = today + timedelta(days=4)
    drawn = tracks.drawn(track(live.reports, ""), today - timedelta(days=60), until, today)
    assert [name for name, _ in drawn.names] == ["bravo", "+1"]
    assert [lane for lane, _ in drawn.lanes] == ["protection", "passage"]
    assert drawn.climb.count("V") == 1
    assert drawn.climb.endswith(f"H{drawn.today:g}")
    assert [(mark.sign, mark.ahead) for mark in drawn.marks] == [("up", False), ("down", True)]


def test_foresight_leads_to_all_three(client):
    """One entry of the masthead, three short lists, each with the way to the whole."""
    page = client.get("/foresight").text
    for path in ("/pledges", "/forecasts", "/calendar"):
        assert f'href="{path}"' in page
    assert "Lithuania to Poland : guard the line" in words(client, "/foresight")
    for path in ("/pledges", "/forecasts", "/calendar", "/foresight"):
        told = client.get(path).text
        assert 'href="/foresight" aria-current="page"' in told
    assert 'aria-label="Foresight"' not in client.get("/").text


def test_the_api_gives_calls_and_postures(client):
    """The same answers as JSON, and both in the schema."""
    page = client.get("/api/calls").json()
    assert page["standings"] == {"unanswered": 1, "followed": 1}
    assert page["lines"][1]["steps"][0]["step"]["standing"] == "followed"
    told = client.get("/api/postures?actor=PL").json()
    assert told["tracks"][0]["lines"][1]["change"]["named"]["name"] == "bravo"
    paths = client.get("/schema/openapi.json").json()["paths"]
    assert {"/api/calls", "/api/postures"} <= paths.keys()


def test_an_empty_calendar_says_so(empty_client):
    """A desk that has read nothing says that there are no calls and no postures."""
    told = empty_client.get("/calendar").text
    assert "No calls yet" in told
    assert "No postures in these days" in told
    assert "No call waits for an answer" in empty_client.get("/foresight").text
