"""What was known at a moment is what the ledger answered then."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from tests.ledger.making import NOON, TEXT, article
from tests.ledger.making import coding as made
from tests.ledger.making import keep as keeping
from tests.ledger.streaming import coding, keep, reports
from tests.ledger.test_deciding import aims, decision, incidents

from vedette.desk import Desk
from vedette.ledger import deciding, folding, recalling, related, rows
from vedette.ledger import schema as t
from vedette.ledger.append import Appender
from vedette.relate import rulings, stories

COUNT = 16
SECOND = timedelta(seconds=1)


class Clock:
    """A clock that stands where it is put."""

    def __init__(self):
        self.at = NOON

    def __call__(self):
        return self.at


@pytest.fixture
def lived(store):
    """A ledger that lived through its reports, decisions and an upgrade: (moment, answer) pairs."""
    clock = Clock()
    appender, desk, answers = Appender(store, now=clock), Desk(store, now=clock), []
    numbers = {}
    for written, told in reports("rhine", COUNT):
        clock.at = written.known
        numbers[written.id] = keep(appender, written, told)
        if len(numbers) == 12:
            one, *_, other = incidents(store).values()
            _decide(appender, decision("must_link", aims(one)[0], aims(other)), clock.at)
            _decide(appender, decision("dismiss", aims(one)[-1]), clock.at)
        folding.catch_up(store)
        answers.append((clock.at, desk.related()))
    clock.at += 60 * SECOND
    with appender.batch() as batch:
        for written, told in reports("rhine", COUNT):
            batch.coding(numbers[written.id], coding(written, told, "canned@2"))
    folding.catch_up(store)
    answers.append((clock.at, desk.related()))
    return desk, answers


def _decide(appender, made, at):
    with appender.batch() as batch:
        batch.decision(type(made)(**{**_fields(made), "at": at}))


def _fields(made):
    return {name: getattr(made, name) for name in made.__dataclass_fields__}


def test_as_of_is_what_was_answered_then(lived):
    """At every moment the answer is the same to the letter, whatever was decided or coded since."""
    desk, answers = lived
    assert len({repr(answer) for _, answer in answers}) > COUNT // 2
    for at, answer in answers:
        assert desk.related(at) == answer


def test_one_incident_is_recalled_from_its_part_alone(lived):
    """What the reports worked out together with it come to is what all of them come to.

    But for one that stood with them then, and that a later coding has parted from them.
    """
    desk, answers = lived
    compared = 0
    for at, _ in answers[::3]:
        with desk._reading() as connection:  # noqa: SLF001
            whole = {one.id: replace(one, kin=()) for one in desk.recall(at).incidents}
            for now in related.incidents(connection):
                if _parted_since(connection, now, at):
                    continue
                compared += 1
                if (found := recalling.incident(connection, now, at)) is not None:
                    assert replace(found[0], kin=()) == whole[found[0].id]
                    assert set(found[0].articles) & set(now.articles)
                else:
                    assert not any(set(one.articles) & set(now.articles) for one in whole.values())
    assert compared > COUNT


def _parted_since(connection, incident, at):
    """Whether a report that was linked to an incident's part then is none of it now."""
    part = recalling.parted(connection, incident.articles)
    known = recalling._known(connection, at, "then", None)  # noqa: SLF001
    held = rulings.in_force(deciding.decisions(connection, until=rows.stamp(at)))
    signed = list(recalling._signed(known, held))  # noqa: SLF001
    return any((one in part) != (other in part) for one, other in stories.links(signed, {}))


def test_an_incident_of_then_tells_the_words_of_then(lived):
    """Its sheet has the reports known by then, under its present id, each with its words."""
    desk, answers = lived
    at = answers[len(answers) // 2][0]
    told = [(one, desk.incident_then(one.id, at)) for one in desk.incidents().lines]
    assert any(then is None for _, then in told)
    for now, then in told:
        if then is not None:
            assert then.line.id == now.id
            assert all(account.head.known <= at for account in then.accounts)
            assert all(account.sentence for account in then.accounts)
            assert then.grade is not None


def test_the_rules_of_now_are_the_newest_codings(lived):
    """By the rules of now the reports of then are coded as they are today."""
    desk, answers = lived
    at, then = answers[-2]
    assert desk.related(at, "now") != then
    assert set(desk.recall(at, "now").coders) == {"canned@2"}
    assert set(desk.recall(at).coders) == {"canned@1"}


@pytest.mark.parametrize("late", [False, True])
def test_an_upgrade_of_the_reader_changes_nothing_of_what_was_known(store, late):
    """A text read anew later, with its coding, was not there then: not as text, nor as incident."""
    clock = Clock()
    appender, desk = Appender(store, now=clock), Desk(store, now=clock)
    clock.at = NOON + timedelta(days=900 if late else 0)
    first = article()
    number = keeping(appender, first)
    folding.catch_up(store)
    at = NOON + timedelta(hours=1)
    before = desk.related(at)
    (incident,) = desk.incidents().lines
    then = desk.incident_then(incident.id, at)
    clock.at += timedelta(days=30)
    text = f"Menu. Home.\n\n{TEXT.replace('Hanko', 'Turku')}"
    again = replace(first, reader="entry@2", text=text)
    with appender.batch() as batch:
        capture = batch.connection.execute(
            select(t.articles.c.capture).where(t.articles.c.seq == number)
        ).scalar_one()
        batch.coding(batch.article(capture, again), made(again, kind="arson"))
    folding.catch_up(store)
    (incident,) = desk.incidents().lines
    assert incident.kind == "arson"
    assert desk.related(at) == before
    assert desk.recall(at).late == late
    now = desk.incident_then(incident.id, at)
    assert [one.sentence for one in now.accounts] == [one.sentence for one in then.accounts]
    (kind,) = {one["kind"] for one in desk.related(at, "now")["incidents"]}
    assert kind == "arson"


def test_an_archive_taken_in_later_counts_from_its_publication(store):
    """Its reports have the first coding they got, and are counted as late."""
    appender = Appender(store, now=lambda: NOON + timedelta(days=900))
    for written, told in reports("rhine", 5):
        keep(appender, written, told)
    third = reports("rhine", 5)[2][0].known
    found = Desk(store).recall(third)
    assert sum(len(story.articles) for story in found.stories) == 3
    assert found.late == 3
    assert found.incidents


def test_what_was_erased_is_not_recalled(store, appender):
    """A moment before the tombstone does not bring the words back."""
    for written, told in reports("rhine", 3):
        keep(appender, written, told)
    first = reports("rhine", 3)[0][0]
    with appender.batch() as batch:
        batch.erase(first.id, author="D", reason="asked", at=NOON)
    found = Desk(store).recall(reports("rhine", 3)[2][0].known)
    assert first.id not in found.appeared
    with store.reading() as connection:
        assert len(connection.execute(select(t.articles.c.id).distinct()).all()) == 3
