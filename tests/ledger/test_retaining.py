"""Retention: what is old goes by a rule, what something rests on stays, and the views hold."""

import html
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from tests.ledger.making import NOON, TEXT, article, capture, coding, keep

from vedette.desk.retaining import Retaining
from vedette.ledger import folding
from vedette.ledger import schema as t
from vedette.ledger.append import Appender
from vedette.ledger.deciding import change
from vedette.ledger.store import Store
from vedette.records import Decision, Field, Finding, Span, digest, finding_id
from vedette.retention import Rule

LATER = NOON + timedelta(days=500)
EMPTY = Rule(name="empty", drop="articles", after=90, found="none")
PAGES = Rule(name="pages", drop="captures", after=400)
ALL = Rule(name="all", drop="articles", after=400)


def retaining(store, *rules):
    """The rules over a ledger, five hundred days after noon."""
    return Retaining(store, rules, now=lambda: LATER)


def page(appender, key, text=TEXT, *, body=b"<p>raw</p>", known=NOON, source="fi/test", read=True):
    """A page with the article that was read from it; give the article's id."""
    of = article(key, text, known=known, source=source)
    with appender.batch() as batch:
        raw = capture(key, body, entry=False, known=known, source=source)
        number = batch.capture(raw)
        if read:
            batch.coding(batch.article(number, of), coding(of))
    return of.id


def left(store, table):
    """Count the rows of a table."""
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar()


def standing(store):
    """The articles that stand."""
    with store.reading() as connection:
        return set(connection.execute(select(t.standing.c.article)).scalars())


def why(store, *rules):
    """Why each thing that is old enough stays, by its name."""
    return {one.name: one.hold for one in retaining(store, *rules).due()}


def test_what_nothing_was_found_in_goes_and_the_rest_stays(store, appender):
    """The tombstone has the rule's name, and a rebuild gives what is there."""
    dull = article("dull", "Nothing to see.")
    keep(appender, dull)
    keep(appender, article("told"))
    fresh = article("fresh", "Nothing at all.", known=LATER - timedelta(days=3))
    keep(appender, fresh)
    folding.catch_up(store)
    (done,) = retaining(store, EMPTY).run(appender)
    assert (done.gone, done.held) == (1, 0)
    folding.catch_up(store)
    assert standing(store) == {article("told").id, fresh.id}
    with store.reading() as connection:
        (stone,) = connection.execute(select(t.tombstones)).all()
        assert "Nothing to see." not in str(connection.execute(select(t.articles)).all())
    assert (stone.hash, stone.author) == (dull.id, "retention")
    assert stone.reason == "rule empty: articles without findings after 90 days"
    assert folding.check(store).holds


def test_what_two_rules_are_about_is_due_by_the_first(store, appender):
    """It is listed once, and goes once."""
    keep(appender, article("dull", "Nothing to see."))
    folding.catch_up(store)
    assert [one.rule for one in retaining(store, ALL, EMPTY).due()] == ["all"]
    done = retaining(store, ALL, EMPTY).run(appender)
    assert [(one.rule, one.gone) for one in done] == [("all", 1), ("empty", 0)]


def test_what_was_not_coded_yet_stays(store, appender):
    """That nothing was found is known only of what somebody looked for something in."""
    keep(appender, article("waits", "Nothing to see."), code=False)
    folding.catch_up(store)
    assert why(store, EMPTY) == {}


def test_bytes_go_and_words_stay(store, appender):
    """Of a page the text and the findings stay, and what a feed said of an entry; no fold moves."""
    name = page(appender, "a")
    keep(appender, article("entry"))
    folding.catch_up(store)
    before = left(store, t.findings)
    (done,) = retaining(store, PAGES).run(appender)
    assert (done.gone, done.held) == (1, 0)
    folding.catch_up(store)
    assert name in standing(store)
    assert (left(store, t.bodies), left(store, t.findings)) == (1, before)
    assert folding.check(store).holds
    again = retaining(store, PAGES).run(appender)
    assert (again[0].gone, left(store, t.tombstones)) == (0, 1)


def test_bytes_that_a_younger_page_has_too_stay(store, appender):
    """So do those of a page that nobody has read, and of one that is of another source."""
    page(appender, "old")
    page(appender, "young", known=LATER - timedelta(days=3))
    page(appender, "unread", body=b"other", read=False)
    folding.catch_up(store)
    assert why(store, PAGES) == {}
    page(appender, "there", body=b"there", source="de/test")
    folding.catch_up(store)
    assert why(store, replace(PAGES, sources=("de/test",))) == {digest(b"there"): None}
    assert why(store, replace(PAGES, handling=("red",))) == {}


def test_a_rule_asks_for_source_and_handling(store, appender):
    """Of two old articles the one that is handled so goes."""
    amber = Appender(store, now=lambda: NOON, handling={"de/test": "amber"})
    keep(amber, article("a", source="de/test"))
    keep(appender, article("b"))
    folding.catch_up(store)
    assert set(why(store, replace(ALL, handling=("amber",)))) == {article("a", source="de/test").id}
    assert set(why(store, replace(ALL, sources=("fi/test",)))) == {article("b").id}


def sign(appender, named, line=""):
    """Sign a paper that names something by its id, or in a line."""
    with appender.batch() as batch:
        paper = batch.keep_body(f"Brief\n\n/incident/{named}\n{line}\n".encode())
        told = change(paper=paper, name="brief", handling="clear")
        signed = {"author": "A", "reason": "r", "at": NOON, "verb": "sign", "change": told}
        batch.decision(Decision(**signed))


def test_what_a_signed_paper_names_stays(store, appender):
    """The reports of an incident that a brief names, and their bytes; the paper itself too."""
    name = page(appender, "a")
    folding.catch_up(store)
    with store.reading() as connection:
        incident = connection.execute(select(t.incidents.c.id)).scalar()
    sign(appender, incident)
    folding.catch_up(store)
    assert why(store, ALL) == {name: "signed"}
    assert set(why(store, PAGES).values()) == {"signed"}


@pytest.mark.parametrize(
    "line", ["[A cable]({}), 3 July", '<a href="{}">A cable</a>', "As it said ({}).", "{}#part"]
)
def test_what_a_signed_paper_links_stays(store, appender, line):
    """A brief names reports by their addresses, which stand in its text or in its links."""
    url = "https://test.example/find?of=a&day=1"
    keep(appender, article("a", url=url))
    keep(appender, article("b", TEXT + " More.", source="se/x", url=url + "2"))
    folding.catch_up(store)
    link = html.escape(url) if "<a" in line else url
    sign(appender, "none", line.format(link))
    folding.catch_up(store)
    first = article("a").id
    assert why(store, ALL)[first] == "signed"
    assert why(store, ALL)[article("b", source="se/x").id] != "signed"


def test_what_is_decided_of_stays_from_that_moment_on(store, appender):
    """Also before a fold has seen the decision; it goes once that is withdrawn."""
    keep(appender, article("a"))
    folding.catch_up(store)
    words = {"article": article("a").id, "type": "incident", "words": "cable broke"}
    told = {"author": "A", "reason": "r", "at": NOON}
    with appender.batch() as batch:
        number = batch.decision(Decision(verb="confirm", **words, **told))
    assert why(store, ALL) == {article("a").id: "decided"}
    folding.catch_up(store)
    assert why(store, ALL) == {article("a").id: "decided"}
    with appender.batch() as batch:
        batch.decision(Decision(verb="withdraw", withdraws=number, **told))
    folding.catch_up(store)
    assert why(store, ALL) == {article("a").id: None}


def test_an_incident_goes_whole_once_its_last_report_is_old(store, appender):
    """The first report of one that was told again a day later stays as long as that one."""
    keep(appender, article("a"))
    keep(appender, article("b", TEXT + " More.", known=NOON + timedelta(days=1), source="se/x"))
    folding.catch_up(store)
    assert left(store, t.incidents) == 1
    assert why(store, replace(ALL, after=499)) == {article("a").id: "running"}
    assert set(why(store, replace(ALL, after=498)).values()) == {None, "first"}


def test_pledges_stay(store, appender):
    """Whether one was kept is seen years later."""
    of = article("p", "Latvia will spend 5% by 2027.")
    given = Finding(
        id=finding_id("c", "pledge", None, (Span(7, 17),), {}),
        type="pledge", anchor=(Span(7, 17),), fields={"actor": (Field(value="LV"),)},
    )  # fmt: skip
    with appender.batch() as batch:
        number = batch.article(batch.capture(capture("p", b"p")), of)
        batch.coding(number, replace(coding(of, findings=False), findings=(given,)))
    folding.catch_up(store)
    assert why(store, ALL) == {of.id: "promised"}


def test_a_kill_between_two_loses_none_and_doubles_none(store, appender):
    """A run that ends after its first transaction is finished by the next one."""
    for n in range(30):
        keep(appender, article(f"{n}", f"Nothing to see in {n}."))
    folding.catch_up(store)
    batches = []

    class Killed(Appender):
        """One that is killed when it begins its second transaction."""

        def batch(self):
            """Count, and die."""
            batches.append(1)
            if len(batches) == 2:
                raise KeyboardInterrupt
            return super().batch()

    with pytest.raises(KeyboardInterrupt):
        retaining(store, EMPTY).run(Killed(store, now=lambda: NOON))
    assert left(store, t.tombstones) == 20
    folding.catch_up(store)
    retaining(store, EMPTY).run(appender)
    folding.catch_up(store)
    assert left(store, t.tombstones) == 30
    assert standing(store) == set()
    assert folding.check(store).holds


def test_what_was_taken_in_again_meanwhile_stays(store, url, appender):
    """Bytes that came under another key, and words that their publisher changed."""
    page(appender, "a")
    keep(appender, article("dull", "Nothing to see."))
    folding.catch_up(store)

    def again():
        with appender.batch() as batch:
            batch.capture(capture("twin", b"<p>raw</p>", entry=False))

    def edited():
        keep(appender, article("dull", "Nothing to see, they say."))

    class Late(Appender):
        """Before it begins, another process takes something in."""

        came = again

        def batch(self):
            """Take in what came."""
            type(self).came()
            return super().batch()

    other = Store(url, write=True)
    for rule, Late.came in ((PAGES, again), (EMPTY, edited)):
        (done,) = retaining(store, rule).run(Late(other, now=lambda: NOON))
        assert done.gone == 0
    other.close()
    assert left(store, t.tombstones) == 0
