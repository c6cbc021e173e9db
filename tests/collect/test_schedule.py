"""Polls come as often as a source publishes, within bounds, and never against a server's wish."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.collect.schedule import expected_per_day, next_poll
from vedette.records import Poll

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
FASTEST, SLOWEST = timedelta(minutes=5), timedelta(hours=6)
OUTCOMES = ["new", "quiet", "unchanged", "moved", "refused", "busy", "failed"]


def poll(outcome: str = "quiet", hours: float = 0, **told: object) -> Poll:
    """Make a poll so many hours ago."""
    at = NOW - timedelta(hours=hours)
    return Poll(source="xx/invented", channel="x", at=at, outcome=outcome, **told)


def due(history: list[Poll], seed: int = 1, **bounds: timedelta) -> datetime | None:
    """Ask for the next poll between five minutes and six hours."""
    how = {"fastest": FASTEST, "slowest": SLOWEST} | bounds
    return next_poll(history, now=NOW, rng=Random(seed), **how)


polls = st.builds(
    poll,
    outcome=st.sampled_from(OUTCOMES),
    hours=st.floats(0, 500),
    seen=st.integers(0, 1000),
    new=st.integers(0, 1000),
)
histories = st.lists(polls, min_size=1, max_size=15).map(lambda h: sorted(h, key=lambda p: p.at))


@given(histories, st.integers())
def test_the_next_poll_lies_within_the_bounds(history: list[Poll], seed: int) -> None:
    """Whatever the history."""
    at = due(history, seed)
    assert at is not None
    assert NOW + FASTEST <= at <= NOW + SLOWEST


@given(histories, st.integers(), st.integers(1, 10**6))
def test_retry_after_wins(history: list[Poll], seed: int, seconds: int) -> None:
    """A busy server is not asked before the moment it named."""
    wait = NOW + timedelta(seconds=seconds)
    at = due([*history, poll("busy", wait_until=wait)], seed)
    assert at is not None
    assert at >= wait


@given(histories)
def test_the_same_chance_gives_the_same_moment(history: list[Poll]) -> None:
    """Nothing but the arguments counts."""
    assert due(history, 3) == due(history, 3)


def test_a_new_channel_is_asked_at_once_and_a_gone_one_never() -> None:
    """410 means never again."""
    assert due([]) == NOW
    assert due([poll("new", 1), poll("gone")]) is None


def steady(per_day: float, window: int, every: float = 1.0, count: int = 48) -> list[Poll]:
    """Make two days of hourly polls of a source that publishes evenly."""
    new = per_day / 24 * every
    polls = [poll("new", count * every, seen=window, new=window)]
    told = 0
    for n in range(1, count + 1):
        arrived = int(new * n) - told
        told += arrived
        at = (count - n) * every
        polls.append(poll("new" if arrived else "quiet", at, seen=window, new=arrived))
    return polls


@pytest.mark.parametrize(("per_day", "window"), [(240, 30), (480, 30), (100, 20), (1000, 120)])
def test_a_third_of_the_window_turns_over_between_polls(per_day: int, window: int) -> None:
    """Within the jitter of a tenth."""
    at = due(steady(per_day, window))
    assert at is not None
    turned = (at - NOW) / timedelta(days=1) * per_day
    assert window / 3 * 0.88 <= turned <= window / 3 * 1.12


def test_a_silent_source_is_asked_seldom() -> None:
    """Up to the slowest, less the jitter."""
    at = due(steady(0, 20))
    assert at is not None
    assert at - NOW >= SLOWEST * 0.89


def test_a_window_that_was_all_new_is_asked_again_soon() -> None:
    """Entries may have slipped by."""
    history = [*steady(1, 20), poll("new", seen=20, new=19)]
    at = due(history)
    assert at is not None
    assert at - NOW <= FASTEST * 1.11


def test_failures_back_off_and_stay_bounded() -> None:
    """Twice as long each time, spread by chance, and one success ends it."""
    good = steady(240, 30)
    waits = []
    for count in (1, 2, 3, 4, 40):
        at = due([*good, *[poll("failed")] * count])
        assert at is not None
        waits.append((at - NOW) / FASTEST)
    assert waits == sorted(waits)
    assert waits[3] / waits[0] == pytest.approx(8.0)
    assert due([*good, poll("failed")], 1) != due([*good, poll("failed")], 2)
    recovered = due([*good, *[poll("failed")] * 6, poll("quiet", seen=30)])
    assert recovered is not None
    assert recovered - NOW == pytest.approx(timedelta(hours=1), abs=timedelta(minutes=9))


def test_a_fresh_answer_is_not_asked_for_again_before_it_ages() -> None:
    """But max-age cannot push a poll past the slowest."""
    good = steady(480, 30)
    for wait in (timedelta(hours=3), timedelta(days=9)):
        history = [*good[:-1], replace(good[-1], wait_until=NOW + wait)]
        assert due(history) == NOW + min(wait, SLOWEST)


def test_the_hosts_pace_is_a_floor() -> None:
    """A crawl-delay longer than our fastest holds, even past our slowest."""
    at = due(steady(5000, 10), pace=timedelta(hours=8))
    assert at == NOW + timedelta(hours=8)


@pytest.mark.parametrize("per_day", [2, 24, 300])
def test_the_rate_is_learnt(per_day: int) -> None:
    """Without the backlog of the first look; failures in between do not matter."""
    history = steady(per_day, 30)
    history.insert(20, poll("failed", history[19].at.hour))
    assert expected_per_day(history) == pytest.approx(per_day, rel=0.1)


def test_nothing_is_expected_before_a_day_has_passed() -> None:
    """None is not zero."""
    assert expected_per_day([]) is None
    assert expected_per_day(steady(24, 30, count=20)) is None
    assert expected_per_day([poll("failed", 50), poll("failed")]) is None


def test_old_habits_are_forgotten() -> None:
    """Only the last week counts."""
    busy = [replace(p, at=p.at - timedelta(days=20)) for p in steady(500, 30)]
    assert expected_per_day([*busy, *steady(10, 30)]) == pytest.approx(10, rel=0.15)
