"""Between two shifts: what is handed on, signed by both, and shown later as it was signed."""

import html
import re
from datetime import timedelta

import pytest
from tests.web.deciding import Hand, deciding
from tests.web.hushed import NOON, fill
from tests.web.test_pages import Read, words

from vedette.desk import Desk
from vedette.desk.deciding import Deciding

HOUR = timedelta(hours=1)


class Watch:
    """A clock that is set by hand."""

    def __init__(self):
        self.at = NOON

    def __call__(self):
        """Give the moment."""
        return self.at


@pytest.fixture
def clock():
    """A clock that stands at noon."""
    return Watch()


@pytest.fixture
def desk(url, clock):
    """A desk over it."""
    made = Desk(url, now=clock)
    yield made
    made.close()


@pytest.fixture
def hand(url):
    """Who decides in it."""
    return Hand(url)


@pytest.fixture
def visitor(desk, hand):
    """Visit it; its pages decide."""
    with deciding(desk, hand) as client:
        yield client


def page_of(client):
    """The text that the form carries."""
    return html.unescape(re.search(r'name="page" value="([^"]*)"', client.get("/handover").text)[1])


def test_what_comes_while_somebody_writes_is_the_next_shifts(visitor, desk, hand, clock):
    """The page tells until it was opened, so the next one begins there, not at the signature."""
    clock.at = NOON - 2 * HOUR
    shown = visitor.get("/handover").text
    made = html.unescape(re.search(r'name="made" value="([^"]*)"', shown)[1])
    page = html.unescape(re.search(r'name="page" value="([^"]*)"', shown)[1])
    with hand("A. Analyst", "calls the port") as by:
        by.kind(desk.incidents().lines[0].id, "sabotage")
    form = {"author": "A. Analyst", "watch": "the port", "page": page, "made": made}
    clock.at = NOON
    assert visitor.post("/handover", data=form, follow_redirects=False).status_code == 303
    told = desk.shift()
    assert told.since == NOON - 2 * HOUR
    assert [one.decision.verb for one in told.decided] == ["correct"]
    late = visitor.post("/handover", data=form | {"made": (NOON - 3 * HOUR).isoformat()})
    assert late.status_code == 400
    assert "has handed over since" in late.text


@pytest.mark.parametrize("made", ["soon", "2026-03-02T12:00:00"])
def test_a_page_that_was_made_at_no_moment_is_refused(visitor, made):
    """Nothing is handed over."""
    form = {"author": "A. Analyst", "page": page_of(visitor), "made": made}
    assert visitor.post("/handover", data=form).status_code == 400


def handed_over(client, **more):
    """Sign as who goes; give the address of what was signed."""
    form = {"author": "A. Analyst", "watch": "the port", "page": page_of(client), **more}
    answer = client.post("/handover", data=form, follow_redirects=False)
    assert answer.status_code == 303
    return answer.headers["location"]


def test_the_page_tells_what_is_open_and_what_was_decided(visitor, desk, hand):
    """In lists and in the text that is signed; what was handed on is not told again."""
    name, other = [one.id for one in desk.incidents().lines[:2]]
    with hand("A. Analyst", "calls the port") as by:
        by.acknowledge(name)
        by.kind(other, "sabotage")
    told, text = words(visitor, "/handover"), page_of(visitor)
    assert "taken on by A. Analyst" in told
    assert "calls the port" in told
    assert "taken on by A. Analyst" in text
    assert "correct" in text


def test_what_was_signed_is_shown_as_it_was_whatever_comes_after(visitor, desk, hand, clock):
    """The same bytes, though the incident is dismissed since; with both names."""
    name = desk.incidents().lines[0].id
    with hand("A. Analyst", "calls the port") as by:
        by.acknowledge(name)
    signed = page_of(visitor)
    address = handed_over(visitor)
    hand.at = clock.at = NOON + HOUR
    with hand("B. Boss", "an exercise") as by:
        by.dismiss(name)
    assert visitor.get(f"{address}/text").text == signed
    assert "nobody has yet" in words(visitor, address)
    number = address.rsplit("/", 1)[-1]
    answer = visitor.post("/handover", data={"author": "B. Boss", "number": number})
    told = " ".join(Read(answer.text).words.split())
    assert "taken over B. Boss" in told
    assert "what to watch the port" in told
    assert "holds" in told
    again = visitor.post("/handover", data={"author": "C. Chief", "number": number})
    assert again.status_code == 400
    assert "B. Boss has taken over" in again.text
    assert "taken over by B. Boss" in words(visitor, "/handover")


def test_the_next_page_begins_where_the_last_one_ended(visitor, desk, hand, clock):
    """Decisions of the shift before are not told again; what is taken on still is."""
    name, other = [one.id for one in desk.incidents().lines[:2]]
    with hand("A. Analyst", "the bolts were loosened") as by:
        by.kind(other, "sabotage")
        by.acknowledge(name)
    handed_over(visitor)
    hand.at = clock.at = NOON + 8 * HOUR
    told = desk.shift()
    assert told.since == NOON
    assert told.decided == ()
    assert [one.line.id for one in told.taken] == [name]


def test_handovers_are_a_chain(desk, visitor):
    """Each link is a hash of the one before and of what was signed, and says when it is not."""
    handed_over(visitor)
    handed_over(visitor, watch="")
    second, first = desk.handovers()
    assert second.before == first.link
    assert first.before == ""
    assert first.holds
    assert second.holds
    assert second.gave.reason == "nothing in particular"


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"page": "  "}, "page: it is empty"),
        ({"page": "x", "author": ""}, "author: it is left empty"),
        ({"number": "x"}, "is no number"),
        ({"number": "1"}, "nothing was handed over as 1"),
    ],
)
def test_what_cannot_be_signed_is_told(visitor, desk, form, told):
    """And nothing is kept."""
    form = {"author": "A", **form}
    answer = visitor.post("/handover", data=form, headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert told in answer.text
    assert desk.handovers() == []


def test_what_is_amber_is_handed_over_as_amber(url, clock):
    """A page that tells of it is refused where no more than clear may leave."""
    store = fill(url.replace("l.sqlite", "m.sqlite"))
    by = Deciding(store=store, author="A", reason="watch", at=NOON)
    number = by.hand_over(b"TLP:AMBER\nsecret\n", NOON - HOUR, NOON, "amber")
    desk = Desk(store, now=clock)
    with deciding(desk, Hand(url)) as client:
        assert "secret" in client.get(f"/handover/{number}").text
    closed = desk.under("clear", frank=True)
    assert closed.handovers() == []
    assert client.get("/handover/7").status_code == 404
    store.close()


def test_a_desk_that_only_shows_hands_nothing_over(client, live):
    """Its page and those before can be read; a link that is not its own is told."""
    live.taken = True
    page = client.get("/handover").text
    assert 'method="post" action="/handover"' not in page
    assert "taken over by" in Read(page).words
    assert "does not hold" in Read(client.get("/handover/41").text).words
    for number in ("40", "0", "-1", "9" * 30):
        assert client.get(f"/handover/{number}").status_code == 404
    assert client.post("/handover", data={"page": "x", "author": "A"}).status_code == 403
