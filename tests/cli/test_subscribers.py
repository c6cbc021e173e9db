"""`vedette alert subscribers`: how many, never who."""

import json
from contextlib import closing

import pytest
from click.testing import CliRunner

from vedette.cli import main
from vedette.desk.answering import clock
from vedette.signup import Wish, signups

LIST = """\
ledger = "{folder}/l.sqlite"

[channels.news]
kind = "list"
host = "127.0.0.1"
from = "news@desk.example"
page = "https://desk.example"
"""


@pytest.fixture
def vedette(tmp_path, monkeypatch):
    """Run the command on a desk with two subscribers, one of whom refuses to be asked."""

    def run(*given, settings=LIST):
        (tmp_path / "vedette.toml").write_text(settings.format(folder=tmp_path), encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        return CliRunner().invoke(main, ["alert", "subscribers", *given])

    with closing(signups(tmp_path / "l.sqlite.subscribers", clock)) as known:
        for name in ("ann", "bob"):
            known.confirm(known.link(Wish(channel="news", address=f"{name}@mail.example")))
        known.refuse(known.link(Wish(channel="news", address="eve@mail.example")))
    return run


def test_it_counts_and_names_nobody(vedette):
    """In words and in JSON."""
    assert vedette().output.split() == ["news", "2", "subscribers"]
    assert json.loads(vedette("--json").output)["lists"] == {"news": 2}


def test_who_asks_for_it_is_struck_off(vedette):
    """And another address changes nothing."""
    assert "struck off 1 lists" in vedette("--strike", "ANN@mail.example").output
    assert "struck off 0 lists" in vedette("--strike", "zoe@mail.example").output
    assert json.loads(vedette("--json").output)["lists"] == {"news": 1}


def test_who_refused_can_be_asked_again(vedette):
    """Where he says so himself."""
    assert json.loads(vedette("--lift", "eve@mail.example", "--json").output)["lifted"] == 1
    assert json.loads(vedette("--lift", "eve@mail.example", "--json").output)["lifted"] == 0


def test_a_desk_without_a_list_says_so(vedette):
    """With where to read on."""
    done = vedette(settings='ledger = "{folder}/l.sqlite"\n')
    assert done.exit_code == 1
    assert "docs/how-to/signup.md" in done.output
