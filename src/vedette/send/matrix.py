"""Sending messages to rooms of Matrix: once, however often it is tried.

The transaction is the key of the envelope, so that a server that has the message already answers
with its name and shows it no second time. The name is kept as what the receiver told: what follows
answers it.

Source: the Matrix Client-Server API 1.11, 10.6 (sending), 2.2 (errors), 5.3 (transactions).
"""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote

from vedette.alerts import Channel, Envelope, Receipt
from vedette.send import Reply, Sends, Wire
from vedette.send.ntfy import bare, let_in, patient
from vedette.send.webhook import LONGEST_WAIT, post

ROOM: Final = re.compile(r"!\S+")
SERVER: Final = re.compile(r"https?://[^/?#@\s]+(/[^?#@\s]*)?")


def opens(channel: Channel, wire: Wire, now: Callable[[], datetime] | None = None) -> Sends:
    """Make what writes into rooms over a channel."""
    server = channel.options["server"].rstrip("/")
    headers = {"content-type": "application/json", **let_in(channel.options["secret"])}
    clock = now or (lambda: datetime.now(UTC))

    async def send(body: bytes, envelope: Envelope, channel: Channel) -> Receipt:
        del channel
        room = quote(envelope.recipient, safe="")
        url = f"{server}/_matrix/client/v3/rooms/{room}/send/m.room.message/{envelope.key}"
        return await post(wire, url, body, headers, clock(), method="PUT", read=read)

    return send


def read(reply: Reply, now: datetime) -> Receipt:
    """Read an answer: the name of the message, or what kept it out.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    >>> read(Reply(status=200, body=b'{"event_id": "$one"}'), noon).told
    '$one'
    """
    told, body = patient(reply, now), _object(reply.body)
    if told.outcome == "taken":
        return replace(told, told=str(body.get("event_id", told.told))[:200])
    late = body.get("retry_after_ms")
    wait = late / 1000 if isinstance(late, int) and late > 0 else 0.0
    return replace(
        told,
        told=f"{told.told} {body.get('errcode', '')}".strip()[:200],
        wait=min(max(told.wait, wait), LONGEST_WAIT),
    )


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def fault(channel: Channel) -> str:
    """Say what of a declaration for Matrix cannot be used."""
    server = channel.options.get("server", "")
    if not SERVER.fullmatch(server):
        return 'server names no home server, such as server = "https://matrix.example.org"'
    if not channel.options.get("secret"):
        return "there is no access token as the channel's secret"
    for one in channel.recipients:
        if not ROOM.fullmatch(one):
            return f"{one!r} in to is no room: give its id, which begins with !, not its alias"
    return bare(channel, (server,))
