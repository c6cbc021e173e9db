"""`vedette alert`: the rules, what one would have told, and what went out."""

import json

import pytest
from click.testing import CliRunner
from tests.desk.alerted import Alerted, rule
from tests.ledger.making import NOON
from tests.send.receivers import Hook

from vedette.cli import main
from vedette.desk.answering import clock
from vedette.ledger import schema as t

TOML = """ledger = "sqlite:///{folder}/ledger.sqlite"
bundled = false

[channels.duty]
kind = "webhook"
to = ["{url}"]
allow = ["127.0.0.1"]

[[alerts]]
name = "cables"
channels = ["duty"]
kinds = ["undersea_infrastructure"]
"""


@pytest.fixture
def hook():
    """A receiver."""
    made = Hook()
    yield made
    made.close()


@pytest.fixture
def vedette(tmp_path, monkeypatch, hook):
    """Run a verb beside a ledger with one incident of today and a rule for it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "vedette.toml").write_text(TOML.format(folder=tmp_path, url=hook.url))
    monkeypatch.chdir(tmp_path)
    desk = Alerted(tmp_path, rule(), now=clock())
    desk.report("a", when=desk.now.date().isoformat())
    desk.fold()
    desk.store.close()
    runner = CliRunner()
    return lambda *args: runner.invoke(main, ["alert", *args])


def test_rules_are_listed_with_what_they_ask_for(vedette):
    """And since when each is in force."""
    done = vedette("rules")
    assert done.exit_code == 0
    assert "cables" in done.stdout
    assert "kinds: undersea_infrastructure" in done.stdout
    told = json.loads(vedette("rules", "--json").stdout)
    assert [one["name"] for one in told["rules"]] == ["cables"]
    assert told["rules"][0]["since"]


def test_a_test_shows_what_a_rule_would_have_told(vedette, hook):
    """Without sending anything; a rule that is not there is told."""
    done = vedette("test", "cables", "--days", "3")
    assert done.exit_code == 0
    assert "Undersea infrastructure, Hanko, Finland: reported" in done.stdout
    (alert,) = json.loads(vedette("test", "cables", "--json").stdout)["alerts"]
    assert alert["backing"][0]["quote"].startswith("A cable was cut off Hanko")
    lost = vedette("test", "railways")
    assert lost.exit_code == 1
    assert "name one of cables" in lost.stderr
    assert not hook.tries


def test_a_test_message_says_that_it_is_one_and_is_kept(vedette, hook):
    """Marked in its headline and its fields; the chain holds over it."""
    assert vedette("test", "cables", "--send").exit_code == 0
    (told,) = hook.alerts
    assert told["headline"].startswith("TEST of the rule cables")
    assert told["sample"]
    log = vedette("log", "--verify")
    assert log.exit_code == 0
    assert "TEST of the rule cables" in log.stdout
    assert "The chain holds" in log.stderr


def test_a_test_that_nobody_takes_fails(vedette, hook):
    """With what the receiver said."""
    hook.answers.append((503, {}))
    done = vedette("test", "cables", "--send")
    assert done.exit_code == 1
    assert "503" in done.stderr


def test_the_log_tells_what_went_where_without_secrets(vedette, tmp_path, hook):
    """The newest first; of an address on the web only the host; a chain that is cut is told."""
    vedette("test", "cables", "--send")
    told = [json.loads(line) for line in vedette("log", "--json").stdout.splitlines()]
    assert [one["outcome"] for one in told] == ["taken", ""]
    assert told[0]["envelope"]["recipient"] == f"http://127.0.0.1:{hook.port}/…"
    desk = Alerted(tmp_path, now=NOON)
    with desk.store.transaction() as connection:
        connection.execute(t.envelopes.update().values(at="2026-01-01T00:00:00.000000Z"))
    desk.store.close()
    done = vedette("log", "--verify")
    assert done.exit_code == 1
    assert "The chain does not hold" in done.stderr
