"""A replay: in order, once, and the same however often it was interrupted."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from sqlalchemy import select
from tests.killing import assert_sound, held, run

from vedette import sample
from vedette.desk import Ask, Desk, inputs, running
from vedette.desk.answering import clock
from vedette.desk.line import Line
from vedette.desk.replaying import replay
from vedette.engines import Local, Processes
from vedette.ledger import schema as t
from vedette.ledger.store import Store
from vedette.records import Issue

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


def through(url, captures, engine=None):
    """Bring captures through a line into a ledger."""
    store, working = Store(url, write=True), engine or Local()
    done = replay(captures, Line(store, working, now=lambda: NOON), now=lambda: NOON)
    working.close()
    store.close()
    return done


def contents(url):
    """What a ledger holds."""
    store = Store(url)
    try:
        return held(store)
    finally:
        store.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The sample in one go."""
    url = f"sqlite:///{tmp_path_factory.mktemp('whole')}/l.sqlite"
    done = through(url, running.sample_captures())
    assert done.found == done.kept == done.read == len(list(sample.reports()))
    return url


def test_the_sample_goes_through_whole(whole):
    """Every report is an article, every article is coded, and the views hold."""
    assert_sound(whole)
    desk = Desk(whole, sources=running.sample_sources(), sample=True)
    standing = desk.standing()
    assert standing.articles == len({report.url for report in sample.reports()})
    assert standing.issues == 0
    assert {line.finding.type for line in desk.stream(Ask(limit=500)).lines} == set(
        sample.truth().types
    )
    desk.close()


def test_known_is_when_it_was_published(whole):
    """A replay knows nothing before it was printed, and the log is in that order."""
    store = Store(whole)
    with store.reading() as connection:
        known = connection.execute(select(t.captures.c.known).order_by(t.captures.c.seq))
        times = list(known.scalars())
    store.close()
    assert times == sorted(times)
    assert times[0].startswith(str(next(sample.reports()).published.astimezone(UTC))[:10])


def test_what_became_known_at_once_comes_in_the_order_of_its_names(tmp_path):
    """None comes between others in a view of stories, where it would move them."""
    at = NOON - timedelta(days=9)
    captures = [replace(one, known=at) for one in islice(running.sample_captures(), 30)]
    url = f"sqlite:///{tmp_path}/l.sqlite"
    through(url, captures)
    store = Store(url)
    with store.reading() as connection:
        names = connection.execute(select(t.articles.c.id).order_by(t.articles.c.seq)).scalars()
        assert (listed := list(names)) == sorted(listed)
    store.close()
    assert len(listed) == 30


def test_two_halves_equal_one(whole, tmp_path):
    """Stopped in the middle and gone on, a replay leaves what one in one go leaves."""
    captures = list(running.sample_captures())
    url = f"sqlite:///{tmp_path}/l.sqlite"
    through(url, captures[:31])
    through(url, captures[31:])
    assert_sound(url)
    assert contents(url) == contents(whole)


def test_two_workers_find_what_one_process_finds(tmp_path):
    """Neither the number of workers nor what is folded meanwhile shows in what is held."""
    some = list(running.sample_captures())[:40]
    here, there = (f"sqlite:///{tmp_path}/{name}.sqlite" for name in ("here", "there"))
    through(here, some)
    done = through(there, some, Processes(2))
    assert done.read == done.coded == len(some)
    assert contents(there) == contents(here)
    assert_sound(there)


def test_a_second_replay_changes_nothing(whole):
    """Everything is known, the two states of an edited article too."""
    before = contents(whole)
    done = through(whole, running.sample_captures())
    assert (done.kept, done.read, done.coded) == (0, 0, 0)
    assert contents(whole) == before


def test_copies_are_counted_as_copies(whole):
    """Verbatim, retitled and cut copies point to their origin; nothing clean repeats anything."""
    slugs = {}
    store = Store(whole)
    with store.reading() as connection:
        for row in connection.execute(select(t.articles.c.id, t.articles.c.slug)):
            slugs[row.id] = row.slug
        found = {
            (slugs[row.article], slugs[row.origin]) for row in connection.execute(select(t.copies))
        }
    store.close()
    truth = {(pair.copy, pair.origin): pair.kind for pair in sample.truth().copies}
    plain = {pair for pair, kind in truth.items() if kind != "rewritten"}
    assert plain <= found <= set(truth)


def test_what_could_not_be_collected_is_an_issue(tmp_path):
    """A line of an archive that holds no article stands among the issues, with its place."""
    url = f"sqlite:///{tmp_path}/l.sqlite"
    broken = Issue(stage="collect", what="no JSON object on this line", input="a.jsonl:3")
    done = through(url, [broken])
    assert (done.found, done.issues) == (0, 1)
    desk = Desk(url)
    (fault,) = desk.issues().lines
    assert fault.issue == broken
    desk.close()


def test_an_issue_of_an_archive_is_told_once(tmp_path):
    """A second replay of a file with a broken line does not tell of it again."""
    url = f"sqlite:///{tmp_path}/l.sqlite"
    broken = Issue(stage="collect", what="no JSON object on this line", input="a.jsonl:3")
    through(url, [broken])
    through(url, [broken])
    desk = Desk(url)
    assert len(desk.issues().lines) == 1
    desk.close()


def test_a_second_replay_of_an_archive_without_dates_changes_nothing(tmp_path):
    """Two states of one article stay two, though each replay gives them a time of its own."""
    archive = tmp_path / "a.jsonl"
    told = [{"url": "https://x.example/1", "text": f"Words of state {n}."} for n in (1, 2)]
    archive.write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    url = f"sqlite:///{tmp_path}/l.sqlite"
    kept = []
    for _ in range(2):
        store = Store(url, write=True)
        line = Line(store, Local(), now=clock)
        kept.append(replay(inputs.files([str(archive)], replaying=True), line, now=clock).kept)
        store.close()
    assert kept == [2, 0]


def test_replays_and_rebuilds_beside_each_other_double_nothing(tmp_path):
    """Two replays of one archive and a rebuild, in processes of their own, leave what one does."""
    archive = tmp_path / "archive.jsonl"
    with archive.open("w", encoding="utf-8") as lines:
        for report in sample.reports():
            told = {"url": report.url, "title": report.title, "text": report.text}
            told |= {"published": report.published.isoformat(), "outlet": report.outlet}
            lines.write(json.dumps(told) + "\n")
    alone, shared = (f"sqlite:///{tmp_path}/{name}.sqlite" for name in ("alone", "shared"))
    run("replay", str(archive), "--ledger", alone, home=tmp_path).communicate()
    Store(shared, write=True).close()
    beside = [run("replay", str(archive), "--ledger", shared, home=tmp_path) for _ in range(2)]
    while any(process.poll() is None for process in beside):
        rebuilt = run("rebuild", "--ledger", shared, home=tmp_path)
        _, complaint = rebuilt.communicate()
        assert rebuilt.returncode == 0, complaint
    complaints = [process.communicate()[1] for process in beside]
    assert [process.returncode for process in beside] == [0, 0], complaints
    assert_sound(shared)
    assert contents(shared) == contents(alone)
