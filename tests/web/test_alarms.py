"""The page of alarms, and whether a week is unusual."""

import pytest

from vedette.desk import Nowcast
from vedette.web import usual


def test_the_page_says_whether_the_week_is_unusual(client):
    """What came, what was to be expected, what today shows, and what could be seen."""
    page = client.get("/alarms").text
    assert "Unusual: 14 incidents became known from" in page
    assert "2 to 9 were to be expected" in page
    assert "Today so far: 2." in page
    assert "76 % was within reach" in page


def test_an_alarm_leads_to_its_incidents(client, live):
    """Those that are still there; the promise stands above, other series beside."""
    page = client.get("/alarms").text
    (line,) = live.incident_lines(live.lookout().alarms[0].incidents).values()
    assert f'href="/incidents/{line.id}"' in page
    assert "/incidents/gone" not in page
    assert "drone incursion, Lithuania" in page
    assert "the first ever" in page
    assert "also all incidents, Lithuania" in page
    assert "at most 1 false alarm a month" in page


def test_what_a_rehearsal_said_stands_beside_the_promise(client, live):
    """With its day and how often; nothing before there was one."""
    page = client.get("/alarms").text
    assert "0.43 false alarms a month (0.35 to 0.51) in 10 quiet pasts of 21 months" in page
    assert client.get("/api/alarms").json()["rehearsed"]["runs"] == 10
    live.rehearsed = None
    assert "ehearsed" not in client.get("/alarms").text
    assert client.get("/api/alarms").json()["rehearsed"] is None


def test_what_analysts_said_stands_beside_the_alarm(client):
    """With the share that was dismissed beside the promise."""
    page = client.get("/alarms").text
    assert "dismissed by A. Analyst: one raid, told by district" in page
    assert "Of 1 alarm 1 was judged, and 1 of these dismissed (100 %)." in page
    told = client.get("/api/alarms").json()
    assert (told["judged"], told["dismissed"]) == (1, 1)
    assert told["alarms"][0]["judged"]["verdict"] == "dismissed"


def test_the_series_that_stand_out_are_listed(client):
    """Those above what nine weeks in ten hold, and no others."""
    page = client.get("/alarms").text.partition("More than usual this week")[2]
    assert "drone incursion, Lithuania" in page
    assert "arson, Lithuania" not in page


def test_a_young_desk_says_what_it_needs(client, live):
    """No verdict, no empty table: how long, and how to come by a past."""
    live.young = True
    page = client.get("/alarms").text
    assert "30 days of history, 84 needed" in page
    assert "vedette backfill" in page
    assert client.get("/api/unusual").json()["verdict"] == "unknown"
    assert client.get("/api/alarms").json()["alarms"] == []


def test_the_first_page_fetches_the_sentence(client, live):
    """It takes a while to work out; without scripts the question leads to the page."""
    assert 'data-week="/alarms/week"' in client.get("/").text
    assert "data-week" not in client.get("/findings?kind=arson").text
    assert client.get("/alarms/week").text == usual.sentence(live.unusual())


def test_the_api_tells_the_same(client):
    """Counts, expectation, and the sentence."""
    told = client.get("/api/unusual").json()
    assert told["verdict"] == "more"
    assert told["told"]["week"] == {"count": 14, "expected": 5.2, "low": 2, "high": 9}
    (one,) = client.get("/api/alarms").json()["alarms"]
    assert (one["alarm"]["count"], one["also"]) == (4, ["*@LT"])


def test_what_late_reports_will_add_stands_over_what_is_known(client, live):
    """An open bar where some is to come, in words beside it; no bar where nothing is known."""
    page = client.get("/alarms").text
    assert "over 14 days: 16 so far. 2 more tell no day of their own." in page
    assert page.count("so far 3; 4 to 7 expected once late reports are in") == 1
    assert (page.count('class="known"'), page.count('class="open"')) == (14, 1)
    told = client.get("/api/unusual").json()["told"]["nowcast"]
    assert told["days"][-1] | {"day": ""} == {
        "day": "", "known": 3, "expected": 5.1, "low": 4, "high": 7,
    }  # fmt: skip
    live.nowcast = Nowcast(learnt=12, needed=30)
    page = client.get("/alarms").text
    assert "12 incidents tell a day of their own, 30 needed" in page
    assert 'class="casts"' not in page


@pytest.mark.parametrize("path", ["/alarms", "/api/unusual"])
def test_what_is_not_counted_is_a_bad_request(client, path):
    """With the parameter and the remedy."""
    answer = client.get(path, params={"kind": "bomb"})
    assert answer.status_code == 400
    assert "Give another" in answer.text
