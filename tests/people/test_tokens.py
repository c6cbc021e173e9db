"""Tokens: for what, for how long, and never more than who made them."""

import pytest

from vedette.errors import PeopleError


def test_a_token_speaks_for_its_owner_within_its_scopes(found, clock):
    """Its role is the owner's now, its scopes are those it was made with."""
    number, secret = found.tokens.make("Max", "weekly report", ("taxii", "read"), by="Max")
    person = found.tokens.of(secret)
    assert (person.name, person.role, person.scopes) == ("Max", "analyst", {"read", "taxii"})
    assert person.may("reader", "read")
    assert not person.may("analyst", "decide")
    assert not person.may("reader", None)
    found.accounts.set_role("Max", "reader", by="Ada")
    assert found.tokens.of(secret).role == "reader"
    (listed,) = found.tokens.listed("Max")
    assert (listed.number, listed.seen, listed.live) == (number, clock.at, True)


def test_a_token_ends(found, clock):
    """By itself, and when it is taken back."""
    number, secret = found.tokens.make("Max", "a", ("read",), 1, by="Max")
    _, longer = found.tokens.make("Max", "b", ("read",), 90, by="Max")
    clock.go(days=1)
    assert found.tokens.of(secret) is None
    assert found.tokens.of(longer)
    found.tokens.revoke(number + 1, by="Max", owner="Max")
    assert found.tokens.of(longer) is None
    assert [one.live for one in found.tokens.listed()] == [False, False]


def test_nobody_takes_back_anothers(found):
    """An administrator does, without naming an owner."""
    number, secret = found.tokens.make("Max", "a", ("read",), by="Max")
    with pytest.raises(PeopleError, match="no such token"):
        found.tokens.revoke(number, by="Ada", owner="Ada")
    assert found.tokens.of(secret)
    found.tokens.revoke(number, by="Ada")
    assert found.tokens.of(secret) is None


@pytest.mark.parametrize(
    ("label", "scopes", "days"),
    [("", ("read",), 1), ("a", (), 1), ("a", ("all",), 1), ("a", ("read",), 0),
     ("a", ("read",), 731), ("a\u202e", ("read",), 1)],
)  # fmt: skip
def test_a_token_needs_a_name_a_purpose_and_an_end(found, label, scopes, days):
    """There is none for everything, and none for ever."""
    with pytest.raises(PeopleError):
        found.tokens.make("Max", label, scopes, days, by="Max")


def test_what_is_no_token_is_none(found):
    """Nor is its hash, nor a session."""
    _, secret = found.tokens.make("Max", "a", ("read",), by="Max")
    for made_up in ("", "vedette_", secret[:-1], secret.removeprefix("vedette_"), secret + "\x00"):
        assert found.tokens.of(made_up) is None
