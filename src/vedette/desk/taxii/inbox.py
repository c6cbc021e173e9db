"""What others add over TAXII: taken in as captures, and told what became of each object.

An envelope is cut as a bundle from a file is: a capture for each incident. What belongs to none is
kept too, as one capture, which no reader can make anything of: that stands among the issues. What
became of an envelope is kept beside it, so that whoever sent it can ask again.

Source: TAXII 2.1, sections 4.3.2 (status) and 5.5 (adding objects).
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import uuid5

from sqlalchemy import select

from vedette.collect import bundles
from vedette.collect.lines import Reading
from vedette.desk.taxii.tokens import Token
from vedette.ledger import schema as t
from vedette.ledger.append import Appender, Batch
from vedette.ledger.store import Store
from vedette.records import Capture
from vedette.write.stix.objects import NAMESPACE
from vedette.write.stix.versions import version

CHANNEL: Final = "taxii/inbox"
STATUS: Final = "taxii status"
Status = dict[str, Any]


class Inbox:
    """Takes objects into a ledger; `store` is open for writing."""

    def __init__(self, store: Store, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def take(self, objects: Sequence[Any], token: Token) -> Status:
        """Keep objects in the name of a token's source; give what became of them."""
        at = self._now()
        good = [one for one in objects if not why_not(one)]
        reading = Reading(known=at, source=token.source, channel=CHANNEL)
        cut = bundles.captures_of_objects(good, CHANNEL, reading)
        captures = [one for one in cut if isinstance(one, Capture)]
        if rest := bundles.rest_of(good, captures):
            captures.append(_heap(rest, reading))
        told = _status(objects, at)
        with Appender(self._store, now=self._now).batch() as batch:
            _keep(batch, captures, at)
            batch.version(STATUS, told["id"], json.dumps(told | {"token": token.name}), at)
        return told

    def status(self, name: str, token: Token) -> Status | None:
        """Give what became of an envelope that a token sent, None if there is none."""
        v = t.versions.c
        query = select(v.body).where(v.noun == STATUS, v.name == name)
        with self._store.reading() as connection:
            body = connection.execute(query).scalar()
        told: Status = json.loads(body) if body else {}
        return told if told.pop("token", None) == token.name else None


def why_not(one: Any) -> str:
    """Say why an object is not kept, or nothing."""
    sample = "it is invented: a sample" if isinstance(one, dict) and bundles.invented(one) else ""
    return bundles.why_not(one) or sample


def _keep(batch: Batch, captures: Sequence[Capture], at: datetime) -> None:
    for capture in captures:
        batch.capture_or_issue(capture, at=at)


def _heap(objects: list[dict[str, Any]], reading: Reading) -> Capture:
    """Keep what belongs to no incident together, as it came."""
    told = {"type": "bundle", "objects": objects}
    return Capture(
        source=reading.source,
        channel=reading.channel,
        key=bundles.name_of(objects),
        url=CHANNEL,
        known=reading.known,
        body=json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"),
        media_type=bundles.MEDIA_TYPE,
        handling=bundles.handling(objects),
    )


def _status(objects: Sequence[Any], at: datetime) -> Status:
    """Lay out what became of each object; all is done by the time that it is told."""
    stamp = at.isoformat(timespec="microseconds").replace("+00:00", "Z")
    told = [(one, why_not(one)) for one in objects]
    kept = [_entry(one, stamp) for one, why in told if not why]
    refused = [_entry(one, stamp) | {"message": why} for one, why in told if why]
    listed = {"successes": kept, "failures": refused}
    return {
        "id": str(uuid5(NAMESPACE, f"status {stamp} {bundles.name_of(objects)}")),
        "status": "complete",
        "request_timestamp": stamp,
        "total_count": len(objects),
        "success_count": len(kept),
        "failure_count": len(refused),
        "pending_count": 0,
        **{name: entries for name, entries in listed.items() if entries},
    }


def _entry(one: Any, stamp: str) -> dict[str, str]:
    told = one if isinstance(one, dict) else {}
    return {"id": str(told.get("id", "unknown"))[:200], "version": version(told) or stamp}
