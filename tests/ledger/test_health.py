"""Health: silence told apart from peace."""

from datetime import timedelta

import pytest
from tests.ledger.making import NOON

from vedette.ledger.health import UNWATCHED, Tally, health
from vedette.records import Channel, Poll, Source

FEED = Channel(kind="feed", url="https://test.example/feed")
SOURCE = Source(
    id="fi/test",
    name="The Test",
    home="https://test.example/",
    country="FI",
    languages=("en",),
    owner="test",
    ownership="private",
    licence="invented",
    channels=(FEED,),
)


def judged(ago, outcome="quiet"):
    """A source whose last poll was so long ago."""
    poll = Poll(source=SOURCE.id, channel=FEED.url, at=NOON - ago, outcome=outcome)
    return health(SOURCE, Tally(polls=1), {FEED.url: (poll,)}, expected=None, due=None, now=NOON)


def test_a_week_without_polls_is_blindness():
    """A desk over a ledger that nobody feeds any longer does not claim to see."""
    assert judged(UNWATCHED).state == "seeing"
    found = judged(UNWATCHED + timedelta(seconds=1))
    assert (found.state, found.why) == ("blind", "not polled since")
    assert found.since == NOON - UNWATCHED - timedelta(seconds=1)


@pytest.mark.parametrize(("outcome", "state"), [("failed", "blind"), ("gone", "gone")])
def test_what_the_last_poll_told_counts_before_its_age(outcome, state):
    """A channel that is gone stays gone, and one that failed says why."""
    assert judged(UNWATCHED * 2, outcome).state == state


def test_blindness_begins_with_the_last_good_poll():
    """What happened between it and the first that failed was not seen either."""
    hours = [("failed", 1), ("busy", 2), ("quiet", 3), ("failed", 4)]
    polls = tuple(
        Poll(source=SOURCE.id, channel=FEED.url, at=NOON - timedelta(hours=ago), outcome=outcome)
        for outcome, ago in hours
    )
    found = health(SOURCE, Tally(), {FEED.url: polls}, expected=None, due=None, now=NOON)
    assert (found.state, found.since) == ("blind", NOON - timedelta(hours=3))
