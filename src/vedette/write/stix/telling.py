"""The incident itself and its place as STIX objects, and after them all that is said of it.

Source: STIX 2.1, sections 4.6 and 4.10; Incident Core Extension 2.0.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from vedette.records import CREDIBILITIES, Spot
from vedette.taxonomy.sites import decimals
from vedette.write.entries import summed
from vedette.write.naming import is_state, place, titled
from vedette.write.stix.definitions import CLEAR, tlp
from vedette.write.stix.differing import disagreements, judgements, opinions
from vedette.write.stix.making import Making
from vedette.write.stix.objects import Object, kept, provenance, shared, stamp
from vedette.write.stix.reporting import reports
from vedette.write.stix.scales import CONFIDENCES, DETERMINATIONS, INCIDENT_CORE, INVESTIGATIONS

DETECTION: Final = ["external-notification", "automated-tool"]
"""Others reported it, and a program read the reports."""


def told(making: Making) -> Iterator[Object]:
    """Write all objects of an incident; one that several need comes each time."""
    yield from map(tlp, making.levels)
    yield making.maker
    yield incident(making)
    yield from _placed(making)
    yield from reports(making)
    yield from disagreements(making)
    yield from opinions(making)
    yield from judgements(making)


def incident(making: Making) -> Object:
    """Write the incident: what it is called, how far it is established, and by whose grade."""
    line, grade = making.dossier.sheet.line, making.dossier.sheet.grade
    lead = "SAMPLE: " if making.imprint.sample else ""
    return making.made(
        "incident",
        name=lead + titled(line.kind, line.spot),
        description=summed(line),
        confidence=CONFIDENCES.get(grade.credibility) if grade else None,
        lang="en",
        labels=[line.kind.replace("_", "-"), line.status.replace("_", "-")],
        external_references=_origins(making),
        extensions=_core(making) | _provenance(making),
    )


def _origins(making: Making) -> list[Object]:
    """Name what it was imported as: whoever gave it to us knows it by that."""
    heads = {account.head.article: account.head for account in making.dossier.sheet.accounts}
    return [
        {"source_name": heads[one.article].outlet, "external_id": one.name}
        for one in making.dossier.origins
        if one.article in heads
    ]


def _core(making: Making) -> Object:
    line, grade = making.dossier.sheet.line, making.dossier.sheet.grade
    scores = grade and {
        "name": "Admiralty credibility (AJP-2.1), 1 best, 6 cannot be judged",
        "value": grade.credibility,
        "description": f"{grade.mark}: {CREDIBILITIES[grade.credibility]}; row {grade.row} of"
        f" {grade.rule}",
    }
    core = {
        "extension_type": "property-extension",
        "determination": DETERMINATIONS.get(line.status, "suspected"),
        "investigation_status": INVESTIGATIONS.get(line.status, "new"),
        "incident_types": [line.kind.replace("_", "-")],
        "detection_methods": DETECTION,
        "scores": [scores] if scores else None,
    }
    return {INCIDENT_CORE: kept(core)}


def _provenance(making: Making) -> Object:
    """Lay out what the desk holds and STIX has no property for."""
    line, whole = making.dossier.sheet.line, making.dossier.sheet.incident
    return provenance(
        incident=line.id,
        kind=line.kind,
        stage=line.status,
        grade=line.grade,
        when=list(map(date.isoformat, line.when)) if line.when else None,
        killed=list(line.killed) if line.killed else None,
        injured=list(line.injured) if line.injured else None,
        targets=list(line.targets),
        reports=line.reports,
        voices=list(line.voices),
        decided=sorted(whole.decided),
        stages=[
            {
                "at": stamp(step.at),
                "stage": step.status,
                "report_ref": making.report(step.article),
            }
            for step in whole.steps
        ],
    )


def _placed(making: Making) -> Iterator[Object]:
    spot = making.dossier.sheet.line.spot
    if spot is None:
        return
    where = location(spot)
    yield where
    yield making.made(
        "relationship",
        "located-at",
        where["id"],
        relationship_type="located-at",
        source_ref=making.incident,
        target_ref=where["id"],
        extensions=provenance(
            precision=spot.precision, radius_km=spot.radius_km, geonames=spot.geonames
        ),
    )


def location(spot: Spot) -> Object:
    """Make a location as closely as it is told: a country has no coordinates.

    Coordinates have the decimals that the radius deserves, `precision` is the radius in metres.
    """
    told: dict[str, Any] = {"name": place(spot)}
    if is_state(spot.country):
        told["country"] = spot.country
    if spot.precision != "country" or "country" not in told:
        digits = decimals(spot.radius_km)
        told |= {
            "latitude": round(spot.lat, digits),
            "longitude": round(spot.lon, digits),
            "precision": round(1000 * spot.radius_km, 1),
        }
    return shared("location", [CLEAR], **told)
