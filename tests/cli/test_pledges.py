"""`vedette pledges` and `pledge`, over a ledger with invented reports."""

import json

import pytest
from click.testing import CliRunner
from tests.cli.replayed import replayed, run
from tests.pledges.streams import HERE, stream

from vedette.cli import main


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """Give a ledger in which two streams were replayed and coded."""
    told = [
        one for name in ("01-shells", "13-latvia") for one in stream(HERE / f"{name}.toml").articles
    ]
    return replayed(tmp_path_factory.mktemp("pledges"), told)


def test_the_list_tells_who_what_by_when_and_how_it_stands(ledger):
    """Promisor, level, year, standing, reports and voices; the allies' pledges among them."""
    told = run("pledges", "--ledger", ledger)
    assert "Latvia, 5 % of GDP, due 2028 [behind]" in told
    assert "told by 4 reports, 3 voices" in told
    assert "NATO, 3.5 % of GDP, due 2035 [behind]" in told


def test_the_list_is_filtered(ledger):
    """By standing, by promisor, by the day it is due."""
    assert "NATO" not in run("pledges", "--by", "latvia", "--ledger", ledger)
    assert "Latvia" in run("pledges", "--by", "LV", "--ledger", ledger)
    assert "Latvia" not in run("pledges", "--standing", "kept", "--ledger", ledger)
    due = run("pledges", "--due-before", "2027-01-01", "--ledger", ledger)
    assert "Belgium" in due
    assert "Latvia" not in due


def test_one_pledge_is_told_with_its_words_and_figures(ledger):
    """Every change with its words, the figures against the path, the reports."""
    line = json.loads(run("pledges", "--by", "LV", "--json", "--ledger", ledger))
    assert line["schema"] == "vedette.pledge-line/1"
    told = run("pledge", line["id"][:8], "--ledger", ledger)
    assert "behind: 3.73 % in 2025, an estimate; the path needs 3.77" in told
    assert "2025  3.73 %  the path needs 3.77 %  (estimate)" in told
    assert "Riga aims high" in told
    sheet = json.loads(run("pledge", line["id"], "--json", "--ledger", ledger))
    assert sheet["schema"] == "vedette.pledge/1"
    assert sheet["pledge"]["standing"] == "behind"


def test_an_id_that_is_none_is_told(ledger):
    """No id begins so: one sentence, and exit status 1."""
    done = CliRunner().invoke(main, ["pledge", "zz", "--ledger", ledger])
    assert done.exit_code == 1
    assert "no pledge has this id" in done.stderr
    assert "vedette pledges" in done.stderr
