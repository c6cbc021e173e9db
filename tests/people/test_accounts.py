"""Who there is, and the links with which one chooses a password."""

import stat

import pytest
from tests.people.conftest import HERE, PASSWORD

from vedette.errors import PeopleError
from vedette.people import people


def test_the_first_link_makes_the_administrator(tmp_path, clock):
    """It is good once; when somebody is in charge there is no other."""
    made = people(tmp_path / "new.people", clock)
    link = made.first()
    assert made.invitations.of(link).role == "admin"
    assert made.invitations.accept(link, " Ada  Lovelace ", PASSWORD) == "Ada Lovelace"
    assert made.first() == ""
    with pytest.raises(PeopleError, match="not good"):
        made.invitations.accept(link, "Eve", PASSWORD)
    made.close()


def test_a_first_link_that_was_printed_before_is_void(tmp_path, clock):
    """A desk that is started twice before anybody came has one link that is good."""
    made = people(tmp_path / "new.people", clock)
    before, after = made.first(), made.first()
    assert made.invitations.of(before) is None
    assert made.invitations.of(after)
    made.close()


def test_a_link_is_good_for_two_days(found, clock):
    """And a later one makes it void before that."""
    link = found.invitations.invite("Max", by="Ada")
    clock.go(hours=49)
    assert found.invitations.of(link) is None
    first = found.invitations.invite("Max", by="Ada")
    second = found.invitations.invite("Max", by="Ada")
    assert found.invitations.of(first) is None
    assert found.invitations.of(second).name == "Max"


def test_names_are_one_whatever_their_case_and_width(found):
    """Nobody stands beside a decision under a name that only looks like another's."""
    for name in ("ADA", " ada ", "Ａｄａ"):
        with pytest.raises(PeopleError, match="somebody of this name"):
            found.accounts.add(name, "reader", by="Ada")
    for name in ("", "  ", "a\u202eb", "x" * 81):
        with pytest.raises(PeopleError, match="no name"):
            found.accounts.add(name, "reader", by="Ada")


@pytest.mark.parametrize(
    "password", ["short", "a" * 20, "1212121212121212", "x" * 300, "max max max max"]
)
def test_weak_passwords_are_not_taken(found, password):
    """The link stays good, so that another can be chosen."""
    link = found.invitations.invite("Max", by="Ada")
    with pytest.raises(PeopleError, match="not taken"):
        found.invitations.accept(link, "", password)
    assert found.invitations.of(link)


def test_who_is_shut_out_is_out_at_once(found):
    """His session, his tokens and his link are good no longer, nor come back with him."""
    link = found.invitations.invite("Max", by="Ada")
    found.invitations.accept(link, "", PASSWORD)
    session, _ = found.door.enter("Max", PASSWORD, HERE)
    _, token = found.tokens.make("Max", "script", ("read",), by="Max")
    other = found.invitations.invite("Max", by="Ada")
    found.accounts.disable("Max", by="Ada")
    for _ in range(2):
        assert found.sessions.of(session) is None
        assert found.tokens.of(token) is None
        assert found.invitations.of(other) is None
        found.accounts.enable("Max", by="Ada")


def test_the_last_administrator_stays(found):
    """Somebody must be able to say who may."""
    for change in (
        lambda: found.accounts.disable("Ada", by="Ada"),
        lambda: found.accounts.set_role("Ada", "reader", by="Ada"),
    ):
        with pytest.raises(PeopleError, match="last administrator"):
            change()
    found.accounts.set_role("Max", "admin", by="Ada")  # has no password yet: it does not count
    with pytest.raises(PeopleError, match="last administrator"):
        found.accounts.disable("Ada", by="Ada")


def test_a_role_changes_from_the_next_request_on(found, session):
    """Nobody needs to log in anew for less, or for more."""
    found.invitations.accept(found.invitations.invite("Max", by="Ada"), "", PASSWORD)
    found.accounts.set_role("Max", "admin", by="Ada")
    found.accounts.set_role("Ada", "reader", by="Max")
    assert found.sessions.of(session).role == "reader"


def test_no_secret_is_in_the_file(found, session):
    """Whoever reads the file can come in by nothing that stands in it."""
    link = found.invitations.invite("Max", by="Ada")
    _, token = found.tokens.make("Ada", "script", ("read",), by="Ada")
    folder = found.file.path.parent
    kept = b"".join(path.read_bytes() for path in folder.iterdir())
    for secret in (PASSWORD, session, link, token):
        assert secret.encode() not in kept
    assert b"$argon2id$v=19$m=65536,t=3,p=4$" in kept


def test_its_owner_alone_reads_the_file(found, session):
    """Others of the machine do not, and not what SQLite keeps beside it."""
    assert session
    for path in found.file.path.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_later_file_is_not_touched(tmp_path, clock):
    """What a later vedette made is told, not guessed at."""
    made = people(tmp_path / "x.people", clock)
    with made.file.writing() as connection:
        connection.execute("PRAGMA user_version = 99")
    made.close()
    with pytest.raises(PeopleError, match="version 99"):
        people(tmp_path / "x.people", clock)


def test_what_is_no_file_of_people_is_told(tmp_path, clock):
    """A folder, or bytes that are none of ours, end in one sentence."""
    (tmp_path / "bytes").write_bytes(b"not a database" * 100)
    for path in (tmp_path, tmp_path / "bytes"):
        with pytest.raises(PeopleError, match="cannot be opened"):
            people(path, clock)
