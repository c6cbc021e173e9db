"""What is new since somebody looked, from a real ledger."""

from contextlib import closing
from datetime import timedelta

import pytest
from tests.desk.alerted import Alerted
from tests.web.hushed import NOON, fill

from vedette.desk import Desk
from vedette.ledger import folding

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk over a few reports."""
    url = f"sqlite:///{tmp_path_factory.mktemp('news')}/l.sqlite"
    fill(url).close()
    made = Desk(url, now=lambda: NOON)
    yield made
    made.close()


def known(desk, line):
    """Give when each report of an incident became known."""
    return [account.head.known for account in desk.incident(line.id).accounts]


def test_only_incidents_with_a_later_report_are_news(desk):
    """From before everything all of them are, new each; from the last report on, none is."""
    everything = desk.watchlist(NOON - 400 * DAY)
    lines = [one.line for one in everything.news]
    assert {one.id for one in lines} == {one.id for one in desk.incidents().lines}
    assert {one.turn for one in everything.news} == {"new"}
    last = max(moment for line in lines for moment in known(desk, line))
    assert desk.watchlist(last).news == ()
    assert desk.fresh(last) == 0
    assert desk.fresh(last - timedelta(seconds=1)) == len(
        desk.watchlist(last - timedelta(seconds=1)).news
    )


def test_the_most_consequential_stands_first(desk):
    """By the score that each line tells, and the same each time."""
    told = desk.watchlist(NOON - 400 * DAY)
    scores = [one.consequence.score for one in told.news]
    assert scores == sorted(scores, reverse=True)
    assert told == desk.watchlist(NOON - 400 * DAY)


def test_nobody_has_looked_yet(desk):
    """Who has never looked sees a day, or as much more as it takes to see anything."""
    assert desk.first_look() in {NOON - DAY, NOON - 7 * DAY, NOON - 30 * DAY}


def test_alarms_are_told_once_the_watch_has_worked_them_out(desk):
    """The first page waits for nobody: before the watch was asked it tells none."""
    assert desk.watchlist(NOON - DAY).alarms == ()
    desk.lookout()
    assert desk.watchlist(NOON - DAY).alarms == tuple(
        one for one in desk.lookout().alarms if one.alarm.day >= (NOON - DAY).date()
    )


def test_who_is_accused_less_firmly_does_not_stand_beside_the_firmest_accuser(tmp_path):
    """A minister who accuses one does not accuse another whom somebody else suspects."""
    made = Alerted(tmp_path)
    words = "A cable was cut off Hanko on Monday, and {} said that {} did it."
    for key, who, whom, rung in (("a", "a minister", "Moscow", 4), ("b", "a fisher", "Minsk", 2)):
        told = {"source": f"fi/{key}", "accuser": who, "accused": whom, "firmness": rung}
        made.report(key, words.format(who, whom), **told)
    folding.catch_up(made.store)
    with closing(Desk(made.store)) as desk:
        (one,) = desk.watchlist(made.now - DAY).news
        assert set(one.line.by) == {"a minister", "a fisher"}
        assert (one.firmness, one.accused, one.by) == (4, ("Moscow",), ("a minister",))
