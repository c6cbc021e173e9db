"""`vedette people` and `audit`, and what a desk says of people when it starts."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from tests.people.conftest import PASSWORD

from vedette.cli import main, serving
from vedette.desk import running
from vedette.desk.settings import settle


@pytest.fixture
def vedette(tmp_path, monkeypatch):
    """Run a verb over an empty folder; give what it printed."""
    monkeypatch.setenv("VEDETTE_LEDGER", f"sqlite:///{tmp_path}/ledger.sqlite")
    monkeypatch.chdir(tmp_path)

    def run(*args, code=0):
        done = CliRunner().invoke(main, [str(arg) for arg in args])
        assert done.exit_code == code, done.output
        return done.stdout

    return run


def test_somebody_is_added_and_comes_in_by_the_link(vedette):
    """The link alone is on standard output, so that it can be passed on."""
    (link,) = vedette("people", "add", "Max", "--role", "analyst").splitlines()
    assert link.startswith("http://127.0.0.1:8470/welcome?link=")
    with running.people(settle(None)) as people:
        people.invitations.accept(link.partition("=")[2], "", PASSWORD)
    listed = json.loads(vedette("people", "list", "--json"))["people"]
    assert [(one["name"], one["role"], one["ready"]) for one in listed] == [
        ("Max", "analyst", True)
    ]


def test_roles_disabling_and_a_new_link(vedette):
    """Each verb does what its page does, and stands in the audit log."""
    vedette("people", "add", "Max")
    vedette("people", "role", "max", "analyst")
    assert "/welcome?link=" in vedette("people", "invite", "Max")
    vedette("people", "disable", "Max")
    assert "disabled since" in vedette("people", "list")
    vedette("people", "invite", "Max", code=1)
    vedette("people", "enable", "Max")
    told = [one["what"] for one in json.loads(vedette("audit", "--json"))["entries"]]
    assert told == ["enabled", "disabled", "invited", "role changed", "invited", "added"]


def test_a_token_is_shown_once(vedette):
    """It is printed alone when it is made, and never again."""
    vedette("people", "add", "Max")
    secret = vedette("people", "token", "add", "Max", "--for", "read", "--label", "report").strip()
    assert secret.startswith("vedette_")
    listed = vedette("people", "token", "list") + vedette("people", "token", "list", "--json")
    assert secret not in listed + vedette("audit", "--json")
    vedette("people", "token", "revoke", 1)
    assert "no longer good" in vedette("people", "token", "list")
    vedette("people", "token", "revoke", 7, code=1)


def test_the_chain_is_checked(vedette):
    """Its last link is printed; one that it does not have is an error."""
    vedette("people", "add", "Max")
    last = json.loads(vedette("audit", "--check", "--json"))["last"]
    assert last in vedette("audit", "--check", "--link", last)
    assert "does not have that link" in vedette("audit", "--link", "0" * 32, code=1)


@pytest.mark.parametrize(
    ("told", "asks"),
    [("", False), ("[people]\nlogin = true", True), ('[web]\nhost = "0.0.0.0"', True),
     ('[web]\nhost = "0.0.0.0"\n[people]\nopen = true', False), ('[web]\nhost = "::1"', False)],
)  # fmt: skip
def test_a_desk_that_others_reach_asks_who_comes(tmp_path, told, asks):
    """Unless its owner says that another server asks; then pages show what is clear alone."""
    (tmp_path / "vedette.toml").write_text(told)
    settings = settle(tmp_path / "vedette.toml", {})
    assert settings.asks_login is asks
    alone = not asks and settings.on_loopback
    assert settings.ceilings.pages == ("red" if alone else "clear")


@pytest.mark.parametrize(
    ("told", "fault"),
    [("[people]\nlogin = true\nopen = true", "contradict"),
     ('[people.openid]\nissuer = "http://id.example"\nclient = "a"', "cannot be asked"),
     ('[people.openid]\nissuer = "https://id.example"', "cannot be asked"),
     ('[people.openid]\nnewcomers = "admin"', "newcomers is 'admin'")],
)  # fmt: skip
def test_settings_that_would_let_anybody_in_are_refused(tmp_path, vedette, told, fault):
    """A provider over plain HTTP, one without a client, and admins by its word."""
    (tmp_path / "vedette.toml").write_text(told)
    done = CliRunner().invoke(main, ["people", "list"])
    assert done.exit_code == 1
    assert fault in done.output
    assert vedette


def test_a_desk_says_how_the_first_comes_in(tmp_path, capsys):
    """By the address that readers know, and not once somebody is in charge, nor if it asks none."""
    told = {"ledger": f"sqlite:///{tmp_path}/l.sqlite", "address": "https://desk.example"}
    asking = replace(settle(None, {}), **told, login=True)
    with serving.lobby(asking) as people:
        serving.tell_of_people(people, asking, "http://127.0.0.1:1/")
        printed = capsys.readouterr().out
        assert "https://desk.example/welcome?link=" in printed
        people.invitations.accept(printed.partition("link=")[2].strip(), "Ada", PASSWORD)
        serving.tell_of_people(people, asking, "http://127.0.0.1:1/")
    with serving.lobby(replace(asking, login=False)) as nobody:
        serving.tell_of_people(nobody, asking, "http://127.0.0.1:1/")
    assert capsys.readouterr().out == ""


def test_a_desk_that_would_have_passwords_in_the_clear_says_so(tmp_path, capsys):
    """Bound off loopback, without an address that begins with https."""
    told = {"ledger": f"sqlite:///{tmp_path}/l.sqlite", "host": "192.0.2.1"}
    with serving.lobby(replace(settle(None, {}), **told)) as people:
        serving.tell_of_people(people, replace(settle(None, {}), **told), "http://192.0.2.1:1/")
    assert "in the clear" in capsys.readouterr().err
