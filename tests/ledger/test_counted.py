"""What is counted as the log grows is what a count of all of it gives."""

import random
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import event
from tests.ledger.making import NOON, article, capture, coding, keep
from tests.ledger.stepping import long, step

from vedette.desk.deciding import Deciding
from vedette.errors import LedgerError
from vedette.ledger import folding, health
from vedette.ledger.append import Appender
from vedette.ledger.counted import Counted
from vedette.ledger.since import Since
from vedette.records import Poll


def poll(appender, source, n):
    """Keep a poll of a source."""
    at = NOON + timedelta(hours=n)
    told = Poll(source=source, channel="https://x.example/feed", at=at, outcome="quiet")
    with appender.batch() as batch:
        batch.poll(told)


@pytest.mark.parametrize("seed", range(6))
def test_what_grows_with_the_log_is_what_is_counted_anew(store, appender, seed):
    """After polls, new articles, edits, copies, other codings and a lawful erasure."""
    rng, counted, held = random.Random(seed), Counted(), []
    for n in range(24):
        held = step(rng, appender, n, held)
        if rng.random() < 0.3:
            poll(appender, rng.choice(["fi/test", "fi/late", "fi/silent"]), n)
        if rng.random() < 0.8:  # the log may be further on than the views
            folding.catch_up(store)
        if rng.random() < 0.7:
            with store.reading() as connection:
                assert counted.tallies(connection) == health.tallies(connection)
    folding.catch_up(store)
    with store.reading() as connection:
        told = counted.tallies(connection)
        assert told == health.tallies(connection)
        assert told["fi/test"].articles + told["fi/late"].articles == len(held)


def test_a_reader_that_began_before_the_last_one_counts_nothing_twice(store, appender):
    """Two pages are asked for at once: each looks at the log as it was when it began."""
    counted = Counted()
    poll(appender, "fi/test", 0)
    folding.catch_up(store)
    with store.reading() as connection:
        counted.tallies(connection)
    with store.reading() as older:
        assert health.tallies(older)["fi/test"].polls == 1  # it has begun
        poll(appender, "fi/test", 1)
        with appender.batch() as batch:
            batch.capture(capture("z"))
        for _ in range(2):
            with store.reading() as newer:
                assert counted.tallies(newer) == health.tallies(newer)
            counted.tallies(older)
    folding.catch_up(store)
    with store.reading() as connection:
        assert counted.tallies(connection) == health.tallies(connection)


def test_one_more_article_is_all_that_is_read_for_it(store, appender):
    """No finding of another is counted again."""
    keep(appender, article("a"))
    folding.catch_up(store)
    counted, asked = Counted(), []
    with store.reading() as connection:
        counted.tallies(connection)
    keep(appender, article("b", "The weather was fine in all of the north for most of the week."))
    folding.catch_up(store)
    with store.reading() as connection:
        event.listen(
            connection,
            "before_cursor_execute",
            lambda *told: asked.append(told[2:4]),
            named=False,
        )
        assert counted.tallies(connection)["fi/test"].articles == 2
        counted.tallies(connection)
    (read,) = [one for one in asked if "findings" in one[0]]
    assert len(read[1]) == 1


def test_bytes_that_go_leave_all_that_stands_as_it_was(store, appender):
    """What an article was read from may go by rule, while its words stay: nothing is read anew."""
    keep(appender, article("a"))
    folding.catch_up(store)
    with store.reading() as connection:
        since = Since.now(connection)
    with appender.batch() as batch:
        batch.drop("0" * 64, author="D", reason="old", at=NOON)
    folding.catch_up(store)
    with store.reading() as connection:
        assert since.tells(connection)
    with appender.batch() as batch:
        batch.erase(article("a").id, author="D", reason="asked", at=NOON)
    folding.catch_up(store)
    with store.reading() as connection:
        assert not since.tells(connection)


@pytest.mark.parametrize("seed", range(6))
def test_what_few_may_know_is_counted_for_none_but_them(store, seed):
    """Amber comes in, a clear report becomes amber, analysts hide some and take that back."""
    rng, counted, decided, told = random.Random(seed), Counted(), [], []
    appender = Appender(store, now=lambda: NOON)
    veiled = store.under("clear")
    for n in range(24):
        level = rng.choice(["clear", "clear", "amber"])
        key = f"k{rng.randrange(n)}" if n and rng.random() < 0.3 else f"k{n}"
        written = article(key, long(n), known=NOON + timedelta(hours=n))
        with appender.batch() as batch:
            raw = capture(key, written.text.encode(), known=written.known)
            number = batch.article(batch.capture(replace(raw, handling=level)), written)
            batch.coding(number, coding(written))
        folding.catch_up(store)
        analyst = Deciding(store=store, author="A. Analyst", reason="at risk", at=NOON)
        if rng.random() < 0.3:
            with suppress(LedgerError):  # it is that strict already
                decided.append(analyst.handle(written.id, "amber+strict"))
        elif decided and rng.random() < 0.5:
            analyst.withdraw(decided.pop())
        if rng.random() < 0.3:
            poll(appender, "fi/test", n)
        folding.catch_up(store)
        with veiled.reading() as connection:
            found = counted.tallies(connection)
            assert found == health.tallies(connection)
        told.append(found.get("fi/test", health.Tally()).articles)
    veiled.close()
    assert any(later < sooner for sooner, later in pairwise(told))
    assert max(told) > 2


def test_one_is_hidden_and_another_shown_between_two_looks(store, appender):
    """As many are hidden as before, and others."""
    listed = [article(f"k{n}", long(n), source=f"fi/s{n}") for n in range(2)]
    for one in listed:
        keep(appender, one)
    folding.catch_up(store)
    analyst = Deciding(store=store, author="A. Analyst", reason="at risk", at=NOON)
    counted, veiled, found = Counted(), store.under("clear"), []
    number = analyst.handle(listed[0].id, "amber")

    def look():
        folding.catch_up(store)
        with veiled.reading() as connection:
            found.append(counted.tallies(connection))
            assert found[-1] == health.tallies(connection)

    look()
    analyst.withdraw(number)
    analyst.handle(listed[1].id, "amber")
    look()
    veiled.close()
    assert [sorted(name for name, one in each.items() if one.articles) for each in found] == [
        ["fi/s1"],
        ["fi/s0"],
    ]
