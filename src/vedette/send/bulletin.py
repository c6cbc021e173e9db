"""Mails to whoever signed up: what was kept for all, with what is each one's own.

    To                     the address of the subscriber
    Message-ID             of the envelope's key, below the domain that sends it
    In-Reply-To, References  what went to him before on the same subject
    List-Unsubscribe(-Post)  where he leaves, by one click of his mail program (RFC 8058)

What a server says of a mailbox goes into the ledger, so the address is taken out of it. Somebody is
gone where the server says that there is no such mailbox (RFC 3463, 5.1.1 and its like); a mail that
is refused for what it says strikes nobody off.
"""

import json
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from vedette.alerts import LEAVE, Channel, Envelope, Receipt
from vedette.send import Sends, Wire, mail

NOBODY: Final = re.compile(r"^5\d\d .*?\b5\.(?:1\.(?:1|2|3|6|10)|2\.1)\b", re.DOTALL)
"""An answer that says that there is no such mailbox, domain or address, or not any more."""
SOFT: Final = 60
"""Characters of an address on a line of quoted-printable, which has 76 at the most."""
THREAD: Final = 12
"""Messages that `References` names, as RFC 5537, 3.4.4 leaves them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Whom a mail goes to, and where he leaves."""

    to: str
    leave: str


def given(to: str, leave: str) -> str:
    """Write what stands for a subscriber while a mail is sent to him."""
    return json.dumps({"to": to, "leave": leave})


def read(recipient: str) -> Subscriber:
    """Read it back."""
    told = json.loads(recipient)
    return Subscriber(to=told["to"], leave=told["leave"])


def opens(channel: Channel, wire: Wire, *, tls: ssl.SSLContext | None = None) -> Sends:
    """Make what sends to a list."""
    submit = mail.opens(channel, wire, tls=tls)

    async def send(body: bytes, envelope: Envelope, channel: Channel) -> Receipt:
        one = read(envelope.recipient)
        whole = addressed(body, envelope, channel, one)
        receipt = await submit(whole, replace(envelope, recipient=one.to), channel)
        return _discreet(receipt, one)

    return send


def addressed(body: bytes, envelope: Envelope, channel: Channel, one: Subscriber) -> bytes:
    """Put into a mail what is the recipient's own."""
    own = "".join(f"{line}\r\n" for line in _head(envelope, channel, one))
    head, end, words = body.partition(b"\r\n\r\n")
    return own.encode("ascii") + head + end + words.replace(LEAVE.encode(), _broken(one.leave))


def _head(envelope: Envelope, channel: Channel, one: Subscriber) -> Iterator[str]:
    below = channel.options["from"].rpartition("@")[2]
    before = [f"<{key}@{below}>" for key in envelope.after]
    yield f"To: {one.to}"
    yield f"Message-ID: <{envelope.key}@{below}>"
    if before:
        yield f"In-Reply-To: {before[-1]}"
        shown = before if len(before) <= THREAD else [before[0], *before[1 - THREAD :]]
        yield "References: " + "\r\n ".join(shown)
    if one.leave:
        yield f"List-Unsubscribe: <{one.leave}>"
        yield "List-Unsubscribe-Post: List-Unsubscribe=One-Click"


def _broken(address: str) -> bytes:
    """Put an address on soft lines of its own, short enough; it has nothing to be encoded."""
    parts = ["", *(address[at : at + SOFT] for at in range(0, len(address), SOFT)), ""]
    return "=\r\n".join(parts).encode("ascii")


def _discreet(receipt: Receipt, one: Subscriber) -> Receipt:
    told = re.sub(re.escape(one.to), "…", receipt.told, flags=re.IGNORECASE)
    gone = receipt.outcome == "given_up" and bool(NOBODY.match(receipt.told))
    return replace(receipt, told=told, gone=gone)


def fault(channel: Channel) -> str:
    """Say what of a list's declaration cannot be used."""
    return next(_faults(channel), "")


def _faults(channel: Channel) -> Iterator[str]:
    if any(channel.recipients):
        yield "to names recipients, but those who sign up on the desk's page get it"
    if channel.ceiling != "clear":
        yield "the ceiling of a list is clear: whoever wants to signs up"
    bare = replace(channel, recipients=(), options={**channel.options, "unsubscribe": {}})
    if told := mail.fault(bare):
        yield told
    if not _is_web(channel.options.get("page", ""), ("https://",)):
        yield 'page is no https address of the desk, such as page = "https://desk.example"'
    if (site := channel.options.get("site")) and not _is_web(site, ("https://", "http://")):
        yield "site is no address of the web"


def _is_web(address: str, schemes: tuple[str, ...]) -> bool:
    """Whether an address can stand in a header and in a mail as it is."""
    plain = re.fullmatch(r"[A-Za-z0-9:/._~-]{9,200}", address) is not None
    return plain and address.startswith(schemes)
