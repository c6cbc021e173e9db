"""Questions that are put together once: the answers of the statements that they are made of."""

import pytest
from sqlalchemy import bindparam, delete, select

from vedette.ledger import schema as t
from vedette.ledger.asking import Question, among, renew, write
from vedette.ledger.store import MANY

_p = t.parts.c


@pytest.fixture
def held(store):
    """A transaction over a view with seven hundred rows: more than fit into one list of places."""
    with store.transaction() as connection:
        rows = [{"article": f"a{n:04}", "part": f"p{n % 7}", "level": n / 2} for n in range(700)]
        write(connection, t.parts, rows)
        yield connection


def parts_of(connection):
    """All that is in the view."""
    return connection.execute(select(t.parts).order_by(_p.article)).all()


def test_a_question_answers_as_its_statement_does(held):
    """Named places, fixed values, order and limit are those of the statement."""
    asked = Question(
        select(_p.article, _p.level)
        .where(_p.part == "p3", _p.level > bindparam("over"))
        .order_by(_p.article.desc())
        .limit(bindparam("most"))
    )
    plain = select(_p.article, _p.level).where(_p.part == "p3", _p.level > 100.0)
    expected = held.execute(plain.order_by(_p.article.desc()).limit(5)).all()
    assert len(expected) == 5
    for _ in range(2):
        assert asked(held, over=100.0, most=5).all() == expected


@pytest.mark.parametrize("count", [0, 1, 2, MANY + 100])
def test_a_list_may_be_of_any_length(held, count):
    """Of a list nothing is left out, and what stands in it twice is answered once."""
    names = [f"a{n:04}" for n in range(count)]
    asked = Question(select(_p.article).where(among(_p.article, "some")).order_by(_p.article))
    assert [row.article for row in asked.all(held, names + names)] == names


def test_a_list_may_hold_numbers(held):
    """Numbers stay numbers on their way to the database."""
    asked = Question(select(_p.article).where(among(_p.level, "some")).order_by(_p.article))
    assert [row.article for row in asked.all(held, [1.0, 2.5])] == ["a0002", "a0005"]


def test_a_list_is_taken_by_its_words(held):
    """Quotation marks, backslashes and blanks in a name are part of it."""
    odd = ['a"b', "c\\d", "e' OR 1=1 --", "ф х"]
    write(held, t.parts, [{"article": name, "part": "odd", "level": 0.0} for name in odd])
    asked = Question(select(_p.article).where(among(_p.article, "some")))
    assert {row.article for row in asked.all(held, odd)} == set(odd)


def test_a_statement_without_among_for_its_list_is_refused(held):
    """A list whose length is not known cannot be written down once."""
    with pytest.raises(AssertionError, match="among"):
        Question(select(_p.part).where(_p.article.in_(["a0001", "a0002"])))(held)


def test_a_question_may_take_away(held):
    """What is deleted are the rows of the list and no others."""
    Question(delete(t.parts).where(among(_p.article, "some")))(held, some=["a0001", "b"])
    assert [row.article for row in parts_of(held)[:3]] == ["a0000", "a0002", "a0003"]


def test_renewing_replaces_rows_by_their_keys(held):
    """A row with the key of one that stands there takes its place, another one is added."""
    before = len(parts_of(held))
    rows = [
        {"article": "a0001", "part": "new", "level": 9.0},
        {"article": "b", "part": "new", "level": 8.0},
    ]
    renew(held, t.parts, rows)
    there = {row.article: row for row in parts_of(held)}
    assert len(there) == before + 1
    assert [tuple(there[name]) for name in ("a0001", "b")] == [
        ("a0001", "new", 9.0),
        ("b", "new", 8.0),
    ]
