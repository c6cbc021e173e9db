"""Incidents as MISP events: a feed in a folder, or events to be imported.

    telling   an incident as an event, a pure function
    making    what its objects share
    tags      taxonomies and galaxies
    feeding   what becomes of events that a feed had before

    manifest.json     what there is, and when it last changed
    hashes.csv        the MD5 of every value, with its event: for quick look-ups
    <uuid>.json       an event each

A feed is a folder that a web server hands out; MISP takes it by its address. It is kept in the same
folder each time: what was there and is told no more is then deleted where it was taken.

Source: MISP feed format; MISP core format. Needs PyMISP, which brings the templates of objects.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from vedette.answers import Dossier, Imprint
from vedette.write.misp.feeding import Laid, followed, withdrawn
from vedette.write.misp.making import named
from vedette.write.misp.telling import dumped, event
from vedette.write.parts import Held, Part, nothing, read, room

MEDIA_TYPE = "application/zip"
ENDING = "misp-feed.zip"
NEEDS = ("pymisp", "misp")
MANIFEST: Final = "manifest.json"
SUMMED: Final = ("Orgc", "Tag", "info", "date")
COUNTED: Final = ("analysis", "threat_level_id", "timestamp")
"""What the manifest tells of an event: as it stands there, and as numbers."""
WITHDRAWN: Final = frozenset({"retracted"})
"""Stages in which an incident is told no more: whoever printed it has taken it back."""


def write_folder(
    dossiers: Iterable[Dossier], imprint: Imprint, held: Held = nothing
) -> Iterator[Part]:
    """Write a feed; timestamps and deletions follow on what the folder had, which `held` gives."""
    manifest: dict[str, Any] = {}
    with room() as hashes:
        for made, written in _followed(dossiers, imprint, held):
            manifest[made["uuid"]] = _summed(made)
            hashes.writelines(_hashes(made))
            if written:
                yield Part(name=f"{made['uuid']}.json", chunks=[dumped({"Event": made})])
        yield Part(name="hashes.csv", chunks=read(hashes))
    yield Part(name=MANIFEST, chunks=[dumped(manifest)])


def _followed(
    dossiers: Iterable[Dossier], imprint: Imprint, held: Held
) -> Iterator[tuple[Laid, bool]]:
    """Give each event of the feed, and whether it is ours to write."""
    here: set[str] = set()
    latest = 0
    for dossier in dossiers:
        made = _told(dossier, imprint, held)
        here.add(made["uuid"])
        latest = max(latest, int(dossier.changed.timestamp()))
        yield made, True
    for before in list(_left(held, here)):
        ours = before["Orgc"]["uuid"] == named(imprint, "desk")
        yield (withdrawn(before, latest) if ours else before), ours


def _told(dossier: Dossier, imprint: Imprint, held: Held) -> Laid:
    now: Laid = json.loads(dumped(event(dossier, imprint)))["Event"]
    before = _before(held, now["uuid"])
    if dossier.sheet.line.status in WITHDRAWN:
        return withdrawn(before or now, int(dossier.changed.timestamp()))
    return followed(before, now)


def _left(held: Held, here: set[str]) -> Iterator[Laid]:
    """Give the events that the folder had and that are not told now."""
    raw = held(MANIFEST)
    for name in sorted(json.loads(raw)) if raw else ():
        before = _before(held, name) if name not in here else None
        if before:
            yield before


def _before(held: Held, name: str) -> Laid | None:
    raw = held(f"{name}.json")
    return dict(json.loads(raw)["Event"]) if raw else None


def _summed(made: Laid) -> Laid:
    numbers = {name: int(made[name]) for name in COUNTED}
    return {name: made[name] for name in SUMMED} | numbers


def _hashes(made: Laid) -> Iterator[bytes]:
    """Give a line for each value that is not deleted."""
    for one in made.get("Object", ()):
        for attribute in one.get("Attribute", ()):
            if not attribute.get("deleted"):
                state = hashlib.md5(attribute["value"].encode(), usedforsecurity=False)
                yield f"{state.hexdigest()},{made['uuid']}\n".encode()
