"""Hosts are asked at their pace, and left alone when they ask for it."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.collect.pace import LONGEST, Gate, HostBusy, retry_after

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
WEEK = int(LONGEST.total_seconds())


def gate(clock, **how: float) -> Gate:
    """Build a gate on a clock that passes only by sleeping."""
    return Gate(clock=clock, sleep=clock.sleep, **how)


async def test_requests_to_one_host_keep_their_distance(clock) -> None:
    """Ten requests at once leave the gate one by one, a pace apart."""
    door, starts = gate(clock, pace=2.0), []

    async def request() -> None:
        async with door.turn("a.example", now=NOW):
            starts.append(clock())

    await asyncio.gather(*(request() for _ in range(10)))
    assert [later - earlier for earlier, later in pairwise(starts)] == [2.0] * 9


async def test_a_longer_crawl_delay_wins(clock) -> None:
    """The host's own wish counts where it is longer than our pace."""
    door = gate(clock, pace=1.0)
    async with door.turn("a.example", now=NOW, pace=7.0):
        pass
    assert door.wait("a.example") == 7.0
    async with door.turn("a.example", now=NOW, pace=0.1):
        pass
    assert door.wait("a.example") == 1.0


async def test_a_delay_just_learnt_counts_from_the_answer_that_told_it(clock) -> None:
    """After robots.txt has named its delay, the first page waits for that long."""
    door = gate(clock, pace=0.5)
    async with door.turn("a.example", now=NOW):
        pass
    async with door.turn("a.example", now=NOW, pace=3.0):
        assert sum(clock.slept) == 3.0


async def test_hosts_do_not_wait_for_each_other(clock) -> None:
    """A pause is one host's own."""
    door = gate(clock, pace=50.0)
    for host in ("a.example", "b.example"):
        async with door.turn(host, now=NOW):
            pass
    assert clock.slept == []


async def test_a_held_host_is_not_waited_for_beyond_patience(clock) -> None:
    """Who asks is told until when, instead of sleeping for a day."""
    door = gate(clock, patience=60.0)
    door.hold("a.example", 3600)
    door.hold("a.example", 5)
    with pytest.raises(HostBusy) as told:
        async with door.turn("a.example", now=NOW):
            pass
    assert told.value.until == NOW + timedelta(hours=1)
    assert clock.slept == []


async def test_a_long_crawl_delay_is_waited_for_up_to_five_minutes(clock) -> None:
    """Else whatever takes two requests would never come."""
    door = gate(clock, patience=60.0)
    for _ in range(2):
        async with door.turn("a.example", now=NOW, pace=90.0):
            pass
    assert clock.slept == [90.0]
    with pytest.raises(HostBusy):
        async with door.turn("a.example", now=NOW, pace=3600.0):
            pass


async def test_no_more_than_so_many_at_once(clock) -> None:
    """The limit holds across hosts."""
    door, inside, most = gate(clock, together=3), 0, 0

    async def request(host: str) -> None:
        nonlocal inside, most
        async with door.turn(host, now=NOW):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(request(f"{n}.example") for n in range(12)))
    assert most == 3


async def test_a_request_that_fails_still_starts_the_pause(clock) -> None:
    """An error is no way around the pace."""
    door = gate(clock, pace=3.0)
    with pytest.raises(RuntimeError):
        async with door.turn("a.example", now=NOW):
            raise RuntimeError("broken")
    assert door.wait("a.example") == 3.0


@given(st.integers(min_value=0, max_value=10**12))
def test_seconds_are_read_and_capped(seconds: int) -> None:
    """A number of seconds is that long, and never longer than the cap."""
    assert retry_after(str(seconds), NOW) == NOW + timedelta(seconds=min(seconds, WEEK))


@given(st.integers(min_value=-WEEK, max_value=WEEK), st.integers(-(10**8), 10**8))
def test_dates_are_meant_by_the_servers_clock(seconds: int, skew: int) -> None:
    """A server two years off asks for the same wait as one that is right."""
    there = NOW + timedelta(seconds=skew)
    said = format_datetime(there + timedelta(seconds=seconds), usegmt=True)
    told = retry_after(said, NOW, format_datetime(there, usegmt=True))
    assert told == NOW + timedelta(seconds=max(0, seconds))


@given(st.text())
def test_anything_else_is_survived(text: str) -> None:
    """No header breaks the reader or reaches beyond the cap."""
    told = retry_after(text, NOW)
    assert told is None or NOW <= told <= NOW + LONGEST


@pytest.mark.parametrize("text", [None, "", "soon", "-5", "1.5e3x"])
def test_nonsense_says_nothing(text: str | None) -> None:
    """What is neither seconds nor a date is no wish."""
    assert retry_after(text, NOW) is None
