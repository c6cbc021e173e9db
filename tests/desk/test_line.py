"""The line: what one input does must not stop the others, and two lines double nothing."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select
from tests.ledger.making import NOON, article, capture, coding

from vedette.desk import stages
from vedette.desk.line import Line
from vedette.engines import Failure, Local, unbound
from vedette.entries import entry_bytes
from vedette.ledger import schema as t
from vedette.ledger.rows import FINDINGS_LIMIT
from vedette.ledger.store import Store
from vedette.records import Entry, Issue

WORDS = "The harbour office said on Monday that a cable broke off Hanko and that nobody saw it."


class Told:
    """An engine whose reader dies of pages, and whose coder is a function that a test gives."""

    def __init__(self, coder=coding):
        self.coder = coder

    def map(self, function, inputs, *, bounds=unbound):
        """Yield one result an input."""
        del bounds
        for given in inputs:
            if function is stages.identity:
                yield "tagger@1", "t1"
            elif isinstance(function, partial):
                yield self.coder(given)
            elif function is stages.read_capture and given.entry:
                yield Failure(what="the worker died", why="exit status -9")
            else:
                yield from Local().map(function, [given])

    def close(self):
        """Hold nothing."""


@pytest.fixture
def store(tmp_path):
    """An empty ledger."""
    opened = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    yield opened
    opened.close()


def line(store, coder=coding):
    """A line over a ledger, at noon."""
    return Line(store, Told(coder), now=lambda: NOON)


def plain(key, text, known=NOON):
    """A capture of a text file."""
    return replace(capture(key, text.encode(), known=known), media_type="text/plain", headers={})


def keep(store, *captures, wants_page=False):
    """Append captures; give the number of the last."""
    with line(store).appender.batch() as batch:
        return [batch.capture(one, wants_page=wants_page) for one in captures][-1]


def size(store, table):
    """How many rows a table has."""
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_two_lines_over_one_ledger_double_nothing(store):
    """A replay beside a watching desk: both have the same captures in hand, then the same texts."""
    keep(store, plain("a", WORDS), plain("a", WORDS + " Later more."), plain("b", WORDS))
    first, second = line(store), line(store)
    hands = [(one, one.take_captures()) for one in (first, second)]
    made = [(one, waiting, one.read(waiting)) for one, waiting in hands]
    for one, waiting, read in made:
        one.keep_articles(waiting, read)
    assert size(store, t.articles) == 3
    hands = [(one, one.main.take()) for one in (first, second)]
    made = [(one, waiting, one.main.code(waiting)) for one, waiting in hands]
    for one, waiting, coded in made:
        one.main.keep(waiting, coded)
    for one, waiting in hands:
        one.main.keep(waiting, [None for _ in waiting])
    assert size(store, t.coded) == 3
    assert size(store, t.issues) == 0


def test_two_lines_tell_of_a_failure_once(store):
    """What both could not read or code is one issue each."""
    keep(store, plain("a", " "), plain("b", WORDS))
    first, second = (line(store, lambda _: Failure(what="broke")) for _ in range(2))
    hands = [(one, one.take_captures()) for one in (first, second)]
    for one, waiting in hands:
        one.keep_articles(waiting, one.read(waiting))
    hands = [(one, one.main.take()) for one in (first, second)]
    for one, waiting in hands:
        one.main.keep(waiting, one.main.code(waiting))
    assert size(store, t.issues) == 2


def many(given):
    """A coding with more findings than a text can have."""
    made = coding(given)
    return replace(made, findings=made.findings * FINDINGS_LIMIT)


def twice(given):
    """A coding that holds one finding twice."""
    made = coding(given)
    return replace(made, findings=made.findings[:1] * 2)


def wordless(given):
    """A coding whose finding no words name: no page and no export could show it."""
    made = coding(given)
    return replace(made, findings=(replace(made.findings[0], anchor=()),))


@pytest.mark.parametrize("bad", [many, twice, wordless])
def test_a_coding_that_the_ledger_refuses_stops_no_other(store, bad):
    """It becomes an issue of its article, and the line goes on and does not come back to it."""
    keep(store, plain("a", WORDS), plain("b", WORDS + " So it was."))
    working = line(store, lambda given: bad(given) if given.key == "a" else coding(given))
    working.finish()
    with store.reading() as connection:
        told = connection.execute(select(t.issues.c.article)).scalars().all()
        numbers = list(connection.execute(select(t.log.c.seq).order_by(t.log.c.seq)).scalars())
    assert told == [article("a").id]
    assert size(store, t.codings) == size(store, t.coded) == 1
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_page_that_kills_its_reader_gives_way_to_its_teaser(store):
    """The words of the entry are read, and the issue says what became of the page."""
    teaser = entry_bytes(Entry(key="a", title="A cable broke", summary=WORDS))
    entry = keep(store, capture("a", teaser), wants_page=True)
    with line(store).appender.batch() as batch:
        batch.fetched(entry, capture("a", b"<p>bomb", entry=False), None, NOON)
    line(store).finish()
    with store.reading() as connection:
        (text,) = connection.execute(select(t.articles.c.text)).scalars()
        (issue,) = connection.execute(select(t.issues.c.what)).scalars()
    assert WORDS in text
    assert issue == "the worker died"


def test_a_page_out_of_reach_is_looked_at_again_whenever_it_is_told(store):
    """Told before, during or after a look: the teaser is read without a new start."""
    teaser = entry_bytes(Entry(key="a", title="A cable broke", summary=WORDS))
    entry = keep(store, capture("a", teaser), wants_page=True)
    keep(store, plain("b", WORDS))
    working = Line(During(store), Told(), now=lambda: NOON)
    working.finish()
    assert working.take_captures() == []

    def out_of_reach():
        with working.appender.batch() as batch:
            batch.fetched(entry, None, Issue(stage="collect", what="404", input="a"), NOON)
        working.look_again(entry)

    working.store.meanwhile = out_of_reach
    assert working.take_captures() == []
    assert [one.seq for one in working.take_captures()] == [entry]


class During:
    """A ledger in which something happens while it is read."""

    def __init__(self, store):
        self._store = store
        self.meanwhile = None

    def __getattr__(self, name):
        return getattr(self._store, name)

    def reading(self):
        """Read one state, and let it happen before the answer is used."""
        return Held(self._store.reading(), self)


class Held:
    """A connection after whose use something happens."""

    def __init__(self, inner, during):
        self._inner, self._during = inner, during

    def __enter__(self):
        return self._inner.__enter__()

    def __exit__(self, *fault):
        ended = self._inner.__exit__(*fault)
        happens, self._during.meanwhile = self._during.meanwhile, None
        if happens:
            happens()
        return ended


def test_an_article_that_is_erased_while_it_is_worked_on_does_not_come_back(store):
    """Neither its text nor its findings are appended after its tombstone."""
    keep(store, plain("a", WORDS))
    working = line(store)
    read = working.take_captures()
    made = working.read(read)
    working.keep_articles(read, made)
    coded = working.main.take()
    codings = working.main.code(coded)
    keep(store, plain("a", WORDS + " Later more.", NOON + timedelta(hours=1)))
    edit = working.take_captures()
    edited = working.read(edit)
    with working.appender.batch() as batch:
        batch.erase(article("a").id, author="desk", reason="request", at=NOON)
    working.main.keep(coded, codings)
    working.keep_articles(edit, edited)
    working.finish()
    with store.reading() as connection:
        assert connection.execute(select(t.articles.c.text)).scalars().all() == [""]
        assert connection.execute(select(t.fields)).all() == []
        assert connection.execute(select(t.standing)).all() == []
    assert line(store).take_captures() == []
    assert line(store).main.take() == []
