"""The desk's own feed of CAP: the newest alerts, what they refer to, and what stays inside."""

from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest
from tests.desk.alerted import FILE, Alerted, rule
from tests.desk.test_outgoing import dismiss

from vedette.desk import Desk
from vedette.desk.deciding import Deciding
from vedette.errors import NotHeld
from vedette.ledger import outbox
from vedette.write.cap import SPACE
from vedette.write.elements import ATOM

AT = "https://desk.example"


def told(raw, name):
    """What an element of a message says."""
    return fromstring(raw).findtext(f"{{{SPACE}}}{name}", "")


def links(desk):
    """Where the index leads, the newest first."""
    root = fromstring(desk.cap_index(AT))
    return [
        link.get("href").removeprefix(f"{AT}/alerts/cap/").removesuffix(".xml")
        for link in root.iter(f"{{{ATOM}}}link")
        if link.get("rel") == "alternate"
    ]


def test_the_feed_follows_a_chain(tmp_path):
    """A claim and what takes it back, each as a message, as the desk's own draft."""
    made = Alerted(tmp_path, rule())
    made.report("a")
    made.fold()
    made.wait(minutes=5)
    dismiss(made)
    made.fold()
    desk = Desk(made.store)
    last, first = links(desk)
    claim, back = desk.cap_message(first, AT), desk.cap_message(last, AT)
    assert [told(one, "msgType") for one in (claim, back)] == ["Alert", "Cancel"]
    assert {told(one, "status") for one in (claim, back)} == {"Draft"}
    named = ",".join(told(claim, name) for name in ("sender", "identifier", "sent"))
    assert told(back, "references") == named
    with pytest.raises(NotHeld):
        desk.cap_message("other", AT)


def test_what_not_everybody_may_know_stays_inside(tmp_path):
    """Neither in the index nor by its key."""
    made = Alerted(tmp_path, rule())
    made.report("a")
    (sent,) = made.fold()
    (alert,) = sent.envelope.alerts
    amber = replace(alert, key="b1", thread="b1", handling="amber")
    with made.appender.batch() as batch:
        batch.alert(amber, outbox.Stood(), ())
    desk = Desk(made.store)
    assert links(desk) == [alert.key]
    with pytest.raises(NotHeld):
        desk.cap_message("b1", AT)


def test_an_alert_is_handled_as_its_incident(tmp_path):
    """It leaves where the channel's ceiling lets it, and is listed for who may be told of it."""
    made = Alerted(tmp_path, rule(), channels=(replace(FILE, ceiling="amber"),))
    made.report("a", handling="amber")
    (sent,) = made.fold()
    assert [alert.handling for alert in sent.envelope.alerts] == ["amber"]
    desk = Desk(made.store)
    assert [one.envelope.key for one in desk.sent().lines] == [sent.envelope.key]
    assert not desk.under("clear").sent().lines


def test_an_alert_above_the_ceiling_of_its_channel_does_not_leave(tmp_path):
    """It is given up before anything is sent, and the desk says why."""
    made = Alerted(tmp_path, rule())
    made.report("a", handling="amber")
    (sent,) = made.fold()
    assert sent.outcome == "given_up"
    assert "TLP:AMBER is above the ceiling" in sent.told


def public(desk, analysts=0):
    """The desk as the feeds see it."""
    return Desk(desk.store, analysts=analysts).under("clear", public=True)


def by(desk, author="A. Analyst"):
    """An analyst of it."""
    return Deciding(store=desk.store, author=author, reason="looked at", at=desk.now)


def claimed(folder, **more):
    """A desk that has told of one incident, and the alert."""
    desk = Alerted(folder, rule(), **more)
    desk.report("a")
    (sent,) = desk.fold()
    return desk, sent.envelope.alerts[0]


def test_the_feed_has_what_was_released(tmp_path):
    """As the feed of incidents does: not before, and not after a release was taken back."""
    desk, alert = claimed(tmp_path)
    assert links(public(desk, 1)) == []
    with pytest.raises(NotHeld):
        public(desk, 1).cap_message(alert.key, AT)
    number = by(desk).release(alert.name)
    desk.fold()
    assert links(public(desk, 1)) == [alert.key]
    assert links(public(desk, 2)) == []
    by(desk).withdraw(number)
    desk.fold()
    assert links(public(desk, 1)) == []


def test_only_incidents_are_released(tmp_path):
    """An alarm is in the feed of a desk that releases nothing, and of no other."""
    desk, alert = claimed(tmp_path)
    alarm = replace(alert, key="b1", thread="b1", subject="alarm", backing=())
    with desk.appender.batch() as batch:
        batch.alert(alarm, outbox.Stood(), ())
    by(desk).release(alert.name)
    desk.fold()
    assert links(public(desk)) == ["b1", alert.key]
    assert links(public(desk, 1)) == [alert.key]


def test_what_was_raised_since_is_gone(tmp_path):
    """From the feed and from the list of what was sent; a dismissal does not bring it back."""
    desk, alert = claimed(tmp_path)
    assert links(public(desk)) == [alert.key]
    by(desk).handle(alert.name, "red")
    desk.fold()
    assert links(public(desk)) == []
    assert public(desk).sent().lines == ()
    assert len(Desk(desk.store).sent().lines) == 1
    dismiss(desk)
    desk.wait(minutes=1).fold()
    back = public(desk)
    assert alert.key not in links(back)
    assert back.sent().lines == ()


def test_what_takes_a_raised_claim_back_leaves_without_words(tmp_path):
    """Whoever has the claim learns that it is no more so, and nothing of it again."""
    desk, alert = claimed(tmp_path)
    by(desk).handle(alert.name, "red")
    desk.fold()
    dismiss(desk)
    desk.wait(minutes=1).fold()
    (last,) = links(public(desk))
    back = public(desk).cap_message(last, AT)
    assert told(back, "msgType") == "Cancel"
    assert alert.key in told(back, "references")
    assert b"Hanko" not in back
    assert b"undersea" not in back


def test_what_was_never_released_is_not_taken_back(tmp_path):
    """To take back what the feed never told would tell it; what it told is taken back."""
    desk, alert = claimed(tmp_path)
    by(desk).release(alert.name)
    desk.fold()
    dismiss(desk)
    desk.wait(minutes=1).fold()
    (last,) = links(public(desk, 1))
    assert told(public(desk, 1).cap_message(last, AT), "msgType") == "Cancel"
    assert links(public(desk, 2)) == []


def test_the_feed_names_no_private_person(tmp_path):
    """Neither in a quotation nor in a sentence of the desk's own."""
    desk = Alerted(tmp_path, rule())
    words = "A cable was cut off Hanko by Gleb Sorin on Monday, the police said."
    desk.report("a", words, accuser="the police", accused="Gleb Sorin")
    desk.fold()
    (key,) = links(public(desk))
    message = public(desk).cap_message(key, AT)
    assert b"name withheld" in message
    assert b"Sorin" not in message
    assert b"Sorin" not in public(desk).cap_index(AT)
    (sent,) = desk.told()
    assert "Sorin" in sent.envelope.alerts[0].backing[0].quote
