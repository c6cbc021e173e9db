"""Sessions: how long they hold, and how they end."""

from tests.people.conftest import HERE, PASSWORD


def test_a_session_that_is_not_used_ends(found, session, clock):
    """After twelve hours without a page; used in between, it goes on."""
    for _ in range(3):
        clock.go(hours=11)
        assert found.sessions.of(session)
    clock.go(hours=12)
    assert found.sessions.of(session) is None


def test_what_a_page_asks_by_itself_is_no_use(found, session, clock):
    """It is answered as long as the session holds, and does not prolong it."""
    clock.go(hours=11)
    assert found.sessions.of(session, used=False)
    clock.go(hours=1)
    assert found.sessions.of(session, used=False) is None


def test_a_session_ends_after_a_week_however_much_it_is_used(found, session, clock):
    """A stolen one does not hold for ever."""
    for _ in range(27):
        clock.go(hours=6)
        assert found.sessions.of(session)
    clock.go(hours=6)
    assert found.sessions.of(session) is None


def test_one_sees_and_ends_ones_own_sessions(found, session):
    """By a name that is no secret; another's is not there to be ended."""
    found.invitations.accept(found.invitations.invite("Max", by="Ada"), "", PASSWORD)
    max_, _ = found.door.enter("Max", PASSWORD, HERE)
    (one,) = found.sessions.listed("Ada")
    assert (one.address, one.agent) == ("192.0.2.7", "Browser")
    assert not found.sessions.end("Max", one.name)
    assert found.sessions.end("Ada", one.name)
    assert found.sessions.of(session) is None
    assert found.sessions.of(max_)


def test_all_others_end_at_once(found, session):
    """The one from which it is asked stays."""
    others = [found.door.enter("Ada", PASSWORD, HERE)[0] for _ in range(2)]
    assert found.sessions.end_others("Ada", found.sessions.of(session).session) == 2
    assert found.sessions.of(session)
    assert [found.sessions.of(one) for one in others] == [None, None]


def test_what_is_no_session_is_none(found, session):
    """Nor is its hash, which stands in the file."""
    for made_up in ("", "x", found.sessions.of(session).session, session[:-1], session + "é"):
        assert found.sessions.of(made_up) is None
