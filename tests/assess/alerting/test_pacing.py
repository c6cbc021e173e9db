"""When alerts that wait may go, and which go together."""

from datetime import UTC, datetime, time, timedelta

import pytest

from vedette.alerts import Quiet, Rule
from vedette.assess.alerting.pacing import Held, due, is_quiet, quiet_ends

NOON = datetime(2026, 3, 2, 12, 30, tzinfo=UTC)  # a Monday
NIGHT = datetime(2026, 3, 2, 23, tzinfo=UTC)


def rule(**more):
    """A rule that lets everything through."""
    return Rule(name="all", channels=("c",), **more)


def held(*ages, severity="minor", urgent=False):
    """Alerts that have waited so many seconds, numbered from 0."""
    return [
        Held(number=n, at=NOON - timedelta(seconds=age), severity=severity, urgent=urgent)
        for n, age in enumerate(ages)
    ]


def test_what_asks_for_no_pause_goes_at_once_and_alone():
    """One envelope an alert, and nothing to wait for."""
    assert due(rule(), held(0, 0), NOON).groups == ((0,), (1,))
    assert due(rule(), held(0, 0), NOON).next is None


def test_beyond_the_limit_the_rest_goes_together():
    """The last of an hour's envelopes takes all that is left; then it is waited for the next."""
    asked = due(rule(most=3), held(0, 0, 0, 0, 0), NOON)
    assert asked.groups == ((0,), (1,), (2, 3, 4))
    sent = [NOON - timedelta(minutes=50), NOON - timedelta(minutes=10), NOON]
    asked = due(rule(most=3), held(0, 0), NOON, sent)
    assert (asked.groups, asked.next) == ((), NOON + timedelta(minutes=10))
    asked = due(rule(most=3), held(0, 0, severity="severe"), NOON, sent)
    assert (asked.groups, asked.next) == (((0,), (1,)), None)


def test_what_comes_within_a_while_goes_together():
    """The first is waited for, however many follow."""
    asked = due(rule(gather=60.0), held(20, 10), NOON)
    assert (asked.groups, asked.next) == ((), NOON + timedelta(seconds=40))
    assert due(rule(gather=60.0), held(60, 10), NOON).groups == ((0, 1),)


def test_what_bears_a_time_to_come_is_held_up_by_nothing():
    """A clock that was set back: neither what was sent tomorrow counts, nor when it came."""
    tomorrow = NOON + timedelta(days=1)
    assert due(rule(most=1), held(0), NOON, [tomorrow]).groups == ((0,),)
    assert due(rule(gather=60.0), held(-86400), NOON).groups == ((0,),)


def test_quiet_hours_hold_what_is_not_grave():
    """What is grave goes; the rest when they end, by the clock of their zone."""
    quiet = Quiet(since=time(22), until=time(6), zone="Europe/Riga")
    waiting = [*held(0), Held(number=1, at=NIGHT, severity="severe")]
    asked = due(rule(quiet=quiet), waiting, NIGHT)
    assert asked.groups == ((1,),)
    assert asked.next == datetime(2026, 3, 3, 4, tzinfo=UTC)
    assert due(rule(quiet=quiet, wakes="minor"), waiting, NIGHT).groups == ((0,), (1,))
    assert due(rule(quiet=quiet), waiting, asked.next).groups == ((0,), (1,))


@pytest.mark.parametrize("until", [time(2), time(2, 30), time(3), time(3, 30)])
@pytest.mark.parametrize(
    "day", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)]
)
def test_quiet_hours_end_in_the_nights_in_which_clocks_are_set(day, until):
    """Their end is still to come whenever they last, and is not within them."""
    quiet = Quiet(since=time(21), until=until, zone="Europe/Warsaw")
    for quarter in range(-8, 96):
        now = day + quarter * timedelta(minutes=15)
        if is_quiet(quiet, now):
            ends = quiet_ends(quiet, now)
            assert now < ends <= now + timedelta(hours=8)
            assert not is_quiet(quiet, ends)


def test_digests_go_when_their_time_is_over():
    """Of an hour at the full hour, of a day at six, of a week on Monday at six."""
    ends = {
        "hour": datetime(2026, 3, 2, 13, tzinfo=UTC),
        "day": datetime(2026, 3, 3, 6, tzinfo=UTC),
        "week": datetime(2026, 3, 9, 6, tzinfo=UTC),
    }
    for digest, end in ends.items():
        asked = due(rule(digest=digest), held(0, 0), NOON)
        assert (asked.groups, asked.next) == ((), end)
        assert due(rule(digest=digest), held(0, 0), end).groups == ((0, 1),)


def test_what_takes_back_what_has_left_is_not_held():
    """For a digest, or to be gathered."""
    assert due(rule(digest="week"), held(0, urgent=True), NOON).groups == ((0,),)
