"""Envelopes are put into collections, real ones too, and what became of them is told."""

import base64
import json
from dataclasses import dataclass, field, replace

import httpx2
import pytest
from tests.taxii.conftest import PARTNER, opened
from tests.write.test_taxii import ALERT, CHANNEL, envelope, later

from vedette.alerts import Channel
from vedette.desk import Desk
from vedette.desk.answering import clock
from vedette.desk.line import Line
from vedette.engines import Local
from vedette.errors import AddressRefused, CollectError
from vedette.send.taxii import fault, opens
from vedette.write.taxii import write


@dataclass
class Answer:
    """What a server answers."""

    status: int
    told: object = None
    headers: dict = field(default_factory=dict)

    @property
    def body(self):
        return b"<html>" if self.told is None else json.dumps(self.told).encode()


class Answers:
    """A way to a server that answers with one after another."""

    def __init__(self, *answers):
        self.left = list(answers)
        self.asked = []

    async def ask(self, url, body, headers, *, method="POST"):
        self.asked.append((method, url, headers, body))
        answer = self.left.pop(0) if len(self.left) > 1 else self.left[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


class Web:
    """A way to a real server."""

    async def ask(self, url, body, headers, *, method="POST"):
        async with httpx2.AsyncClient() as http:
            reply = await http.request(method, url, content=body, headers=headers)
        return Answer(reply.status_code, reply.json(), dict(reply.headers))


async def asleep(_seconds):
    """Let no time pass."""


async def sent(wire, channel=CHANNEL):
    """Send an envelope over a way."""
    return await opens(channel, wire, asleep)(b"{}", envelope(ALERT), channel)


def status(state="complete", good=1, bad=0):
    """A status resource."""
    told = {"id": "s1", "status": state, "total_count": good + bad, "success_count": good}
    failures = [{"id": "note--1", "message": "unknown type"}] * bad
    return told | {"failure_count": bad, "pending_count": 0, "failures": failures}


async def test_a_real_collection_takes_it(tmp_path):
    """The inbox of another desk: kept once though sent twice, moved by what is later, and read."""
    with opened(tmp_path) as site:
        url = f"{site.api}collections/inbox/"
        channel = Channel(name="p", kind="taxii", recipients=(url,), options={"secret": PARTNER})
        for alert in (ALERT, ALERT, later("withdrawn")):
            one = envelope(alert)
            body = write(one, channel, "https://desk.example")
            receipt = await opens(channel, Web(), asleep)(
                body, replace(one, recipient=url), channel
            )
            assert receipt.outcome == "taken"
            Line(site.store, Local(), now=clock).finish()
            (line,) = Desk(site.settings.ledger_url).incidents().lines
            assert (line.kind, line.reports) == ("sabotage", 1)
        assert line.status == "retracted"
        wrong = Channel(name="p", kind="taxii", recipients=(url,), options={"secret": "no"})
        receipt = await opens(wrong, Web(), asleep)(
            body, replace(envelope(ALERT), recipient=url), wrong
        )
        assert (receipt.outcome, receipt.told[:3]) == ("again", "401")


@pytest.mark.parametrize(
    ("answer", "outcome", "told"),
    [
        (Answer(202, status()), "taken", "1 objects"),
        (Answer(202, status(good=1, bad=1)), "taken", "refused 1 of 2: note--1: unknown type"),
        (Answer(202, status(good=0, bad=2)), "given_up", "refused all 2: note--1: unknown"),
        (Answer(202), "taken", "0 objects"),
        (Answer(401, {"title": "Unauthorized"}), "again", "401 Unauthorized"),
        (Answer(422, {"title": "No", "description": "x" * 999}), "given_up", "422 No xxx"),
        (Answer(301), "given_up", "301"),
        (Answer(503, headers={"retry-after": "30"}), "again", "503"),
        (Answer(429), "again", "429"),
        (CollectError(what="broken", where="x", why="reset"), "again", "broken: reset"),
        (AddressRefused(what="a private host", where="x"), "given_up", "a private host"),
    ],
)
async def test_what_becomes_of_it_is_in_the_receipt(answer, outcome, told):
    """Nothing is raised, whatever the receiver does."""
    receipt = await sent(Answers(answer))
    assert receipt.outcome == outcome
    assert receipt.told.startswith(told)
    assert len(receipt.told) <= 240
    assert receipt.wait == (30.0 if getattr(answer, "headers", None) else 0.0)


async def test_a_server_that_is_still_at_it_is_asked_for_a_while():
    """By its status; it has taken the envelope, whatever the status cannot tell any more."""
    wire = Answers(
        Answer(202, status("pending")), Answer(200, status("pending")), Answer(200, status())
    )
    assert (await sent(wire)).told == "1 objects"
    methods = [(method, url.rpartition("example")[2]) for method, url, _, _ in wire.asked]
    assert methods == [("POST", "/collections/1/objects/")] + [("GET", "/status/s1/")] * 2
    for lost in (Answer(404), CollectError(what="x", where="y"), Answer(200, status("pending"))):
        receipt = await sent(Answers(Answer(202, status("pending")), lost))
        assert (receipt.outcome, receipt.told) == ("taken", "pending still")


async def test_who_sends_says_so():
    """As a token, or as the password of a login."""
    pair = base64.b64encode(b"desk:s3cret").decode()
    for options, header in (
        ({}, None),
        ({"secret": "s3cret"}, "Bearer s3cret"),
        ({"secret": "s3cret", "login": "desk"}, f"Basic {pair}"),
    ):
        wire = Answers(Answer(202, status()))
        await sent(wire, Channel(name="p", kind="taxii", options=options))
        (_, _, headers, _), *_ = wire.asked
        assert headers.get("authorization") == header
        assert headers["content-type"] == headers["accept"] == "application/taxii+json;version=2.1"


def test_what_cannot_be_used_is_told():
    """An address that is none of a collection, a login without a secret."""
    assert fault(CHANNEL) == ""
    assert "no address of a collection" in fault(
        Channel(name="p", kind="taxii", recipients=("https://x.example/taxii2/",))
    )
    assert "no secret" in fault(
        Channel(name="p", kind="taxii", recipients=CHANNEL.recipients, options={"login": "desk"})
    )
