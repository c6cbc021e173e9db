"""Forecasts on pages and over HTTP: their words, how they were mapped, what may decide them."""

import json
from datetime import date

import pytest
from tests.web.affair import RAIL
from tests.web.register import DECIDED, DUE, VAGUE
from tests.web.test_pages import Read, words

from vedette.desk.foresight import ForecastAsk
from vedette.web.forecasts import changed


def test_the_register_tells_each_forecast(client):
    """What, by whom, until when, how likely, how it stands; what may decide one that is due."""
    told = words(client, "/forecasts")
    assert "another explosion follows" in told
    assert "Edda Lindqvist" in told
    assert "55–80 %" in told
    assert "1 incident may decide it" in told
    assert "not scored: no day is told by which it can be decided" in told
    assert "analysts not named" in told
    assert "Intelligence Community Directive 203" in told


def test_filters_narrow_the_register(client, live):
    """What is chosen goes to the desk, stays in the links, and can be taken off."""
    page = client.get("/forecasts?standing=due&forecaster=edda&due_before=2026-01-01").text
    asked = live.register.asked[-1]
    assert (asked.states, asked.by, asked.due_before) == ({"due"}, "edda", date(2026, 1, 1))
    assert 'href="/forecasts?forecaster=edda&amp;due_before=2026-01-01"' in page
    assert "No forecast matches" in client.get("/forecasts?forecaster=zzz").text


def test_the_register_turns_pages(client):
    """A page leads to the next one."""
    assert (
        'rel="next" href="/forecasts?limit=2&amp;before=2"' in client.get("/forecasts?limit=2").text
    )
    assert changed(ForecastAsk(limit=2), before=2) == "limit=2&before=2"


def test_one_that_is_due_shows_what_may_decide_it(client):
    """Its words marked, the mapping, the incidents with their grounds, and the commands."""
    page = client.get(f"/forecasts/{DUE}").text
    told = " ".join(Read(page).words.split())
    assert "“likely” is ICD 203’s “likely”, 55–80 %, scored at 67.5 %" in told
    assert '<b class="a">likely</b>' in page
    assert '<span class="f">another explosion follows</span>' in page
    assert f'href="/incidents/{RAIL}"' in page
    assert "its kind, sabotage; its place, Lipowa" in told
    assert "words such as “explosion”" in told
    assert f"decide resolve {DUE[:12]} --outcome yes" in told
    assert "is the only one ahead in its sentence" in told
    assert "nearer, surer" in told
    assert "2 copies, counted once with it" in told


def test_one_that_is_decided_shows_how(client):
    """The outcome with its author, reason, words and incident, and the scores with their range."""
    told = words(client, f"/forecasts/{DECIDED}")
    assert "came true decision 21 by A. Analyst" in told
    assert "0.951 (0.903 to 1.000)" in told
    assert "3.689 (2.996 to ∞)" in told
    assert "is no term of ICD 203" in told
    page = client.get(f"/forecasts/{DECIDED}").text
    assert "?span=0-12#here" in page
    assert f'href="/incidents/{RAIL}"' in page
    assert "What may decide it" not in page


def test_one_that_is_open_ended_says_why(client):
    """It has no time, no likelihood, no score, and its sentence for a name."""
    told = words(client, f"/forecasts/{VAGUE}")
    assert "It is not scored: no day is told" in told
    assert "“soon”" in told
    assert "the report does not say how likely it is" in told


def test_a_forecaster_has_a_calibration_from_ten_on(client):
    """Ten decided ones make a curve with its table; fewer say how many there are."""
    told = words(client, "/forecasters/Grid%20Watch%20A/S")
    assert "scored10" in told
    assert "upwards: came true" in told
    assert "80–100 %" in told
    few = words(client, "/forecasters/Edda%20Lindqvist")
    assert "too few: 1 of 10" in few


def test_the_api_answers_the_same(client):
    """The same register as JSON; a score without end is null."""
    page = client.get("/api/forecasts?limit=1").json()
    assert [one["id"] for one in page["lines"]] == [DUE]
    assert (page["next"], page["deciders"]) == (1, {DUE: 1})
    sheet = client.get(f"/api/forecasts/{DECIDED[:5]}").json()
    assert sheet["forecast"]["score"]["log_worst"] is None
    assert sheet["yardstick"]["published"] == "2015-01-02"
    assert client.get("/api/forecasters/Grid%20Watch%20A/S").json()["record"]["count"] == 10


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/api/forecasts/zz", "does not hold a forecast zz"),
        ("/api/forecasts/d", "Several ids begin with d"),
        ("/api/forecasters/Nobody", "Nobody called Nobody"),
        ("/api/forecasts?standing=guilty", "standing"),
        ("/api/forecasts?by=edda", "there is no parameter 'by' here"),
    ],
)
def test_what_is_not_there_is_told(client, path, told):
    """With what to do about it."""
    answer = client.get(path)
    assert answer.status_code in {400, 404}
    assert told in json.dumps(answer.json())


def test_the_schema_describes_them(client):
    """The addresses stand in the OpenAPI with their parameters."""
    paths = client.get("/schema/openapi.json").json()["paths"]
    given = {one["name"] for one in paths["/api/forecasts"]["get"]["parameters"]}
    assert {"standing", "forecaster", "due_before", "limit", "before"} <= given
    assert "/api/forecasts/{forecast_id}" in paths
    assert "/api/forecasters/{name}" in paths


def test_an_empty_register_says_so(empty_client):
    """Nobody has foretold anything."""
    assert "Nobody has foretold anything yet" in empty_client.get("/forecasts").text
