"""The door: right, wrong, too often, and how long each takes."""

import time
from statistics import median

import pytest
from tests.people.conftest import HERE, PASSWORD

from vedette.errors import PeopleError
from vedette.people import Comer, passwords, tries


def test_a_right_password_begins_a_session(found):
    """Whoever types the name in small letters comes in as himself."""
    secret, refusal = found.door.enter(" ADA", PASSWORD, HERE)
    assert refusal is None
    assert found.sessions.of(secret).name == "Ada"


def test_every_refusal_is_the_same(found):
    """A wrong password, a name that nobody has, no password yet, and a disabled account."""
    found.accounts.add("Eve", "reader", by="Ada")
    link = found.invitations.invite("Eve", by="Ada")
    found.invitations.accept(link, "", PASSWORD)
    found.accounts.disable("Eve", by="Ada")
    for name, password in (
        ("Ada", "wrong"), ("Nobody", PASSWORD), ("Max", PASSWORD), ("Max", ""), ("Eve", PASSWORD)
    ):  # fmt: skip
        assert found.door.enter(name, password, HERE) == ("", "wrong")


def test_a_name_that_nobody_has_takes_as_long(found):
    """The time of an answer does not tell which names there are: medians within a half."""

    def taken(name: str, n: int) -> float:
        begun = time.process_time()
        found.door.enter(name, "some wrong password", Comer(address=f"192.0.2.{n}"))
        return time.process_time() - begun

    known = median(taken("Ada", n) for n in range(5))
    unknown = median(taken("Nobody", n) for n in range(5, 10))
    assert 0.5 < known / unknown < 2


def test_nobodys_hash_is_in_the_form_of_today():
    """Else a name that nobody has would take another time."""
    assert not passwords.outdated(passwords.NOBODYS)
    assert not passwords.fits("", "")


def test_guessing_is_stopped_for_who_guesses_alone(found, clock):
    """Five at one name from one address; another address gets in, and so does he later."""
    for _ in range(tries.EACH):
        assert found.door.enter("Ada", "wrong", HERE)[1] == "wrong"
    assert found.door.enter("Ada", PASSWORD, HERE)[1] == "too often"
    assert found.door.enter("Ada", PASSWORD, Comer(address="198.51.100.1"))[1] is None
    clock.go(minutes=15)
    assert found.door.enter("Ada", PASSWORD, HERE)[1] is None


def test_one_address_may_not_try_all_names(found):
    """Names that nobody has count like others, so that the limit tells nothing of them."""
    for n in range(tries.ADDRESS):
        assert found.door.enter(f"name {n}", "wrong", HERE)[1] == "wrong"
    assert found.door.enter("Ada", PASSWORD, HERE)[1] == "too often"


def test_a_subscriber_of_ipv6_is_one_guesser(found):
    """He has 2**64 addresses to come from."""
    for n in range(tries.EACH):
        found.door.enter("Ada", "wrong", Comer(address=f"2001:db8::{n + 1:x}"))
    assert found.door.enter("Ada", PASSWORD, Comer(address="2001:db8::ff"))[1] == "too often"


def test_many_addresses_may_not_try_one_name_for_ever(found):
    """A hundred in a quarter of an hour, wherever they come from."""
    with found.file.writing() as connection:
        for n in range(tries.NAME):
            assert tries.begin(connection, "ada", f"198.51.100.{n}", found.file.now())
        assert not tries.begin(connection, "ada", "203.0.113.1", found.file.now())


def test_a_right_one_forgets_the_wrong_ones(found):
    """Who mistypes four times a day is not locked out at noon."""
    for _ in range(3):
        for _ in range(tries.EACH - 1):
            found.door.enter("Ada", "wrong", HERE)
        assert found.door.enter("Ada", PASSWORD, HERE)[1] is None


def test_a_password_is_changed_by_who_knows_it(found, session):
    """All other sessions end, this one stays."""
    other, _ = found.door.enter("Ada", PASSWORD, HERE)
    keep = found.sessions.of(session).session
    with pytest.raises(PeopleError, match="old password is wrong"):
        found.door.change_password("Ada", "wrong", "another long password", HERE, keep=keep)
    found.door.change_password("Ada", PASSWORD, "another long password", HERE, keep=keep)
    assert found.sessions.of(session)
    assert found.sessions.of(other) is None
    assert found.door.enter("Ada", PASSWORD, HERE)[1] == "wrong"
    assert found.door.enter("Ada", "another long password", HERE)[1] is None


def test_the_old_password_is_not_to_be_guessed_from_within(found, session):
    """A session that was left open does not help to find the password."""
    keep = found.sessions.of(session).session
    for _ in range(tries.EACH):
        with pytest.raises(PeopleError, match="wrong"):
            found.door.change_password("Ada", "wrong", "another long password", HERE, keep=keep)
    with pytest.raises(PeopleError, match="too often"):
        found.door.change_password("Ada", PASSWORD, "another long password", HERE, keep=keep)
