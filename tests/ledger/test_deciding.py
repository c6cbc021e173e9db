"""Decisions of analysts: respected by every rebuild and upgrade, withdrawn without a trace left."""

import random
import sys
from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from tests.ledger import making
from tests.ledger.making import NOON
from tests.ledger.streaming import coding, keep, reports

from vedette.duty import Stood
from vedette.errors import LedgerError
from vedette.ledger import deciding, duties, folding, related
from vedette.ledger import schema as t
from vedette.records import Aim, Decision, Spot
from vedette.relate import rulings

TURKU = Spot(name="Turku", lat=60.45, lon=22.27, country="FI", precision="town", radius_km=9.0)


@pytest.fixture
def filled(store, appender):
    """A ledger with thirty reports, coded and folded."""
    for written, told in reports("rhine", 30):
        keep(appender, written, told)
    folding.catch_up(store)
    return store


def incidents(store):
    """The incidents, by their ids."""
    with store.reading() as connection:
        return {one.id: one for one in related.incidents(connection)}


def prints(store):
    """A hash of each view."""
    with store.reading() as connection:
        return dict(folding.fingerprints(connection))


def texts():
    """The reports by their articles' ids."""
    return {written.id: written for written, _ in reports("rhine", 30)}


def aims(incident):
    """An aim at each coded telling."""
    return [
        Aim(
            article=told.article,
            words=texts()[told.article].text[slice(*told.words)],
            at=told.words.start,
        )
        for told in incident.tellings
        if told.finding
    ]


def decision(verb, aim=None, also=(), **more):
    """A decision at an aim and further ones."""
    change = deciding.change(also=also, at=aim.at if aim else None, **more)
    aimed = {"article": aim.article, "words": aim.words, "type": aim.type} if aim else {}
    return Decision(author="A. Analyst", reason="seen", at=NOON, verb=verb, change=change, **aimed)


def decide(store, appender, *made):
    """Append decisions and fold; give the last one's number."""
    with appender.batch() as batch:
        number = [batch.decision(one) for one in made][-1]
    folding.catch_up(store)
    return number


def withdraw(store, appender, number):
    """Take a decision back."""
    taken = Decision(author="B", reason="no", at=NOON, verb="withdraw", withdraws=number)
    return decide(store, appender, taken)


def telling(store, aim):
    """The incident that tells what an aim means, None where none does."""
    for one in incidents(store).values():
        for told in one.tellings:
            if told.finding and told.article == aim.article:
                at = texts()[aim.article].text[slice(*told.words)]
                if aim.words.startswith(at) or at.startswith(aim.words):
                    return one
    return None


def test_a_merge_makes_one_of_two_incidents(filled, appender):
    """Merged incidents are one, even across stories, with every report of both."""
    one, *_, other = incidents(filled).values()
    mine, theirs = aims(one), aims(other)
    decide(filled, appender, decision("must_link", mine[0], [*mine[1:], *theirs]))
    whole = telling(filled, mine[0])
    assert whole.id == telling(filled, theirs[0]).id
    assert {aim.article for aim in mine + theirs} <= set(whole.articles)
    assert folding.check(filled).holds


def test_a_report_that_nobody_marked_is_named_to_tell_of_an_incident(filled, appender):
    """An aim without words makes a report a telling, and ties no other incident of it."""
    first, *_, last = incidents(filled).values()
    outside = next(name for name in last.articles if name not in first.articles)
    aim = aims(first)[0]
    decide(filled, appender, decision("must_link", aim, [Aim(article=outside)]))
    whole = telling(filled, aim)
    (named,) = [told for told in whole.tellings if told.article == outside]
    assert named.finding is None
    assert last.id in incidents(filled)
    assert folding.check(filled).holds


def test_a_split_takes_one_telling_out(filled, appender):
    """The telling that is split is not in the incident any longer, nor recognised in it."""
    largest = max(incidents(filled).values(), key=lambda one: len(aims(one)))
    first, *others = aims(largest)
    decide(filled, appender, decision("cannot_link", first, others))
    assert telling(filled, first) is not None
    for aim in others:
        assert first.article not in telling(filled, aim).articles
    assert folding.check(filled).holds


def test_the_later_of_two_that_differ_holds(filled, appender):
    """A split after a merge parts what was merged, and a merge after that joins it again."""
    one, *_, other = incidents(filled).values()
    a, b = aims(one)[0], aims(other)[0]
    decide(filled, appender, decision("must_link", a, [b]))
    decide(filled, appender, decision("cannot_link", b, [a]))
    assert telling(filled, a).id != telling(filled, b).id
    decide(filled, appender, decision("must_link", a, [b]))
    assert telling(filled, a).id == telling(filled, b).id


def test_what_is_dismissed_tells_of_nothing(filled, appender):
    """A dismissed finding stays in the ledger, is marked, and makes no incident."""
    aim = aims(next(iter(incidents(filled).values())))[0]
    number = decide(filled, appender, decision("dismiss", aim))
    assert telling(filled, aim) is None
    with filled.reading() as connection:
        (left,) = deciding.left_out(connection)
        known = select(t.findings.c.id).where(t.findings.c.id == left.finding)
        assert connection.execute(known).scalar()
    assert (left.number, left.verb, left.article) == (number, "dismiss", aim.article)
    decide(filled, appender, decision("confirm", aim))
    assert telling(filled, aim) is not None


def test_a_correction_overrides_what_reports_say(filled, appender):
    """Kind and place are those that an analyst gave, with the decision's number beside them."""
    aim = aims(next(iter(incidents(filled).values())))[0]
    kind = decide(filled, appender, decision("correct", aim, kind="espionage"))
    place = decide(filled, appender, decision("correct", aim, place=asdict(TURKU)))
    found = telling(filled, aim)
    assert (found.kind, found.spot) == ("espionage", TURKU)
    assert found.decided == {"kind": kind, "place": place}


def test_never_again_hides_to_its_last_day_and_leaves_a_trace(filled, appender):
    """A phrase hides the findings in whose sentence it stands, until the day it ends."""
    before = incidents(filled)
    aim = aims(next(iter(before.values())))[0]
    day = (texts()[aim.article].published - timedelta(days=1)).date()
    ended = decision("never", phrase=aim.words, until=day.isoformat())
    decide(filled, appender, ended)
    assert incidents(filled) == before
    number = decide(filled, appender, decision("never", phrase=aim.words, until="2027-01-01"))
    assert telling(filled, aim) is None
    with filled.reading() as connection:
        left = list(deciding.left_out(connection))
    assert {one.number for one in left} == {number}
    assert folding.check(filled).holds


def test_never_again_says_what_nobody_else_tells(filled, appender):
    """An incident that only hidden findings tell is marked; one that others tell too is not."""
    before = incidents(filled)
    single = next(one for one in before.values() if len(aims(one)) == 1)
    shared = next(one for one in before.values() if len(aims(one)) > 2)
    for aim in (aims(single)[0], aims(shared)[1]):
        source = texts()[aim.article].source
        hidden = decision("never", phrase=aim.words, source=source, until="2027-01-01")
        decide(filled, appender, hidden)
    with filled.reading() as connection:
        left = list(deciding.left_out(connection))
    assert any(one.alone for one in left if one.article == aims(single)[0].article)
    assert not any(one.alone for one in left if one.article == aims(shared)[1].article)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("A cable broke off Hanko in the Große Straße. Police said so.", "grosse strasse"),
        ("A cable broke off Hanko in the GROSSE STRASSE. Police said so.", "Große Straße"),
        ("A cable broke off Hanko at an oﬃce of the ﬂeet. Police said so.", "office of the fleet"),
    ],
)
def test_never_again_hides_words_that_are_written_otherwise(store, appender, text, phrase):
    """What a rebuild hides is hidden at once: letters that fold into others are the same words."""
    making.keep(appender, making.article("a", text))
    folding.catch_up(store)
    assert incidents(store)
    decide(store, appender, decision("never", phrase=phrase, until="2027-01-01"))
    assert not incidents(store)
    assert folding.check(store).holds


def test_a_database_is_asked_for_letters_that_nothing_else_folds_into():
    """Over all of Unicode: what folds into one of them is the letter or its capital."""
    letters = {chr(n) for n in range(128) if deciding.SELF.fullmatch(chr(n))}
    for n in range(sys.maxunicode + 1):
        if letters & {*chr(n).casefold()}:
            assert chr(n) in letters
    assert len(letters) == 28


def test_a_withdrawal_restores_the_views(filled, appender):
    """After every kind of decision and its withdrawal the views are what they were."""
    before = prints(filled)
    one, *_, other = incidents(filled).values()
    a, b = aims(one)[0], aims(other)[0]
    made = (
        decision("must_link", a, [b]),
        decision("cannot_link", a, aims(one)[1:] or [b]),
        decision("dismiss", a),
        decision("correct", b, kind="sabotage"),
        decision("never", byline="A. Writer", until="2030-01-01"),
        decision("never", source=texts()[a.article].source, until="2030-01-01"),
    )
    numbers = [decide(filled, appender, each) for each in made]
    assert prints(filled) != before
    for number in numbers:
        withdraw(filled, appender, number)
    assert prints(filled) == before


def test_decisions_outlive_the_coder(filled, appender):
    """Another version marks other words: what was dismissed and merged stays so."""
    one, *_, other = incidents(filled).values()
    mine, theirs = aims(one), aims(other)
    third = next(
        found for found in incidents(filled).values() if found.id not in {one.id, other.id}
    )
    gone = aims(third)[0]
    decide(
        filled,
        appender,
        decision("must_link", mine[0], [*mine[1:], *theirs]),
        decision("dismiss", gone),
    )
    with filled.reading() as connection:
        numbers = dict(connection.execute(select(t.standing.c.article, t.standing.c.seq)).all())
    with appender.batch() as batch:
        for written, told in reports("rhine", 30):
            batch.coding(numbers[written.id], coding(written, told, "canned@2"))
    folding.catch_up(filled)
    held = [found for aim in (*mine, *theirs) if (found := telling(filled, aim))]
    assert len(held) > 1
    assert len({found.id for found in held}) == 1
    assert telling(filled, gone) is None
    assert folding.check(filled).holds


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (decision("dismiss", Aim(article="nowhere", words="x")), "there is no article nowhere"),
        (
            decision("dismiss", Aim(article=reports("rhine", 1)[0][0].id, words="no such words")),
            "'no such words' does not stand in article",
        ),
        (decision("note"), "a decision that aims at no article"),
        (decision("must_link", Aim(article=reports("rhine", 1)[0][0].id)), "nothing to link"),
        (decision("correct", Aim(article=reports("rhine", 1)[0][0].id), kind="x"), "x is no kind"),
        (decision("correct", Aim(article=reports("rhine", 1)[0][0].id)), "nothing to correct"),
        (
            decision("correct", Aim(article=reports("rhine", 1)[0][0].id), place={"name": "A"}),
            "not a place",
        ),
        (decision("never", phrase="drill"), "no day on which it ends"),
        (decision("never", until="2027-01-01"), "nothing to look for"),
        (decision("never", phrase="a", until="2027-01-01"), "too short a phrase"),
        (replace(decision("withdraw"), withdraws=7000), "there is no decision 7000"),
        (replace(decision("note"), reason=" "), "a decision without reason"),
    ],
)
@pytest.mark.usefixtures("filled")
def test_what_cannot_be_decided_is_refused(appender, made, told):
    """A decision that aims at nothing is told so, and nothing is written."""
    with pytest.raises(LedgerError, match=told), appender.batch() as batch:
        batch.decision(made)


def test_a_decision_is_withdrawn_once(filled, appender):
    """Neither a withdrawal nor what is withdrawn can be withdrawn."""
    aim = aims(next(iter(incidents(filled).values())))[0]
    number = decide(filled, appender, decision("dismiss", aim))
    again = withdraw(filled, appender, number)
    with pytest.raises(LedgerError, match="withdrawn already"):
        withdraw(filled, appender, number)
    with pytest.raises(LedgerError, match="a withdrawal is not withdrawn"):
        withdraw(filled, appender, again)


def test_erasing_takes_the_words_out_of_every_aim(filled, appender):
    """What another report's decision quotes of an erased article goes; the rest of it holds."""
    one, *_, other = incidents(filled).values()
    a, b = aims(one)[0], aims(other)[0]
    decide(filled, appender, decision("must_link", a, [b, *aims(one)[1:]]))
    with appender.batch() as batch:
        batch.erase(b.article, author="D", reason="asked", at=NOON)
    folding.catch_up(filled)
    with filled.reading() as connection:
        ((_, left),) = deciding.decisions(connection)
    assert b.article not in left.change
    assert left.words == a.words
    assert folding.check(filled).holds


SAID = {
    "assign": {"to": "B. Boss"},
    "snooze": {"until": "2027-01-01T00:00:00.000000Z", "stood": asdict(Stood(status="reported"))},
    "acknowledge": {"thread": "t1"},
    "correct": {"kind": "espionage"},
    "handle": {"handling": "amber"},
    "find": {"kind": "arson", "fields": {}},
}
"""What a verb needs beside its aims."""


@pytest.mark.parametrize("verb", sorted(rulings.AIMED - {"never", "amend", "resolve"}))
def test_a_decision_outlives_the_first_report_it_is_about(filled, appender, verb):
    """Erased, that takes its words along; what the analyst said holds for the other reports."""
    first, *others = aims(max(incidents(filled).values(), key=lambda one: len(aims(one))))
    decide(filled, appender, decision(verb, first, others, **SAID.get(verb, {})))
    with appender.batch() as batch:
        batch.erase(first.article, author="D", reason="asked", at=NOON)
    folding.catch_up(filled)
    assert folding.check(filled).holds
    with filled.reading() as connection:
        ((number, left),) = deciding.decisions(connection)
        told = duties.duties(connection, incidents(filled))
        seen = duties.acknowledged(connection, "thread", ["t1"])
    assert left.words == ""
    assert {aim["article"] for aim in deciding.told(left.change).get("also", ())} == {
        aim.article for aim in others
    }
    assert "at" not in deciding.told(left.change)
    if verb in rulings.DUTY:
        (duty,) = told.values()
        assert duty.to == ("B. Boss" if verb == "assign" else "")
        assert bool(duty.until and duty.stood) == (verb == "snooze")
    assert set(seen) == ({"t1"} if verb == "acknowledge" else set())
    kinds = {one.kind for one in incidents(filled).values() if one.decided == {"kind": number}}
    assert kinds == ({"espionage"} if verb == "correct" else set())


def test_what_an_older_erasure_left_of_a_decision_is_folded(filled, appender):
    """It kept nothing but aims: who looks at the incident finds that somebody decided."""
    first, *others = aims(max(incidents(filled).values(), key=lambda one: len(aims(one))))
    for verb in ("handle", "assign", "snooze"):
        decide(filled, appender, decision(verb, first, others, **SAID[verb]))
    with filled.transaction() as connection:
        left = deciding.change(also=others)
        connection.execute(update(t.decisions).values(change=left, words=""))
    folding.rebuild(filled)
    with filled.reading() as connection:
        (duty,) = duties.duties(connection, incidents(filled)).values()
    assert duty.assigned
    assert (duty.to, duty.until, duty.stood) == ("", None, None)
    assert folding.check(filled).holds


def test_two_hundred_random_decisions_rebuild_to_the_same_bytes(store, appender):
    """Decisions, withdrawals, reports, upgrades between them: the views are the log's."""
    chance = random.Random(20261126)
    waiting = list(reports("rhine", 14))
    chance.shuffle(waiting)
    numbers, made = {}, []
    for n in range(225):
        found = list(incidents(store).values())
        if waiting and (n % 7 == 0 or len(found) < 4):
            written, told = waiting.pop()
            numbers[written.id] = keep(appender, written, told)
            folding.catch_up(store)
        elif n % 23 == 0:
            written, told = chance.choice(reports("rhine", 14))
            if written.id in numbers:
                version = f"canned@{chance.choice('12')}"
                with appender.batch() as batch:
                    batch.coding(numbers[written.id], coding(written, told, version))
        elif made and (not found or chance.random() < 0.2):
            withdraw(store, appender, made.pop(chance.randrange(len(made))))
        else:
            made.append(decide(store, appender, _random(found, chance)))
    folding.catch_up(store)
    assert folding.check(store).holds
    with store.reading() as connection:
        assert len(list(deciding.decisions(connection))) >= 170


def _random(found, chance):
    """Some decision or other about incidents that are there."""
    mine, other = aims(chance.choice(found)), chance.choice(found)
    aim = chance.choice(mine)
    others = [each for each in mine if each != aim]
    made = [
        decision("must_link", aim, aims(other)),
        decision("cannot_link", aim, others) if others else decision("confirm", aim),
        decision("dismiss", aim),
        decision("correct", aim, kind=chance.choice(["arson", "espionage"])),
        decision("correct", aim, place=asdict(TURKU)),
        decision("never", phrase=aim.words, until="2026-10-20"),
        decision("note", aim),
        decision("confirm", aim),
    ]
    return chance.choice(made)
