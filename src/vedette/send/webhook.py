"""Posting envelopes to web addresses, signed so that the receiver knows whose they are.

The headers are those of Standard Webhooks 1.0: `webhook-id` is the key of the envelope,
`webhook-timestamp` the moment of the attempt in seconds, `webhook-signature` the HMAC-SHA256 over
`id.timestamp.body`, base64 after `v1,`. A secret that begins with `whsec_` is base64, as is usual
there; any other one is taken as it is. Without a secret nothing is signed.

    2xx         taken
    401 403     again: who sends is not let in, which the alert cannot help
    408 425     again, as for an answer that does not come
    429 5xx     again, not before Retry-After
    410, other  given up: the receiver is gone, or does not want this
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from vedette.alerts import Channel, Envelope, Receipt
from vedette.errors import AddressRefused, CollectError, LedInward, TooLarge
from vedette.send import Reply, Sends, Wire

PREFIX: Final = "whsec_"
AGAIN: Final = frozenset({401, 403, 408, 425, 429})
LONGEST_WAIT: Final = 86_400.0
"""Seconds that a server may ask for at the most: an alert that is older than a day is news no more,
but its withdrawal still matters."""


def opens(channel: Channel, wire: Wire, now: Callable[[], datetime] | None = None) -> Sends:
    """Make what posts over a channel."""
    del channel
    clock = now or (lambda: datetime.now(UTC))

    async def send(body: bytes, envelope: Envelope, channel: Channel) -> Receipt:
        at = clock()
        headers = {
            "content-type": channel.options.get("media_type", "application/cloudevents+json"),
            **signed(body, envelope.key, at, channel.options.get("secret", "")),
        }
        return await post(wire, envelope.recipient, body, headers, at)

    return send


async def post(
    wire: Wire,
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    now: datetime,
    *,
    method: str = "POST",
    read: Callable[[Reply, datetime], Receipt] | None = None,
) -> Receipt:
    """Put bytes to an address and say what became of it, as `read` takes the answer."""
    try:
        return (read or receipt)(await wire.ask(url, body, headers, method=method), now)
    except CollectError as fault:
        return broken(fault)


def receipt(reply: Reply, now: datetime) -> Receipt:
    """Read an answer.

    >>> noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    >>> receipt(Reply(status=503, headers={"retry-after": "30"}), noon)
    Receipt(outcome='again', told='503', wait=30.0, gone=False)
    >>> receipt(Reply(status=410), noon).outcome
    'given_up'
    """
    told = str(reply.status)
    if 200 <= reply.status < 300:
        return Receipt(outcome="taken", told=told)
    if reply.status in AGAIN or reply.status >= 500:
        wait = patience(reply.headers.get("retry-after", ""), now)
        return Receipt(outcome="again", told=told, wait=wait)
    if 300 <= reply.status < 400:
        told = f"{told}: leads elsewhere, and is not followed"
    return Receipt(outcome="given_up", told=told)


def patience(asked: str, now: datetime) -> float:
    """Read Retry-After, in seconds or as a date (RFC 9110, 10.2.3); 0 where it says nothing.

    >>> patience("Mon, 02 Mar 2026 12:01:00 GMT", datetime(2026, 3, 2, 12, tzinfo=UTC))
    60.0
    """
    if asked.strip().isascii() and asked.strip().isdigit():
        return min(float(asked), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(asked)
    except ValueError:
        return 0.0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((until - now).total_seconds(), 0.0), LONGEST_WAIT)


def signed(body: bytes, key: str, at: datetime, secret: str) -> dict[str, str]:
    """Give the headers that name and sign a message."""
    stamp = str(int(at.timestamp()))
    headers = {"webhook-id": key, "webhook-timestamp": stamp}
    if not secret:
        return headers
    mac = hmac.new(_key(secret), f"{key}.{stamp}.".encode() + body, hashlib.sha256)
    return headers | {"webhook-signature": "v1," + base64.b64encode(mac.digest()).decode()}


def _key(secret: str) -> bytes:
    if not secret.startswith(PREFIX):
        return secret.encode()
    return base64.b64decode(secret.removeprefix(PREFIX), validate=True)


def fault(channel: Channel) -> str:
    """Say what of a webhook's declaration cannot be used."""
    for url in channel.recipients:
        if not url.startswith(("http://", "https://")):
            return f"{url!r} in to is no web address"
    try:
        _key(channel.options.get("secret", ""))
    except binascii.Error:
        return "the secret begins with whsec_ and goes on with what is no base64"
    return ""


def broken(fault: CollectError) -> Receipt:
    """Say what becomes of what broke on its way.

    An address that may not be asked stays one, unless a name leads there for a moment; what is too
    large was taken, or never will be.
    """
    final = isinstance(fault, AddressRefused | TooLarge) and not isinstance(fault, LedInward)
    return Receipt(outcome="given_up" if final else "again", told=said(fault))


def said(fault: CollectError) -> str:
    """Put what broke into a line for the record."""
    return f"{fault.what}: {fault.why}"[:200] if fault.why else fault.what[:200]
