"""Saved pages beside source files tell when a site's own rules no longer hold."""

import pytest
from click.testing import CliRunner
from tests.read.test_selected import PAGE

from vedette.cli import main

SOURCE = """\
name = "Harbour of Hanko"
home = "https://harbour.example/"
country = "FI"
languages = ["en"]
owner = "Finland"
ownership = "government"
licence = "invented"
found = "for a test"

[[channels]]
kind = "index"
url = "https://harbour.example/notices"
verified = 2026-11-01
pattern = "/n/"

[channels.reading]
body = "div.n-text"
title = ".n-head"
"""


@pytest.fixture
def check(tmp_path, monkeypatch):
    """Check the folder of sources, and give what it says of them."""
    monkeypatch.setenv("VEDETTE_SOURCES", str(tmp_path))
    monkeypatch.setenv("VEDETTE_BUNDLED", "false")
    (tmp_path / "fi").mkdir()
    (tmp_path / "fi" / "harbour.toml").write_text(SOURCE, encoding="utf-8")

    def run():
        done = CliRunner().invoke(main, ["sources", "check"])
        assert done.exit_code == 0, done.output
        return [line for line in done.stdout.splitlines() if "fi/harbour" in line]

    return run


def test_rules_without_a_saved_page_are_remarked(check):
    """Nobody can tell whether they still find anything."""
    (told,) = check()
    assert "[missing] no saved page shows that its rules hold" in told
    assert "fi/harbour.html" in told


def test_a_saved_page_shows_whether_they_hold(check, tmp_path):
    """They do, until the site calls its title otherwise; then the rule is named."""
    saved = tmp_path / "fi" / "harbour.html"
    saved.write_text(PAGE, encoding="utf-8")
    assert check() == []
    saved.write_text(PAGE.replace("n-head", "headline"), encoding="utf-8")
    (told,) = check()
    assert "[stale] title finds nothing on harbour.html" in told


def test_a_page_that_is_no_article_is_told(check, tmp_path):
    """An empty page was saved, or the wrong one."""
    (tmp_path / "fi" / "harbour.html").write_text("<html></html>", encoding="utf-8")
    assert any("harbour.html cannot be read" in told for told in check())
