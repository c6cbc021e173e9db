"""An envelope as a message in a room of Matrix: text, and HTML of the same words.

What follows answers the message with which the claim went, once the server has told its name. It is
a `m.text` and no `m.notice`, though a machine wrote it: the rules that clients begin with
(`.m.rule.suppress_notices`) let notices wake nobody.

Source: the Matrix Client-Server API 1.11, 11.2 (m.room.message), 11.3 (replies).
"""

import json
from typing import Any, Final

from vedette.alerts import Channel, Envelope
from vedette.write.hypertext import piece
from vedette.write.passages import INVENTED, handling, passages, plain

LARGEST: Final = 56_000
"""Bytes of a message: an event has 65,536 at the most, with what the server adds to it."""
ALONE: Final = 40_000
"""Bytes of text that stands without HTML, because both would be too much."""


def write(envelope: Envelope, channel: Channel, address: str) -> bytes:
    """Write an envelope; the HTML is left out where both would not fit."""
    del channel
    told = {
        "msgtype": "m.text",
        "body": plain(envelope, address),
        "format": "org.matrix.custom.html",
        "formatted_body": "<hr>".join(piece(one) for one in passages(envelope, address)),
    }
    above = _above(envelope)
    if above:
        told["body"] = f"{above}\n\n{told['body']}"
        told["formatted_body"] = f"<p>{above}</p>{told['formatted_body']}"
    whole = _bytes(told, envelope)
    if len(whole) <= LARGEST:
        return whole
    return _bytes({"msgtype": "m.text", "body": plain(envelope, address, ALONE)}, envelope)


def _above(envelope: Envelope) -> str:
    """Say who may know it, where that is not everybody, and whether it is invented."""
    label = handling(envelope)
    sample = any(one.sample for one in envelope.alerts)
    return " · ".join(filter(None, (label if label != "TLP:CLEAR" else "", sample * INVENTED)))


def _bytes(told: dict[str, Any], envelope: Envelope) -> bytes:
    if name := answered(envelope):
        told = told | {"m.relates_to": {"m.in_reply_to": {"event_id": name}}}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def answered(envelope: Envelope) -> str:
    """Name the message that an envelope answers: the last that a server has named."""
    names = [one.told for one in envelope.earlier if one.told.startswith("$")]
    return names[-1] if names else ""
