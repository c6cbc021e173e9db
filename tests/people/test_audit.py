"""The audit log: all that changes anything is in it, and what is in it stays."""

import sqlite3

import pytest
from tests.people.conftest import HERE, PASSWORD


def test_what_people_do_is_noted(found, session, clock):
    """Who, what, to whom and from where; a name that nobody has is not repeated."""
    found.door.enter("my secret password", "x", HERE)
    found.door.enter("Max", "x", HERE)
    number, _ = found.tokens.make("Max", "report", ("read",), by="Max")
    found.tokens.revoke(number, by="Ada")
    found.accounts.set_role("Max", "reader", by="Ada")
    found.accounts.disable("Max", by="Ada")
    found.accounts.enable("Max", by="Ada")
    found.sessions.end("Ada", found.sessions.of(session).session, address="192.0.2.7")
    told = [(one.who, one.what, one.whom) for one in reversed(found.audit.entries())]
    assert told == [
        ("", "invited", ""),
        ("Ada", "added", "Ada"),
        ("Ada", "password chosen by link", "Ada"),
        ("Ada", "added", "Max"),
        ("Ada", "logged in", "Ada"),
        ("", "login refused", "a name that nobody has"),
        ("", "login refused", "Max"),
        ("Max", "token made", "Max"),
        ("Ada", "token taken back", "Max"),
        ("Ada", "role changed", "Max"),
        ("Ada", "disabled", "Max"),
        ("Ada", "enabled", "Max"),
        ("Ada", "session ended", "Ada"),
    ]
    assert {one.at for one in found.audit.entries()} == {clock.at}


def test_what_did_not_happen_is_not_noted(found):
    """A change that is refused leaves no entry: both are one transaction."""
    before = len(found.audit.entries())
    with pytest.raises(Exception, match="last administrator"):
        found.accounts.disable("Ada", by="Ada")
    assert len(found.audit.entries()) == before


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET who = 'Eve'", "DELETE FROM audit WHERE seq = 2",
                  "REPLACE INTO audit VALUES (2, '', 'Eve', '', '', '', '', '', '')"],
)  # fmt: skip
def test_the_file_refuses_to_edit_it(found, statement):
    """Whatever runs in the desk, an entry stays as it is."""
    with pytest.raises(sqlite3.IntegrityError, match="audit"), found.file.writing() as connection:
        connection.execute(statement)
    assert found.audit.verify().holds


def test_what_is_edited_past_the_file_shows(found):
    """A changed entry, one that is cut out, and one that is put between."""
    for n, statement in enumerate(
        (
            "UPDATE audit SET told = 'reader' WHERE seq = 2",
            "DELETE FROM audit WHERE seq = 3",
            "INSERT INTO audit VALUES (99, '', 'Eve', '', '', '', '', '', '')",
        )
    ):
        with found.file.writing() as connection:
            connection.execute("DROP TRIGGER IF EXISTS audit_is_not_edited")
            connection.execute("DROP TRIGGER IF EXISTS audit_is_not_cut")
            connection.execute(f"SAVEPOINT s{n}")
            connection.execute(statement)
            assert not found.audit.verify().holds
            connection.execute(f"ROLLBACK TO s{n}")
    assert found.audit.verify().holds


def test_a_link_that_was_noted_proves_what_was_before_it(found):
    """A chain that was cut at its end holds in itself, but does not have that link any longer."""
    found.door.enter("Ada", PASSWORD, HERE)
    noted = found.audit.verify().last
    found.door.enter("Ada", PASSWORD, HERE)
    assert found.audit.verify(noted).holds
    with found.file.writing() as connection:
        connection.execute("DROP TRIGGER audit_is_not_cut")
        connection.execute("DELETE FROM audit WHERE link = ? OR before = ?", (noted, noted))
    assert found.audit.verify().holds
    assert not found.audit.verify(noted).holds
