"""Posting to web addresses: signatures that others verify, and what each answer means."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest
from tests.send.receivers import Hook

from vedette.alerts import Alert, Channel, Envelope
from vedette.desk.wires import HttpWire
from vedette.send import webhook
from vedette.write import cloudevents

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECRET = base64.b64encode(b"twenty-four bytes of it!").decode()


def envelope(recipient, key="k1"):
    """An envelope with one alert."""
    alert = Alert(
        key="a1", thread="a1", rule="rail", subject="incident", name="i1", cause="new",
        headline="Sabotage, Lipowa, Poland: reported", made=NOON, known=NOON, path="/incidents/i1",
    )  # fmt: skip
    return Envelope(key=key, channel="duty", recipient=recipient, alerts=(alert,), made=NOON)


async def send(url, *, allow=("127.0.0.1",), secret=""):
    """Send an envelope to an address; give the receipt and the bytes."""
    options = {"allow": allow} | ({"secret": secret} if secret else {})
    channel = Channel(name="duty", kind="webhook", recipients=(url,), options=options)
    held = envelope(url)
    body = cloudevents.write(held, channel, "https://desk.example")
    wire = HttpWire("vedette/test", allow)
    try:
        return await webhook.opens(channel, wire, lambda: NOON)(body, held, channel), body
    finally:
        await wire.close()


async def test_a_message_is_a_cloudevent_under_the_key_of_its_envelope():
    """The attributes that CloudEvents 1.0 requires, and the alert with its link."""
    hook = Hook()
    receipt, body = await send(hook.url)
    hook.close()
    told = json.loads(body)
    assert receipt.outcome == "taken"
    assert (told["specversion"], told["id"], told["type"]) == ("1.0", "k1", "vedette.alert")
    assert told["source"] == "https://desk.example"
    assert told["data"]["alerts"][0]["url"] == "https://desk.example/incidents/i1"
    assert told["data"]["handling"] == "TLP:CLEAR"
    assert hook.headers[0]["content-type"] == "application/cloudevents+json"
    assert hook.bodies == {"k1": body}


@pytest.mark.parametrize(
    ("secret", "key"), [(f"whsec_{SECRET}", base64.b64decode(SECRET)), ("plain", b"plain")]
)
async def test_the_signature_is_that_of_standard_webhooks(secret, key):
    """HMAC-SHA256 over id, timestamp and the raw body, as a receiver works it out by himself."""
    hook = Hook()
    await send(hook.url, secret=secret)
    hook.close()
    (headers,) = hook.headers
    assert headers["webhook-timestamp"] == str(int(NOON.timestamp()))
    signed = f"k1.{headers['webhook-timestamp']}.".encode() + hook.bodies["k1"]
    mac = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{mac}"


@pytest.mark.parametrize(
    ("answer", "outcome", "wait"),
    [
        ((202, {}), "taken", 0.0),
        ((410, {}), "given_up", 0.0),
        ((404, {}), "given_up", 0.0),
        ((302, {"location": "https://elsewhere.example/"}), "given_up", 0.0),
        ((401, {}), "again", 0.0),
        ((429, {"retry-after": "7"}), "again", 7.0),
        ((503, {"retry-after": "Mon, 02 Mar 2026 12:02:00 GMT"}), "again", 120.0),
        ((503, {"retry-after": "soon"}), "again", 0.0),
        ((500, {}), "again", 0.0),
    ],
)
async def test_what_an_answer_means(answer, outcome, wait):
    """Taken, given up, or put off for as long as the receiver asks."""
    hook = Hook(answer)
    receipt, _ = await send(hook.url)
    hook.close()
    assert (receipt.outcome, receipt.wait) == (outcome, wait)
    assert sum(hook.tries.values()) == 1, "no redirect is followed"


async def test_a_private_address_is_not_asked_unless_the_channel_says_so():
    """Given up at once: it would not be another one tomorrow."""
    hook = Hook()
    receipt, _ = await send(hook.url, allow=())
    hook.close()
    assert receipt.outcome == "given_up"
    assert not hook.tries


async def test_a_receiver_that_is_away_is_asked_again():
    """Nobody listens there, for now."""
    hook = Hook()
    hook.close()
    receipt, _ = await send(hook.url)
    assert receipt.outcome == "again"
