"""The desk's own feed of CAP: the newest alerts, what they refer to, and what stays inside."""

from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest
from tests.desk.alerted import FILE, Alerted, rule
from tests.desk.test_outgoing import dismiss

from vedette.desk import Desk
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
