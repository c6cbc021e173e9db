"""An id under which an incident was ever told is told of for good."""

from dataclasses import replace

import pytest
from tests.ledger.making import NOON, article, capture, coding
from tests.ledger.test_deciding import aims, decide, decision, filled, incidents, withdraw
from tests.ledger.test_recalling import lived

from vedette.ledger import folding
from vedette.ledger.vanished import vanished

__all__ = ["filled", "lived"]


def gone(store):
    """What is told no more, by its id."""
    with store.reading() as connection:
        return {one.id: one for one in vanished(connection)}


def test_no_id_that_was_ever_told_is_lost(store, lived):
    """Through late reports, merges, dismissals and a new coder every id stands or is explained."""
    _, answers = lived
    ever = {one["id"] for _, answer in answers for one in answer["incidents"]}
    standing = incidents(store).keys()
    assert ever - standing, "nothing has vanished, so that this proves nothing"
    assert ever <= standing | gone(store).keys()
    assert not standing & gone(store).keys()


@pytest.mark.usefixtures("lived")
def test_what_a_new_coder_reads_otherwise_leads_on(store):
    """The ids of the older coding lead to the incidents that their reports tell of now."""
    told = [one for one in gone(store).values() if one.why == "reread"]
    assert told
    assert all(set(one.into) <= incidents(store).keys() for one in told)
    assert any(one.into for one in told)


def test_a_merged_incident_leads_to_the_whole(filled, appender):
    """After a merge the id that gave way is told under the other."""
    one, *_, other = incidents(filled).values()
    decide(filled, appender, decision("must_link", aims(one)[0], aims(other)))
    (lost,) = {one.id, other.id} - incidents(filled).keys()
    (kept,) = {one.id, other.id} & incidents(filled).keys()
    assert gone(filled)[lost].into == (kept,)


def test_a_dismissed_incident_names_the_decision_until_it_is_withdrawn(filled, appender):
    """The decision's number and time are told; withdrawn, the incident stands again."""
    one = min(incidents(filled).values(), key=lambda one: len(aims(one)))
    number = decide(filled, appender, *(decision("dismiss", aim) for aim in aims(one)))
    told = gone(filled)[one.id]
    assert (told.why, told.verb, told.at) == ("decided", "dismiss", NOON)
    assert told.decision <= number
    if len(aims(one)) == 1:
        withdraw(filled, appender, number)
        assert one.id in incidents(filled)


def test_a_report_that_its_publisher_changed_says_so(store, appender):
    """An edit that takes the incident out leaves its id with the time of the edit."""
    first = article()
    for written in (first, replace(first, text="Nothing happened off Hanko. Police said so.")):
        with appender.batch() as batch:
            held = batch.capture(capture(body=written.text.encode()))
            number = batch.article(held, written)
            batch.coding(number, coding(written))
        folding.catch_up(store)
    ((_, told),) = gone(store).items()
    assert (told.why, told.into) == ("edited", ())
    assert told.at is not None
