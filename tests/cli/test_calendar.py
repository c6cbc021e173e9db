"""`vedette calls` and `postures`, over a ledger with invented reports that the coder read."""

import json

import pytest
from click.testing import CliRunner
from tests.calendar.streams import HERE, stream
from tests.cli.replayed import replayed, run

from vedette.cli import main


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """Give a ledger in which two streams were replayed and coded."""
    told = [
        one
        for name in ("01-crossing", "15-bravo")
        for one in stream(HERE / f"{name}.toml").articles
    ]
    return replayed(tmp_path_factory.mktemp("calendar"), told)


def test_calls_are_told_with_what_came_of_them(ledger):
    """Who asked whom, the standing, the reports, the deed with its words."""
    told = run("calls", "--ledger", ledger)
    assert "Lithuania to Poland [followed]" in told
    assert "2 reports, 2 voices" in told
    assert "Poland closed the crossing at Lazdijai" in told


def test_calls_are_filtered(ledger):
    """By who asks, who is asked, and how it stands."""
    assert "Lithuania" in run("calls", "--by", "LT", "--to", "pol", "--ledger", ledger)
    assert run("calls", "--to", "Denmark", "--ledger", ledger) == ""
    assert "Poland" not in run("calls", "--standing", "refused", "--ledger", ledger)
    line = json.loads(run("calls", "--by", "LT", "--json", "--ledger", ledger))
    assert (line["schema"], line["standing"]) == ("vedette.call-line/1", "followed")


def test_postures_are_told_by_state(ledger):
    """Each change with its day, its lane and the level after it."""
    told = run("postures", "--country", "pl", "--since", "2026-01-01", "--ledger", ledger)
    assert told.startswith("Poland, level of alert bravo")
    assert "alert raised, level charlie" in told
    assert "passage closed" in told
    track = json.loads(
        run("postures", "--country", "PL", "--since", "2026-03-01", "--json", "--ledger", ledger)
    )
    assert (track["schema"], track["before"], track["level"]) == ("vedette.postures/1", 3, 2)


def test_nothing_is_told_as_such(ledger):
    """No posture in the days that are asked for: one sentence, and no lines."""
    done = CliRunner().invoke(main, ["postures", "--country", "SE", "--ledger", ledger])
    assert (done.exit_code, done.stdout) == (0, "")
    assert "No posture since" in done.stderr
