"""An incident as one MISP event, in the form in which feeds carry it: a pure function.

    event
      ├─ incident        what it is called, its stage and grade
      ├─ geolocation     where it was, as closely as it is told
      ├─ news-media      a report: headline, printer, address, quotation, its grade as tags
      └─ annotation      who accuses whom, who answers, where sources differ: a report's words

Source: MISP core format (draft-dulaunoy-misp-core-format), and the templates of misp-objects.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any, Final

from vedette.answers import Dossier, Imprint
from vedette.records import CREDIBILITIES, Source
from vedette.write.entries import summed
from vedette.write.misp.making import Making, named
from vedette.write.misp.tags import admiralty, tags
from vedette.write.naming import is_state, place, spaced, state, titled
from vedette.write.tables import accusations, differing, incidents, reports
from vedette.write.tables.shape import Row

ANALYSES: Final[Mapping[str, int]] = {
    "reported": 0,
    "unattributed": 1,
    **dict.fromkeys(("convicted", "acquitted", "charges_dropped", "closed_unsolved"), 2),
    **dict.fromkeys(("accident", "refuted", "retracted"), 2),
}
"""How far the analysis is, by stage: initial, ongoing (what is not here), completed."""
DETERMINATIONS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("convicted", "charged", "confirmed"), "successful-attempt"),
    "foiled": "blocked",
    **dict.fromkeys(("accident", "refuted", "retracted"), "false-positive"),
}
"""By stage, in the words of the template; what is not here is `suspected`."""
CLOSED: Final = frozenset(stage for stage, reached in ANALYSES.items() if reached == 2)
UNDEFINED: Final = 4
"""The threat level: the desk judges none."""
OFFICIAL: Final = frozenset(
    ("government", "foreign", "defence", "service", "police", "border", "cert", "court", "rescue")
)
"""Sectors of sources whose reports are governmental communication."""


def event(dossier: Dossier, imprint: Imprint) -> dict[str, Any]:
    """Lay an incident out as `{"Event": …}`."""
    from pymisp import MISPEvent, MISPOrganisation  # noqa: PLC0415  # an extra, and slow to load

    making, line = Making(dossier=dossier, imprint=imprint), dossier.sheet.line
    made, desk = MISPEvent(), MISPOrganisation()
    desk.name, desk.uuid = f"{making.lead}a vedette desk", named(imprint, "desk")
    made.uuid, made.Orgc = making.named(), desk
    made.info = f"{making.lead}{titled(line.kind, line.spot)}: {spaced(line.status)}"
    made.date = line.when.first if line.when else line.first.astimezone(UTC).date()
    made.threat_level_id = UNDEFINED
    made.analysis = ANALYSES.get(line.status, 1)
    made.timestamp = made.publish_timestamp = making.moment
    made.published = True
    for tag in dict.fromkeys(tags(dossier)):
        made.add_tag(tag)
    for one in _objects(making):
        made.add_object(one)
    return dict(made.to_feed())


def dumped(laid: Mapping[str, Any]) -> bytes:
    """Write as JSON, keys in the order of their names: PyMISP has them in none."""
    raw = json.dumps(laid, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return raw.encode("utf-8", "replace") + b"\n"


def _objects(making: Making) -> Iterator[Any]:
    whole = _incident(making)
    yield whole
    spot = making.dossier.sheet.line.spot
    if spot is not None:
        where = _located(making)
        making.leads(whole, "located-at", where.uuid)
        yield where
    for row in reports.rows(making.dossier, making.imprint):
        yield _reported(making, row, whole.uuid)
    yield from _said(making, whole.uuid)
    yield from _differing(making, whole.uuid)


def _incident(making: Making) -> Any:
    line, grade = making.dossier.sheet.line, making.dossier.sheet.grade
    score = f"Admiralty code {grade.mark}: {CREDIBILITIES[grade.credibility]}" if grade else None
    told = (
        ("name", making.lead + titled(line.kind, line.spot)),
        ("description", summed(line)),
        ("determination", DETERMINATIONS.get(line.status, "suspected")),
        ("investigation_status", _status(line.status)),
        ("detection_method", "automated-tool"),
        ("score", score),
    )
    return making.made("incident", told=told, comment=f"kind: {spaced(line.kind)}")


def _status(stage: str) -> str:
    if stage in CLOSED:
        return "closed"
    return "new" if stage == "reported" else "open"


def _located(making: Making) -> Any:
    """Write a place with the decimals that its radius deserves; a country is a name."""
    spot = making.dossier.sheet.line.spot
    assert spot is not None
    lon, lat = incidents.point(spot) or (None, None)
    country = spot.country if is_state(spot.country) else None
    told = (
        ("text", place(spot)),
        ("countrycode", country),
        ("country", state(country) if country else None),
        ("city", spot.name if spot.precision == "town" else None),
        ("region", spot.name if spot.precision == "region" else None),
        ("latitude", lat),
        ("longitude", lon),
        ("accuracy-radius", round(spot.radius_km, 1) if lat is not None else None),
    )
    return making.made("geolocation", told=told)


def _reported(making: Making, row: Row, incident: str) -> Any:
    """Write a report, its grade as tags of its headline, its licence as the comment."""
    source = making.imprint.sources.get(row["source"])
    link = row["url"] if str(row["url"]).startswith(("http://", "https://")) else None
    told = (
        ("source", source.name if source else row["outlet"]),
        ("title", making.lead + (row["title"] or f"Report by {row['outlet']}")),
        ("link", link),
        ("content", row["quotation"]),
        ("sub-type", _sort(source)),
    )
    made = making.made(
        "news-media", row["article"], told=told, comment=f"Licence: {row['licence']}"
    )
    made.first_seen = row["appeared"].astimezone(UTC)
    (title,) = made.get_attributes_by_relation("title")
    for tag in admiralty(row["grade"] or ""):
        title.add_tag(tag)
    making.leads(made, "mentions", incident)
    if row["copy_of"]:
        making.leads(made, "derived-from", _copied(making, row["copy_of"]))
    return made


def _copied(making: Making, report: str) -> str:
    """Name the object of the report that another repeats."""
    told = reports.rows(making.dossier, making.imprint)
    article = next(row["article"] for row in told if row["id"] == report)
    return making.named("news-media", article)


def _sort(source: Source | None) -> str | None:
    return "Governmental Communication" if source and source.sector in OFFICIAL else None


def _said(making: Making, incident: str) -> Iterator[Any]:
    """Write who accuses whom and what is answered, as the words of a report."""
    told = {row["id"]: row for row in reports.rows(making.dossier, making.imprint)}
    for row in accusations.rows(making.dossier, making.imprint):
        report = told[row["report"]]
        words = f"{row['said']}, as {report['outlet']} reports."
        comment = "accusation" if row["type"] == "attribution" else "answer"
        made = _note(making, comment, row["finding"], words)
        making.leads(made, "annotates", incident)
        making.leads(made, "derived-from", making.named("news-media", report["article"]))
        yield made


def _differing(making: Making, incident: str) -> Iterator[Any]:
    """Write where sources differ, each value with how many say so."""
    sides: dict[str, list[Row]] = {}
    for row in differing.rows(making.dossier, making.imprint):
        sides.setdefault(row["field"], []).append(row)
    for field, rows in sides.items():
        told = "; ".join(f"{_value(row)} ({', '.join(row['voices']) or 'copies'})" for row in rows)
        words = f"Sources differ on {spaced(field)}: {told}."
        made = _note(making, "disagreement", field, words)
        making.leads(made, "annotates", incident)
        yield made


def _value(row: Row) -> str:
    return state(row["value"]) if row["field"] == "accused" else spaced(row["value"])


def _note(making: Making, comment: str, name: str, words: str) -> Any:
    told = (("text", words), ("type", "Other"), ("format", "text"))
    return making.made("annotation", comment, name, told=told, comment=comment)
