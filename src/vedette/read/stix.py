"""The reader of STIX: one incident with what belongs to it, laid out in the words of its objects.

The text has the incident's name and description, and a line for each thing that the Incident Core
Extension, our own extension, labels, locations and relationships tell of it. Reports that it rests
on stand with their names and addresses. Whoever made the object is the outlet, and the article was
published when the object was created.

Our own extension is looked at first, for it says things in our words; STIX itself has no property
for most of them. `determination` and `investigation_status` become a stage by `STAGES`.

Source: STIX 2.1, sections 4.6, 4.10, 4.16 and 5.1; Incident Core Extension 2.0.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, get_args

from vedette import imported
from vedette.answers import Status
from vedette.errors import ReadError
from vedette.read.refusals import too_large
from vedette.read.told import web_address, where
from vedette.records import Article, Capture, Entry
from vedette.taxonomy.countries import countries
from vedette.taxonomy.kinds import ORDER
from vedette.taxonomy.places import table

NAME: Final = "stix@1"
LARGEST: Final = 10_000_000
CORE: Final = "extension-definition--ef765651-680c-498d-9894-99799f2fa126"
OURS: Final = "extension-definition--0830b6b4-94fa-5bc3-bc31-3f066e0a7c14"
STAGES: Final[Mapping[str, str]] = {
    "blocked": "foiled",
    "confirmed": "confirmed",
    "failed-attempt": "foiled",
    "false-positive": "refuted",
    "open": "under_investigation",
}
"""Determinations and states of an inquiry that say more than that something was reported."""
CYBER: Final = "cyberattack"
"""What the types of the extension's own list are: it knows incidents of computers alone."""
SAYS: Final = frozenset({"accuses", "suspects", "links"})
ANSWERS: Final = frozenset({"denies", "does-not-comment-on", "accepts", "claims"})
ATTRIBUTED: Final = "attributed-to"
"""STIX's word for what its maker holds to be so (section 4.6.2): an accusation of the maker's."""

Object = Mapping[str, Any]


class StixReader:
    """Reads an incident out of a bundle that holds one with what belongs to it."""

    name = NAME
    media_types = ("application/stix+json",)

    def __call__(self, capture: Capture, entry: Entry | None = None) -> Article:
        """Read one; `entry` is not needed. Raises ReadError where there is no incident."""
        del entry
        if len(capture.body) > LARGEST:
            raise too_large(where(capture), len(capture.body), LARGEST)
        held = _objects(capture)
        incident = _incident(held, capture)
        heap = Heap(incident, held)
        name = str(incident.get("name", ""))
        return Article(
            text=imported.lay(name, str(incident.get("description", "")), heap.told()),
            title=imported.plain(name) or imported.NAMELESS,
            published=_moment(incident.get("created")),
            modified=_moment(incident.get("modified")),
            url=web_address(*heap.addresses([incident])),
            outlet=heap.maker() or None,
            links=tuple(dict.fromkeys(heap.addresses(held.values()))),
            reader=NAME,
        )


def _objects(capture: Capture) -> dict[str, Object]:
    try:
        told = json.loads(capture.body)
        return {one["id"]: one for one in told["objects"] if isinstance(one.get("id"), str)}
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as fault:
        remedy = "give a bundle of STIX 2.1"
        raise ReadError(
            what="no STIX bundle", where=where(capture), why=str(fault)[:200], remedy=remedy
        ) from fault


def _incident(held: Mapping[str, Object], capture: Capture) -> Object:
    """Give the incident that a capture is of."""
    named = held.get(capture.key)
    listed = [named] if named else [one for one in held.values() if one.get("type") == "incident"]
    if not listed or listed[0].get("type") != "incident":
        raise ReadError(
            what="no incident among these objects",
            where=where(capture),
            why=f"there are {len(held)}",
            remedy="they are kept; send them again together with the incident they belong to",
        )
    return listed[0]


def _moment(told: object) -> datetime | None:
    try:
        return datetime.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None


class Heap:
    """An incident and what belongs to it, asked for what is told."""

    def __init__(self, incident: Object, held: Mapping[str, Object]) -> None:
        self._incident = incident
        self._held = held
        self._core = _extension(incident, CORE)
        self._own = _extension(incident, OURS)

    def told(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Give each thing that is told, as a label and parts."""
        yield "Kind", self._kind()
        yield "Stage", self._stage()
        yield "When", _days(self._own.get("when"))
        yield from (("Place", parts) for parts in self._places())
        yield "Killed", _count(self._own.get("killed"))
        yield "Injured", _count(self._own.get("injured"))
        yield from (("Target", [str(one)]) for one in _listed(self._own.get("targets")))
        for one in self._of("relationship"):
            yield from self._relationship(one)
        for one in self._of("report"):
            yield "Report", self._report(one)
        for one in self._of("note"):
            yield "Note", [_text(one, "abstract"), _text(one, "content")]
        for one in self._of("opinion"):
            yield "Note", [_text(one, "opinion"), _text(one, "explanation")]

    def maker(self) -> str:
        """Name who made the incident's object, empty where he is not told."""
        return self._name(self._incident.get("created_by_ref"))

    def addresses(self, objects: Iterable[Object]) -> Iterator[str]:
        """Give the addresses on the web that incidents and reports refer to."""
        for one in objects:
            if one.get("type") in {"incident", "report"}:
                for reference in _listed(one.get("external_references")):
                    url = reference.get("url") if isinstance(reference, dict) else None
                    if isinstance(url, str) and web_address(url):
                        yield url

    def _kind(self) -> list[str]:
        """Give what kind it was: in our words, by a label, or as the extension's list has it."""
        types = [str(one) for one in _listed(self._core.get("incident_types"))]
        labels = [str(one) for one in _listed(self._incident.get("labels"))]
        for words in (_text(self._own, "kind"), *types, *labels):
            if (kind := imported.word(words)) in ORDER:
                return [words, kind] if words != kind else [kind]
        return [types[0], CYBER] if types else []

    def _stage(self) -> list[str]:
        """Give how far it is established; what its maker has revoked is retracted."""
        if self._incident.get("revoked") is True:
            return ["revoked", "retracted"]
        labels = [str(one) for one in _listed(self._incident.get("labels"))]
        for words in (_text(self._own, "stage"), *labels):
            if (stage := imported.word(words)) in get_args(Status):
                return [words, stage] if words != stage else [stage]
        told = [_text(self._core, name) for name in ("determination", "investigation_status")]
        known = next((one for one in told if one in STAGES), "")
        return [known, STAGES[known]] if known else []

    def _places(self) -> Iterator[list[str]]:
        for one in self._of("relationship"):
            if one.get("relationship_type") == "located-at":
                location = self._held.get(str(one.get("target_ref")), {})
                yield _place(location, _extension(one, OURS))

    def _relationship(self, one: Object) -> Iterator[tuple[str, Sequence[str]]]:
        verb, words = _text(one, "relationship_type"), _text(one, "description")
        source, target = (self._name(one.get(f"{end}_ref")) for end in ("source", "target"))
        firmness = _extension(one, OURS).get("firmness")
        told = [f"firmness {firmness}"] if isinstance(firmness, int) else []
        if verb in SAYS and source and target:
            yield "Said", [source, verb, target, *told, words]
        elif verb in ANSWERS and source:
            yield "Answer", [source, verb, words]
        elif verb == ATTRIBUTED and target:
            who = self._name(one.get("created_by_ref")) or self.maker()
            yield "Said", [who or imported.UNTOLD, verb, target, words]

    def _report(self, one: Object) -> list[str]:
        printer = self._name(_extension(one, OURS).get("printer_ref"))
        printer = printer or self._name(one.get("created_by_ref"))
        return [_text(one, "name"), printer, _text(one, "published")[:10], *self.addresses([one])]

    def _of(self, type_: str) -> list[Object]:
        """Give the objects of a type in the order of their ids, without what was revoked."""
        listed = sorted(self._held.items())
        return [one for _, one in listed if one.get("type") == type_ and not one.get("revoked")]

    def _name(self, ref: object) -> str:
        return _text(self._held.get(str(ref), {}), "name")


def _text(one: Object, name: str) -> str:
    value = one.get(name)
    return value if isinstance(value, str) else ""


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _extension(one: Object, name: str) -> Object:
    held = one.get("extensions")
    found = held.get(name) if isinstance(held, dict) else None
    return found if isinstance(found, dict) else {}


def _days(value: object) -> list[str]:
    days = [str(one) for one in _listed(value)]
    return ["/".join(dict.fromkeys(days))] if days else []


def _count(value: object) -> list[str]:
    ends = [str(one) for one in _listed(value)]
    return ["-".join(dict.fromkeys(ends))] if ends else []


def _place(location: Object, more: Object) -> list[str]:
    """Lay a place out: its name, state, point, radius, and how closely it is told."""
    name, code = _text(location, "name"), _text(location, "country").upper()
    state = countries().get(code)
    name, water = _bare(name, state.name if state else "")
    lat, lon, metres = (location.get(key) for key in ("latitude", "longitude", "precision"))
    point = f"{lat:g}, {lon:g}" if _number(lat) and _number(lon) else ""
    within = f"within {metres / 1000:g} km" if isinstance(metres, int | float) and point else ""
    geonames = more.get("geonames")
    numbered = f"geonames {geonames}" if isinstance(geonames, int) else ""
    fallback = _text(location, "region") or _text(location, "administrative_area")
    return [
        name or fallback or (state.name if state else ""),
        code if state else water,
        point,
        within,
        _text(more, "precision"),
        numbered,
    ]


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _bare(name: str, state: str) -> tuple[str, str]:
    """Take the state or the water off a place's name; give the water apart.

    >>> _bare("Mika, Poland", "Poland"), _bare("Suurupi, Gulf of Finland", "")
    (('Mika', ''), ('Suurupi', 'Gulf of Finland'))
    """
    head, _, tail = name.rpartition(", ")
    if state and tail == state and head:
        return head, ""
    if tail in table("places")["sea"]:
        return head or tail, tail
    return name, ""
