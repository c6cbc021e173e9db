"""Every channel of the list is asked once, and what does not answer is told."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from tests.oldnews import OldNews

from vedette.cli import main


@pytest.fixture
def site():
    """Serve a site with a feed and sitemaps."""
    serving = OldNews()
    yield serving
    serving.close()


@pytest.fixture
def ask(tmp_path, monkeypatch):
    """Ask the sources of a folder."""
    told = {
        "VEDETTE_SOURCES": str(tmp_path / "sources"),
        "VEDETTE_BUNDLED": "false",
        "VEDETTE_COLLECT_ALLOW": "127.0.0.1",
        "VEDETTE_COLLECT_PACE": "0.01",
        "XDG_DATA_HOME": str(tmp_path),
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    return lambda *args: CliRunner().invoke(main, ["sources", "ask", *map(str, args)])


def test_what_answers_is_verified_today(ask, site, tmp_path):
    """The feed lists four and has the day then; the ledger is not touched."""
    folder = tmp_path / "sources"
    site.write_source(folder, kind="feed", path="/feed")
    done = ask("--write", folder)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("ee/old [good] 4 listed, feed ")
    today = datetime.now(UTC).date()
    written = (folder / "ee" / "old.toml").read_text(encoding="utf-8")
    assert f"verified = {today}" in written
    assert site.asked["/feed"] == 1
    assert not list(tmp_path.rglob("*.sqlite"))


@pytest.mark.parametrize(("kind", "path"), [("feed", "/nothing"), ("index", "/feed")])
def test_what_does_not_is_told_and_not_verified(ask, site, tmp_path, kind, path):
    """An address with nothing behind it, and one of something else: exit 1, with the reason."""
    folder = tmp_path / "sources"
    site.write_source(folder, kind=kind, path=path)
    done = ask("--json", "--write", folder)
    told = json.loads(done.stdout)
    assert (done.exit_code, told["good"], told["outcome"]) == (1, False, "failed")
    assert told["why"]
    assert "verified" not in (folder / "ee" / "old.toml").read_text(encoding="utf-8")


def test_one_source_can_be_named(ask, site, tmp_path):
    """And one that is not listed is refused."""
    site.write_source(tmp_path / "sources", kind="feed", path="/feed")
    assert ask("ee/old").exit_code == 0
    assert "there is no source ee/none" in ask("ee/none").stderr


def test_a_folder_that_is_not_there_is_refused_before_anybody_is_asked(ask, site, tmp_path):
    """A mistyped path must not cost the hosts a question and the user the answer."""
    site.write_source(tmp_path / "sources", kind="feed", path="/feed")
    done = ask("--write", tmp_path / "sorces")
    assert (done.exit_code, dict(site.asked)) == (2, {})
