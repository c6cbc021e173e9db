"""Erasing: no word is left, the log stays whole, and what was erased does not come back."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, make_url, select
from tests.ledger.making import NOON, TEXT, article, capture, coding, keep

from vedette.answers import Ask
from vedette.ledger import erasing, folding, stream, work
from vedette.ledger import schema as t
from vedette.ledger.search import search
from vedette.query import parse
from vedette.records import Decision, Issue


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
        assert not search(connection, parse("hanko")).lines
        assert search(connection, parse("narva")).lines
        assert connection.execute(select(t.tombstones.c.hash)).scalar() == gone.id
        numbers = list(connection.execute(select(t.log.c.seq).order_by(t.log.c.seq)).scalars())
        assert numbers == list(range(1, len(numbers) + 1))
        assert work.to_read(connection, ["entry@1"]) == []
        assert work.to_code(connection, "tagger@1", "t1") == []
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


def test_a_text_that_came_back_is_erased_in_all_its_versions(store, appender):
    """Two versions of one article share a coding; it goes all the same."""
    for n, text in enumerate((TEXT, "Nothing to see.", TEXT)):
        keep(appender, article("a", text), body=b"%d" % n)
    erase(appender, article("a").id)
    with store.reading() as connection:
        assert connection.execute(select(t.fields)).all() == []
        assert connection.execute(select(t.places)).all() == []


def test_the_same_words_elsewhere_are_coded_anew_later(store, appender):
    """The coding that was emptied is not recalled for a copy that comes after."""
    keep(appender, article("a"))
    erase(appender, article("a").id)
    number = keep(appender, article("b"), code=False)
    with appender.batch() as batch:
        assert not batch.recall(number, coding(article("b")).id)
        batch.coding(number, coding(article("b")))
    folding.catch_up(store)
    with store.reading() as connection:
        assert len(stream.stream(connection, Ask()).lines) == 2
    assert folding.check(store).holds


def test_another_reader_does_not_bring_it_back(store, appender):
    """Bytes that another article has too stay, but an upgraded reader makes nothing of them."""
    keep(appender, article("a"))
    keep(appender, article("b"))
    erase(appender, article("a").id)
    with store.reading() as connection:
        waiting = {one.capture.key: one.seq for one in work.to_read(connection, ["entry@2"])}
    with appender.batch() as batch:
        assert batch.article(waiting["a"], article("a", reader="entry@2")) is None
    with store.reading() as connection:
        assert [one.capture.key for one in work.to_read(connection, ["entry@2"])] == ["b"]
        assert work.to_code(connection, "tagger@2", "t1")[0].article.key == "b"


def test_what_tells_of_it_goes_too(store, appender):
    """Headers, addresses, slugs, issues and decisions quote an article as its text does."""
    told = replace(capture("a"), headers={"x-title": "Hanko"}, url="https://a.example/hanko")
    with appender.batch() as batch:
        number = batch.capture(told)
        issue = batch.issue(Issue(stage="read", what="odd", input="hanko", why="Hanko"), at=NOON)
        batch.article(number, article("a", slug="hanko"), issue=issue)
        decision = {"author": "desk", "reason": "drill", "at": NOON, "verb": "dismiss"}
        batch.decision(Decision(**decision, article=article("a").id, words="off Hanko"))
    erase(appender, article("a").id)
    with store.reading() as connection:
        for table in (t.captures, t.issues, t.decisions, t.articles):
            assert "hanko" not in str(connection.execute(select(table)).all()).lower()


def test_the_file_itself_holds_none_of_it(store, url, appender):
    """Neither free pages nor the search index nor the write-ahead log keep an erased word."""
    if not store.sqlite:
        pytest.skip("PostgreSQL's autovacuum sees to its free space")
    keep(appender, article("a", TEXT + " Zyxwvuts " * 900, title="Ponmlkji"))
    keep(appender, article("b", "Other words."))
    folding.catch_up(store)
    erase(appender, article("a").id)
    folding.catch_up(store)
    erasing.wipe(store)
    path = Path(make_url(url).database)
    for file in path.parent.glob(path.name + "*"):
        raw = file.read_bytes().lower()
        assert b"zyxwvuts" not in raw
        assert b"ponmlkji" not in raw
    assert folding.check(store).holds
