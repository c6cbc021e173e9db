"""An envelope as a notification of ntfy: JSON as its server takes it, for a phone.

`sequence_id` is the thread's: what follows takes the place of what was shown before (ntfy 2.16; an
older server shows both). So does the same message that is sent twice.

Source: ntfy's documentation, "Publish as JSON", "Updating notifications", "Tags & emojis".
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from vedette.alerts import Alert, Cause, Channel, Envelope, Severity
from vedette.write.passages import Passage, cut, passages, title

MOST: Final = 4000
"""Bytes of a message: past 4096 ntfy makes a file of it, which nobody reads on a lock screen."""

PRIORITY: Final[dict[Severity, int]] = {"minor": 3, "moderate": 3, "severe": 4, "extreme": 5}
"""ntfy's five steps: 3 sounds, 4 sounds longer, 5 goes through a phone that is set to rest."""
WEAK: Final = frozenset("456")
"""Marks of credibility that say doubtful, improbable, or not to be judged: a step less loud."""

SIGNS: Final[dict[Cause, str]] = {
    "new": "rotating_light",
    "stage": "arrow_forward",
    "accused": "speech_balloon",
    "differing": "left_right_arrow",
    "due": "hourglass",
    "corrected": "pencil2",
    "withdrawn": "x",
}
"""A sign for each cause, which ntfy shows in front of the title."""


def write(envelope: Envelope, channel: Channel, address: str) -> bytes:
    """Write an envelope; the topic is the last piece of the recipient's address."""
    del channel
    told: dict[str, Any] = {
        "topic": topic(envelope.recipient),
        "title": title(envelope),
        "message": cut("\n".join(_message(passages(envelope, address))), MOST),
        "priority": max(map(priority, envelope.alerts)),
        "tags": [SIGNS[envelope.alerts[-1].cause], *_kinds(envelope)],
        "sequence_id": envelope.alerts[0].thread if envelope.is_single else envelope.key,
    }
    if address:
        single = len(envelope.alerts) == 1
        told["click"] = address + (envelope.alerts[0].path if single else "/alerts")
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def priority(alert: Alert) -> int:
    """Say how loud: by how grave it is, a step less where it is hardly believed.

    A withdrawal is as loud as what it takes back.
    """
    return PRIORITY[alert.severity] - (alert.grade[1:] in WEAK)


def topic(recipient: str) -> str:
    """Give the topic of an address.

    >>> topic("https://ntfy.example/rail")
    'rail'
    """
    return recipient.rpartition("/")[2]


def _kinds(envelope: Envelope) -> list[str]:
    return sorted({one.kind for one in envelope.alerts if one.kind})


def _message(told: list[Passage]) -> Iterator[str]:
    """Give the lines of a message; the title has the headline of the only alert."""
    if len(told) > 1:
        yield from (f"• {one.headline} ({', '.join(one.firm)})" for one in told)
        return
    (one,) = told
    yield " · ".join(one.firm)
    yield from one.lines
    for quote in one.quotes[:1]:
        yield f"“{quote.words}” – {quote.by}"
    yield from (f"Sent before, {before}" for before in one.before[-1:])
