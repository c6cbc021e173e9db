"""Grades of a desk: what became of what its sources told, as far as the views have it."""

from tests.ledger.making import NOON, article, keep

from vedette.assess.tracks import Track
from vedette.desk.grading import Grading
from vedette.ledger.append import Appender
from vedette.ledger.folding import catch_up
from vedette.ledger.store import Store


def test_tracks_follow_the_views(tmp_path):
    """What is asked between an append and its fold does not stay when the fold has come."""
    store = Store(f"sqlite:///{tmp_path}/ledger.sqlite", write=True)
    grading = Grading({})
    keep(Appender(store, now=lambda: NOON), article())
    with store.reading() as connection:
        assert grading.tracks(connection) == {}
    catch_up(store)
    with store.reading() as connection:
        assert grading.tracks(connection) == {"fi/test": Track(told=1, fell=0)}
    store.close()
