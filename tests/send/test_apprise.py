"""Apprise's services, by its own JSON one to loopback: what arrives, secrets, and threads."""

import asyncio
import json
import threading
from dataclasses import replace

import pytest
from tests.send.enveloped import HOSTILE, alert, backing, enclosed, following
from tests.send.listening import Listener, sent

from vedette.alerts import Channel
from vedette.desk.channels import APPRISE
from vedette.send import apprise
from vedette.write import apprise as notices

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
"""Apprise asks for that module when it first makes a service, on Pythons that still have it."""


@pytest.fixture(autouse=True)
def _there():
    pytest.importorskip("apprise")


def channel_of(*recipients, **options):
    """A channel to addresses of Apprise."""
    return Channel(name="duty", kind="apprise", recipients=recipients, options=options)


async def notify(listener, *envelopes, at="json://127.0.0.1:{port}/in", **options):
    """Hand envelopes to Apprise for a listener."""
    url = at.replace("{port}", str(listener.port))
    held = (replace(one, recipient=url) for one in envelopes)
    return await sent(APPRISE, channel_of(url, **options), *held)


async def test_a_service_gets_title_text_and_how_grave_it_is():
    """Through Apprise's own client."""
    first = enclosed(alert(severity="severe"))
    with Listener() as listener:
        receipts = await notify(listener, first, enclosed(), following(first, "withdrawn"))
    assert [one.outcome for one in receipts] == ["taken"] * 3
    told = listener.asked[0].told
    assert told["title"] == "Sabotage, Lipowa, Poland: reported"
    assert told["message"].startswith("TLP:CLEAR")
    assert "Two signal boxes burnt" in told["message"]
    assert [asked.told["type"] for asked in listener.asked] == ["failure", "warning", "info"]


async def test_the_secret_is_in_the_address_and_nowhere_else():
    """Neither in the recipient that the ledger keeps, nor in what is told of an attempt."""
    at = "json://desk:{secret}@127.0.0.1:{port}/in"
    with Listener((500, {}, b"")) as listener:
        lost, taken = await notify(listener, enclosed(), enclosed(), at=at, secret="xyzzy-9")
    assert (lost.outcome, taken.outcome) == ("again", "taken")
    assert "xyzzy" not in lost.told
    authorization = {asked.headers["authorization"] for asked in listener.asked}
    assert authorization == {"Basic ZGVzazp4eXp6eS05"}


async def test_an_attempt_that_takes_long_is_looked_at_again_and_not_begun_anew():
    """One message, however often it is asked after."""
    go = threading.Event()

    class Slow(Listener):
        def answer(self, asked):
            go.wait(10)
            return super().answer(asked)

    with Slow() as listener:
        url = f"json://127.0.0.1:{listener.port}/in?rto=20"
        channel, envelope = channel_of(url), enclosed(recipient=url)
        sends = apprise.opens(channel, None, silence=0.2)
        body = notices.write(envelope, channel, "")
        first = await sends(body, envelope, channel)
        go.set()
        await asyncio.sleep(0.1)
        second = await sends(body, envelope, channel)
    assert (first.outcome, second.outcome) == ("again", "taken")
    assert len(listener.asked) == 1


async def test_a_service_that_is_away_is_tried_again():
    """Nobody listens there, for now."""
    with Listener() as listener:
        pass
    (receipt,) = await notify(listener, enclosed())
    assert receipt.outcome == "again"


def test_a_text_stays_one_that_can_be_sent():
    """Many alerts are counted from some on; hostile words are words."""
    bad = backing(quote=HOSTILE * 10, title=HOSTILE, url=None)
    many = enclosed(*(alert(f"a{n}", headline=HOSTILE, backing=(bad,) * 5) for n in range(30)))
    told = json.loads(notices.write(many, channel_of(), ""))
    assert len(told["body"].encode()) < 17_000
    assert "more, on the desk." in told["body"]
    assert "\n" not in told["title"]


@pytest.mark.parametrize(
    ("to", "secret", "words"),
    [
        ("json://127.0.0.1:9/in", "", ""),
        ("json://desk:{secret}@127.0.0.1:9/in", "x", ""),
        ("json://desk:{secret}@127.0.0.1:9/in", "", "the channel has none"),
        ("nonsense", "", "none that Apprise reads"),
        ("foo://127.0.0.1", "", "none that Apprise reads"),
        ("", "", "none that Apprise reads"),
    ],
)
def test_what_of_a_declaration_cannot_be_used(to, secret, words):
    """Said before anything is sent, and without the address."""
    channel = channel_of(to, secret=secret)
    assert words in apprise.fault(channel)
    assert bool(words) == bool(apprise.fault(channel))
