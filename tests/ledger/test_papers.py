"""Signed papers and erasure: what tells of an article goes whole, and says so; no other goes."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from tests.ledger.making import NOON, article, capture, coding, keep

from vedette.ledger import deciding, erasing, folding, handovers, papers
from vedette.ledger import schema as t
from vedette.ledger.deciding import change
from vedette.ledger.outbox import body_of
from vedette.records import Decision, digest

TEXT = (
    "Jan Novak saw the trawler near Hanko. He told police on Monday that its crew had thrown "
    "an anchor overboard."
)
TITLE = "Jan Novak saw the trawler"
URL = "https://test.example/news/trawler"


@pytest.fixture
def told(appender):
    """A report that stands."""
    of = article("a", TEXT, title=TITLE, url=URL)
    with appender.batch() as batch:
        number = batch.article(batch.capture(replace(capture("a"), url=URL)), of)
        batch.coding(number, coding(of))
    return of


def sign(appender, body):
    """Sign a paper; give the number of the signature."""
    with appender.batch() as batch:
        told = change(paper=batch.keep_body(body.encode()), name="brief.md")
        signed = {"author": "A. Analyst", "reason": "sent", "at": NOON, "verb": "sign"}
        return batch.decision(Decision(**signed, change=told))


def erase(appender, which):
    """Erase an article; give the numbers of the papers that went with it."""
    with appender.batch() as batch:
        return batch.erase(which.id, author="D. Desk", reason="request of 2 March", at=NOON)


TELLING = (
    '<a href="/article/{id}">a report</a>',
    "- A trawler — [Test, 2 Mar](https://test.example/news/trawler)",
    "See https://test.example/news/trawler.",
    "**Shipping**: JAN NOVAK saw the trawler!",
    "1. Sabotage: graded 2. “told police on Monday …” — Test",
    "1. <b>He told</b> police on Monday that\nits \\*crew\\* had thrown it &amp; fled",
)


@pytest.mark.parametrize("body", TELLING)
def test_a_signed_paper_that_tells_of_an_erased_report_loses_its_text(store, appender, told, body):
    """By its id, its address, its title, a passage in quotation marks or words in a row."""
    number = sign(appender, body.format(id=told.id))
    assert erase(appender, told) == (number,)
    with store.reading() as connection:
        ((_, made, held, back, gone),) = deciding.papers(connection, number)
        assert deciding.paper(connection, number) is None
        assert connection.execute(select(t.bodies)).all() == []
    assert (made.author, made.reason, back) == ("A. Analyst", "sent", None)
    assert held["paper"] == digest(body.format(id=told.id).encode())
    assert (gone.author, gone.reason, gone.at) == ("D. Desk", "request of 2 March", NOON)


@pytest.mark.parametrize(
    "body",
    [
        "- A cable — [Test](https://test.example/news/trawlers)",
        "- A cable — [Test](https://test.example/news/trawler/2)",
        "All of https://test.example/ was read.",
        "Somebody saw the trawler near Narva. He told police so.",
        "1. Sabotage: graded 2. “near Hanko” — Test",
    ],
)
def test_a_paper_that_tells_of_others_keeps_its_text(store, appender, told, body):
    """A few words in common, or an address that goes on, make it none of this report."""
    number = sign(appender, body)
    assert erase(appender, told) == ()
    with store.reading() as connection:
        assert deciding.paper(connection, number) == body.encode()
        ((*_, gone),) = deciding.papers(connection, number)
    assert gone is None


def test_a_handover_that_quotes_a_decision_of_it_goes_and_its_chain_holds(store, appender, told):
    """The link is made of the hash, which stays; the next one follows it as before."""
    with appender.batch() as batch:
        own = {"author": "A", "reason": "calls", "at": NOON}
        made = batch.decision(Decision(verb="dismiss", article=told.id, words="anchor", **own))
        first = _hand_over(batch, f"Decided: 1\n- {made} dismiss “anchor”, by A: calls\n", "")
        second = _hand_over(batch, f"Decided: 1\n- 9{made} dismiss “anchor”, by A: x\n", first)
    erase(appender, told)
    folding.catch_up(store)
    with store.reading() as connection:
        stays, gone = handovers.handovers(connection, 5)
        assert handovers.paper(connection, gone) == b""
        assert handovers.paper(connection, stays).startswith(b"Decided")
    assert (gone.link, gone.holds, gone.erased.author) == (first, True, "D. Desk")
    assert (stays.link, stays.before, stays.holds, stays.erased) == (second, first, True, None)
    assert folding.check(store).holds


def _hand_over(batch, page, before):
    """Sign a page between two shifts; give its link."""
    paper = batch.keep_body(page.encode())
    gave = handovers.Act(number=0, author="A", reason="watch", at=NOON)
    link = handovers.linked(before, paper, gave)
    since = until = "2026-03-02T12:00:00.000000Z"
    told = change(paper=paper, since=since, until=until, before=before or None, link=link)
    own = {"author": "A", "reason": "watch", "at": NOON}
    batch.decision(Decision(verb="hand_over", change=told, **own))
    return link


def test_a_paper_that_was_signed_twice_goes_once(store, appender, told):
    """Both signatures are named, and one tombstone has the hash."""
    numbers = (sign(appender, TITLE), sign(appender, TITLE))
    assert erase(appender, told) == numbers
    with store.reading() as connection:
        nouns = connection.execute(select(t.tombstones.c.noun).order_by(t.tombstones.c.seq))
        assert list(nouns.scalars()) == ["body", "article"]


def test_a_rule_takes_no_paper(store, appender, told):
    """Whoever signed must be able to show what it was: only a request erases it."""
    number = sign(appender, TITLE)
    with appender.batch() as batch:
        batch.let_go(told.id, author="retention", reason="rule all", at=NOON)
    with store.reading() as connection:
        assert deciding.paper(connection, number) == TITLE.encode()
        assert erasing.is_erased(connection, told.id)


def test_what_an_earlier_version_said_is_found_too(store, appender, told):
    """A publisher's edit does not hide what a brief had of the text before."""
    keep(appender, article("a", "Nothing to see.", title="Corrected"), body=b"2")
    number = sign(appender, TITLE)
    with store.reading() as connection:
        assert list(papers.telling(connection, told.id)) == [number]
        assert body_of(connection, papers.telling(connection, told.id)[number]) is not None
