"""Putting envelopes into collections of TAXII 2.1, and asking what became of them.

The recipient is the address of a collection that may be written to. Who sends is told by the
channel's secret: as a token (`Bearer`), or with the option `login` as that name's password
(`Basic`).

    202         taken; where the server is still at it, its status is asked for a while
    401 403     again: who sends is not let in, which the alert cannot help
    408 425     again, as for an answer that does not come
    429 5xx     again, not before Retry-After
    other       given up: the server does not take this

A server that refused every object has not taken the envelope; one that refused some has, and which
it refused stands in the receipt.

Source: TAXII 2.1, sections 4.3 and 5.5.
"""

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from vedette.alerts import Channel, Envelope, Receipt
from vedette.errors import CollectError
from vedette.send import Reply, Sends, Wire
from vedette.send.webhook import broken

MEDIA_TYPE: Final = "application/taxii+json;version=2.1"
OPTIONS: Final[Mapping[str, type[Any]]] = {"login": str, "allow": tuple}
"""What the settings may declare for such a channel, beside the secret."""
AGAIN: Final = frozenset({401, 403, 408, 425, 429})
LONGEST: Final = 86_400.0
"""Seconds that a server may ask us to wait, at the most."""
LOOKS: Final = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before each look at what became of an envelope that a server is still at."""


Sleep = Callable[[float], Awaitable[None]]


def opens(channel: Channel, wire: Wire, sleep: Sleep = asyncio.sleep) -> Sends:
    """Make what sends over a channel."""
    headers = {"accept": MEDIA_TYPE, **_who(channel)}

    async def send(body: bytes, envelope: Envelope, channel: Channel) -> Receipt:
        del channel
        collection = envelope.recipient.rstrip("/")
        try:
            reply = await wire.ask(
                f"{collection}/objects/", body, headers | {"content-type": MEDIA_TYPE}
            )
            if reply.status != 202:
                return refused(reply)
            return await _become(collection, _told(reply), wire, headers, sleep)
        except CollectError as fault:
            return broken(fault)

    return send


def fault(channel: Channel) -> str:
    """Say what of a channel's declaration cannot be used, empty for nothing."""
    for url in channel.recipients:
        if not (url.startswith(("http://", "https://")) and "/collections/" in url):
            return f"{url!r} in to is no address of a collection"
    if channel.options.get("login") and not channel.options.get("secret"):
        return "there is a login and no secret"
    return ""


def _who(channel: Channel) -> dict[str, str]:
    secret, login = (str(channel.options.get(name, "")) for name in ("secret", "login"))
    if not secret:
        return {}
    if not login:
        return {"authorization": f"Bearer {secret}"}
    pair = base64.b64encode(f"{login}:{secret}".encode()).decode()
    return {"authorization": f"Basic {pair}"}


async def _become(
    collection: str, told: Mapping[str, Any], wire: Wire, headers: Mapping[str, str], sleep: Sleep
) -> Receipt:
    """Ask what became of an envelope until all of it is known, or for long enough.

    It has been taken by then: whatever the status cannot tell any more changes nothing.
    """
    root = collection.rpartition("/collections/")[0]
    for pause in LOOKS:
        if told.get("status") != "pending" or not told.get("id"):
            break
        await sleep(pause)
        try:
            reply = await wire.ask(f"{root}/status/{told['id']}/", b"", headers, method="GET")
        except CollectError:
            break
        told = _told(reply) if reply.status == 200 else told
    return receipt(told)


def receipt(told: Mapping[str, Any]) -> Receipt:
    """Read a status.

    >>> receipt({"status": "complete", "total_count": 2, "success_count": 2}).outcome
    'taken'
    >>> receipt({"total_count": 1, "failure_count": 1, "failures": [{"id": "a", "message": "no"}]})
    Receipt(outcome='given_up', told='refused all 1: a: no', wait=0.0, gone=False)
    """
    total, failed = (_count(told, name) for name in ("total_count", "failure_count"))
    if not failed:
        state = "pending still" if told.get("status") == "pending" else f"{total} objects"
        return Receipt(outcome="taken", told=state)
    listed = told.get("failures")
    entries = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    why = "; ".join(f"{one.get('id', '')}: {one.get('message', '')}" for one in entries)[:200]
    if failed >= total:
        return Receipt(outcome="given_up", told=f"refused all {failed}: {why}".rstrip(": "))
    return Receipt(outcome="taken", told=f"refused {failed} of {total}: {why}".rstrip(": "))


def refused(reply: Reply) -> Receipt:
    """Read an answer that took nothing."""
    told = _told(reply)
    words = f"{reply.status} {told.get('title', '')} {told.get('description', '')}"
    said = " ".join(words.split())[:200]
    if reply.status in AGAIN or reply.status >= 500:
        asked = reply.headers.get("retry-after", "").strip()
        wait = float(asked[:6]) if asked.isascii() and asked.isdigit() else 0.0
        return Receipt(outcome="again", told=said, wait=min(wait, LONGEST))
    return Receipt(outcome="given_up", told=said)


def _told(reply: Reply) -> dict[str, Any]:
    try:
        told = json.loads(reply.body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _count(told: Mapping[str, Any], name: str) -> int:
    value = told.get(name, 0)
    return value if isinstance(value, int) else 0
