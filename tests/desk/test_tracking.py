"""What became of what sources told is moved on by what changed, and is what all of it gives."""

import random
from contextlib import closing

import pytest
from sqlalchemy import insert
from tests.ledger import making
from tests.ledger.making import NOON, article, coding
from tests.ledger.stepping import step
from tests.ledger.streaming import keep, reports

from vedette.assess.hearing import Reports
from vedette.assess.tracks import tracks_of
from vedette.desk.tracking import Tracking
from vedette.ledger import folding, related
from vedette.ledger import schema as t
from vedette.ledger.append import Appender
from vedette.ledger.heads import printers
from vedette.ledger.store import Store


def hear(connection, told):
    """Who printed the reports of incidents, and which of them are copies."""
    source_of, origins = printers(connection, {name for one in told for name in one.articles})
    return Reports(sources={}, origins=origins, source_of=source_of)


@pytest.mark.parametrize("seed", range(2))
def test_tracks_that_were_kept_are_those_of_all_incidents(tmp_path, seed):
    """Reports of a stream in any order, of which some are coded again as nothing, or erased."""
    rng, tracking, held, seen = random.Random(seed), Tracking(hear), [], set()
    listed = list(reports("rhine", 40))
    rng.shuffle(listed)
    with closing(Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)) as store:
        appender = Appender(store, now=lambda: NOON)
        for n, (written, tells) in enumerate(listed):
            held.append((keep(appender, written, tells), written))
            if n % 5 == 4:
                change(appender, held.pop(rng.randrange(len(held))), erases=n % 2)
            if n % 3 == 2:
                folding.catch_up(store)
                with store.reading() as connection:
                    told = list(related.incidents(connection))
                    found = tracking.tracks(connection)
                    assert found == tracks_of(told, hear(connection, told))
                    seen |= {str(one) for one in found.values()}
    assert len(seen) > 4


def change(appender, kept, *, erases):
    """Erase an article, or code it anew as one that tells nothing."""
    number, written = kept
    with appender.batch() as batch:
        if erases:
            batch.erase(written.id, author="desk", reason="a request", at=NOON)
        else:
            batch.coding(number, coding(written, "none@1", findings=False))


def test_an_incident_that_is_as_it_was_is_heard_once(tmp_path):
    """Only what is others than before asks who printed its reports."""
    heard = []

    def hearing(connection, told):
        heard.append(len(told))
        return hear(connection, told)

    with closing(Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)) as store:
        appender, rng, held = Appender(store, now=lambda: NOON), random.Random(5), []
        tracking = Tracking(hearing)
        for n in range(4):
            held = step(rng, appender, n, held)
        folding.catch_up(store)
        with store.reading() as connection:
            first = tracking.tracks(connection)
            assert tracking.tracks(connection) == first
    assert heard[0] > 0
    assert heard[1] == 0


def test_a_report_that_turns_out_to_be_a_copy_counts_no_more(tmp_path):
    """Also where its incident is as it was: copies are looked through by themselves."""
    with closing(Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)) as store:
        appender, tracking = Appender(store, now=lambda: NOON), Tracking(hear)
        written = article("copy", source="fi/late")
        making.keep(appender, written)
        folding.catch_up(store)
        with store.transaction() as connection:
            assert tracking.tracks(connection).keys() == {"fi/late"}
            row = {"article": written.id, "origin": "another", "similarity": 1.0}
            connection.execute(insert(t.copies), row)
            assert tracking.tracks(connection) == {}
