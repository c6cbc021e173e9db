"""The review queue: what waits and why, one key each, and taken back by another."""

import re
from datetime import timedelta

import pytest
from tests.ledger.making import NOON as AT_NOON
from tests.ledger.streaming import keep, reports
from tests.web.deciding import Hand, deciding
from tests.web.hushed import NOON, fill
from tests.web.test_pages import Read, words

from vedette.desk import Desk
from vedette.desk.deciding import Deciding
from vedette.desk.queueing import SORTS
from vedette.ledger import folding
from vedette.ledger.append import Appender
from vedette.records import Issue

UNSURE = {"incident": 1.1}
"""Thresholds that nothing reaches."""


@pytest.fixture
def desk(url):
    """A desk over it, on which everything is weakly read."""
    made = Desk(url, thresholds=UNSURE, now=lambda: NOON)
    yield made
    made.close()


def said(client, what, **more):
    """Press a button."""
    form = {"what": what, "author": "A. Analyst", **more}
    return client.post("/review", data=form, follow_redirects=False)


def button(page, verb):
    """What the first button with a verb sends."""
    return re.search(rf'value="(\d+ {verb} [^"]+)"', page)[1]


def number_in(answer):
    """The decision that an answer leads to."""
    return int(re.search(r"done=(\d+)", answer.headers["location"])[1])


def test_a_weak_incident_waits_until_somebody_says_what_it_is(visitor, desk):
    """With its words and its confidence; confirmed, dismissed or seen, it waits no more."""
    before = desk.queue().counts["low"]
    assert before > 3
    for n, verb in enumerate(("confirm", "dismiss", "seen"), 1):
        what = button(visitor.get("/review").text, verb)
        answer = said(visitor, what)
        assert answer.status_code == 303
        assert answer.headers["location"].endswith(f"#at-{what.split()[0]}")
        assert desk.queue().counts["low"] == before - n
    assert "to leave as an alert" in words(visitor, "/review?only=low")


def test_one_key_takes_the_last_back(visitor, desk):
    """The page that comes back offers it, and what was decided waits again."""
    before = desk.queue().counts["low"]
    answer = said(visitor, button(visitor.get("/review").text, "confirm"))
    page = visitor.get(answer.headers["location"]).text
    undo = button(page, "undo")
    assert 'data-key="u"' in page
    assert undo == f"0 undo {number_in(answer)}"
    assert said(visitor, undo).headers["location"] == "/review#at-0"
    assert desk.queue().counts["low"] == before
    assert "Take it back" not in words(visitor, answer.headers["location"])


def test_where_one_stood_is_kept_over_a_decision(visitor):
    """The sort, the page of it, and the place in the list."""
    what = button(visitor.get("/review?only=low&before=2").text, "confirm")
    _, rest = what.split(" ", 1)
    answer = said(visitor, f"4 {rest}", only="low", before="2")
    assert re.fullmatch(r"/review\?only=low&before=2&done=\d+#at-4", answer.headers["location"])


def test_two_that_may_be_the_same_are_made_one_or_kept_apart(tmp_path):
    """Either way the pair waits no more."""
    address = f"sqlite:///{tmp_path}/p.sqlite"
    store = fill(address)
    appender = Appender(store, now=lambda: AT_NOON)
    for written, tells in reports("rhine", 200)[40:]:
        keep(appender, written, tells)
    folding.catch_up(store)
    store.close()
    desk = Desk(address, now=lambda: NOON)
    with deciding(desk, Hand(address)) as client:
        pairs = desk.queue(only="same", limit=100).same
        assert len(pairs) >= 2
        odds = [one.odds for one in pairs]
        assert odds == sorted(odds, reverse=True)
        for verb in ("two", "same"):
            what = button(client.get("/review?only=same").text, verb)
            both = set(what.split()[2:])
            assert said(client, what).status_code == 303
            left = desk.queue(only="same", limit=100).same
            assert both not in [{one.one.id, one.other.id} for one in left]
    desk.close()


def test_a_second_analyst_is_asked_blind(url):
    """He is not shown what was decided; his answer changes nothing but the count of agreement."""
    desk = Desk(url, thresholds=UNSURE, now=lambda: NOON, author="B. Boss")
    hand = Hand(url)
    with deciding(desk, hand) as client:
        for one in desk.queue(only="low", limit=12).low:
            said(client, f"0 confirm {one.line.id}", reason="the brigade says so")
        found = desk.queue(only="second", who="B. Boss", limit=100).second
        assert found
        assert all(one.number % 4 == 0 for one in found)
        assert desk.queue(only="second", who="A. Analyst").second == ()
        page = client.get("/review?only=second").text
        assert "A. Analyst" not in page
        assert "the brigade says so" not in page
        held = desk.queue().counts["low"]
        answer = said(client, button(page, "second"), author="B. Boss")
        assert answer.status_code == 303
        assert desk.queue().counts["low"] == held
        assert len(desk.queue(only="second", who="B. Boss", limit=100).second) == len(found) - 1
        told = desk.opinions()
        assert (told.judged, told.seconded, told.holds.share) == (12, 1, 1.0)
        said(client, f"0 undo {number_in(answer)}")
        assert desk.opinions().seconded == 0
        own = said(client, f"0 second {found[0].number} dismiss")
        assert own.status_code == 400
    desk.close()


def test_old_decisions_are_not_asked_about(url):
    """A month later nobody knows what the reports said then."""
    desk = Desk(url, thresholds=UNSURE, now=lambda: NOON + timedelta(days=31))
    with deciding(desk, Hand(url)) as client:
        for one in desk.queue(only="low", limit=12).low:
            said(client, f"0 confirm {one.line.id}")
    assert desk.queue(who="B. Boss").counts["second"] == 0
    desk.close()


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("confirm x", "what: it is no place"),
        ("0 eat x", "what: it is no place"),
        ("x confirm y", "what: it is no place"),
        ("0 confirm nothing", "no incident has this id"),
        ("0 undo x", "is no number"),
        ("0 undo 1", "there is no decision 1"),
        ("0 second 1 eat", "what: it is none of"),
        ("0 second 1 confirm", "is no decision to which"),
        ("0 yes nothing", "forecast"),
    ],
)
def test_what_cannot_be_decided_is_told_and_nothing_is_kept(visitor, desk, what, told):
    """No button sends such a thing; a program might."""
    form = {"what": what, "author": "A"}
    answer = visitor.post("/review", data=form, headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert told in answer.text
    assert desk.decisions() == []


def test_what_is_blind_or_broken_is_seen_once(url):
    """An issue by its number; it is in the list of issues still."""
    store = fill(url.replace("l.sqlite", "b.sqlite"))
    by = Deciding(store=store, author="A", reason="seen", at=NOON)
    desk = Desk(store, now=lambda: NOON)
    with Appender(store, now=lambda: NOON).batch() as batch:
        told = Issue(stage="read", what="no text", input="x", why="", remedy="")
        numbers = [batch.issue(told, at=NOON) for _ in range(3)]
        batch.issue(Issue(stage="collect", what="no answer", input="y", why="", remedy=""), at=NOON)
    assert [one.seq for one in desk.queue().broken] == numbers[::-1]
    number = by.acknowledge_named("issue", str(numbers[1]))
    assert [one.seq for one in desk.queue().broken] == [numbers[2], numbers[0]]
    assert len(desk.issues().lines) >= 4
    by.withdraw(number)
    assert desk.queue().counts["broken"] == 3
    store.close()


def test_a_desk_that_only_shows_lists_all_sorts_without_buttons(client, live):
    """Each with its count; one sort alone is asked for with more lines."""
    live.taken = True
    page = client.get("/review").text
    told = Read(page).words
    for name in ("Weakly read", "May be the same", "Forecasts due", "Blind sources", "Broken at"):
        assert name in told
    assert "0.62; it takes 0.90" in told
    assert "40 % likely to be one" in told
    assert "67 %" in told
    assert 'form="reviewing"' not in page
    client.get("/review?only=low&before=25")
    assert live.waited == [(None, "", 5, 0), ("low", "", 25, 25)]
    assert client.post("/review", data={"what": "0 confirm x", "author": "A"}).status_code == 403


def test_an_empty_desk_has_nothing_waiting(empty_client):
    """And says so, as does a sort of which there is nothing."""
    assert "Nothing waits." in Read(empty_client.get("/review").text).words
    for sort in SORTS:
        page = empty_client.get(f"/review?only={sort}").text
        assert "None of this sort waits." in Read(page).words
