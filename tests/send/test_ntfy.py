"""Notifications on phones: how loud, what takes whose place, and what a server answers."""

import base64
from dataclasses import replace

import pytest
from tests.send.enveloped import DESK, HOSTILE, alert, backing, enclosed, following
from tests.send.listening import Listener, sent

from vedette.alerts import SEVERITIES, Channel
from vedette.desk.channels import NTFY
from vedette.send import ntfy


def channel_of(listener, secret=""):
    """A channel to a listener."""
    url = f"{listener.url}/rail"
    told = {"allow": ("127.0.0.1",)} | ({"secret": secret} if secret else {})
    return Channel(name="duty", kind="ntfy", recipients=(url,), options=told)


async def push(listener, *envelopes, secret=""):
    """Send envelopes to a listener."""
    channel = channel_of(listener, secret)
    (url,) = channel.recipients
    return await sent(NTFY, channel, *(replace(one, recipient=url) for one in envelopes))


async def test_a_notification_says_it_all_on_a_lock_screen():
    """Title, firmness, sentences, the words with whose they are, and a tap leads to the desk."""
    with Listener() as listener:
        (receipt,) = await push(listener, enclosed())
    (asked,) = listener.asked
    assert receipt.outcome == "taken"
    assert (asked.method, asked.path) == ("POST", "/")
    told = asked.told
    assert (told["topic"], told["title"]) == ("rail", "Sabotage, Lipowa, Poland: reported")
    first, second, quote = told["message"].splitlines()
    assert first.startswith("grade B2 · 2 independent voices")
    assert second == "Sabotage, told by 2 reports of 2 voices; stage: reported."
    assert quote.startswith("“Two signal boxes")
    assert quote.endswith("– Kurier Lipowski (B), 2026-03-02")
    assert told["click"] == f"{DESK}/incidents/i1"
    assert told["tags"] == ["rotating_light", "sabotage"]


async def test_what_follows_takes_the_place_of_what_was_shown():
    """One sequence for one thread; several threads together are one by themselves."""
    first = enclosed()
    with Listener() as listener:
        await push(listener, first, following(first, "withdrawn"))
        await push(listener, enclosed(alert("a1"), alert("b1"), key="k9"))
    one, two, many = (asked.told for asked in listener.asked)
    assert one["sequence_id"] == two["sequence_id"] == "a1"
    assert two["tags"][0] == "x"
    assert two["message"].splitlines()[-1].startswith("Sent before, 2026-03-02 12:00 UTC")
    assert many["sequence_id"] == "k9"
    assert many["message"].count("• ") == 2
    assert many["click"] == f"{DESK}/alerts"


@pytest.mark.parametrize(
    ("severity", "grade", "loud"),
    [
        *zip(SEVERITIES, ["B2"] * 4, [3, 3, 4, 5], strict=True),
        ("moderate", "D5", 2),
        ("extreme", "F6", 4),
        ("minor", "", 3),
    ],
)
async def test_it_is_as_loud_as_it_is_grave_and_believed(severity, grade, loud):
    """Five goes through a phone that is set to rest."""
    with Listener() as listener:
        await push(listener, enclosed(alert(severity=severity, grade=grade)))
    assert listener.asked[0].told["priority"] == loud


async def test_a_message_stays_short_whatever_is_told():
    """What is too long would come as a file."""
    words = "огонь " * 2000
    with Listener() as listener:
        await push(listener, enclosed(alert(backing=(backing(quote=words),), lines=(HOSTILE,))))
    told = listener.asked[0].told["message"]
    assert 3990 < len(told.encode()) <= 4000
    assert told.endswith("…")


@pytest.mark.parametrize(
    ("secret", "header"),
    [
        ("tk_abc", "Bearer tk_abc"),
        ("desk:pass", "Basic " + base64.b64encode(b"desk:pass").decode()),
        ("", None),
    ],
)
async def test_who_has_a_secret_is_let_in(secret, header):
    """By a token, or a user with his password."""
    with Listener() as listener:
        await push(listener, enclosed(), secret=secret)
    assert listener.asked[0].headers.get("authorization") == header


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, "taken"), (429, "again"), (500, "again"), (401, "again"), (403, "again"),
     (400, "given_up"), (413, "given_up"), (302, "given_up")],
)  # fmt: skip
async def test_what_an_answer_means(status, outcome):
    """Who does not let us in is asked again: that is mended, and the message is no worse."""
    with Listener((status, {"location": "https://elsewhere.example"}, b"")) as listener:
        (receipt,) = await push(listener, enclosed())
    assert receipt.outcome == outcome
    assert len(listener.asked) == 1


@pytest.mark.parametrize(
    ("to", "secret", "words"),
    [
        ("https://ntfy.example/rail", "tk_1", ""),
        ("https://ntfy.example", "", "no server with a topic"),
        ("https://ntfy.example/ra il", "", "no server with a topic"),
        ("https://ntfy.example/rail?auth=x", "", "no server with a topic"),
        ("", "", "no server with a topic"),
        ("http://ntfy.example/rail", "tk_1", "for all to read"),
        ("http://ntfy.example/rail", "", ""),
    ],
)
def test_what_of_a_declaration_cannot_be_used(to, secret, words):
    """Said before anything is sent."""
    channel = Channel(name="d", kind="ntfy", recipients=(to,), options={"secret": secret})
    assert words in ntfy.fault(channel)
    assert bool(words) == bool(ntfy.fault(channel))
