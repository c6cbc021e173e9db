"""Grades of a desk: what became of what its sources told, as far as the views have it."""

from datetime import timedelta

from sqlalchemy import event
from tests.ledger.making import NOON, article, keep

from vedette.assess.tracks import Track
from vedette.desk.deciding import Deciding
from vedette.desk.grading import Grading
from vedette.ledger import related
from vedette.ledger.append import Appender
from vedette.ledger.folding import catch_up
from vedette.ledger.store import Store

LONG = (
    "A cable broke off Hanko. Police said on Monday that nobody saw it. The operator counted two "
    "lost pairs of fibres, sent a ship with a grapnel from Turku, and asked the skippers of four "
    "freighters which anchors had hung low in the night. In the harbour the talk was of ice."
)


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


def test_a_copy_speaks_for_what_it_repeats_whatever_else_is_graded(tmp_path):
    """The source of the text counts though its own report tells of another incident."""
    store = Store(f"sqlite:///{tmp_path}/ledger.sqlite", write=True)
    appender = Appender(store, now=lambda: NOON)
    first = article(text=LONG)
    copy = article("b", LONG, source="fi/other", known=NOON + timedelta(hours=1))
    for one in (first, copy):
        keep(appender, one)
    catch_up(store)
    with store.reading() as connection:
        (whole,) = related.incidents(connection)
    Deciding(store=store, author="A", reason="apart", at=NOON).split(whole.id, copy.id)
    with store.reading() as connection:
        told = {one.articles: one.id for one in related.incidents(connection)}
        name = told[copy.id,]
        alone = Grading({}).grades(connection, [name])[name]
        both = Grading({}).grades(connection, told.values())[name]
    store.close()
    assert [(one.source, one.family) for one in alone.voices] == [("fi/other", "fi/test")]
    assert both == alone


def test_grades_are_kept_until_the_views_are_others(tmp_path):
    """Asked again, no incident is read; a new report is heard as soon as it is folded."""
    store = Store(f"sqlite:///{tmp_path}/ledger.sqlite", write=True)
    appender, grading = Appender(store, now=lambda: NOON), Grading({})
    keep(appender, article(text=LONG))
    catch_up(store)
    with store.reading() as connection:
        (one,) = related.incidents(connection)
        first, asked = grading.grades(connection, [one.id]), []
        event.listen(
            connection, "before_cursor_execute", lambda *told: asked.append(told[2]), named=False
        )
        assert grading.grades(connection, [one.id]) == first
    assert asked
    assert not any("body" in statement for statement in asked)
    keep(appender, article("b", LONG, source="fi/other", known=NOON + timedelta(hours=1)))
    catch_up(store)
    with store.reading() as connection:
        later = grading.grades(connection, [one.id])[one.id]
    store.close()
    assert [len(each.voices) for each in (first[one.id], later)] == [1, 2]
