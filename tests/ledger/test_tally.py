"""What the stream lists is what is counted, however the ledger got there."""

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event
from tests.ledger.making import NOON, article, capture, coding, keep
from tests.ledger.stepping import long, step

from vedette.answers import Ask, Counts
from vedette.desk import Desk
from vedette.ledger import folding, stream
from vedette.ledger.tally import Tally
from vedette.query import parse

ALSO = ("llm",)
THRESHOLDS = {"incident": 0.6}
ASKS = (
    Ask(),
    Ask(copies=True),
    Ask(types=frozenset({"incident"}), sources=frozenset({"fi/late", "fi/none"})),
    Ask(kinds=frozenset({"undersea_infrastructure"}), languages=frozenset({"fi"})),
    Ask(countries=frozenset({"FI"}), confidence=0.4),
    Ask(coders=frozenset({"llm:small@1"})),
    Ask(since=(NOON + timedelta(days=2)).date(), until=(NOON + timedelta(days=5)).date()),
    Ask(review=True),
    Ask(review=False, words="case"),
    Ask(place="hank"),
    Ask(query=parse("kind:undersea_infrastructure -source:fi/late")),
)


def walked(connection, ask):
    """Count the lines of the stream itself, page by page."""
    lines, before = [], ask.before
    while True:
        page = stream.stream(
            connection, replace(ask, limit=7, before=before), THRESHOLDS, also=ALSO
        )
        lines += page.lines
        before = page.next
        if before is None:
            break
    where = (
        {entry.value for name in ("where", "region") for entry in line.finding.fields.get(name, ())}
        for line in lines
    )
    return Counts(
        total=len(lines),
        review=sum(line.review for line in lines),
        types=ranked(line.finding.type for line in lines),
        kinds=ranked(line.finding.kind for line in lines),
        countries=ranked(value for named in where for value in named),
        sources=ranked(line.source for line in lines),
        languages=ranked(line.language for line in lines),
        coders=ranked(line.coder for line in lines),
    )


def ranked(values):
    """Count values, the most frequent first."""
    found = Counter(value for value in values if value is not None)
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def told(store, tally):
    """What a tally that was kept says, one that is new, and the stream; by day alone as well."""
    with store.reading() as connection:
        return [
            (
                tally.counts(connection, ask, THRESHOLDS),
                Tally(ALSO).counts(connection, ask, THRESHOLDS),
                walked(connection, ask),
                tally.days(connection, ask, THRESHOLDS),
            )
            for ask in ASKS
        ]


@pytest.mark.parametrize("seed", range(4))
def test_a_kept_tally_counts_what_the_stream_lists(store, appender, seed):
    """After new articles, edits, copies, other coders and a lawful erasure."""
    rng, tally, kept = random.Random(seed), Tally(ALSO), []
    for n in range(24):
        kept = step(rng, appender, n, kept)
        folding.catch_up(store)
        if n % 4 == 3:
            for held, fresh, listed, days in told(store, tally):
                assert held == fresh
                assert held.days == days
                assert replace(fresh, days={}) == listed  # an edit has a day of its own
                assert sum(fresh.days.values()) == fresh.total


def test_a_second_count_reads_no_finding(store, appender):
    """Pages ask for it each time; the ledger is read when it has changed."""
    keep(appender, article())
    folding.catch_up(store)
    tally, asked = Tally(), []
    with store.reading() as connection:
        first = tally.counts(connection, Ask())
        event.listen(
            connection, "before_cursor_execute", lambda *told: asked.append(told[2]), named=False
        )
        assert tally.counts(connection, Ask(types=frozenset({"incident"}))).total == 1
    assert first.total == 2
    assert asked
    assert not any("findings" in one for one in asked)


@pytest.mark.parametrize("seed", range(4))
def test_the_columns_number_the_lines_of_each_page(store, appender, seed):
    """As the stream finds them by itself; where they are not asked, it does."""
    rng, tally, kept, numbered = random.Random(seed), Tally(ALSO), [], Counter()
    for n in range(24):
        kept = step(rng, appender, n, kept)
        folding.catch_up(store)
        if n % 6 == 5:
            with store.reading() as connection:
                tally.counts(connection, Ask(), THRESHOLDS)
                for ask in ASKS:
                    numbered += paged(connection, tally, replace(ask, limit=2))
    assert all(numbered[name] > 1 for name in ("told", "untold"))


def paged(connection, tally, ask):
    """Compare each page of what answers a question; count those for which there were numbers."""
    counted = Counter()
    while True:
        numbers = tally.newest(connection, ask, THRESHOLDS)
        found, page = (
            stream.stream(connection, ask, THRESHOLDS, also=ALSO, numbers=known)
            for known in (numbers, None)
        )
        assert found == page
        counted["untold" if numbers is None else "told"] += 1
        if numbers is not None:
            assert len(numbers) == len(page.lines) + (page.next is not None)
        if page.next is None:
            return counted
        ask = replace(ask, before=page.next)


def test_columns_are_not_read_for_a_page_alone(store, appender):
    """Who asks once, on the command line, does not wait for all of the ledger."""
    keep(appender, article())
    folding.catch_up(store)
    with store.reading() as connection:
        assert Tally().newest(connection, Ask(types=frozenset({"incident"}))) is None


def test_the_same_question_is_counted_once_until_the_ledger_changes(store, appender):
    """By what counts as waiting, too."""
    tally, ask = Tally(), Ask(copies=True)
    for n in range(2):
        keep(appender, article(f"a{n}", long(n)))
        folding.catch_up(store)
        with store.reading() as connection:
            found = tally.counts(connection, ask)
            assert found.total == 2 * (n + 1)
            assert tally.counts(connection, ask) is found
            assert tally.days(connection, ask) is tally.days(connection, ask)
            assert tally.counts(connection, ask, {}).review == 0 < found.review


def test_a_desk_with_a_ceiling_counts_for_itself(store, appender):
    """What one may not be told is in no facet, not even as an empty value."""
    keep(appender, article("a", long(1), source="fi/open"))
    hidden = article("b", long(2), source="fi/closed")
    with appender.batch() as batch:
        raw = replace(capture("b", b"b", source="fi/closed"), handling="amber")
        batch.coding(batch.article(batch.capture(raw), hidden), coding(hidden))
    folding.catch_up(store)
    desk = Desk(store)
    assert set(desk.count().sources) == {"fi/open", "fi/closed"}
    assert set(desk.under("clear").count().sources) == {"fi/open"}
    desk.close()


def test_an_article_that_turns_out_a_copy_is_folded(store, appender):
    """Its origin comes in later, and nothing of its own has changed."""
    tally, late = Tally(), article("late", long(1), source="fi/late", known=NOON)
    keep(appender, late)
    folding.catch_up(store)
    with store.reading() as connection:
        assert set(tally.counts(connection, Ask()).sources) == {"fi/late"}
    keep(appender, article("early", long(1), known=NOON - timedelta(hours=1)))
    folding.catch_up(store)
    with store.reading() as connection:
        assert set(tally.counts(connection, Ask()).sources) == {"fi/test"}
        assert tally.counts(connection, Ask(copies=True)).total == 4
