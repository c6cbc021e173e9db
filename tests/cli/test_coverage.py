"""`vedette coverage`: a sentence, a line each, and the same as one JSON object."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from vedette.cli import main
from vedette.ledger import folding
from vedette.ledger.append import Appender
from vedette.ledger.store import Store
from vedette.records import Poll

FEED = "https://test.example/feed"
TOML = f"""name = "The Test"
home = "https://test.example/"
country = "FI"
languages = ["da"]
owner = "test"
ownership = "private"
licence = "invented"
found = "made for a test"

[[channels]]
kind = "feed"
url = "{FEED}"
"""


@pytest.fixture
def coverage(tmp_path, monkeypatch):
    """Ask about one source that was polled for three days, each hour, and failed the last five."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("VEDETTE_SOURCES", str(tmp_path / "sources"))
    monkeypatch.setenv("VEDETTE_BUNDLED", "false")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sources" / "fi").mkdir(parents=True)
    (tmp_path / "sources" / "fi" / "test.toml").write_text(TOML, encoding="utf-8")
    now = datetime.now(UTC)
    url = f"sqlite:///{tmp_path}/l.sqlite"
    store = Store(url, write=True)
    with Appender(store, now=lambda: now).batch() as batch:
        for hour in range(72, 0, -1):
            outcome = "quiet" if hour > 5 else "failed"
            at = now - timedelta(hours=hour)
            batch.poll(Poll(source="fi/test", channel=FEED, at=at, outcome=outcome))
    folding.catch_up(store)
    store.close()
    return lambda *args: CliRunner().invoke(main, ["coverage", "--ledger", url, *args])


def test_it_begins_with_a_sentence(coverage):
    """Then a line for each source, with what failed."""
    done = coverage()
    first, heads, line = done.stdout.splitlines()
    assert first.startswith("Since ")
    assert " 0 of 1 source were seen; blind: fi/test (since " in first
    assert first.endswith("no coder for Danish.")
    assert heads.split() == [
        *("source", "expected", "seen", "share", "read", "coded", "failed", "later", "blind"),
        "why",
    ]
    assert line.startswith("fi/test")
    assert line.rstrip().endswith("failed")


@pytest.mark.parametrize("by", ["source", "country", "language", "day"])
def test_json_has_the_same(coverage, by):
    """One object, whatever the lines stand for."""
    told = json.loads(coverage("--json", "--by", by, "--source", "fi/test").stdout)
    assert told["schema"] == "vedette.coverage/1"
    assert (told["listed"], told["seen"], told["by"]) == (1, 0, by)
    assert told["lines"][-1]["why"] == {"failed": 5} or by == "day"
    (spell,) = told["spells"]
    assert (spell["failed"], spell["until"]) == (5, None)


def test_languages_say_how_deep_they_are_read(coverage):
    """Of the bundled coder English is read in full; nothing is coded in Danish."""
    assert json.loads(coverage("--json").stdout)["depths"]["en"] == "full"
    _, heads, line = coverage("--by", "language").stdout.splitlines()
    assert heads.rstrip().endswith("coded for")
    assert line.rstrip().endswith("not coded")


def test_what_is_asked_wrongly_is_told(coverage):
    """A country has a code, days an order; a source that is not there is named."""
    wrong = coverage("--source", "fi/test", "--source", "nobody/here")
    assert (wrong.exit_code, "there is no source nobody/here" in wrong.stderr) == (2, True)
    assert "two-letter code" in coverage("--country", "Finland").stderr
    assert coverage("--since", "2026-03-02", "--until", "2026-03-01").exit_code == 2
    assert "No such source is listed." in coverage("--country", "PL").stdout
