"""The page of watches: tried before they are kept, kept by a form, and never by a stranger."""

import re

import pytest
from tests.web.conftest import AT
from tests.web.test_pages import Read

from vedette.alerts import Watch

MADE = {"name": "rail", "q": "target:rail place:PL", "channel": ["duty"], "cause": ["new", "stage"]}


def test_a_watch_is_tried_and_then_kept(client, live):
    """What stands in the preview is what is kept, with who wants it so."""
    page = client.get("/watches", params=MADE).text
    words = Read(page).words
    assert "alerts on 1 incident, 2 on the fullest day" in words
    hidden = re.findall(r'type="hidden" name="(name|q|cause|channel)" value="([^"]*)"', page)
    assert {pair for pair in hidden if pair[0] == "cause"} == {("cause", "new"), ("cause", "stage")}
    form = MADE | {"on": "incident", "switched": "yes", "author": "Ann", "reason": "the night"}
    answer = client.post("/watches", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/watches")
    (kept,) = live.kept
    assert (kept.query, kept.channels, kept.causes) == (MADE["q"], ("duty",), ("new", "stage"))
    assert (kept.switched, kept.author, kept.reason) == (True, "Ann", "the night")
    listed = Read(client.get("/watches").text).words
    assert "target:rail place:PL" in listed
    assert "Switch off" in listed


def test_quiet_hours_and_urgency_are_kept(client, live):
    """From the form through the preview into what is kept, and over being switched."""
    hours = {"quiet": "22:00-06:00 Europe/Riga", "wakes": "extreme", "urgent": "yes"}
    page = client.get("/watches", params=MADE | hours).text
    hidden = dict(re.findall(r'type="hidden" name="(quiet|wakes|urgent)" value="([^"]*)"', page))
    assert hidden == hours
    client.post("/watches", data=MADE | hours | {"switched": "yes", "author": "Ann"})
    (kept,) = live.kept
    assert (kept.quiet, kept.wakes, kept.urgent) == (hours["quiet"], "extreme", True)
    told = Read(client.get("/watches").text).words
    assert "urgent" in told
    assert "quiet 22:00-06:00 Europe/Riga, unless extreme" in told
    page = client.get("/watches", params=MADE | {"quiet": "25:00-26:00"})
    assert page.status_code == 400
    assert "give hours such as" in Read(page.text).words


def test_a_watch_is_changed_from_its_own_form(client, live):
    """The form holds what it is now."""
    live.kept.append(Watch(name="sea", query="place:FI", channels=("night",), since=None))
    page = client.get("/watches?edit=sea").text
    boxes = {a.get("id"): a.get("value") for tag, a in Read(page).tags if tag == "input"}
    assert (boxes["name"], boxes["line"]) == ("sea", "place:FI")
    assert "Change the watch sea" in Read(page).words


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"q": "knd:arson"}, "There is no field knd"),
        ({"q": "rail", "area": "1,2"}, "It holds no area"),
        ({"q": "rail", "on": "alarm"}, "Alarms are not counted by that"),
    ],
)
def test_what_cannot_be_watched_is_told_beside_the_form(client, asked, told):
    """The reader mends it there; nothing is offered to be kept."""
    answer = client.get("/watches", params=asked)
    assert answer.status_code == 400
    assert told in Read(answer.text).words
    assert "Keep and switch on" not in answer.text


@pytest.mark.parametrize(
    ("lacking", "told"), [("author", "nobody signs it"), ("q", "a watch on everything")]
)
def test_a_form_without_a_name_or_a_line_keeps_nothing(client, live, lacking, told):
    """Who, and of what: neither is guessed."""
    form = MADE | {"author": "Ann", lacking: ""}
    answer = client.post("/watches", data=form, headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert told in answer.json()["why"]
    assert live.kept == []


def test_another_site_and_the_sample_keep_no_watches(client, live):
    """The guard shuts the one out; the other has nobody to tell."""
    form = MADE | {"author": "Ann"}
    foreign = {"origin": "https://elsewhere.example"}
    assert client.post("/watches", data=form, headers=foreign).status_code == 403
    assert client.post("/sample/watches", data=form).status_code == 400
    assert client.post("/watches", data=form, headers={"origin": AT}).status_code < 400
    assert len(live.kept) == 1
    page = client.get("/sample/watches", params=MADE).text
    assert "The sample keeps no watches" in page


def test_an_area_that_is_typed_becomes_part_of_the_line(client):
    """Two corners of a box, or GeoJSON."""
    page = client.get("/watches", params=MADE | {"area": "20.9, 53.9, 26.8, 56.4"}).text
    assert 'value="bbox:20.9,53.9,26.8,56.4 target:rail place:PL"' in page
