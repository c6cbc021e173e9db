"""`vedette forecasts`, `forecast` and `decide resolve`: the register on the command line."""

import json

import pytest
from click.testing import CliRunner
from tests.ledger.foretelling import keep, told, written

from vedette.cli import main
from vedette.ledger import folding
from vedette.ledger.append import Appender
from vedette.ledger.store import Store


@pytest.fixture
def vedette(tmp_path, monkeypatch):
    """Run a verb over a ledger of forecasts; give what it printed, or its error."""
    url = f"sqlite:///{tmp_path}/ledger.sqlite"
    monkeypatch.setenv("VEDETTE_LEDGER", url)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("VEDETTE_AUTHOR", "A. Analyst")
    monkeypatch.chdir(tmp_path)
    store = Store(url, write=True)
    for one in told("built-with", "unscoreable"):
        of = written(one)
        keep(Appender(store, now=lambda known=of.known: known), of, one)
    folding.catch_up(store)
    store.close()

    def run(*args, fails=False):
        done = CliRunner().invoke(main, [str(arg) for arg in args])
        assert bool(done.exit_code) == fails, done.output
        return done.output

    return run


def lines(vedette, *args):
    """The forecasts that a question gives, by the words of their event."""
    found = map(json.loads, vedette("forecasts", "--json", *args).splitlines())
    return {one["event"]: one for one in found}


def test_the_register_is_listed(vedette):
    """In sentences with state, time and likelihood, and as one JSON object a line."""
    said = vedette("forecasts", "--by", "horak", "--due-before", "2026-06-01")
    assert "Pavel Horak: An armed attack on the islands" in said
    assert "by 2025-10-06 to 2025-12-31, 20–45 %" in said
    assert "not scored: no day is told" in vedette("forecasts", "--state", "unscoreable")
    assert len(lines(vedette, "--limit", "100")) == 20
    assert "No forecast answers that" in vedette("forecasts", "--by", "zzz")


def test_a_forecast_is_decided_scored_and_withdrawn(vedette):
    """The outcome with its reason stands in the forecast and in the history of decisions."""
    one = lines(vedette, "--by", "horak")["An armed attack on the islands"]
    because = ("--because", "nobody landed")
    made = vedette("decide", "resolve", one["id"][:10], "--outcome", "no", *because)
    number = made.split(":")[0].removeprefix("decision ")
    assert lines(vedette, "--by", "horak").popitem()[1]["score"]["brier"] == 0.105625
    said = vedette("forecast", one["id"][:10])
    assert "state: did not come true" in said
    assert "Brier score: 0.106 (0.040 to 0.203)" in said
    assert "A. Analyst" in said
    assert "nobody landed" in said
    listed = vedette("decide", "list")
    assert "resolve" in listed
    assert "outcome no" in listed
    assert "the views hold" in vedette("rebuild", "--check")
    vedette("decide", "withdraw", number, "--reason", "too early")
    assert lines(vedette, "--by", "horak").popitem()[1]["resolution"] is None


def test_everything_about_one_is_told(vedette):
    """Its words, the mapping with its source, and the command that decides it."""
    one = lines(vedette, "--by", "solheim").popitem()[1]
    said = vedette("forecast", one["id"])
    assert "“70 per cent” is a number of the report’s own, scored at 70 %" in said
    assert "Intelligence Community Directive 203" in said
    told = json.loads(vedette("forecast", one["id"], "--json"))
    assert told["schema"] == "vedette.forecast/1"
    assert told["forecast"]["likelihood"]["how"] == "number"


def test_the_yardstick_is_chosen(vedette, monkeypatch):
    """By the settings; another one gives other intervals, and its name is told."""
    monkeypatch.setenv("VEDETTE_FORECASTS_YARDSTICK", "phia")
    one = lines(vedette, "--by", "horak").popitem()[1]
    assert (one["likelihood"]["low"], one["likelihood"]["high"]) == (25.0, 35.0)
    assert "Professional Head of Intelligence Assessment" in vedette("forecast", one["id"])
    monkeypatch.setenv("VEDETTE_FORECASTS_YARDSTICK", "kent")
    said = vedette("forecasts", fails=True)
    assert "VEDETTE_FORECASTS_YARDSTICK: there is no yardstick kent" in said
    assert "icd203, phia, nato" in said


def test_what_is_named_wrongly_is_told(vedette):
    """One sentence says what is not there."""
    assert "no forecast has this id" in vedette("forecast", "zz", fails=True)
    said = vedette("decide", "resolve", "zz", "--outcome", "yes", "--because", "x", fails=True)
    assert "no forecast has this id" in said
    one = lines(vedette, "--by", "horak").popitem()[1]
    args = ("--outcome", "yes", "--because", "x", "--incident", "zz")
    assert "no incident has this id" in vedette("decide", "resolve", one["id"], *args, fails=True)
