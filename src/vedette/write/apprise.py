"""An envelope as Apprise takes it: a title, a text, and how grave, for any of its services.

These bytes are what is handed to Apprise; what each service is sent of them is Apprise's.
"""

import json
from typing import Final

from vedette.alerts import SEVERITIES, Channel, Envelope
from vedette.write.passages import handling, plain, sender, title

MOST: Final = 16_000
"""Bytes of a text; services that take less get it in pieces."""
GRAVE: Final = frozenset({"severe", "extreme"})


def write(envelope: Envelope, channel: Channel, address: str) -> bytes:
    """Write an envelope."""
    del channel
    told = {
        "title": title(envelope),
        "body": f"{handling(envelope)}\n\n{plain(envelope, address, MOST)}\n\n{sender(envelope)}",
        "type": grave(envelope),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def grave(envelope: Envelope) -> str:
    """Choose among Apprise's signs: blue for what takes back, red where somebody died, else yellow.

    The gravest alert gives it.
    """
    if all(one.cause in {"withdrawn", "corrected"} for one in envelope.alerts):
        return "info"
    gravest = max((one.severity for one in envelope.alerts), key=SEVERITIES.index)
    return "failure" if gravest in GRAVE else "warning"
