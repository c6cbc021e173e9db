"""Incidents as one STIX 2.1 bundle: with their reports, places, accusations and disagreements.

The same ledger gives the same bytes. The bundle is written as it is made, so that its length costs
no memory; its id, which has to be that of its content, comes last.

    objects      ids, times, and what all objects have
    definitions  markings and our extension
    identities   publishers and states
    making       what the objects of one incident share
    telling      the incident and its place
    reporting    its reports
    accusing     who accuses whom, and who answers
    differing    where sources differ, and what analysts decided
    versions     what of an incident's objects is new since they were last passed on
    scales       the desk's words in those of STIX

Source: STIX Version 2.1, OASIS Standard, 10 June 2021.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator

from vedette.answers import Dossier, Imprint
from vedette.write.stix.definitions import SAMPLE, extension, maker, tlp
from vedette.write.stix.making import Making
from vedette.write.stix.objects import Object, identifier
from vedette.write.stix.telling import told

MEDIA_TYPE = "application/stix+json; version=2.1"
ENDING = "stix.json"


def write_incidents(dossiers: Iterable[Dossier], imprint: Imprint) -> Iterator[bytes]:
    """Write a bundle in the order given; what several incidents share stands in it once."""
    state = hashlib.sha256()
    yield b'{"type":"bundle","objects":['
    for place, one in enumerate(_once(_all(dossiers, imprint))):
        raw = json.dumps(one, ensure_ascii=False, separators=(",", ":"))
        data = raw.encode("utf-8", "replace")
        state.update(data)
        yield (b",\n" if place else b"\n") + data
    yield f'\n],"id":"{identifier("bundle", state.hexdigest())}"}}\n'.encode()


def objects(dossier: Dossier, imprint: Imprint) -> list[Object]:
    """Give all objects of one incident, with whatever they refer to, each once."""
    return list(_once(_all([dossier], imprint)))


def _all(dossiers: Iterable[Dossier], imprint: Imprint) -> Iterator[Object]:
    yield from (tlp("clear"), maker(), extension())
    if imprint.sample:
        yield SAMPLE
    for dossier in dossiers:
        yield from told(Making(dossier=dossier, imprint=imprint))


def _once(objects: Iterable[Object]) -> Iterator[Object]:
    seen: set[str] = set()
    for one in objects:
        if one["id"] not in seen:
            seen.add(one["id"])
            yield one
