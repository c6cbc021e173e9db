"""The calendar over a ledger: copies folded, what is asked filters, kept until views are others."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.calendar.streams import HERE, marked
from tests.ledger.making import NOON, capture
from tests.pledges.streams import article_of, noon

from vedette.desk import CallAsk, Desk, PostureAsk
from vedette.desk.pending import due, unanswered
from vedette.desk.pledging import Pledging
from vedette.ledger.append import Appender
from vedette.ledger.folding import catch_up
from vedette.ledger.store import Store
from vedette.records import Coding

LATE = datetime(2026, 12, 1, tzinfo=UTC)


def kept(store, name):
    """Append a stream, each article with what a reader marks in it, and fold it."""
    appender = Appender(store, now=lambda: NOON)
    for entry in tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))["articles"]:
        read = replace(article_of(entry), reader="entry@1")
        coding = Coding(
            text_hash=read.text_hash,
            reader=read.reader,
            coder="tagger@1",
            taxonomy="t1",
            findings=tuple(marked(read, entry, {})),
        )
        with appender.batch() as batch:
            raw = capture(read.key, read.text.encode(), known=read.known, source=read.source)
            batch.coding(batch.article(batch.capture(raw), read), coding)
    catch_up(store)


@pytest.fixture
def store(tmp_path):
    """Give an empty ledger."""
    store = Store(f"sqlite:///{tmp_path}/ledger.sqlite", write=True)
    yield store
    store.close()


def desk(store, now=LATE, **more):
    """Give a desk over a ledger at a moment, without the pledges that ship."""
    return Desk(store, pledging=Pledging(bundled=False), now=lambda: now, **more)


def test_a_call_is_told_with_what_followed_in_its_words(store):
    """Two reports of a call, a copy among them, and the deed with the words that made it."""
    kept(store, "08-copies")
    (line,) = desk(store).calls().lines
    assert (line.standing, line.reports, len(line.voices)) == ("followed", 2, 1)
    (step,) = line.steps
    at = step.told.span.start - step.told.start
    assert step.told.sentence[at:].startswith("sent a rescue helicopter to Bardufoss")
    assert "18 days after" in step.step.why
    (track,) = desk(store).postures(PostureAsk(since=date(2026, 1, 1))).tracks
    (change,) = track.lines
    assert (track.country, len(change.change.articles), len(change.voices)) == ("SE", 2, 1)


def test_what_is_asked_of_calls_filters(store):
    """By caller and addressee, by name or code, by standing; page by page."""
    kept(store, "05-two-asked")
    asked = desk(store)
    whole = asked.calls(CallAsk(limit=1))
    assert (len(whole.lines), whole.next, whole.total) == (1, 1, 2)
    assert whole.standings == {"followed": 1, "unanswered": 1}
    assert asked.calls(CallAsk(to="fi")).total == 1
    assert asked.calls(CallAsk(to="Esto", by="latv")).total == 1
    assert asked.calls(CallAsk(by="FI")).total == 0
    assert asked.calls(CallAsk(standings=frozenset({"followed"}))).total == 1


def test_what_is_asked_of_postures_filters(store):
    """By state and by day; without a day it is the season before the moment."""
    kept(store, "15-bravo")
    asked = desk(store)
    assert asked.postures().tracks == ()
    told = asked.postures(PostureAsk(since=date(2026, 2, 1)))
    assert [line.change.height for line in told.tracks[0].lines] == [3, 2]
    assert told.tracks[0].before == 2
    of = PostureAsk(countries=frozenset({"LT"}), since=date(2026, 1, 1))
    assert asked.postures(of).tracks == ()


def test_the_calendar_is_kept_until_the_views_are_others(store):
    """What comes in later is in it as soon as it is folded."""
    kept(store, "03-sonar")
    asked = desk(store)
    assert asked.calls().total == 1
    kept(store, "06-strait")
    assert asked.calls().total == 2


def test_the_day_decides_what_is_known(store):
    """A desk that looks at an earlier moment tells how it stood then."""
    kept(store, "01-crossing")
    then, now = desk(store, noon(date(2026, 2, 10))).calls(), desk(store).calls()
    assert [one.standing for one in (*then.lines, *now.lines)] == ["unanswered", "followed"]


def test_weak_readings_are_marked(store):
    """A finding below the threshold of its type is in review, as everywhere."""
    kept(store, "01-crossing")
    strict = desk(store, thresholds={"call": 1.1, "posture": 1.1})
    assert all(line.review for line in strict.calls().lines)
    tracks = strict.postures(PostureAsk(since=date(2026, 1, 1))).tracks
    assert all(line.review for track in tracks for line in track.lines)


def test_what_nobody_answered_in_some_days_is_for_their_brief(store):
    """Calls of the days alone, those that most report first, of the places that are asked for."""
    kept(store, "03-sonar")
    kept(store, "05-two-asked")
    asked = desk(store)
    april = unanswered(asked, date(2026, 4, 1), date(2026, 4, 30), frozenset())
    assert [line.whom for line in april] == ["Ireland"]
    may = unanswered(asked, date(2026, 4, 1), date(2026, 5, 31), frozenset())
    assert [line.whom for line in may] == ["Ireland", "Estonia"]
    of = unanswered(asked, date(2026, 4, 1), date(2026, 5, 31), frozenset({"EE"}))
    assert [line.whom for line in of] == ["Estonia"]


def test_what_falls_due_is_for_the_brief_of_the_month_before(store):
    """A pledge is told from thirty days before its last day, until its days are over."""
    kept(store, "14-three-ask")
    asked = desk(store)
    whole = frozenset()
    assert [one.day for one in due(asked, date(2026, 6, 25), date(2026, 7, 1), whole)] == [
        date(2026, 7, 31)
    ]
    assert due(asked, date(2026, 6, 24), date(2026, 6, 30), whole) == ()
    assert due(asked, date(2026, 8, 1), date(2026, 8, 7), whole) == ()
    assert due(asked, date(2026, 7, 25), date(2026, 7, 31), frozenset({"LT"})) == ()
    (one,) = due(asked, date(2026, 7, 25), date(2026, 7, 31), frozenset({"EU"}))
    assert [head.source for head in one.heads] == ["be/three"]
