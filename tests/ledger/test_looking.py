"""What polls cover: nothing that fails adds to it, and a spell begins with the last good poll."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from tests.ledger.making import article, capture, keep

from vedette.ledger import coverage, folding
from vedette.ledger import schema as t
from vedette.ledger.looking import SLACK, WINDOW
from vedette.records import Issue, Poll

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED = "https://test.example/feed"
DOWN = Issue(stage="collect", what="no connection in time", input=FEED)


def poll(hour, outcome="quiet", channel=FEED, **more):
    """A poll so many hours after Monday's midnight."""
    issue = DOWN if outcome == "failed" else None
    at = MONDAY + hour * HOUR
    return Poll(source="fi/test", channel=channel, at=at, outcome=outcome, issue=issue, **more)


def append(appender, polls):
    """Append polls."""
    with appender.batch() as batch:
        for one in polls:
            batch.poll(one)


def fold(store, appender, polls):
    """Append polls and fold them."""
    append(appender, polls)
    folding.catch_up(store)


def covered(store, day="2026-03-03"):
    """The hours of a day within reach of good polls."""
    with store.reading() as connection:
        return coverage.looks(connection)["fi/test", FEED].get(day, (0, 0))[1] / 3.6e9


def spells(store):
    """Since when and until when, in hours, how many polls failed and why."""
    with store.reading() as connection:
        found = coverage.spells(connection, MONDAY, MONDAY + timedelta(days=30))
    return [
        (
            (one.since - MONDAY) / HOUR,
            one.until and (one.until - MONDAY) / HOUR,
            one.failed,
            one.why,
        )
        for one in found
    ]


def test_a_day_of_good_polls_is_covered_whole(store, appender):
    """Whatever lies between two good polls at the usual interval was seen."""
    fold(store, appender, [poll(hour) for hour in range(50)])
    assert covered(store) == 24
    assert spells(store) == []


def test_an_outage_is_blind_from_the_last_good_poll_to_the_next(store, appender):
    """The first poll after it reaches back by one interval and no further."""
    good = [poll(hour) for hour in range(50) if not 30 < hour < 40]
    lost = [poll(hour, "failed") for hour in range(31, 40)]
    fold(store, appender, sorted(good + lost, key=lambda one: one.at))
    assert spells(store) == [(30, 40, 9, "no connection in time")]
    assert covered(store) == 24 - 10 + SLACK


def test_a_desk_that_did_not_run_saw_nothing(store, appender):
    """No poll failed, and still the time between is dark but for what a window holds."""
    fold(store, appender, [poll(hour) for hour in range(50) if not 30 < hour < 40])
    assert spells(store) == [(30, 40, 0, "not polled")]
    assert covered(store) == 24 - 10 + WINDOW


def test_a_slower_schedule_is_no_outage(store, appender):
    """A window holds three of the usual intervals."""
    fold(store, appender, [poll(hour) for hour in range(50) if hour < 30 or hour % 2])
    assert spells(store) == []
    assert covered(store) == 24


def test_a_channel_that_never_answered_is_blind_from_its_first_poll(store, appender):
    """And stays so."""
    fold(store, appender, [poll(hour, "refused") for hour in range(1, 4)])
    assert spells(store) == [(1, None, 3, "refused")]


def test_files_of_a_channel_are_no_channels(store, appender):
    """A sitemap's parts and a filling's files are looked at for their channel."""
    parts = [poll(1, channel=f"{FEED} https://test.example/1.xml")]
    fold(store, appender, [poll(0), *parts, poll(1, channel="backfill 2026/ https://x.example/")])
    with store.reading() as connection:
        assert list(coverage.tracks(connection)) == [("fi/test", FEED)]


@pytest.mark.parametrize("step", [1, 7, 500])
def test_views_kept_step_by_step_are_those_of_a_fresh_fold(store, appender, step):
    """However the log is cut, what was seen comes out to the same bytes."""
    fold(store, appender, [])
    keep(appender, article(known=MONDAY))
    append(appender, [poll(hour, "failed" if hour % 7 == 3 else "new") for hour in range(40)])
    keep(appender, article("b", known=MONDAY, published=MONDAY.date() - timedelta(days=9)))
    with appender.batch() as batch:
        number = batch.capture(capture("c", b"{}", known=MONDAY))
        batch.unreadable(number, "entry@1", replace(DOWN, what="no text"), MONDAY)
        batch.erase(article("b").id, author="a", reason="asked", at=MONDAY)
    done = 0
    with store.transaction() as connection:
        while read := folding.fold(connection, done, step):
            done += read
    assert folding.check(store).holds


def counts(store):
    """By day, what came: late, read, coded, why, how many."""
    v = t.arrivals.c
    with store.reading() as connection:
        query = select(v.day, v.late, v.read, v.coded, v.why, v.n).order_by(v.day, v.why)
        return [tuple(row) for row in connection.execute(query)]


def test_what_is_filled_in_later_belongs_to_its_day_and_is_told_apart(store, appender):
    """Known nine days after it was published: that day did not see it."""
    keep(appender, article(known=MONDAY, published=MONDAY.date()))
    keep(appender, article("b", known=MONDAY, published=MONDAY.date() - timedelta(days=9)))
    folding.catch_up(store)
    assert counts(store) == [
        ("2026-02-21", True, True, True, "", 1),
        ("2026-03-02", False, True, True, "", 1),
    ]


def test_an_entry_counts_once_whatever_becomes_of_it(store, appender):
    """Changed twice, its page out of reach, its teaser read and coded."""
    wall = replace(DOWN, what="the server does not let us in")
    with appender.batch() as batch:
        first = batch.capture(capture("a", b"{}", known=MONDAY), wants_page=True)
        batch.fetched(first, None, wall, MONDAY)
        batch.capture(capture("a", b'{"key":"a"}', known=MONDAY + HOUR))
    folding.catch_up(store)
    assert counts(store) == [("2026-03-02", False, False, False, wall.what, 1)]
    with appender.batch() as batch:
        batch.article(first, article(known=MONDAY))
    folding.catch_up(store)
    assert counts(store) == [("2026-03-02", False, True, False, wall.what, 1)]
    keep(appender, article("z", known=MONDAY))
    folding.catch_up(store)
    assert ("2026-03-02", False, True, True, "", 1) in counts(store)


@pytest.mark.parametrize("by", ["source", "day"])
def test_a_window_counts_what_came_and_why_it_failed(store, appender, by):
    """In SQL, in both databases: entries by what became of them, polls by what they told."""
    wall = replace(DOWN, what="the server does not let us in")
    keep(appender, article("a", known=MONDAY))
    keep(appender, article("b", "Teksti.", known=MONDAY, language="fi"))
    keep(appender, article("c", known=MONDAY, published=MONDAY.date() - timedelta(days=9)))
    with appender.batch() as batch:
        lost = batch.capture(capture("d", b"{}", known=MONDAY))
        batch.unreadable(lost, "entry@1", wall, MONDAY)
    fold(store, appender, [poll(1), poll(2, "failed"), poll(3, "failed")])
    coded = frozenset({"en"})
    window = coverage.Window(
        since="2026-02-01", until="2026-03-02", sources=frozenset({"fi/test"}), coded=coded
    )
    name = "fi/test" if by == "source" else "2026-03-02"
    with store.reading() as connection:
        tally = window.tallies(connection, by)[name]
        why = window.reasons(connection, by)
        assert coverage.came(connection) == {("fi/test", FEED): {"2026-03-02": 3}}
    late = 1 if by == "source" else 0
    told = coverage.Tally(
        seen=3, later=late, read=2, coded=1, failed=2, lost=1, polls=3, failed_polls=2
    )
    assert tally == told
    assert why == {name: {DOWN.what: 2, wall.what: 1, "no coder for fi": 1}}
