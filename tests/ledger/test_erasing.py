"""Erasing: no word is left, the log stays whole, and what was erased does not come back."""

from sqlalchemy import func, select
from tests.ledger.making import NOON, TEXT, article, capture, keep

from vedette.answers import Ask
from vedette.ledger import folding, stream, work
from vedette.ledger import schema as t
from vedette.ledger.search import search


def erase(appender, which):
    """Erase an article because somebody has a right to it."""
    with appender.batch() as batch:
        batch.erase(which, author="desk", reason="request of 2 March", at=NOON)


def test_no_word_of_an_erased_article_is_left(store, appender):
    """Neither table, view, search nor body holds it; the tombstone has its hash."""
    gone, stays = article("a"), article("b", TEXT.replace("Hanko", "Narva"))
    keep(appender, gone)
    keep(appender, stays)
    folding.catch_up(store)
    erase(appender, gone.id)
    folding.catch_up(store)
    with store.reading() as connection:
        for table in (t.articles, t.fields, t.places, t.bodies):
            held = str(connection.execute(select(table)).all())
            assert "Hanko" not in held
        assert len(stream.stream(connection, Ask()).lines) == 2
        assert not search(connection, "hanko").lines
        assert search(connection, "narva").lines
        assert connection.execute(select(t.tombstones.c.hash)).scalar() == gone.id
        numbers = list(connection.execute(select(t.log.c.seq).order_by(t.log.c.seq)).scalars())
        assert numbers == list(range(1, len(numbers) + 1))
        assert work.to_read(connection, ["entry@1"]) == []
        assert work.to_code(connection, "rules@1", "t1") == []
    assert folding.check(store).holds


def test_findings_of_the_same_words_elsewhere_stay(store, appender):
    """A verbatim copy keeps its coding when its twin is erased."""
    keep(appender, article("a"))
    keep(appender, article("b"))
    erase(appender, article("a").id)
    folding.catch_up(store)
    with store.reading() as connection:
        lines = stream.stream(connection, Ask()).lines
        bodies = connection.execute(select(func.count()).select_from(t.bodies)).scalar()
    assert {line.article for line in lines} == {article("b").id}
    assert bodies == 1


def test_what_was_erased_is_not_taken_in_again(appender):
    """A publisher's edit of it, or a second replay, does not bring it back."""
    keep(appender, article("a"))
    erase(appender, article("a").id)
    with appender.batch() as batch:
        assert batch.capture(capture("a", b"an edit")) is None
        assert batch.capture(capture("b", b"another"))
