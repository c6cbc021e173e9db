"""The incident itself, its place, its reports, and where they differ, as STIX objects.

Source: STIX 2.1, sections 4.6, 4.13, 4.14 and 4.17; Incident Core Extension 2.0.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from vedette.answers import Account, Head, Judgement
from vedette.records import CREDIBILITIES, Disagreement, Heard, Span
from vedette.write.entries import summed
from vedette.write.naming import spaced, state, titled
from vedette.write.stix.accusing import said
from vedette.write.stix.common import licence, location, publisher
from vedette.write.stix.making import Making
from vedette.write.stix.objects import Object, kept, provenance, stamp
from vedette.write.stix.scales import (
    CONFIDENCES,
    DETERMINATIONS,
    INCIDENT_CORE,
    INVESTIGATIONS,
    confidence,
)
from vedette.write.withheld import SOMEBODY, quotation, without

OPINIONS: Final[Mapping[str, str]] = {"contradicts": "disagree", "open": "neutral"}
"""How a report that does not tell the incident as having happened stands to it."""
DETECTION: Final = ["external-notification", "automated-tool"]
"""Others reported it, and a program read the reports."""


def told(making: Making) -> Iterator[Object]:
    """Write all objects of an incident; one that several need comes each time."""
    yield making.maker
    yield incident(making)
    yield from _placed(making)
    for accounts in _by_report(making):
        yield from _reported(making, accounts)
    for differing in making.dossier.sheet.disagreements:
        yield _disagreement(making, differing)
    yield from _opinions(making)
    for one in making.dossier.judgements:
        yield _judgement(making, one)


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
        extensions=_core(making) | _provenance(making),
    )


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
                "report_ref": _report(making, step.article),
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


# ── reports ─────────────────────────────────────────────────────────────────────────────────────


def _by_report(making: Making) -> list[list[Account]]:
    found: dict[str, list[Account]] = {}
    for account in making.dossier.sheet.accounts:
        found.setdefault(account.head.article, []).append(account)
    return list(found.values())


def _report(making: Making, article: str) -> str:
    return making.named("report", article)


def _reported(making: Making, accounts: Sequence[Account]) -> Iterator[Object]:
    """Write a report with who printed it, its licence, and what it says of guilt.

    A copy accuses nobody of itself: what it says stands with its origin, if that is here.
    """
    head = accounts[0].head
    source = making.source(head.source)
    terms, printer = licence(source, head.outlet), publisher(source, head.outlet, making.marks)
    here = {account.head.article for account in making.dossier.sheet.accounts}
    guilt = [
        one
        for account in accounts
        if head.origin not in here
        for one in said(making, account, _report(making, head.article))
    ]
    yield terms
    yield printer
    yield from guilt
    yield making.made(
        "report",
        head.article,
        marks=(terms["id"],),
        name=_headline(making, head),
        lang=head.language,
        description=f"“{quotation(accounts[0].sentence, making.withheld)}”",
        published=stamp(_moment(head)),
        confidence=confidence(accounts[0].grade),
        object_refs=list(
            dict.fromkeys([making.incident, printer["id"], *(one["id"] for one in guilt)])
        ),
        external_references=[_reference(head)],
        extensions=_evidence(making, head, printer["id"], accounts),
    )


def _headline(making: Making, head: Head) -> str:
    lead = "SAMPLE: " if making.imprint.sample else ""
    return lead + (without(head.title, making.withheld).strip() or f"Report by {head.outlet}")


def _moment(head: Head) -> datetime:
    """Give when it was published, else when it appeared; a day begins at midnight, UTC."""
    if head.published is None or isinstance(head.published, datetime):
        return head.published or head.at
    return datetime.combine(head.published, time(0), tzinfo=head.known.tzinfo)


def _reference(head: Head) -> Object:
    """Point at the article itself; one without an address is named by its id."""
    web = head.url if head.url and head.url.startswith(("http://", "https://")) else None
    return kept(
        {
            "source_name": head.outlet,
            "url": web,
            "external_id": None if web else head.article,
        }
    )


def _evidence(
    making: Making, head: Head, printer: str, accounts: Sequence[Account]
) -> dict[str, Any]:
    """Say by which words each telling stands, and whose text a copy is."""
    here = {account.head.article for account in making.dossier.sheet.accounts}
    return provenance(
        article=head.article,
        source=head.source,
        printer_ref=printer,
        known=stamp(head.known),
        copy_of_ref=_report(making, head.origin) if head.origin in here else None,
        grade=accounts[0].grade,
        tellings=[_telling(account) for account in accounts],
    )


def _telling(account: Account) -> Object:
    one = account.telling
    return kept(
        {
            "words": list(one.words),
            "finding": one.finding,
            "kind": one.kind,
            "stage": one.status,
            "when": list(map(date.isoformat, one.when)) if one.when else None,
            "place": one.spot and one.spot.name,
            "confidence": round(one.confidence, 3),
            "fields": _fields(account),
        }
    ) | {"background": one.background, "review": account.review}


def _fields(account: Account) -> dict[str, list[list[int]]]:
    """Give the spans of each field of the finding, whose words stand in the article."""
    fields = account.finding.fields if account.finding else {}
    spans: dict[str, list[Span]] = {
        name: [entry.span for entry in entries if entry.span] for name, entries in fields.items()
    }
    return {name: list(map(list, listed)) for name, listed in sorted(spans.items()) if listed}


# ── who differs, and what analysts decided ──────────────────────────────────────────────────────


def _disagreement(making: Making, differing: Disagreement) -> Object:
    """Write where sources differ, each value with who holds it."""
    sides = [
        f"{_value(making, differing.field, side.value)} ({', '.join(_voices(making, side.voices))})"
        for side in differing.sides
    ]
    reports = [_report(making, article) for side in differing.sides for article in side.articles]
    return making.made(
        "note",
        "disagreement",
        differing.field,
        abstract=f"sources differ on {spaced(differing.field)}",
        content=f"Sources differ on {spaced(differing.field)}: {'; '.join(sides)}.",
        object_refs=list(dict.fromkeys([making.incident, *reports])),
    )


def _value(making: Making, field: str, value: str) -> str:
    if field != "accused":
        return without(spaced(value), making.withheld)
    return state(value) if state(value) != value else SOMEBODY


def _voices(making: Making, voices: Sequence[str]) -> list[str]:
    listed = [source.name if (source := making.source(name)) else name for name in voices]
    return listed or ["copies alone"]


def _opinions(making: Making) -> Iterator[Object]:
    """Write how those stand to it who do not tell it as having happened, by their last word."""
    grade = making.dossier.sheet.grade
    voices = {voice.article: voice for voice in (grade.voices if grade else ())}
    here = {account.head.article for account in making.dossier.sheet.accounts}
    for article, voice in voices.items():
        if voice.stance in OPINIONS and article in here:
            yield _opinion(making, voice)


def _opinion(making: Making, voice: Heard) -> Object:
    (name,) = _voices(making, [voice.source])
    does = "contradicts it" if voice.stance == "contradicts" else "leaves it open"
    heard = "counted in the grade" if voice.counted else f"heard, not counted: {voice.why}"
    return making.made(
        "opinion",
        voice.article,
        opinion=OPINIONS[voice.stance],
        explanation=f"{name} {does}; {heard}.",
        authors=[name],
        object_refs=[making.incident],
        extensions=provenance(report_ref=_report(making, voice.article)),
    )


def _judgement(making: Making, one: Judgement) -> Object:
    what = f" ({', '.join(one.fields)})" if one.fields else ""
    return making.made(
        "note",
        "decision",
        str(one.number),
        abstract="decision of an analyst",
        content=f"Decision {one.number} of an analyst, {stamp(one.at)}: {spaced(one.verb)}{what};"
        f" {one.standing}. Who decided and why stays on the desk.",
        object_refs=[making.incident],
    )
