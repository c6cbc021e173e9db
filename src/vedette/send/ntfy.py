"""Posting notifications to a server of ntfy, by its JSON interface, at the root of the topic.

The secret is an access token, or a user and his password with a colon between. A server that does
not let us in, or not write there, is asked again: somebody mends that, and what waits goes out.
"""

import base64
import re
from datetime import UTC, datetime
from typing import Final

from vedette.alerts import Channel, Envelope, Receipt
from vedette.send import Reply, Sends, Wire
from vedette.send.webhook import post, receipt

ADDRESS: Final = re.compile(r"https?://[^/?#@\s]+(/[^/?#@\s]+)*/[-_A-Za-z0-9]{1,64}")
"""A server with a topic, which has these signs and no others."""
SHUT: Final = frozenset({401, 403})


def opens(channel: Channel, wire: Wire) -> Sends:
    """Make what notifies over a channel."""
    headers = {"content-type": "application/json", **let_in(channel.options.get("secret", ""))}

    async def send(body: bytes, envelope: Envelope, channel: Channel) -> Receipt:
        del channel
        root = envelope.recipient.rpartition("/")[0] + "/"
        return await post(wire, root, body, headers, datetime.now(UTC), read=patient)

    return send


def patient(reply: Reply, now: datetime) -> Receipt:
    """Read an answer as a webhook's, but for one that does not let us in."""
    if reply.status in SHUT:
        return Receipt(outcome="again", told=f"{reply.status}: we are not let in")
    return receipt(reply, now)


def let_in(secret: str) -> dict[str, str]:
    """Give the header that lets us in.

    >>> let_in("tk_1"), let_in("")
    ({'authorization': 'Bearer tk_1'}, {})
    """
    if not secret:
        return {}
    if ":" in secret:
        return {"authorization": "Basic " + base64.b64encode(secret.encode()).decode()}
    return {"authorization": f"Bearer {secret}"}


def fault(channel: Channel) -> str:
    """Say what of a declaration for ntfy cannot be used."""
    for one in channel.recipients:
        if not ADDRESS.fullmatch(one):
            return f"{one!r} in to is no server with a topic, such as https://ntfy.example.org/rail"
    return bare(channel, channel.recipients)


def bare(channel: Channel, addresses: tuple[str, ...]) -> str:
    """Say where a secret would go over the net unencrypted; on hosts that are opened it may."""
    if not channel.options.get("secret") or channel.options.get("allow"):
        return ""
    plain = [one for one in addresses if one.startswith("http://")]
    return f"the secret would go to {plain[0]} for all to read: write https" if plain else ""
