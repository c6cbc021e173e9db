"""An envelope of alerts as one of TAXII: STIX objects that another system takes in.

Each thread of alerts is one object, an incident where it is about one, else a note: a later alert
is a later version of it, and one that withdraws what was told revokes it, with its place. So
whoever took the first hears of the last under the same id. Its words are the alert's, and below
them the words of the reports that it rests on.

The object is not the one that the desk's own collections have for the incident; it names that by
the incident's id on the desk, under `external_references`.

Source: STIX 2.1, sections 3.6, 4.6 and 4.13; TAXII 2.1, section 3.7.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from vedette.alerts import Alert, Backing, Channel, Envelope
from vedette.handling import MARKINGS, Tlp
from vedette.write.naming import titled
from vedette.write.stix.definitions import SAMPLE, extension, maker, tlp
from vedette.write.stix.objects import Object, identifier, kept, provenance, shared, stamp
from vedette.write.stix.scales import DETERMINATIONS, INCIDENT_CORE, INVESTIGATIONS, confidence
from vedette.write.stix.telling import location

MEDIA_TYPE: Final = "application/taxii+json;version=2.1"
DESK: Final = "a vedette desk"


def write(envelope: Envelope, channel: Channel, address: str) -> bytes:
    """Write an envelope; of several alerts of one thread the last stands in it."""
    objects = {one["id"]: one for alert in envelope.alerts for one in _all(alert, channel, address)}
    told = {"objects": list(objects.values())}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _all(alert: Alert, channel: Channel, address: str) -> Iterator[Object]:
    making = Making(alert, channel, address)
    yield from (maker(), extension(), tlp("clear"), tlp(alert.handling))
    if alert.sample:
        yield SAMPLE
    yield making.desk
    if alert.subject != "incident":
        yield making.note()
        return
    yield making.incident()
    if alert.spot:
        where = location(alert.spot)
        yield where
        yield making.located(where)


class Making:
    """What the objects of one thread share: names, times, maker, markings."""

    def __init__(self, alert: Alert, channel: Channel, address: str) -> None:
        self._alert = alert
        self._address = address
        self._root = (channel.name, address, alert.thread)
        self._marks = _marks(alert.handling, sample=alert.sample)

    @property
    def desk(self) -> Object:
        """Who says it: the desk, by where it stands."""
        return (
            shared("identity", _marks("clear"), name=DESK, identity_class="system")
            | kept({"contact_information": self._address})
            | {"id": identifier("identity", "desk", self._address)}
        )

    def incident(self) -> Object:
        """Make the incident as it is told now."""
        one = self._alert
        core = {
            "extension_type": "property-extension",
            "determination": DETERMINATIONS.get(one.status, "suspected"),
            "investigation_status": INVESTIGATIONS.get(one.status, "new"),
            "incident_types": [one.kind.replace("_", "-")] if one.kind else None,
        }
        own = provenance(
            incident=one.name,
            kind=one.kind,
            stage=one.status,
            grade=one.grade,
            when=list(map(date.isoformat, one.when)) if one.when else None,
        )
        return self._made(
            "incident",
            name=self._lead() + (titled(one.kind, one.spot) if one.kind else one.headline),
            description=self._words(),
            confidence=confidence(one.grade),
            labels=[word.replace("_", "-") for word in (one.kind, one.status, one.cause) if word],
            external_references=self._references(),
            extensions={INCIDENT_CORE: kept(core)} | own,
        )

    def note(self) -> Object:
        """Make a note of what is no incident: an alarm, a pledge or a forecast that falls due."""
        return self._made(
            "note",
            abstract=self._lead() + self._alert.headline,
            content=self._words(),
            labels=[self._alert.subject, self._alert.cause],
            external_references=self._references(),
            object_refs=[self.desk["id"]],
        )

    def located(self, where: Object) -> Object:
        """Say where it was."""
        return self._made(
            "relationship",
            where["id"],
            relationship_type="located-at",
            source_ref=identifier("incident", *self._root),
            target_ref=where["id"],
        )

    def _made(self, type_: str, *parts: str, **told: Any) -> Object:
        """Make an object of the thread: created with its first alert, modified with this one."""
        one = self._alert
        return kept(
            {
                "type": type_,
                "spec_version": "2.1",
                "id": identifier(type_, *self._root, *parts),
                "created_by_ref": self.desk["id"],
                "created": stamp(one.begun or one.made),
                "modified": stamp(one.made),
                "revoked": True if one.cause == "withdrawn" else None,
                **told,
                "object_marking_refs": self._marks,
            }
        )

    def _lead(self) -> str:
        return "SAMPLE: " if self._alert.sample else ""

    def _words(self) -> str:
        one = self._alert
        listed = [one.headline, *one.lines, *map(_quoted, one.backing)]
        return "\n".join(listed)

    def _references(self) -> list[Object]:
        """Point at the subject on the desk, and at the articles."""
        one = self._alert
        page = f"{self._address}{one.path}" if self._address else None
        own = kept({"source_name": DESK, "external_id": one.name, "url": page})
        urls = dict.fromkeys((each.outlet, each.url) for each in one.backing if each.url)
        return [own, *({"source_name": outlet, "url": url} for outlet, url in urls)]


def _marks(level: Tlp, *, sample: bool = False) -> list[str]:
    return [MARKINGS[level], *([SAMPLE["id"]] if sample else [])]


def _quoted(one: Backing) -> str:
    """Give the words that an alert rests on, and whose they are."""
    printed = f", {one.published.isoformat()[:10]}" if one.published else ""
    grade = f" [{one.grade}]" if one.grade else ""
    return f"“{one.quote}” ({one.outlet}{grade}, “{one.title}”{printed})"
