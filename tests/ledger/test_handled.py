"""How strictly things are handled: as their strictest part, through every rebuild."""

import random
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import select
from tests.ledger.making import NOON, article, capture
from tests.ledger.streaming import coding, reports

from vedette.desk.deciding import Deciding
from vedette.errors import LedgerError
from vedette.handling import LEVELS, strictest
from vedette.ledger import aiming, deciding, folding, handled, related
from vedette.ledger import schema as t
from vedette.ledger.append import Appender
from vedette.records import Source
from vedette.sources.form import toml_of


def keep(store, written, tells, level="clear"):
    """Append a report of some handling with its coding."""
    with Appender(store, now=lambda: NOON).batch() as batch:
        raw = capture(
            written.key, written.text.encode(), known=written.known, source=written.source
        )
        number = batch.article(batch.capture(replace(raw, handling=level)), written)
        batch.coding(number, coding(written, tells))


def levels(store):
    """All that is not clear, by noun and name."""
    with store.reading() as connection:
        rows = connection.execute(select(t.handled)).all()
    return {(row.noun, row.name): row.handling for row in rows}


def analyst(store, author="A. Analyst"):
    """Somebody who decides."""
    return Deciding(store=store, author=author, reason="a source at risk", at=NOON)


def held(store):
    """The incidents, stories and utterances of a ledger."""
    with store.reading() as connection:
        return (
            list(related.incidents(connection)),
            list(related.stories(connection)),
            list(related.utterances(connection)),
        )


@pytest.fixture
def mixed(store):
    """Forty reports, every seventh amber and one of them red."""
    for n, (written, tells) in enumerate(reports("rhine", 40)):
        keep(store, written, tells, "red" if n == 7 else "amber" if n % 7 == 0 else "clear")
    folding.catch_up(store)
    return store


def test_a_capture_is_as_strict_as_its_source_is_now(store):
    """Whatever its collector says; what came before the source's file changed stays as it was."""
    with Appender(store, now=lambda: NOON).batch() as batch:
        batch.capture(capture("a"))
    with Appender(store, now=lambda: NOON, handling={"fi/test": "amber"}).batch() as batch:
        batch.capture(capture("b"))
        batch.capture(replace(capture("c"), handling="red"))
        batch.capture(capture("d", source="fi/other"))
    with store.reading() as connection:
        told = connection.execute(select(t.captures.c.key, t.captures.c.handling)).all()
    assert dict(map(tuple, told)) == {"a": "clear", "b": "amber", "c": "red", "d": "clear"}


def test_an_article_takes_the_strictest_of_its_versions(store):
    """Its page shows them all: a later, public version does not make the words of the first so."""
    for body, level in ((b"one", "amber"), (b"two", "clear")):
        with Appender(store, now=lambda: NOON).batch() as batch:
            raw = replace(capture("a", body), handling=level)
            batch.article(batch.capture(raw), article("a", body.decode()))
    folding.catch_up(store)
    assert levels(store)["article", article("a").id] == "amber"


def test_what_is_derived_takes_the_strictest_of_its_parts(mixed):
    """Incidents, stories and what is quoted; nothing else is other than clear."""
    told = levels(mixed)
    incidents, stories, utterances = held(mixed)

    def of(noun, names):
        return strictest(told[noun, name] for name in names if (noun, name) in told)

    for one in incidents:
        assert told.get(("incident", one.id), "clear") == of("article", one.articles)
    for one in stories:
        parts = (of("article", one.articles), of("incident", one.incidents))
        assert told.get(("story", one.id), "clear") == strictest(parts)
    for one in utterances:
        quoted = [each.article for each in one.sayings]
        assert told.get(("utterance", one.id), "clear") == of("article", quoted)
    assert {"incident", "story"} <= {noun for noun, _ in told}
    assert "red" in told.values()


def test_a_rebuild_says_the_same(mixed):
    """With decisions on reports and incidents, withdrawn ones among them."""
    incidents, _, _ = held(mixed)
    by = analyst(mixed)
    draw = random.Random(3)
    clear = [one for one in incidents if ("incident", one.id) not in levels(mixed)]
    numbers = [by.handle(one.id, draw.choice(LEVELS[1:])) for one in clear[:4]]
    numbers += [by.handle(one.tellings[0].article, "amber+strict") for one in clear[4:6]]
    by.release(clear[6].id)
    analyst(mixed, "B. Boss").release(clear[6].id)
    by.withdraw(numbers[1])
    by.withdraw(numbers[-1])
    assert folding.check(mixed).holds


def test_an_analyst_raises_an_incident_and_takes_it_back(mixed):
    """Its reports stay as they were; its story, of which it is a part, does not."""
    before = levels(mixed)
    incidents, stories, _ = held(mixed)
    one = next(one for one in incidents if ("incident", one.id) not in before)
    story = next(story for story in stories if one.id in story.incidents)
    number = analyst(mixed).handle(one.id, "amber+strict")
    after = levels(mixed)
    assert after["incident", one.id] == "amber+strict"
    assert after["story", story.id] in {"amber+strict", "red"}
    assert {k: v for k, v in after.items() if k[0] == "article"} == {
        k: v for k, v in before.items() if k[0] == "article"
    }
    analyst(mixed).withdraw(number)
    assert levels(mixed) == before


def test_an_analyst_raises_a_report_with_all_that_it_tells(mixed):
    """Every incident that it tells goes with it."""
    before = levels(mixed)
    incidents, _, _ = held(mixed)
    one = next(one for one in incidents if ("incident", one.id) not in before)
    name = one.tellings[0].article
    analyst(mixed).handle(name, "green")
    after = levels(mixed)
    assert after["article", name] == "green"
    assert after["incident", one.id] == "green"


def test_nobody_lowers_anything(mixed):
    """A decision for less than the reports ask for is refused, and so is one for clear."""
    told = levels(mixed)
    name = next(
        name for (noun, name), level in told.items() if noun == "article" and level == "red"
    )
    incidents, _, _ = held(mixed)
    for level in LEVELS:
        with pytest.raises(LedgerError):
            analyst(mixed).handle(name, level)
    clear = next(one for one in incidents if ("incident", one.id) not in told)
    with pytest.raises(LedgerError):
        analyst(mixed).handle(clear.id, "clear")


def test_what_is_erased_is_handled_as_before(mixed):
    """What was decided of a report stays with those who might know, once the report is erased."""
    incidents, _, _ = held(mixed)
    one = next(one for one in incidents if ("incident", one.id) not in levels(mixed))
    name = one.tellings[0].article
    analyst(mixed).handle(name, "amber")
    with Appender(mixed, now=lambda: NOON).batch() as batch:
        batch.erase(name, author="D", reason="asked", at=NOON)
    folding.catch_up(mixed)
    assert levels(mixed)["article", name] == "amber"
    assert folding.check(mixed).holds


def test_a_decision_on_what_is_not_clear_is_withheld_withdrawn_or_not(store):
    """Its own aim is at a clear report; a further one quotes another that is amber."""
    for written, tells in reports("rhine", 10):
        keep(store, written, tells)
    folding.catch_up(store)
    with store.reading() as connection:
        listed = list(related.incidents(connection))
        tellings = [aim for one in listed for aim in aiming.of_incident(connection, one)]
    open_ = tellings[0]
    secret = next(aim for aim in tellings if aim.article != open_.article)
    by = analyst(store)
    by.handle(secret.article, "amber")
    told = {"also": [secret, open_], "name": '"article":"\0'}
    made = by.made("must_link", open_, **told)
    with Appender(store, now=lambda: NOON).batch() as batch:
        number = batch.decision(made)
        stays = batch.decision(by.made("note", open_))
    folding.catch_up(store)

    def seen():
        with closing(store.under("clear")) as veiled, veiled.reading() as connection:
            return [n for n, one in deciding.decisions(connection) if one.verb != "withdraw"]

    assert seen() == [stays]
    by.withdraw(number)
    assert seen() == [stays]
    by.withdraw(stays)
    assert seen() == [stays]


def test_who_released_an_incident_is_counted_once(mixed):
    """Each analyst once, and not any longer after he took it back."""
    incidents, _, _ = held(mixed)
    one = incidents[0].id

    def releasing():
        with mixed.reading() as connection:
            return handled.releasing(connection, one)

    first = analyst(mixed).release(one)
    with pytest.raises(LedgerError):
        analyst(mixed).release(one)
    analyst(mixed, "B. Boss").release(one)
    assert releasing() == ("A. Analyst", "B. Boss")
    analyst(mixed).withdraw(first)
    assert releasing() == ("B. Boss",)


def test_a_source_is_as_strict_as_it_ever_was(store):
    """By its file, and by its captures where no file is on record."""
    plain = Source(
        id="fi/test",
        name="Test",
        home="https://test.example/",
        country="FI",
        languages=("en",),
        owner="Test",
        ownership="private",
        licence="all rights reserved",
        channels=(),
    )
    with Appender(store, now=lambda: NOON).batch() as batch:
        for level in ("clear", "amber", "green"):
            one = replace(plain, handling=level)
            batch.version("source", one.id, toml_of(one), NOON)
        batch.capture(replace(capture("a", source="fi/other"), handling="red"))
    folding.catch_up(store)
    assert levels(store) == {("source", "fi/test"): "amber", ("source", "fi/other"): "red"}
