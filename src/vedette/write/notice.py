"""An envelope as what a browser shows of it: a headline, a line, and where it leads.

    key     by which the browser knows what it showed already
    tag     the thread: what goes on stands in the place of what was shown of it
    clears  threads whose notices are put away, for what holds several
    at      when it was made, so that what is late does not push out what is newer

It is read on locked screens by whoever stands there, so it holds no quotation and no link but a
path on the desk itself. The same envelope gives the same bytes, a few hundred.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from vedette.alerts import Alert, Channel, Envelope
from vedette.handling import label, strictest

TITLE: Final = 120
"""Characters; browsers cut after 40 to 100."""
BODY: Final = 240
NAMED: Final = 5
"""Headlines of an envelope with several alerts."""
CLEARED: Final = 40
"""Threads that are put away; 32 characters each, of the 3,993 bytes that there are."""
PATH: Final = 400
SEVERAL: Final = "/alerts"
"""Where an envelope leads that holds several."""


def write(envelope: Envelope, channel: Channel, address: str) -> bytes:
    """Write a notice; its path leads to the desk on which the browser subscribed."""
    del channel, address
    one = envelope.alerts[0]
    told = _single(one) if len(envelope.alerts) == 1 else _several(envelope)
    told |= {"key": envelope.key, "at": _stamp(envelope.made)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _stamp(moment: datetime) -> str:
    """Write a moment of UTC at one length, so that text order is time order."""
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _single(one: Alert) -> dict[str, Any]:
    return {
        "title": _titled(one.headline, (one,)),
        "body": _cut(" ".join(filter(None, (_handled((one,)), _weight(one), _more(one)))), BODY),
        "path": one.path[:PATH],
        "tag": one.thread,
        "clears": [],
    }


def _several(envelope: Envelope) -> dict[str, Any]:
    alerts = envelope.alerts
    heads = list(dict.fromkeys(one.headline for one in alerts))
    more = f"and {len(heads) - NAMED} more" if len(heads) > NAMED else ""
    each = BODY // NAMED
    listed = [_handled(alerts), *(_cut(head, each) for head in heads[:NAMED]), more]
    threads = dict.fromkeys(one.thread for one in alerts)
    return {
        "title": _titled(f"{len(alerts)} alerts", alerts),
        "body": "\n".join(filter(None, listed)),
        "path": SEVERAL,
        "tag": envelope.key,
        "clears": list(threads)[:CLEARED],
    }


def _titled(words: str, alerts: Sequence[Alert]) -> str:
    return _cut(("SAMPLE " if any(one.sample for one in alerts) else "") + words, TITLE)


def _handled(alerts: Sequence[Alert]) -> str:
    """Mark what is not for everybody."""
    level = strictest(one.handling for one in alerts)
    return "" if level == "clear" else f"[{label(level)}]"


def _weight(one: Alert) -> str:
    """Say how far it is to be believed.

    >>> from datetime import UTC, datetime
    >>> told = {"key": "a", "thread": "a", "rule": "r", "subject": "incident", "name": "i",
    ...         "cause": "new", "headline": "h", "path": "/"}
    >>> noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    >>> _weight(Alert(**told, made=noon, known=noon, grade="B2", voices=2))
    'Grade B2, 2 voices.'
    """
    voices = f"{one.voices} voice{'' if one.voices == 1 else 's'}" if one.voices else ""
    said = ", ".join(filter(None, (f"grade {one.grade}" if one.grade else "", voices)))
    return f"{said[0].upper()}{said[1:]}." if said else ""


def _more(one: Alert) -> str:
    """Give the first line, unless all that it adds to headline and grade is more words."""
    first = next(iter(one.lines), "")
    return "" if one.grade and f"grade {one.grade}" in first else first


def _cut(words: str, most: int) -> str:
    r"""Put words on one line, without what cannot be seen, and cut them at a length.

    >>> _cut("Cable\n cut \u202eoff Hanko", 12)
    'Cable cut o…'
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return line if len(line) <= most else line[: most - 1] + "…"
