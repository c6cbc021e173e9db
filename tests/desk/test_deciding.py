"""What an analyst names, and which decisions differ, on small ledgers."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.ledger.making import NOON, article, capture
from tests.ledger.streaming import keep, reports

from vedette.desk.deciding import Deciding
from vedette.desk.decisions import history
from vedette.errors import LedgerError
from vedette.ledger import folding, related
from vedette.ledger.append import Appender
from vedette.ledger.store import Store
from vedette.records import Coding, Finding, Span, coding_id, finding_id

TWICE = "A depot was set on fire on Sunday. Police say a rival has set on fire another one."


@pytest.fixture
def store(tmp_path):
    """An empty ledger."""
    opened = Store(f"sqlite:///{tmp_path}/ledger.sqlite", write=True)
    yield opened
    opened.close()


def appending(store):
    """Its writer, at noon."""
    return Appender(store, now=lambda: NOON)


def analyst(store):
    """Somebody who decides."""
    return Deciding(store=store, author="A. Analyst", reason="seen", at=NOON)


def incidents(store):
    """The incidents, in the order of the ledger."""
    with store.reading() as connection:
        return list(related.incidents(connection))


def test_a_report_named_as_an_incident_is_brings_its_own_alone(store):
    """A name that was handed in wins over the same start of an id, whose reports stay out."""
    told = reports("rhine", 60)
    for written, tells in told:
        keep(appending(store), written, tells)
    folding.catch_up(store)
    recognised = [
        one for one in incidents(store) if any(told.finding is None for told in one.tellings)
    ]
    namesake = recognised[0]
    whole = next(one for one in incidents(store) if not {*one.articles} & {*namesake.articles})
    written, tells = told[0]
    name = namesake.id[:12]
    text = f"{written.text} It was the second such report."
    keep(appending(store), replace(written, slug=name, key=name, text=text), tells)
    folding.catch_up(store)
    number = analyst(store).merge(whole.id, name)
    with store.reading() as connection:
        (made,) = history(connection)
    assert made.ruling.number == number
    unheard = {told.article for told in namesake.tellings if told.finding is None}
    assert not unheard & made.ruling.articles


def marked_twice(store):
    """A report with two incidents and an attribution, all at the same words."""
    written = article("twice", TWICE)
    owner = coding_id(written.text_hash, written.reader, "canned@1", "t1")
    first = TWICE.index("set on fire")
    at = [first, TWICE.index("set on fire", first + 1), first]
    spans = [(Span(start, start + len("set on fire")),) for start in at]
    findings = [
        Finding(
            id=finding_id(owner, type_, kind, span, {}), type=type_, kind=kind, anchor=span,
            fields={},
        )
        for type_, kind, span in zip(
            ("incident", "incident", "attribution"), ("arson", "arson", None), spans, strict=True
        )
    ]  # fmt: skip
    coding = Coding(
        text_hash=written.text_hash,
        reader=written.reader,
        coder="canned@1",
        taxonomy="t1",
        findings=tuple(findings),
    )
    with appending(store).batch() as batch:
        batch.coding(batch.article(batch.capture(capture("twice")), written), coding)
    folding.catch_up(store)
    return written.id


def test_decisions_of_another_finding_do_not_differ(store):
    """The same words of another type, or further on in the text, are another matter."""
    name = marked_twice(store)
    analyst(store).dismiss(f"{name}:set on fire", "attribution")
    analyst(store).confirm(f"{name}:set on fire")
    with store.reading() as connection:
        assert [one.differs for one in history(connection)] == [(), ()]
    taken = analyst(store).dismiss(f"{name}:set on fire")
    with store.reading() as connection:
        attribution, confirmed, _ = history(connection)
    assert attribution.standing == "holds"
    assert (confirmed.standing, confirmed.by) == ("overruled", taken)


def test_two_that_may_be_the_same_are_two(store):
    """A split of two incidents parts them for good: neither names the other any longer."""
    for written, tells in reports("rhine", 60):
        keep(appending(store), written, tells)
    folding.catch_up(store)
    before = incidents(store)
    near = next(near for one in before for near in one.kin)
    number = analyst(store).split(near.one, near.other)
    after = {one.id: one for one in incidents(store)}
    assert {near.one, near.other} <= after.keys()
    assert near.other not in {kin.other for kin in after[near.one].kin}
    with pytest.raises(LedgerError, match="is one incident"):
        analyst(store).split(near.one, near.one[:12])
    analyst(store).merge(near.one, near.other)
    with store.reading() as connection:
        split, merged = history(connection)
    assert (split.standing, split.by) == ("overruled", merged.ruling.number)
    for made in (merged.ruling.number, number):
        analyst(store).withdraw(made)
    assert incidents(store) == before


def test_the_history_of_one_incident_is_that_of_all(store):
    """Each decision of it stands as in the whole history, though only those near it are weighed."""
    for written, tells in reports("rhine", 60):
        keep(appending(store), written, tells)
    folding.catch_up(store)
    first, second, third, *_ = incidents(store)
    analyst(store).kind(first.id, "sabotage")
    analyst(store).kind(first.id, "arson")
    merged = analyst(store).merge(first.id, second.id)
    analyst(store).dismiss(third.id)
    analyst(store).never(phrase="lorry", until=NOON.date())
    analyst(store).withdraw(merged)
    analyst(store).note(second.id)
    with store.reading() as connection:
        whole = {one.ruling.number: one for one in history(connection)}
        listed = {one.id: history(connection, one.id) for one in incidents(store)}
    assert any(one.differs for one in listed[first.id])
    for name, told in listed.items():
        reports_of = {*next(one for one in incidents(store) if one.id == name).articles}
        assert [whole[one.ruling.number] for one in told] == told
        assert {n for n, one in whole.items() if one.ruling.articles & reports_of} <= {
            one.ruling.number for one in told
        }


def test_the_same_decision_again_is_the_same_decision(store):
    """Whoever saw no number gives it again; after another decision it says something anew."""
    for written, tells in reports("rhine", 3):
        keep(appending(store), written, tells)
    folding.catch_up(store)
    first = incidents(store)[0].id
    by, later = analyst(store), replace(analyst(store), at=NOON + timedelta(minutes=5))
    number = by.note(first)
    assert later.note(first) == number
    assert replace(later, reason="read").note(first) > number
    assert by.kind(first, "sabotage") == later.kind(first, "sabotage")
    assert by.kind(first, "arson") < later.kind(first, "sabotage")
    assert by.acknowledge(first) < later.acknowledge(first)


@pytest.fixture
def told_in_passing(store):
    """A ledger, an incident, and a report of it whose one coded incident is another, told by many.

    As pairs: the incident's id with the report, and the other's id.
    """
    for written, tells in reports("rhine", 60):
        keep(appending(store), written, tells)
    folding.catch_up(store)
    coded = Counter(told.article for one in incidents(store) for told in one.tellings
                    if told.finding)  # fmt: skip
    of = {told.article: one for one in incidents(store) for told in one.tellings if told.finding}
    return next(
        (store, one.id, told.article, of[told.article].id)
        for one in incidents(store)
        for told in one.tellings
        if not told.finding and coded[told.article] == 1 and len(of[told.article].articles) > 3
    )


def tellings(store, name):
    """The reports of an incident, each with the finding that tells of it."""
    (found,) = [one for one in incidents(store) if one.id == name]
    return {(told.article, told.finding) for told in found.tellings}


def test_a_report_is_taken_out_of_one_incident_and_stays_in_another(told_in_passing):
    """What it is coded for is not what it is taken out of, and loses no report by it."""
    store, whole, report, other = told_in_passing
    before, elsewhere = tellings(store, whole), tellings(store, other)
    analyst(store).split(whole, report)
    assert tellings(store, whole) == {one for one in before if one[0] != report}
    assert tellings(store, other) == elsewhere
    assert folding.check(store).holds


def test_a_report_that_tells_of_an_incident_too_brings_no_other_along(told_in_passing):
    """A merge after a split is the later one: the report tells of both, which stay two."""
    store, whole, report, other = told_in_passing
    elsewhere = tellings(store, other)
    analyst(store).split(whole, report)
    number = analyst(store).merge(whole, report)
    assert (report, None) in tellings(store, whole)
    assert tellings(store, other) == elsewhere
    with pytest.raises(LedgerError, match="already"):
        analyst(store).merge(whole, report)
    analyst(store).withdraw(number)
    assert report not in {article for article, _ in tellings(store, whole)}
    assert folding.check(store).holds


def test_a_report_brings_the_incident_that_it_alone_tells(store):
    """Nobody else has told of it: it was the same one."""
    for written, tells in reports("rhine", 60):
        keep(appending(store), written, tells)
    folding.catch_up(store)
    coded = Counter(told.article for one in incidents(store) for told in one.tellings
                    if told.finding)  # fmt: skip
    alone = next(
        one for one in incidents(store) if len(one.articles) == 1 and coded[one.articles[0]] == 1
    )
    whole = next(one for one in incidents(store) if alone.articles[0] not in one.articles)
    analyst(store).merge(whole.id, alone.articles[0])
    finding = alone.tellings[0].finding
    (joined,) = [
        one for one in incidents(store) if finding in {told.finding for told in one.tellings}
    ]
    assert {*whole.articles} < {*joined.articles}
