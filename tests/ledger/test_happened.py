"""What happened, as forecasts are compared with it, is moved on by what came since."""

import random

import pytest
from tests.ledger.making import NOON, coding
from tests.ledger.streaming import keep, reports

from vedette.ledger import folding
from vedette.ledger.happened import Course


@pytest.mark.parametrize("seed", range(2))
def test_what_is_moved_on_is_what_is_made_anew(store, appender, seed):
    """Reports of a stream in any order, of which some are coded again as nothing, or erased."""
    rng, course, held, most = random.Random(seed), Course(), [], 0
    listed = list(reports("rhine", 40))
    rng.shuffle(listed)
    for n, (written, tells) in enumerate(listed):
        held.append((keep(appender, written, tells), written))
        if n % 5 == 4:
            number, gone = held.pop(rng.randrange(len(held)))
            with appender.batch() as batch:
                if n % 2:
                    batch.erase(gone.id, author="desk", reason="a request", at=NOON)
                else:
                    batch.coding(number, coding(gone, "none@1", findings=False))
        if n % 3 == 2:
            folding.catch_up(store)
            with store.reading() as connection:
                told = course.happened(connection)
                assert told == Course().happened(connection)
                most = max(most, len(told))
    assert most > 4


def test_only_what_one_more_report_moved_is_made_again(store, appender):
    """The other incidents are the ones that were given before."""
    course = Course()
    *listed, (last, tells) = list(reports("rhine", 40))
    for written, told in listed:
        keep(appender, written, told)
    folding.catch_up(store)
    with store.reading() as connection:
        before = {id(one): one for one in course.happened(connection)}
    keep(appender, last, tells)
    folding.catch_up(store)
    with store.reading() as connection:
        made = [one for one in course.happened(connection) if id(one) not in before]
    assert 0 < len(made) < len(before)
