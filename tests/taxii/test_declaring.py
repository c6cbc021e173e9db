"""What is declared wrongly is refused before anybody is served, and no secret is told."""

import os
from dataclasses import replace

import pytest
from tests.taxii.conftest import READER, TOKENS, settings

from vedette.desk import running
from vedette.desk.answering import clock
from vedette.desk.settings import settle
from vedette.desk.taxii import exchange
from vedette.desk.taxii.collections import declared, offered
from vedette.desk.taxii.tokens import Tokens, tokens
from vedette.errors import ConfigurationError


def test_a_collection_is_a_name_and_a_question():
    """Several values of one fact are alternatives, several facts must all hold."""
    one = declared("Rail and grid: target=rail&target=energy&country=PL")
    assert (one.title, one.alias) == ("Rail and grid", "rail-and-grid")
    rail = {"kind": ["sabotage"], "country": ["PL"], "target": ["housing", "rail"]}
    assert one.wants(rail)
    assert not one.wants(rail | {"country": ["LT"]})
    assert not one.wants(rail | {"target": []})
    assert declared("At sea: country=Baltic Sea").wants({"country": ["Baltic Sea"]})


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("kind=arson", "this declares no collection"),
        ("Fires:", "this declares no collection"),
        (": kind=arson", "this declares no collection"),
        ("Fires: arson", "a collection cannot ask for 'arson'"),
        ("Fires: since=2026-01-01", "a collection cannot ask for 'since'"),
        ("Fires: kind=fire", "there is no kind 'fire'"),
        ("Fires: country=UK", "there is no country 'UK'"),
        ("Fires: target=trains", "there is no target 'trains'"),
        ("Fires: status=open", "there is no status 'open'"),
    ],
)
def test_what_asks_for_nothing_that_there_is_is_refused(written, what):
    """With the line of the settings and what to give instead."""
    with pytest.raises(ConfigurationError) as told:
        declared(written)
    assert told.value.what == what
    assert written in told.value.where
    assert told.value.remedy


def test_two_collections_have_two_names():
    """Ours among them."""
    for listed in (["A b: kind=arson", "a  B: kind=cbrn"], ["Incidents: kind=arson"]):
        with pytest.raises(ConfigurationError, match="two collections"):
            offered(listed, inbox=False)
    with pytest.raises(ConfigurationError, match="two collections"):
        offered(["Inbox: kind=arson"], inbox=True)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("x", "this is no TOML"),
        ("a = 1", "this is no table"),
        (f'[a]\nsecret = "{READER}"\nwrite = true', "a token has no 'write'"),
        ('[a]\nsecret = "short"', "the secret is missing or short"),
        ("[a]\nread = []", "the secret is missing or short"),
        (f'[a]\nsecret = "{READER}"\nread = "*"', "read is no list"),
        (f'[a]\nsecret = "{READER}"\nread = [1]', "read holds what is no text"),
        (f'[a]\nsecret = "{READER}"\nadd = true', "who adds has no source"),
        (f'[a]\nsecret = "{READER}"\nadd = true\nsource = "me"', "who adds has no source"),
        (f'[a]\nsecret = "{READER}"\n[b]\nsecret = "{READER}"', "two tokens have one secret"),
    ],
)
def test_a_token_that_cannot_be_used_is_refused(text, what):
    """And the message does not hold it."""
    with pytest.raises(ConfigurationError) as told:
        tokens(text, "tokens.toml")
    assert told.value.what == what
    assert told.value.where.startswith("tokens.toml")
    assert READER not in str(told.value)


def test_a_token_is_not_shown():
    """Not where it is printed for looking at either."""
    assert READER not in repr(tokens(TOKENS, "t"))


def test_a_file_that_changes_is_read_anew(tmp_path):
    """A token that is taken out is refused from then on."""
    path = tmp_path / "t.toml"
    path.write_text(TOKENS)
    held = Tokens(path)
    assert held.of(f"Bearer {READER}").name == "reader"
    path.write_text(TOKENS.replace(READER, "another-secret-of-20-letters"))
    os.utime(path, (1, 1))
    assert held.of(f"Bearer {READER}") is None
    path.unlink()
    with pytest.raises(ConfigurationError):
        held.of(f"Bearer {READER}")


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic", "Basic !!", "Basic Og==", "Digest x", READER]
)
def test_what_carries_no_token_carries_none(tmp_path, header):
    """Whatever stands in the header."""
    path = tmp_path / "t.toml"
    path.write_text(TOKENS)
    assert Tokens(path).of(header) is None


def test_a_desk_without_tokens_is_read_by_whoever_reaches_it():
    """As its pages are; nobody adds."""
    everybody = Tokens(None).of("")
    one, inbox = offered([], inbox=True)
    assert everybody.reads(one)
    assert not everybody.reads(inbox)
    assert not everybody.adds(inbox)


def test_a_file_of_tokens_that_is_not_there_is_told(tmp_path):
    """With the line of the settings."""
    path = tmp_path / "vedette.toml"
    path.write_text('[taxii]\nserve = true\ntokens = "gone.toml"\n')
    with pytest.raises(ConfigurationError) as told:
        settle(path, {})
    assert told.value.where == f"{path}:3"


def test_a_token_for_a_collection_that_is_not_there_is_told(tmp_path):
    """A name that was mistyped must not silently open nothing."""
    chosen = replace(settings(tmp_path), taxii_collections=())
    with running.opened(chosen.ledger_url) as store, pytest.raises(ConfigurationError) as told:
        exchange(chosen, store, None, now=clock)
    assert told.value.what == "there is no collection 'sabotage-and-arson'"
    assert told.value.where == "token baltic"
