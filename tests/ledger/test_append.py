"""The appender: whole or not at all, once and not twice, in numbered order."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from tests.ledger.making import NOON, TEXT, article, capture, coding, keep

from vedette.ledger import schema as t
from vedette.ledger import work
from vedette.ledger.append import Appender
from vedette.ledger.sheets import report
from vedette.records import Decision, Issue, Poll


def count(store, table):
    """How many rows a table has."""
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def poll(**more):
    """A poll that brought one entry."""
    given = {"source": "fi/test", "channel": "https://test.example/feed", "at": NOON}
    return Poll(outcome="new", seen=1, new=1, etag='"x"', **given, **more)


def test_every_row_has_one_number_and_they_have_no_gaps(store, appender):
    """The log numbers all rows of all nouns from 1, without a gap."""
    keep(appender, article())
    with appender.batch() as batch:
        batch.poll(poll())
        batch.close_day(date(2026, 3, 2))
    with store.reading() as connection:
        numbers = [row.seq for row in connection.execute(select(t.log).order_by(t.log.c.seq))]
        nouns = {row.noun for row in connection.execute(select(t.log))}
    assert numbers == list(range(1, len(numbers) + 1))
    assert nouns == {"captures", "articles", "marks", "codings", "coded", "polls", "days"}


def test_a_capture_appended_twice_is_there_once(store, appender):
    """The same bytes under the same key are one capture; other bytes are a second."""
    with appender.batch() as batch:
        assert batch.capture(capture())
        assert batch.capture(capture()) is None
    with appender.batch() as batch:
        assert batch.capture(capture()) is None
        assert batch.capture(capture(body=b"two"))
        assert batch.capture(capture(body=b"one")) is None, "a second replay of the same moment"
        later = capture(body=b"one", known=NOON + timedelta(hours=1))
        assert batch.capture(later), "a text that came back is news again"
    assert count(store, t.captures) == 3
    assert count(store, t.bodies) == 2


def test_a_page_is_no_later_state_of_its_entry(appender):
    """An entry and the page behind it share a key and are kept apart."""
    with appender.batch() as batch:
        batch.capture(capture(body=b"entry"))
        batch.capture(capture(body=b"page", entry=False))
        assert batch.capture(capture(body=b"entry")) is None
        assert batch.capture(capture(body=b"page", entry=False)) is None


def test_a_batch_that_breaks_leaves_nothing(store, appender):
    """A poll and what it brought are kept whole or not at all."""
    with pytest.raises(RuntimeError), appender.batch() as batch:
        batch.poll(poll())
        batch.capture(capture())
        raise RuntimeError
    assert count(store, t.log) == 0
    assert count(store, t.bodies) == 0


def test_a_changed_text_is_a_new_version_and_says_whose_change_it_is(store, appender):
    """Under one reader a change is the publisher's edit, under another it is ours."""
    keep(appender, article())
    keep(appender, article(text=TEXT + " Later more."))
    keep(appender, article(text=TEXT + " Later more.", reader="entry@2"), body=b"x")
    with store.reading() as connection:
        listed = connection.execute(select(t.articles).order_by(t.articles.c.version)).all()
    assert [(row.version, row.why) for row in listed] == [(1, "first"), (2, "edit"), (3, "reader")]
    assert len({row.id for row in listed}) == 1


def test_an_unchanged_text_is_no_new_version(store, appender):
    """An entry whose bytes changed but not its text leaves the article as it stands."""
    first = keep(appender, article())
    assert keep(appender, article(), body=b"other bytes") == first
    assert count(store, t.articles) == 1


def test_texts_that_are_the_same_share_a_coding(store, appender):
    """A verbatim copy costs no second coding, and both articles have it."""
    keep(appender, article("a"))
    keep(appender, article("b"))
    assert count(store, t.codings) == 1
    assert count(store, t.coded) == 2
    assert count(store, t.findings) == 2


def test_what_is_appended_comes_back_as_it_was(store, appender):
    """Capture, article and coding survive the way through the tables."""
    given = article(
        published=date(2026, 3, 2),
        modified=NOON,
        byline=("A. Writer",),
        links=("https://a.example/",),
        url="https://test.example/a",
    )
    keep(appender, given)
    with store.reading() as connection:
        row = connection.execute(select(t.articles)).one()
        back = report(connection, row)
        waiting = work.to_read(connection, ["none@0"])
    assert back.article == given
    assert back.coding == coding(given)
    assert waiting[0].capture == capture(body=TEXT.encode())


def test_work_is_what_is_not_marked(store, appender):
    """Captures wait for their reader, articles for their coder, and then no longer."""
    with appender.batch() as batch:
        seq = batch.capture(capture())
    with store.reading() as connection:
        assert [w.seq for w in work.to_read(connection, ["entry@1"])] == [seq]
    with appender.batch() as batch:
        number = batch.article(seq, article())
    with store.reading() as connection:
        assert work.to_read(connection, ["entry@1"]) == []
        assert [w.seq for w in work.to_read(connection, ["entry@2"])] == [seq]
        assert [w.seq for w in work.to_code(connection, "tagger@1", "t1")] == [number]
    with appender.batch() as batch:
        batch.coding(number, coding(article(), findings=False))
    with store.reading() as connection:
        assert work.to_code(connection, "tagger@1", "t1") == []
        assert len(work.to_code(connection, "tagger@1", "t2")) == 1


def test_an_article_that_breaks_the_coder_is_not_tried_for_ever(store, appender):
    """A failure is a mark with an issue, for this coder and taxonomy alone."""
    number = keep(appender, article(), code=False)
    with appender.batch() as batch:
        issue = batch.issue(Issue(stage="code", what="broke", input="a"), at=NOON)
        by = work.failure_mark("tagger@1", "t1", number)
        with store.reading() as connection:
            waiting = work.to_code(connection, "tagger@1", "t1")
        batch.mark(waiting[0].capture, "code", by, issue=issue)
    with store.reading() as connection:
        assert work.to_code(connection, "tagger@1", "t1") == []
        assert len(work.to_code(connection, "tagger@2", "t1")) == 1


def test_an_entry_that_wants_its_page_waits_for_it(store, appender):
    """It is fetched first; its page is read with it, or, out of reach, the entry alone."""
    with appender.batch() as batch:
        near = batch.capture(capture("near"), wants_page=True)
        far = batch.capture(capture("far"), wants_page=True)
    with store.reading() as connection:
        assert [w.seq for w in work.to_fetch(connection)] == [near, far]
        assert work.to_read(connection, ["entry@1", "html@1"]) == []
    with appender.batch() as batch:
        batch.fetched(near, capture("near", b"page", entry=False), None, NOON)
        batch.fetched(far, None, Issue(stage="collect", what="404", input="far"), NOON)
    with store.reading() as connection:
        assert work.to_fetch(connection) == []
        page, entry = sorted(
            work.to_read(connection, ["entry@1", "html@1"]), key=lambda w: w.capture.media_type
        )[::-1]
    assert (page.capture.key, page.entry.key) == ("near", "near")
    assert (entry.seq, entry.entry) == (far, None)


def test_the_newest_hash_of_each_entry_is_known(store, appender):
    """The collector is told what it has, by the newest state of each key."""
    with appender.batch() as batch:
        batch.capture(capture("a", b"1"))
        batch.capture(capture("a", b"2"))
        batch.capture(capture("b", b"3"))
    with store.reading() as connection:
        known = work.hashes(connection, "fi/test", capture().channel)
    assert known == {"a": capture(body=b"2").hash, "b": capture(body=b"3").hash}


def test_two_feeds_of_one_source_are_each_compared_with_their_own_words(store, appender):
    """An entry that two feeds word differently is not new with every poll of either."""
    other = replace(capture("a", b"other words"), channel="https://test.example/all")
    with appender.batch() as batch:
        batch.capture(capture("a", b"1"))
        batch.capture(other)
        batch.capture(capture("b", b"3"))
    with store.reading() as connection:
        first = work.hashes(connection, "fi/test", capture().channel)
        second = work.hashes(connection, "fi/test", other.channel)
    assert first == {"a": capture("a", b"1").hash, "b": capture("b", b"3").hash}
    assert second == {"a": other.hash, "b": capture("b", b"3").hash}


def test_polls_come_back_with_their_issue(store, appender):
    """What went wrong with a poll is told beside it, newest first."""
    failed = replace(
        poll(),
        at=NOON + timedelta(hours=1),
        outcome="failed",
        issue=Issue(stage="collect", what="no answer", input="x", why="timeout", remedy="wait"),
    )
    with appender.batch() as batch:
        batch.poll(poll())
        batch.poll(failed)
    with store.reading() as connection:
        assert work.last_polls(connection, "fi/test", poll().channel) == (failed, poll())


def test_names_are_minted_once(store, appender):
    """Asking again for the same thing gives the same name."""
    with appender.batch() as batch:
        name = batch.mint("incident", "seed of one")
        assert batch.mint("incident", "seed of one") == name
        assert batch.mint("incident", "seed of two") != name
        batch.redirect(name, batch.mint("incident", "seed of two"))
    assert count(store, t.names) == 2


def test_versions_are_kept_when_they_change(store, appender):
    """A source's version is appended when its text differs from the present one."""
    with appender.batch() as batch:
        assert batch.version("source", "fi/test", "v1", NOON)
        assert batch.version("source", "fi/test", "v1", NOON) is None
        assert batch.version("source", "fi/test", "v2", NOON)
        assert batch.version("source", "fi/test", "v1", NOON)
    with store.reading() as connection:
        bodies = [row.body for row in work.versions_of(connection, "source")]
    assert bodies == ["v1", "v2", "v1"]


def test_decisions_and_days_are_rows(store, appender):
    """What people and days add is logged, each once."""
    held = article("a")
    keep(appender, held)
    with appender.batch() as batch:
        number = batch.decision(
            Decision(
                author="desk",
                reason="drill",
                at=NOON,
                verb="dismiss",
                article=held.id,
                words="Hanko",
            )
        )
        batch.decision(
            Decision(author="desk", reason="no", at=NOON, verb="withdraw", withdraws=number)
        )
        batch.close_day(date(2026, 3, 1))
        batch.close_day(date(2026, 3, 1))
    assert count(store, t.decisions) == 2
    assert count(store, t.days) == 1


def test_days_on_which_no_desk_ran_are_closed_too(store, appender):
    """A desk that was off over a weekend closes all its days, each once."""
    with appender.batch() as batch:
        batch.close_days(date(2026, 2, 27))
        batch.close_days(date(2026, 3, 2))
        batch.close_days(date(2026, 3, 1))
    with store.reading() as connection:
        closed = connection.execute(select(t.days.c.day).order_by(t.days.c.seq)).scalars().all()
    assert closed == ["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]


@pytest.mark.parametrize("key", ["half of a pair \ud800", "nothing \0"])
def test_a_key_that_no_database_holds_stops_no_other_capture(store, appender, key):
    """It is an issue, told once, and what came beside it is kept."""
    for _ in range(2):
        with appender.batch() as batch:
            batch.capture_or_issue(capture("a"), at=NOON)
            batch.capture_or_issue(capture(key), at=NOON)
            batch.capture_or_issue(capture("b"), at=NOON)
    with store.reading() as connection:
        keys = set(connection.execute(select(t.captures.c.key)).scalars())
        numbers = list(connection.execute(select(t.log.c.seq).order_by(t.log.c.seq)).scalars())
    assert {"a", "b"} <= keys
    assert count(store, t.issues) == 3 - len(keys)
    assert numbers == list(range(1, len(numbers) + 1))


def test_who_goes_back_to_an_earlier_coder_gets_its_codings_back(store, appender):
    """The newest word on an article counts, even where it is an old coding recalled."""
    number = keep(appender, article())
    with appender.batch() as batch:
        batch.coding(number, coding(article(), "tagger@2", findings=False))
    with store.reading() as connection:
        assert len(work.to_code(connection, "tagger@1", "t1")) == 1
        assert work.to_code(connection, "tagger@2", "t1") == []
    with appender.batch() as batch:
        assert batch.recall(number, coding(article()).id)
    with store.reading() as connection:
        assert work.to_code(connection, "tagger@1", "t1") == []
        assert len(work.to_code(connection, "tagger@2", "t1")) == 1
    assert count(store, t.codings) == 2


def test_a_new_reader_reads_again_what_stands_and_nothing_older(store, appender):
    """Of two states of an entry only the newest is read anew: no state is taken for an edit."""
    keep(appender, article())
    keep(appender, article(text=TEXT + " Later more."))
    with store.reading() as connection:
        waiting = work.to_read(connection, ["entry@2"])
    assert [one.capture.body for one in waiting] == [(TEXT + " Later more.").encode()]


def test_no_source_hides_the_pages_of_another(store):
    """Of each only the oldest are given, in the order of the log."""
    with Appender(store, now=lambda: NOON).batch() as batch:
        for n in range(9):
            batch.capture(capture(f"a{n}", b"%d" % n, source="fi/many"), wants_page=True)
        batch.capture(capture("b", source="fi/one"), wants_page=True)
    with store.reading() as connection:
        found = work.to_fetch(connection, each=3)
    assert [one.capture.key for one in found] == ["a0", "a1", "a2", "b"]
