"""From the outbox into envelopes: whom, when, what is held back, and that the chain holds."""

import zlib
from dataclasses import replace
from datetime import time

import msgspec
import pytest
from sqlalchemy import update
from tests.desk.alerted import FILE, Alerted, moment, rule

from vedette.alerts import Quiet, Receipt
from vedette.desk.deciding import Deciding
from vedette.ledger import chain, folding, outbox
from vedette.ledger import schema as t
from vedette.records import digest


def desk_of(tmp_path, *rules, **more):
    """A desk with these rules."""
    return Alerted(tmp_path, *rules, **more)


def dismiss(desk):
    """Dismiss what was told first."""
    with desk.store.reading() as connection:
        name = connection.execute(t.alerts.select()).first().name
    Deciding(store=desk.store, author="A", reason="none", at=desk.now).dismiss(name)


def broken(desk):
    """What of the chain does not hold."""
    with desk.store.reading() as connection:
        return [one for one in chain.verify(connection) if isinstance(one, chain.Broken)]


def test_each_channel_and_each_recipient_has_an_envelope_of_his_own(tmp_path):
    """Under keys of their own, with bytes that are kept."""
    more = replace(FILE, name="two", recipients=("b.jsonl", "c.jsonl"))
    desk = desk_of(tmp_path, rule(channels=("desk", "two")), channels=(FILE, more))
    desk.report("a")
    sent = desk.fold()
    ways = [(one.envelope.channel, one.envelope.recipient) for one in sent]
    assert ways == [("desk", "out.jsonl"), ("two", "b.jsonl"), ("two", "c.jsonl")]
    assert len({one.envelope.key for one in sent}) == 3
    assert not broken(desk)


def test_nothing_above_a_ceiling_becomes_bytes(tmp_path):
    """It is kept on record that it did not leave, and why."""
    desk = desk_of(tmp_path, rule())
    desk.report("a")
    folding.catch_up(desk.store)
    with desk.appender.batch() as batch:
        desk.outgoing.alerting.look(batch, desk.now)
    (one,) = posted(desk)
    amber = replace(one.alert, handling="amber")
    with desk.store.transaction() as connection:
        body = msgspec.json.encode(amber).decode()
        connection.execute(update(t.alerts).values(body=body))
    (sent,) = desk.fold()
    assert (sent.outcome, sent.hash) == ("given_up", digest(b""))
    assert sent.told == "TLP:AMBER is above the ceiling of the channel"


def test_what_was_raised_while_it_waited_does_not_leave(tmp_path):
    """A digest is made of what may be told at the end of its day."""
    desk = desk_of(tmp_path, rule(digest="hour"))
    desk.report("a")
    assert desk.fold() == []
    with desk.store.reading() as connection:
        name = connection.execute(t.alerts.select()).first().name
    Deciding(store=desk.store, author="A", reason="inquiry", at=desk.now).handle(name, "red")
    desk.fold()
    (sent,) = desk.wait(hours=2).look()
    assert (sent.outcome, sent.hash) == ("given_up", digest(b""))
    assert sent.told == "TLP:RED by now is above the ceiling of the channel"


def posted(desk):
    """What waits."""
    with desk.store.reading() as connection:
        return outbox.posted(connection)


def test_a_night_is_quiet_and_a_claim_that_falls_in_it_never_leaves(tmp_path):
    """What was to go in the morning and is taken back before is not sent at all."""
    desk = desk_of(tmp_path, rule(quiet=Quiet(since=time(22), until=time(6))))
    desk.now = moment(23)
    desk.report("a")
    assert desk.fold() == []
    assert desk.outgoing.next == moment(6, day=3)
    desk.now = moment(6, day=3)
    assert [one.outcome for one in desk.look()] == [""]
    desk.now = moment(23, day=3)
    desk.report("x", "A cable was cut in a shop of Turku. A thief was seen.", place="Turku")
    assert len(desk.fold()) == 1
    with desk.store.reading() as connection:
        name = connection.execute(t.alerts.select().order_by(t.alerts.c.seq.desc())).first().name
    Deciding(store=desk.store, author="A", reason="none", at=desk.now).dismiss(name)
    told = desk.fold()[-1]
    assert (told.outcome, told.told) == ("given_up", "taken back before it left")
    assert [alert.cause for alert in told.envelope.alerts] == ["new", "withdrawn"]
    assert posted(desk) == []


def test_a_burst_goes_in_one_envelope_and_what_is_beyond_the_limit_too(tmp_path):
    """Each alert is in one envelope, whichever."""
    desk = desk_of(tmp_path, rule("burst", gather=30.0), rule("many", most=2))
    places = ("Turku", "Narva", "Riga", "Gdynia")
    for n, place in enumerate(places):
        text = f"A cable was cut at {place}. Detail {n} {place} was told by nobody else, it said."
        desk.report(place, text, place=place)
    held = [len(one.envelope.alerts) for one in desk.fold()]
    assert held == [1, 3]
    desk.wait(seconds=30)
    assert [len(one.envelope.alerts) for one in desk.look()] == [1, 3, 4]
    assert posted(desk) == []


def test_the_limit_counts_what_is_told_and_not_to_how_many(tmp_path):
    """Three in an hour are three, whether one recipient gets them or thirty."""
    everybody = tuple(f"{n}.jsonl" for n in range(30))
    desk = desk_of(tmp_path, rule(most=3), channels=(replace(FILE, recipients=everybody),))
    for n, place in enumerate(("Turku", "Narva", "Riga", "Gdynia"), 1):
        text = f"A cable was cut at {place}. Detail {n} {place} was told by nobody else, it said."
        desk.wait(minutes=2).report(place, text, place=place)
        assert len(desk.fold()) == 30 * min(n, 3)
    assert desk.waiting() == 1
    desk.wait(minutes=55)
    assert len(desk.look()) == 120


def test_a_claim_is_taken_back_from_those_who_got_it_and_from_nobody_else(tmp_path):
    """Who came later did not hear of it; who has left the list is told all the same."""
    desk = desk_of(tmp_path, rule(), channels=(replace(FILE, recipients=("a", "b")),))
    desk.report("a")
    desk.fold()
    desk.outgoing.channels["desk"] = replace(FILE, recipients=("b", "c"))
    dismiss(desk)
    taken = [one for one in desk.fold() if one.envelope.alerts[0].cause == "withdrawn"]
    assert [one.envelope.recipient for one in taken] == ["a", "b"]


def test_a_claim_that_nobody_took_is_not_taken_back(tmp_path):
    """An envelope that was given up at the first attempt reached nobody."""
    desk = desk_of(tmp_path, rule())
    desk.report("a")
    (sent,) = desk.fold()
    with desk.appender.batch() as batch:
        batch.delivered(sent.number, Receipt(outcome="given_up", told="410"), desk.now)
    dismiss(desk)
    assert desk.fold()[-1].told == "taken back before it left"


def test_an_envelope_names_what_went_the_same_way_before(tmp_path):
    """The alert, its envelope, and what the receiver said when it took it."""
    desk = desk_of(tmp_path, rule())
    desk.report("a")
    (first,) = desk.fold()
    with desk.appender.batch() as batch:
        batch.delivered(first.number, Receipt(outcome="again", told="503"), desk.now)
        batch.delivered(first.number, Receipt(outcome="taken", told="$one"), desk.now)
    dismiss(desk)
    claim, last = first.envelope.alerts[0], desk.fold()[-1].envelope
    (earlier,) = last.earlier
    assert (earlier.alert, earlier.envelope) == (claim.key, first.envelope.key)
    assert (earlier.made, earlier.headline, earlier.told) == (claim.made, claim.headline, "$one")
    assert last.after == (first.envelope.key,)
    assert first.envelope.earlier == ()


def test_a_channel_that_is_gone_is_told(tmp_path):
    """What was to go there is given up, on record."""
    desk = desk_of(tmp_path, rule(channels=("desk", "night")))
    desk.report("a")
    gone = desk.fold()[1]
    assert (gone.envelope.channel, gone.outcome) == ("night", "given_up")


def test_what_breaks_is_told_on_the_desk_and_the_fold_stands(tmp_path):
    """Nothing is lost by it: the next look finds what was stirred."""
    desk = desk_of(tmp_path, rule())
    look, desk.outgoing.alerting.look = desk.outgoing.alerting.look, None
    desk.report("a")
    assert desk.fold() == []
    assert [one.what for one in desk.issues()] == ["alerts could not be looked for"]
    desk.outgoing.alerting.look = look
    assert desk.causes() == []
    desk.fold()
    assert desk.causes() == ["new"]


@pytest.mark.parametrize("what", ["bytes", "recipient", "order"])
def test_the_chain_shows_what_was_changed(tmp_path, what):
    """A byte of what was sent, whom it went to, or a row that is gone."""
    desk = desk_of(tmp_path, rule(), channels=(replace(FILE, recipients=("a", "b", "c")),))
    desk.report("a")
    desk.fold()
    assert not broken(desk)
    e = t.envelopes.c
    second = desk.told()[1]
    with desk.store.transaction() as connection:
        if what == "bytes":
            other = zlib.compress(b"something else")
            change = update(t.bodies).where(t.bodies.c.hash == second.hash).values(body=other)
        elif what == "recipient":
            change = update(t.envelopes).where(e.seq == second.number).values(recipient="x")
        else:
            connection.execute(t.enclosed.delete().where(t.enclosed.c.envelope == second.number))
            change = t.envelopes.delete().where(e.seq == second.number)
        connection.execute(change)
    assert broken(desk)


def test_an_article_that_is_erased_leaves_no_words_in_alerts(tmp_path):
    """Neither in what was told nor in the bytes that were kept; the chain holds all the same."""
    desk = desk_of(tmp_path, rule())
    written, _ = desk.report("a")
    (sent,) = desk.fold()
    with desk.appender.batch() as batch:
        batch.erase(written.id, author="A", reason="a court", at=desk.now)
    (alert,) = desk.told()[0].envelope.alerts
    assert (alert.backing, alert.lines) == ((), ())
    with desk.store.reading() as connection:
        assert outbox.body_of(connection, sent.hash) is None
        (waits,) = outbox.waiting(connection, "desk", 9)
    assert waits.body == b""
    assert not broken(desk)
    desk.fold()
    assert [one.envelope.alerts[-1].cause for one in desk.told()] == ["new", "withdrawn"]
