"""`vedette decide pledge` and its like, over a ledger with invented reports."""

import json

import pytest
from click.testing import CliRunner
from tests.cli.replayed import replayed, run
from tests.pledges.streams import HERE, stream

from vedette.cli import main

WHO = ("--author", "A. Analyst", "--because", "the works are done")


@pytest.fixture
def ledger(tmp_path):
    """Give a ledger in which a stream was replayed and coded."""
    return replayed(tmp_path, list(stream(HERE / "13-latvia.toml").articles))


def told(ledger):
    """Give the pledge of Latvia as the list tells it."""
    return json.loads(run("pledges", "--by", "LV", "--json", "--ledger", ledger))


def test_a_pledge_is_set_straight_and_taken_back(ledger):
    """The number of the decision is told, the pledge tells who and why, and it can be withdrawn."""
    before = told(ledger)
    name = before["id"][:8]
    said = run("decide", "pledge", name, "--standing", "kept", *WHO, "--ledger", ledger)
    assert said.startswith("decision ")
    assert told(ledger)["standing"] == "kept"
    page = run("pledge", name, "--ledger", ledger)
    assert "kept: an analyst has decided so" in page
    assert "by A. Analyst: the works are done" in page
    listed = run("decide", "list", "--ledger", ledger)
    assert "stands kept" in listed
    number = said.split()[1].rstrip(":")
    run("decide", "withdraw", number, *WHO, "--ledger", ledger)
    assert told(ledger) == before


def test_what_nobody_can_follow_is_told(ledger):
    """A standing that there is none of, nothing at all, an id of nothing."""
    name = told(ledger)["id"]
    for options, why in (
        (("pledge", name, "--standing", "done"), "'done' is not one of"),
        (("pledge", name), "it says nothing"),
        (("call", "zz", "--note"), "no call has this id"),
        (("posture", "zz", "--state", "LV"), "no posture has this id"),
    ):
        done = CliRunner().invoke(main, ["decide", *options, *WHO, "--ledger", ledger])
        assert done.exit_code != 0
        assert why in done.stderr
