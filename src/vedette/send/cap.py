"""Handing messages of the Common Alerting Protocol on: into a folder, or to an address of the web.

In a folder each message is a file under the alert's key, and `index.atom` leads to the newest; both
are there whole or not at all. An address gets it by POST, and answers as to a webhook; the secret
goes along as a token.
"""

import asyncio
import os
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from vedette.alerts import Channel, Envelope, Receipt
from vedette.send import Sends, Wire
from vedette.send.file import keep, turn
from vedette.send.ntfy import bare, let_in, patient
from vedette.send.webhook import post

Indexes = Callable[[Mapping[str, bytes], str], bytes]
"""Makes an index of messages by the names of their files, for a channel."""

MEDIA_TYPE: Final = "application/cap+xml"
INDEX: Final = "index.atom"
LISTED: Final = 400
"""Files that are looked at for the index, the last written: twice what it leads to."""
LARGEST: Final = 1 << 20
"""Bytes of a file that may be a message."""

STATUSES: Final = ("Draft", "Actual", "Exercise", "System", "Test")
SCOPES: Final = ("Restricted", "Public", "Private")
NAME: Final = re.compile(r"[^\s,<&]+")
"""What a sender may be called (3.2.1)."""


def opens(channel: Channel, wire: Wire, index: Indexes) -> Sends:
    """Make what hands messages on over a channel."""
    headers = {"content-type": MEDIA_TYPE, **let_in(channel.options.get("secret", ""))}

    async def send(body: bytes, envelope: Envelope, channel: Channel) -> Receipt:
        if is_web(envelope.recipient):
            named = headers | {"webhook-id": envelope.key}
            now = datetime.now(UTC)
            return await post(wire, envelope.recipient, body, named, now, read=patient)
        folder, name = Path(envelope.recipient), f"{envelope.alerts[0].key}.xml"
        try:
            return await asyncio.to_thread(_file, folder, name, body, channel.name, index)
        except OSError as fault:
            return Receipt(outcome="again", told=f"{type(fault).__name__}: {fault.strerror}"[:200])

    return send


def _file(folder: Path, name: str, body: bytes, channel: str, index: Indexes) -> Receipt:
    receipt = keep(folder, name, body)
    with turn(folder):
        keep(folder, INDEX, index(_messages(folder), channel), anew=True)
    return receipt


def _messages(folder: Path) -> dict[str, bytes]:
    """Read the files that were written last."""
    files = [(entry.stat(), entry) for entry in os.scandir(folder) if entry.name.endswith(".xml")]
    small = ((told, entry) for told, entry in files if told.st_size <= LARGEST)
    newest = sorted(small, key=lambda one: (one[0].st_mtime_ns, one[1].name), reverse=True)
    return {entry.name: Path(entry.path).read_bytes() for _, entry in islice(newest, LISTED)}


def is_web(recipient: str) -> bool:
    """Whether a recipient is an address of the web, and no folder."""
    return recipient.startswith(("http://", "https://"))


def fault(channel: Channel) -> str:
    """Say what of a declaration for the Common Alerting Protocol cannot be used."""
    told = channel.options
    status, scope = told.get("status", "Draft"), told.get("scope", "Restricted")
    if status not in STATUSES:
        return f"status is {status!r}: give {', '.join(STATUSES)}"
    if scope not in SCOPES:
        return f"scope is {scope!r}: give {', '.join(SCOPES)}"
    if scope == "Private" and not told.get("addresses"):
        return "the scope is Private, and addresses names nobody"
    if told.get("sender") and not NAME.fullmatch(told["sender"]):
        return "the sender may hold no space, comma, < or &"
    if not all(channel.recipients):
        return 'to names no folder and no address of the web, such as to = ["cap"]'
    return bare(channel, tuple(filter(is_web, channel.recipients)))
