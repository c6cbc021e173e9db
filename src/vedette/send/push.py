"""Pushing envelopes to browsers that asked for it, through the push service of each.

What is kept of an envelope is the message. It is sealed anew for each attempt, with keys that are
thrown away, so the push service cannot tell a second attempt from another message; the browser
knows it by its key (RFC 8030 for the asking, 8291 for the sealing, 8292 for who asks).

    Topic     the thread: what goes on replaces what has not reached the browser yet
    TTL       how long a browser that is away may be waited for
    Urgency   whether a sleeping telephone is woken

    2xx       taken by the push service, which passes it on
    404 410   gone: the browser does not want to hear any more, and is struck off
    others    as a webhook's
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from vedette.alerts import Cause, Channel, Envelope, Receipt, Severity
from vedette.errors import MissingExtra
from vedette.send import Sends, Wire, sealing
from vedette.send.sealing import Browser
from vedette.send.webhook import post

DAY: Final = 86_400
MONTH: Final = 28 * DAY
"""As long as the large push services keep a message at the most."""
LASTING: Final[frozenset[Cause]] = frozenset({"withdrawn", "corrected"})
"""Causes that are waited with for a month: a claim that was shown is not old news to its reader."""
URGENT: Final[frozenset[Severity]] = frozenset({"severe", "extreme"})
GONE: Final = frozenset({"404", "410"})
TOPIC: Final = 32
"""Characters that a topic has at the most (RFC 8030, section 5.4); a thread's key has as many."""
SERVICES: Final = (
    "fcm.googleapis.com",
    "push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
)
"""The push services of the browsers that have one; hosts below these are meant too."""
LONGEST: Final = 2_000
"""Characters of an address; those of the services above have up to 600."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Why an address cannot be pushed to."""

    why: str


def opens(channel: Channel, wire: Wire, now: Callable[[], datetime] | None = None) -> Sends:
    """Make what pushes over a channel; its secret is the desk's own key."""
    del channel
    clock = now or (lambda: datetime.now(UTC))

    async def send(body: bytes, envelope: Envelope, channel: Channel) -> Receipt:
        browser = read(envelope.recipient, channel)
        if isinstance(browser, Away):
            return Receipt(outcome="given_up", told=browser.why)
        try:
            sealed = sealing.seal(body, browser, salt=os.urandom(16), once=sealing.fresh())
        except ValueError as fault:
            return Receipt(outcome="given_up", told=f"it cannot be sealed: {fault}"[:200])
        at = clock()
        headers = headers_of(envelope, channel) | {
            "authorization": sealing.vouch(
                browser.endpoint, channel.options["secret"], at, channel.options.get("contact", "")
            )
        }
        return _gone(await post(wire, browser.endpoint, sealed, headers, at))

    return send


def _gone(receipt: Receipt) -> Receipt:
    if receipt.outcome == "given_up" and receipt.told in GONE:
        return replace(receipt, told=f"{receipt.told}: nobody is there any more", gone=True)
    return receipt


def headers_of(envelope: Envelope, channel: Channel) -> dict[str, str]:
    """Give the headers by which a push service knows how to pass an envelope on."""
    threads = {one.thread for one in envelope.alerts}
    lasting = any(one.cause in LASTING for one in envelope.alerts)
    urgent = any(one.severity in URGENT for one in envelope.alerts)
    headers = {
        "content-type": "application/octet-stream",
        "content-encoding": "aes128gcm",
        "ttl": str(MONTH if lasting else channel.options.get("ttl", DAY)),
        "urgency": "high" if urgent else "normal",
    }
    return headers | ({"topic": threads.pop()[:TOPIC]} if len(threads) == 1 else {})


def read(address: str, channel: Channel) -> Browser | Away:
    """Read what a browser gave as its subscription (`PushSubscription.toJSON()`).

    Its service must be one that is known, or that the channel names, and be asked over TLS: whoever
    can open the desk can subscribe, and must not make the desk ask where he likes.
    """
    try:
        told = json.loads(address)
        endpoint = str(told["endpoint"])
        point, secret = (sealing.decoded(str(told["keys"][name])) for name in ("p256dh", "auth"))
        parts = urlsplit(endpoint)
    except (ValueError, TypeError, KeyError):
        return Away(why="this is no subscription of a browser")
    if len(point) != sealing.POINT or point[0] != 4 or len(secret) != sealing.SALT:
        return Away(why="the keys of this subscription are none")
    host, own = parts.hostname or "", (parts.hostname or "") in channel.options.get("allow", ())
    if len(endpoint) > LONGEST or (parts.scheme != "https" and not own):
        return Away(why="the push service has no address that can be asked")
    known = (*SERVICES, *channel.options.get("services", ()))
    if not own and not any(host == one or host.endswith(f".{one}") for one in known):
        return Away(why=f"the push service {host[:80]} is none that the desk knows")
    return Browser(endpoint=endpoint, point=point, secret=secret)


def fault(channel: Channel) -> str:
    """Say what of a push channel's declaration cannot be used."""
    contact, ttl = channel.options.get("contact", ""), channel.options.get("ttl", DAY)
    if any(channel.recipients):
        return "to names recipients, but those who ask for it on the desk get it"
    if contact and not contact.startswith(("mailto:", "https://")):
        return f"contact is {contact!r}, and no mailto: or https: address"
    if not 0 <= ttl <= MONTH:
        return f"ttl is {ttl}, and not from 0 to {MONTH} seconds"
    try:
        sealing.library()
    except MissingExtra as missing:
        return f"{missing.what}: {missing.remedy}"
    return ""
