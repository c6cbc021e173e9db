"""Taking on incidents and alerts at their pages: one form, and each of it can be taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from tests.web.deciding import Hand, deciding
from tests.web.hushed import NOON
from tests.web.test_pages import Read, words

from vedette.desk import Desk
from vedette.ledger import folding
from vedette.ledger import schema as t
from vedette.ledger.append import Appender

LONG_AGO = (NOON - timedelta(days=400)).strftime("%Y-%m-%dT%H:%MZ")


@pytest.fixture
def desk(url):
    """A desk over it, which stands at noon."""
    made = Desk(url, now=lambda: NOON)
    yield made
    made.close()


def sent(client, what, **more):
    """Send the form."""
    form = {"what": what, "author": "A. Analyst", "back": "/", **more}
    return client.post("/duty", data=form, follow_redirects=False)


def test_what_is_taken_on_stands_on_the_first_page_and_on_its_own(visitor, desk):
    """With who has done so; being acknowledged is not being read."""
    name = desk.incidents().lines[0].id
    before = len(desk.watchlist(NOON - timedelta(days=400)).news)
    answer = sent(visitor, f"acknowledge:{name}", back=f"/incidents/{name}#duty")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/incidents/{name}#duty")
    sent(visitor, f"assign:{name}", to="B. Boss")
    for path in (f"/?since={LONG_AGO}", f"/incidents/{name}"):
        assert "taken on by A. Analyst" in words(visitor, path)
        assert "for B. Boss" in words(visitor, path)
    assert len(desk.watchlist(NOON - timedelta(days=400)).news) == before
    assert "assigned to B. Boss" in words(visitor, f"/incidents/{name}")


def test_what_is_put_off_leaves_the_list_and_can_be_taken_back(visitor, desk):
    """It stands below, until the decision is withdrawn."""
    name = desk.incidents().lines[0].id
    sent(visitor, f"snooze:{name}", hours="4", reason="waits for the brigade")
    assert name not in {one.line.id for one in desk.watchlist(NOON - timedelta(days=400)).news}
    assert "1 put off" in words(visitor, f"/?since={LONG_AGO}")
    number = desk.duties([name])[name].snoozed.number
    page = visitor.get(f"/incidents/{name}").text
    assert f'value="withdraw:{number}"' in page
    sent(visitor, f"withdraw:{number}")
    assert desk.duties([name]) == {}
    assert name in {one.line.id for one in desk.watchlist(NOON - timedelta(days=400)).news}


def test_what_was_decided_is_told_when_its_first_report_is_erased(visitor, desk, url):
    """The page of the incident says whose it is, until when, and as what it is handled."""
    line = max(desk.incidents().lines, key=lambda one: one.reports)
    sent(visitor, f"assign:{line.id}", to="B. Boss")
    sent(visitor, f"snooze:{line.id}", hours="4", reason="waits for the brigade")
    with Hand(url)("A. Analyst", "a source at risk") as by:
        by.handle(line.id, "amber")
        with by.store.reading() as connection:
            (first,) = set(connection.execute(select(t.decisions.c.article)).scalars())
        with Appender(by.store, now=lambda: NOON).batch() as batch:
            batch.erase(first, author="D", reason="asked", at=NOON)
        folding.catch_up(by.store)
        assert folding.check(by.store).holds
    (left,) = desk.duties([one.id for one in desk.incidents().lines])
    page = words(visitor, f"/incidents/{left}")
    for said in ("assigned to B. Boss", "put off until", "handled as TLP:AMBER"):
        assert said in page


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"what": "eat:x"}, "what: it is none of"),
        ({"what": "acknowledge:"}, "what: it is none of"),
        ({"what": "acknowledge:nothing"}, "no incident has this id"),
        ({"what": "assign:NAME", "to": " "}, "to: it is left empty"),
        ({"what": "snooze:NAME", "hours": "5"}, "hours: it is none of"),
        ({"what": "withdraw:x"}, "give the number"),
        ({"what": "withdraw:1"}, "there is no decision 1"),
        ({"what": "acknowledge:NAME", "author": ""}, "author: it is left empty"),
        ({"what": "thread:x"}, "there is no thread of alerts x"),
    ],
)
def test_what_the_form_lacks_is_told_and_nothing_is_kept(visitor, desk, form, told):
    """Who, what, whom and for how long: none is guessed."""
    name = desk.incidents().lines[0].id
    form = {"author": "Ann", **form, "what": form["what"].replace("NAME", name)}
    answer = visitor.post("/duty", data=form, headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert told in answer.text
    assert desk.decisions() == []


def test_a_page_of_another_site_is_not_led_to(visitor, desk):
    """The way back stays on the desk."""
    name = desk.incidents().lines[0].id
    answer = sent(visitor, f"acknowledge:{name}", back="https://elsewhere.example/")
    assert answer.headers["location"] == "/"


def test_a_desk_that_only_shows_has_no_form(client, live):
    """Not on the first page, not at an incident, not beside alerts; the marks stand there."""
    live.taken = True
    for path in ("/", "/alerts", "/incidents/ab1"):
        page = client.get(path).text
        assert 'action="/duty"' not in page
        assert "taken on by" in Read(page).words
    assert client.post("/duty", data={"what": "acknowledge:ab1", "author": "A"}).status_code == 403


def test_an_analyst_bears_his_own_name_whatever_the_form_says(url):
    """On a desk of his own, that of the settings where the form has none."""
    desk = Desk(url, now=lambda: NOON, author="C. Chief")
    name = desk.incidents().lines[0].id
    with deciding(desk, Hand(url)) as client:
        client.post("/duty", data={"what": f"acknowledge:{name}"})
    assert desk.duties([name])[name].acknowledged.author == "C. Chief"
    desk.close()
