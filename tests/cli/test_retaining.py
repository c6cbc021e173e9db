"""`vedette retention`: what would go is shown, what goes is gone, and the file holds none of it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from tests.ledger.making import TEXT, article, keep

from vedette.cli import main
from vedette.ledger import folding
from vedette.ledger.append import Appender
from vedette.ledger.store import Store

LONG_AGO = datetime.now(UTC) - timedelta(days=90.5)
RULE = '[[retention]]\nname = "dull"\ndrop = "articles"\nafter = 90\nfound = "none"\n'


@pytest.fixture
def vedette(tmp_path):
    """Run a verb in a home of its own."""
    runner = CliRunner(env={"XDG_DATA_HOME": str(tmp_path)})
    return lambda *args: runner.invoke(main, [str(arg) for arg in args])


@pytest.fixture
def ledger(tmp_path):
    """A ledger with an old article in which nothing was found, and one in which something was."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    appender = Appender(store, now=lambda: LONG_AGO)
    keep(appender, article("dull", "Nothing zyxwvut to see.", known=LONG_AGO))
    keep(appender, article("told", TEXT, known=LONG_AGO))
    store.close()
    (tmp_path / "vedette.toml").write_text(RULE, encoding="utf-8")
    return ("--ledger", tmp_path / "l.sqlite")


def test_what_would_go_is_shown_and_what_goes_is_gone(vedette, tmp_path, ledger):
    """`due` changes nothing; `run` leaves no word in the file; the views hold."""
    config = ("--config", tmp_path / "vedette.toml")
    shown = vedette(*config, "retention", "due", "--json", *ledger)
    (one,) = map(json.loads, shown.stdout.splitlines())
    assert (one["name"], one["rule"], one["hold"]) == (article("dull").id, "dull", None)
    assert "dull: articles without findings after 90 days: 1 would go" in shown.stderr
    assert b"zyxwvut" in (tmp_path / "l.sqlite").read_bytes()
    done = vedette(*config, "retention", "run", *ledger)
    assert done.stdout == "dull: 1 gone, 0 stay\n"
    assert b"zyxwvut" not in (tmp_path / "l.sqlite").read_bytes()
    assert vedette("rebuild", "--check", *ledger).exit_code == 0
    again = vedette(*config, "retention", "run", "--json", *ledger)
    assert json.loads(again.stdout)["rules"] == [{"rule": "dull", "gone": 0, "held": 0}]


def test_without_a_rule_nothing_goes(vedette, ledger):
    """The verb says where rules are declared."""
    shown = vedette("retention", "due", *ledger)
    assert (shown.stdout, shown.exit_code) == ("", 0)
    assert "No rule is declared: see docs/how-to/retention.md." in shown.stderr
    assert vedette("retention", "run", *ledger).stdout == ""


def test_what_stays_is_listed_with_its_reason(vedette, tmp_path, ledger):
    """The report of an incident that was told again a day later, and is not old enough yet."""
    config = tmp_path / "vedette.toml"
    config.write_text(RULE.replace('found = "none"', 'found = "any"'), encoding="utf-8")
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    known = LONG_AGO + timedelta(days=1)
    again = article("again", TEXT + " More.", known=known, source="se/x")
    keep(Appender(store, now=lambda: known), again)
    folding.catch_up(store)
    store.close()
    shown = vedette("--config", config, "retention", "due", "--held", *ledger)
    (line,) = shown.stdout.splitlines()
    assert line.endswith("stays: an incident that it tells has newer reports")
    assert "1 stay: an incident that it tells has newer reports" in shown.stderr
