"""The first page: what is new since its reader looked, and the wall."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from tests.web.affair import RAIL
from tests.web.conftest import visiting
from tests.web.invented import NOON
from tests.web.small import SmallDesk
from tests.web.test_pages import words

from vedette.desk.standstill import Standstill


def test_a_line_tells_what_one_reads_in_two_seconds(client):
    """Kind, place, when, who is accused how firmly and by whom, grade, sources, who differs."""
    told = words(client, "/")
    assert (
        "sabotage, Lipowa, Poland firmer 18–19 Nov Accused: official accusation Russia, a network "
        "by Interior minister Halina Wrona B2 2 sources who is said to be behind it, place" in told
    )
    page = client.get("/").text
    assert f'href="/incidents/{RAIL}"' in page
    assert 'aria-label="firmness 4 of 6"' in page
    assert "kind-sabotage" in page


def test_why_it_stands_there_can_be_opened(client):
    """Each factor with what it looked at and its figure, and their product."""
    told = words(client, "/")
    assert "why here" in told
    assert "kind × 0.80 sabotage" in told
    assert "harm × 1.50 4 injured" in told
    assert "credibility × 0.85 B2: probably true" in told
    assert "turn × 1.40 accusation: none, now official accusation" in told
    assert "rarity × 2.00 the only sabotage in Poland in 90 days" in told
    assert "together 2.86" in told


def test_what_cannot_be_seen_and_alarms_stand_on_top(client):
    """Blind and gone sources with since when, then the alarms, before any incident."""
    told = words(client, "/")
    assert told.index("Blind:") < told.index("Alarm ") < told.index("sabotage, Lipowa")
    assert "What they print is not known here." in told


@pytest.mark.parametrize("path", ["/", "/wall"])
def test_a_line_that_stands_still_is_told(client, live, path):
    """Since when, and why; on the wall, too, as long as it does."""
    live.standstill = Standstill(since=NOON, why="the disk is full", tries=3)
    told = words(client, path)
    assert "The line stands still. Nothing can be written since" in told
    assert "the disk is full" in told
    live.standstill.over()
    assert "stands still" not in words(client, path)


def test_it_begins_where_the_reader_ended(client, live):
    """What was read so far is kept in a cookie; without one, the desk says how far to look."""
    client.get("/")
    assert live.looked[-1] == live.first_look()
    answer = client.post("/looked", data={"until": "2025-11-20T06:00:00Z"}, follow_redirects=False)
    assert answer.headers["location"] == "/"
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    assert "since you last looked" in words(client, "/")
    assert live.looked[-1] == datetime(2025, 11, 20, 6, tzinfo=UTC)
    client.get("/?since=2025-11-21T06:00%2B01:00")
    assert live.looked[-1] == datetime(2025, 11, 21, 5, tzinfo=UTC)


def test_the_sample_remembers_for_itself(client):
    """What was read there says nothing of the live desk."""
    client.post("/sample/looked", data={"until": "2025-11-20T06:00:00Z"})
    assert "you last looked" in words(client, "/sample")
    assert "you last looked" not in words(client, "/")


def test_a_cookie_that_cannot_be_read_is_none(client):
    """Whatever a browser sends, the page is there."""
    for value in ("yesterday", "9999-99-99", "0001-01-01T00:00:00+23:59"):
        assert client.get("/", headers={"cookie": f"vedette_looked={value}"}).status_code == 200
    assert client.post("/looked", data={"until": "soon"}).status_code == 400


def test_what_comes_meanwhile_is_counted(client):
    """The page asks for a number, since the moment at which it was made; nothing else moves."""
    asked = re.search(r'data-fresh="([^"]*)"', client.get("/").text)[1]
    assert asked == f"/fresh/incidents?since={NOON:%Y-%m-%dT%H:%M:%SZ}"
    assert client.get(asked).text == "0"
    assert client.get("/fresh/incidents?since=2025-01-01T00:00Z").text == "2"
    assert client.get("/fresh/incidents?since=soon").status_code == 400


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/?kind=sabotage&limit=2", "/findings?kind=sabotage&limit=2"),
        ("/?since=2025-11-30", "/findings?since=2025-11-30"),
        ("/?since=2025-11-30T06:00Z&kind=arson", "/findings?since=2025-11-30T06%3A00Z&kind=arson"),
        ("/sample?words=cable", "/sample/findings?words=cable"),
    ],
)
def test_old_addresses_of_findings_lead_there(client, old, new):
    """Filters that stood on the first page stand on that of the findings."""
    answer = client.get(old, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, new)


def test_an_unknown_filter_is_still_refused(client):
    """A misspelt one is told, with what may be given."""
    assert client.get("/?knd=arson").status_code == 400


def test_nothing_new_says_so(client, empty_client):
    """A quiet shift is told as one; an empty desk waits."""
    assert "Nothing new since" in words(client, "/?since=2030-01-01T00:00Z")
    assert "Nothing has come in yet" in words(empty_client, "/")


def test_a_sample_that_is_still_being_read_says_so():
    """It leads neither to itself nor to a desk that nobody has yet, but asks to be loaded again."""
    with visiting(SmallDesk(empty=True), SmallDesk(empty=True, sample=True)) as client:
        assert "The sample is still being read" in words(client, "/sample")
        assert "Look at the sample desk" not in words(client, "/sample")
        assert '<a href="/sample">Load this page again</a>' in client.get("/sample").text
        assert '<a href="/sample/findings">Load this' in client.get("/sample/findings").text
        assert "Look at the sample desk" in words(client, "/")


def test_a_wall_shows_the_news_and_asks_anew_by_itself(client):
    """Large and dark, only news, clock and blind sources; no script is needed."""
    page = client.get("/wall").text
    assert '<meta http-equiv="refresh" content="30">' in page
    assert 'data-theme="wall"' in page
    assert "<nav" not in page
    told = words(client, "/wall")
    assert "Last 24 hours" in told
    assert "Blind:" in told
    assert "sabotage, Lipowa, Poland" in told


def test_a_quiet_wall_shows_the_week_before(client, live):
    """So that it is not taken for one that has died; one that never had news has nothing."""
    live.quiet = timedelta(days=3)
    told = words(client, "/wall")
    assert "Nothing new or changed in the last 24 hours. In the week before sabotage, Lip" in told
    live.quiet = timedelta(days=8)
    assert "In the week before" not in words(client, "/wall")


def test_the_theme_of_a_wall_is_its_first_page(client):
    """Chosen anywhere, it leads to the wall; the wall leads out again."""
    answer = client.post(
        "/theme", data={"theme": "wall", "back": "/sample/sources"}, follow_redirects=False
    )
    assert answer.headers["location"] == "/sample"
    page = client.get("/", headers={"cookie": "vedette_theme=wall"}).text
    assert "Leave the wall" in page
    assert 'http-equiv="refresh"' in page
