"""Pushing: what the service is told, what each answer means, and whom the desk may ask at all."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.send.pushes import PushService, Reader

from vedette.alerts import Alert, Channel, Envelope
from vedette.desk.wires import HttpWire
from vedette.send import push, sealing
from vedette.write import notice

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ALERT = Alert(
    key="b" * 32, thread="a" * 32, rule="rail", subject="incident", name="i1", cause="new",
    headline="Sabotage, Lipowa, Poland: reported", made=NOON, known=NOON, path="/incidents/i1",
)  # fmt: skip
CHANNEL = Channel(
    name="browsers", kind="push", options={"secret": sealing.made(), "allow": ("127.0.0.1",)}
)
ALLOWED = "https://fcm.googleapis.com/fcm/send/one"


def enclosed(*alerts, recipient=""):
    """An envelope."""
    return Envelope(key="k1", channel="browsers", recipient=recipient, alerts=alerts, made=NOON)


async def send(reader, *alerts, channel=CHANNEL):
    """Push alerts to a browser; give the receipt."""
    held = enclosed(*(alerts or (ALERT,)), recipient=reader.address)
    wire = HttpWire("vedette/test", channel.options["allow"])
    body = notice.write(held, channel, "https://desk.example")
    try:
        return await push.opens(channel, wire, lambda: NOON)(body, held, channel)
    finally:
        await wire.close()


async def test_the_browser_reads_what_the_service_cannot():
    """The service sees who asks, how long, how urgent and which thread; the browser the words."""
    service = PushService()
    reader = Reader(service.url())
    assert (await send(reader)).outcome == "taken"
    service.close()
    assert not service.refused
    told = service.headers[0]
    assert (told["ttl"], told["urgency"], told["topic"]) == ("86400", "normal", "a" * 32)
    assert told["content-encoding"] == "aes128gcm"
    assert b"Lipowa" not in service.bodies[0]
    shown = json.loads(reader.open(service.bodies[0]))
    assert (shown["title"], shown["path"], shown["tag"], shown["key"]) == (
        "Sabotage, Lipowa, Poland: reported", "/incidents/i1", "a" * 32, "k1",
    )  # fmt: skip


async def test_a_second_attempt_is_sealed_anew():
    """No key is used twice; the browser knows it by the key within."""
    service = PushService()
    reader = Reader(service.url())
    await send(reader)
    await send(reader)
    service.close()
    one, other = service.bodies
    assert one[:86] != other[:86]
    assert reader.open(one) == reader.open(other)


@pytest.mark.parametrize(
    ("status", "more", "outcome", "gone", "wait"),
    [
        (201, {}, "taken", False, 0.0),
        (404, {}, "given_up", True, 0.0),
        (410, {}, "given_up", True, 0.0),
        (413, {}, "given_up", False, 0.0),
        (403, {}, "again", False, 0.0),
        (429, {"Retry-After": "30"}, "again", False, 30.0),
        (503, {}, "again", False, 0.0),
    ],
)
async def test_each_answer_has_its_meaning(status, more, outcome, gone, wait):
    """A browser that is gone is told apart from a service that is busy, or refuses us."""
    service = PushService((status, more))
    receipt = await send(Reader(service.url()))
    service.close()
    assert (receipt.outcome, receipt.gone, receipt.wait) == (outcome, gone, wait)


def test_what_is_grave_wakes_and_what_takes_back_is_waited_with():
    """Urgency by severity; a month for a withdrawal; several threads have no topic."""
    grave = replace(ALERT, severity="severe")
    back = replace(ALERT, cause="withdrawn", thread="c" * 32)
    assert push.headers_of(enclosed(grave), CHANNEL)["urgency"] == "high"
    told = push.headers_of(enclosed(ALERT, back), CHANNEL)
    assert told["ttl"] == str(28 * 86400)
    assert "topic" not in told


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://attacker.example/x", "https://fcm.googleapis.com.attacker.example/x",
        "https://attackerfcm.googleapis.com/x", "http://fcm.googleapis.com/x",
        "https://10.0.0.1/x", "file:///etc/passwd", "", "https://[", f"{ALLOWED}{'x' * 2000}",
    ],
)  # fmt: skip
def test_the_desk_asks_no_server_that_a_stranger_names(endpoint):
    """Only the push services of browsers, and those that the channel names, over TLS."""
    assert isinstance(push.read(Reader(endpoint).address, CHANNEL), push.Away)


def test_services_of_browsers_are_known_and_more_may_be_named():
    """Below a known name too."""
    named = replace(CHANNEL, options={"services": ("push.example",)})
    for endpoint in (ALLOWED, "https://web.push.apple.com/x", "https://eu.push.example/x"):
        assert isinstance(push.read(Reader(endpoint).address, named), sealing.Browser)


@pytest.mark.parametrize(
    "address",
    [
        "", "[]", "null", "{}", '{"endpoint": "https://fcm.googleapis.com/x"}',
        json.dumps({"endpoint": ALLOWED, "keys": {"p256dh": "AAAA", "auth": "AAAA"}}),
        json.dumps({"endpoint": ALLOWED, "keys": {"p256dh": None, "auth": 5}}),
        json.dumps({"endpoint": ALLOWED, "keys": ["p256dh", "auth"]}),
    ],
)  # fmt: skip
def test_what_is_no_subscription_is_refused(address):
    """Whatever is posted."""
    assert isinstance(push.read(address, CHANNEL), push.Away)


async def test_a_key_that_is_no_point_of_the_curve_is_given_up():
    """It has the length of one."""
    reader = Reader("http://127.0.0.1:1/x")
    reader.point = b"\x04" + bytes(64)
    receipt = await send(reader)
    assert (receipt.outcome, receipt.gone) == ("given_up", False)
    assert "cannot be sealed" in receipt.told


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"recipients": ("https://x.example",)}, "those who ask for it"),
        ({"options": {"contact": "desk"}}, "no mailto:"),
        ({"options": {"ttl": -1}}, "not from 0"),
    ],
)
def test_a_declaration_that_cannot_be_used_says_why(more, said):
    """Beside its line in the file."""
    assert said in push.fault(replace(CHANNEL, **more))
    assert not push.fault(CHANNEL)
