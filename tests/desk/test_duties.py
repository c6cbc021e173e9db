"""Who has taken on what: it follows the incident, sleeps until its time, and can be taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.web.hushed import NOON, fill

from vedette.desk import Desk
from vedette.desk.deciding import Deciding
from vedette.duty import Duty, Stood
from vedette.errors import LedgerError
from vedette.ledger import folding

HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path):
    """A ledger of forty reports."""
    opened = fill(f"sqlite:///{tmp_path}/l.sqlite")
    yield opened
    opened.close()


def by(store, at=NOON):
    """An analyst."""
    return Deciding(store=store, author="A. Analyst", reason="mine", at=at)


def seen(store, at=NOON):
    """The desk at a moment: what is news, and what sleeps."""
    told = Desk(store, now=lambda: at).watchlist(NOON - 400 * 24 * HOUR)
    return {one.line.id for one in told.news}, {one.line.id for one in told.asleep}


def test_an_acknowledgement_follows_the_incident_when_two_become_one(store):
    """It aims at words, not at an id."""
    desk = Desk(store, now=lambda: NOON)
    one, other = desk.incidents().lines[:2]
    number = by(store).acknowledge(one.id)
    by(store).merge(one.id, other.id)
    (whole,) = {one.id, other.id} & {line.id for line in desk.incidents().lines}
    assert desk.duties([whole])[whole].acknowledged.number == number
    assert folding.check(store).holds
    by(store).withdraw(number)
    assert desk.duties([whole]) == {}
    assert folding.check(store).holds


def test_the_last_word_holds_and_the_one_before_it_after_a_withdrawal(store):
    """Two assignments: the second counts until it is taken back."""
    desk = Desk(store, now=lambda: NOON)
    name = desk.incidents().lines[0].id
    by(store).assign(name, "B. Boss")
    number = by(store).assign(name, "C. Chief")
    assert desk.duties([name])[name].to == "C. Chief"
    by(store).withdraw(number)
    assert desk.duties([name])[name].to == "B. Boss"


def test_what_is_put_off_comes_back_when_its_time_is_over(store):
    """By itself: nobody has to wake it."""
    name = Desk(store, now=lambda: NOON).incidents().lines[0].id
    by(store).snooze(name, NOON + 8 * HOUR)
    assert name in seen(store, NOON + 7 * HOUR)[1]
    assert name in seen(store, NOON + 8 * HOUR)[0]


@pytest.mark.parametrize(
    "risen", [{"status": "attributed"}, {"firmness": 3}, {"killed": 1}], ids=str
)
def test_what_is_graver_than_it_was_wakes(risen):
    """Another stage, a firmer accusation, more dead; the rest lets it sleep."""
    stood = Stood(status="reported", firmness=2, killed=0)
    duty = Duty(until=NOON + HOUR, stood=stood)
    assert duty.asleep(NOON, stood)
    assert duty.asleep(NOON, replace(stood, firmness=1))
    assert not duty.asleep(NOON, replace(stood, **risen))


def test_another_stage_wakes_it_on_the_desk(store):
    """A decision keeps how grave the incident was, as the first page counts it."""
    desk = Desk(store, now=lambda: NOON)
    told = {one.line.id: one for one in desk.watchlist(NOON - 400 * 24 * HOUR).news}
    for name, one in told.items():
        by(store).snooze(name, NOON + HOUR)
        assert desk.duties([name])[name].stood == one.stood
    assert seen(store) == (set(), set(told))


def test_what_cannot_be_put_off_or_assigned_is_refused(store):
    """To the past, or to nobody; and what is no incident is not acknowledged without its name."""
    name = Desk(store, now=lambda: NOON).incidents().lines[0].id
    with pytest.raises(LedgerError, match="is over"):
        by(store).snooze(name, NOON)
    with pytest.raises(LedgerError, match="nobody it is assigned to"):
        by(store).assign(name, "  ")
    with pytest.raises(LedgerError, match="aims at no article"):
        by(store).acknowledge_named("issue", "")


def test_taking_an_incident_on_is_no_change_of_it(store):
    """No export says that it changed, or tells of it."""
    desk = Desk(store, now=lambda: NOON)
    name = desk.incidents().lines[0].id
    before = desk.dossier(name)
    number = by(store, NOON + HOUR).acknowledge(name)
    assert desk.dossier(name) == before
    by(store, NOON + 2 * HOUR).withdraw(number)
    assert desk.dossier(name) == before
