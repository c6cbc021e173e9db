"""An envelope as one CloudEvent: JSON in structured mode, as CloudEvents 1.0.2 has it.

`id` is the key of the envelope: who keeps the ids that came needs nothing else to take each once.
What is told stands in `data`, the alerts with all that they rest on, in the order in which they
were made. The same envelope gives the same bytes.
"""

import json
from typing import Any, Final

import msgspec

from vedette.alerts import Alert, Channel, Envelope
from vedette.handling import label, strictest

MEDIA_TYPE: Final = "application/cloudevents+json"
SCHEMA: Final = "vedette.alerts/1"
TYPE: Final = "vedette.alert"
"""What kind of thing is told; the prefix of a name in reverse is for who owns a domain."""


def write(envelope: Envelope, channel: Channel, address: str) -> bytes:
    """Write an envelope; links lead below an address, or are paths where there is none."""
    told = {
        "specversion": "1.0",
        "id": envelope.key,
        "source": address or "vedette",
        "type": TYPE,
        "time": envelope.made.isoformat().replace("+00:00", "Z"),
        "subject": ",".join(dict.fromkeys(one.name for one in envelope.alerts)),
        "datacontenttype": "application/json",
        "data": {
            "schema": SCHEMA,
            "channel": channel.name,
            "handling": label(strictest(one.handling for one in envelope.alerts)),
            "after": envelope.after,
            "alerts": [_alert(one, address) for one in envelope.alerts],
        },
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _alert(one: Alert, address: str) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(one)
    return told | {"url": f"{address}{one.path}"}
