"""Incidents as PLOVER has them, one on a line, as JSON; CAMEO codes stand beside.

`actor` is empty until it is settled who did it. Who accuses whom stands under `accusations`, which
is no field of PLOVER's, with the report that says so.

Source: PLOVER, draft of version 2.0 (Open Event Data Alliance), tables "PLOVER JSON", "entities",
"citations" and "location"; CAMEO 1.1b3 (Schrodt, 2012).
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from vedette.answers import Dossier, Imprint
from vedette.records import Precision, Spot
from vedette.write.codebooks.happened import actors, counted, hit
from vedette.write.codebooks.mapping import alpha3, mapping
from vedette.write.entries import summed
from vedette.write.naming import is_state, state
from vedette.write.report import dump
from vedette.write.tables import accusations, incidents, reports
from vedette.write.tables.shape import Row

MEDIA_TYPE = "application/jsonl"
ENDING = "plover.jsonl"
CONFLICT: Final = 4
"""The quad category "material conflict", in which every mapped kind is."""
RESOLUTIONS: Final[dict[Precision, int]] = {"town": 4, "district": 3, "region": 2, "country": 1}
"""PLOVER's level of a place; a spot, a sea and a line have none there."""


def write_incidents(dossiers: Iterable[Dossier], imprint: Imprint) -> Iterator[bytes]:
    """Write incidents in the order given; what did not happen is left out."""
    for dossier in counted(dossiers):
        yield dump(_told(dossier, imprint)).encode() + b"\n"


def _told(dossier: Dossier, imprint: Imprint) -> dict[str, Any]:
    line, there = dossier.sheet.line, mapping(dossier.sheet.line.kind)
    return {
        "id": line.id,
        "date": line.when and line.when.first.isoformat(),
        "enddate": line.when and line.when.last.isoformat(),
        "actor": [{"code": alpha3(code)} for code in actors(dossier)],
        "recipient": _recipient(dossier),
        "event": _listed(there.event),
        "mode": _listed(there.mode),
        "context": _listed(there.context),
        "quad_code": CONFLICT if there.event else None,
        "event_loc": _located(line.spot),
        "size": {"dead": _count(line.killed), "injured": _count(line.injured)},
        "cite_info": [_cited(row) for row in reports.rows(dossier, imprint)],
        "coder": "vedette",
        "comment": ("SAMPLE: " if imprint.sample else "") + summed(line),
        "cameo": there.cameo or None,
        "kind": line.kind,
        "stage": line.status,
        "grade": line.grade or None,
        "accusations": [_accused(row) for row in accusations.rows(dossier, imprint)],
        **({"sample": True} if imprint.sample else {}),
    }


def _listed(word: str) -> list[str]:
    return [word] if word else []


def _recipient(dossier: Dossier) -> list[dict[str, Any]]:
    """Name whose people or things were hit, once for each sector."""
    found = hit(dossier)
    if found is None:
        return []
    country, sectors = alpha3(found[0]), found[1]
    return [{"code": country, "sector": one} for one in sectors] or [{"code": country}]


def _located(spot: Spot | None) -> dict[str, Any] | None:
    if spot is None:
        return None
    lon, lat = incidents.point(spot) or (None, None)
    return {
        "extracted_place": spot.name,
        "geonameid": spot.geonames,
        "lat": lat,
        "lon": lon,
        "country": state(spot.country) if is_state(spot.country) else None,
        "country_code": alpha3(spot.country),
        "resolution": RESOLUTIONS.get(spot.precision),
    }


def _count(told: tuple[int, int] | None) -> int | list[int] | None:
    """Give a number, the lowest and highest where sources differ, None where none is told."""
    if told is None:
        return None
    low, high = told
    return low if low == high else [low, high]


def _cited(row: Row) -> dict[str, Any]:
    return {
        "url": row["url"],
        "title": row["title"],
        "language": row["language"],
        "publication": row["outlet"],
        "license": row["licence"],
    }


def _accused(row: Row) -> dict[str, Any]:
    return {
        "said": row["said"],
        "speaker": [alpha3(code) for code in row["speaker_states"]],
        "accused": [alpha3(code) for code in row["accused_states"]],
        "firmness": row["firmness"],
        "answer": row["answer"],
    }
