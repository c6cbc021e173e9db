"""Incidents as JSON-LD in the words of schema.org: what is claimed, by whom, in which article.

    Event          the incident, as closely as it is told when and where it was
    NewsArticle    a report: headline, address, printer, a quotation; what a copy is made from
    Claim          what somebody says of guilt; its author is the accuser, or who answers
    ClaimReview    the desk's grade of the one claim that it rates: that there was an incident
    Organization   printers, states, and the desk

Nobody is accused by the desk: an accusation is a `Claim` with an author, which no review rates.
The context stands in the file itself, so that it is read without any network. Names in `vedette:`
are what schema.org has no word for.

Source: JSON-LD 1.1 (W3C, 2020); schema.org 29, Event, NewsArticle, Claim and ClaimReview.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID, uuid5

from vedette.answers import Dossier, Imprint
from vedette.records import CREDIBILITIES, Grade, Spot
from vedette.write.entries import summed
from vedette.write.naming import is_state, place, state
from vedette.write.tables import accusations, incidents, reports, sources
from vedette.write.tables.shape import Row
from vedette.write.terms import about

MEDIA_TYPE = "application/ld+json"
NAMESPACE: Final = UUID("0c7d4a1e-53d4-4b47-9a86-2f0a3b8d6e19")
"""Drawn once, for good: another one would rename everything that was ever linked to."""
TERMS: Final = "urn:vedette:terms:"
CONTEXT: Final = {
    "@vocab": "https://schema.org/",
    "vedette": TERMS,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{
        name: {"@id": f"https://schema.org/{name}", "@type": f"xsd:{type_}"}
        for name, type_ in (
            ("startDate", "date"),
            ("endDate", "date"),
            ("datePublished", "date"),
            ("dateModified", "dateTime"),
        )
    },
    **{
        name: {"@id": f"https://schema.org/{name}", "@type": "@id"}
        for name in ("url", "about", "author", "appearance", "isBasedOn", "publisher", "subjectOf")
    },
}
"""Every word of schema.org by its name, dates and links as what they are."""

WORST: Final = 5
"""The worst of the credibilities that can be judged."""
_FORBIDDEN: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f\u200e\u200f\u202a-\u202e]")
"""What an IRI may not hold (RFC 3987, sections 2.2 and 4.1)."""

Node = dict[str, Any]


def write_incidents(dossiers: Iterable[Dossier], imprint: Imprint) -> Iterator[bytes]:
    """Write a graph in the order given; what several incidents share stands in it once."""
    yield f'{{"@context":{json.dumps(CONTEXT)},"@graph":['.encode()
    for number, node in enumerate(_once(_all(dossiers, imprint))):
        raw = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
        yield (b",\n" if number else b"\n") + raw.encode("utf-8", "replace")
    yield b"\n]}\n"


def _once(nodes: Iterable[Node]) -> Iterator[Node]:
    seen: set[str] = set()
    for node in nodes:
        if node["@id"] not in seen:
            seen.add(node["@id"])
            yield node


def _all(dossiers: Iterable[Dossier], imprint: Imprint) -> Iterator[Node]:
    yield _desk(imprint)
    for dossier in dossiers:
        yield from told(dossier, imprint)


def told(dossier: Dossier, imprint: Imprint) -> Iterator[Node]:
    """Give all that is said of one incident; what others share comes each time."""
    yield _event(dossier, imprint)
    yield from _reviewed(dossier, imprint)
    for row in sources.rows(dossier, imprint):
        yield _printer(row)
    for row in reports.rows(dossier, imprint):
        yield _article(row, imprint)
    for row in accusations.rows(dossier, imprint):
        yield from map(_nation, (*row["speaker_states"], *row["accused_states"]))
        yield _claim(dossier, row, imprint)


def _named(imprint: Imprint, *parts: str) -> str:
    """Name a thing of this desk for good."""
    return f"urn:uuid:{uuid5(NAMESPACE, json.dumps([imprint.desk, *parts]))}"


def _shared(*parts: str) -> str:
    """Name a thing that all desks mean alike."""
    return f"urn:uuid:{uuid5(NAMESPACE, json.dumps(parts))}"


def _kept(name: str, type_: str, told: Node) -> Node:
    """Make a node of what is told; what is not told is left out."""
    kept = {key: value for key, value in told.items() if value not in (None, "", [])}
    return {"@id": name, "@type": type_, **kept}


def _desk(imprint: Imprint) -> Node:
    lead = "SAMPLE: " if imprint.sample else ""
    told = {
        "name": f"{lead}a vedette desk",
        "description": about(sample=imprint.sample),
        "url": imprint.address,
    }
    return _kept(_named(imprint), "Organization", told)


def _event(dossier: Dossier, imprint: Imprint) -> Node:
    """Write the incident; `eventStatus` is of what is planned, so the stage is a word of ours."""
    row, line = incidents.row(dossier, imprint), dossier.sheet.line
    told = {
        "name": row["name"],
        "description": summed(line),
        "startDate": _day(row["first_day"]),
        "endDate": _day(row["last_day"]),
        "location": _location(line.spot),
        "url": row["url"],
        "dateModified": dossier.changed.isoformat(),
        "subjectOf": [_report(imprint, one["id"]) for one in reports.rows(dossier, imprint)],
        "vedette:kind": row["kind"],
        "vedette:stage": row["stage"],
        "vedette:grade": row["grade"],
        "vedette:target": row["targets"],
        "vedette:killed": _count(line.killed),
        "vedette:injured": _count(line.injured),
        "vedette:differ": row["differ_on"],
    }
    return _kept(_incident(dossier, imprint), "Event", told)


def _incident(dossier: Dossier, imprint: Imprint) -> str:
    return _named(imprint, "incident", dossier.sheet.line.id)


def _report(imprint: Imprint, report: str) -> str:
    return _named(imprint, "report", report)


def _day(told: date | None) -> str | None:
    return told.isoformat() if told else None


def _count(told: tuple[int, int] | None) -> list[int]:
    """Give the lowest and the highest count, once where they are one."""
    return sorted(set(told)) if told else []


def _location(spot: Spot | None) -> Node | None:
    """Write a place as a circle, its radius in metres; a country is a name."""
    if spot is None:
        return None
    told: Node = {"@type": "Place", "name": place(spot)}
    if is_state(spot.country):
        told["address"] = {"@type": "PostalAddress", "addressCountry": spot.country}
    if at := incidents.point(spot):
        middle = {"@type": "GeoCoordinates", "latitude": at[1], "longitude": at[0]}
        radius = round(1000 * spot.radius_km, 1)
        told["geo"] = {"@type": "GeoCircle", "geoMidpoint": middle, "geoRadius": radius}
    return told


def _reviewed(dossier: Dossier, imprint: Imprint) -> Iterator[Node]:
    """Write the grade as a review of the claim that it happened; without one there is neither."""
    grade, name = dossier.sheet.grade, dossier.sheet.line.id
    if grade is None:
        return
    claim = _named(imprint, "happened", name)
    said = {
        "text": f"This happened: {incidents.row(dossier, imprint)['name']}.",
        "about": _incident(dossier, imprint),
        "appearance": [_report(imprint, one["id"]) for one in reports.rows(dossier, imprint)],
    }
    yield _kept(claim, "Claim", said)
    rated = {
        "itemReviewed": {"@id": claim},
        "author": _named(imprint),
        "claimReviewed": said["text"],
        "reviewRating": _rating(grade),
    }
    yield _kept(_named(imprint, "review", name), "ClaimReview", rated)


def _rating(grade: Grade) -> Node:
    """Write a grade; what cannot be judged has words and no value."""
    judged = grade.credibility <= WORST
    value = {"ratingValue": grade.credibility, "bestRating": 1, "worstRating": WORST}
    return {
        "@type": "Rating",
        **(value if judged else {}),
        "alternateName": f"{grade.mark}: {CREDIBILITIES[grade.credibility]}",
        "ratingExplanation": RATING,
    }


def _printer(row: Row) -> Node:
    told = {
        "name": row["name"],
        "url": _link(row["home"]),
        "vedette:reliability": row["reliability"],
    }
    return _kept(_shared("source", row["id"]), "Organization", told)


def _link(url: str | None) -> str | None:
    """Give an address on the web as an IRI; anything else is none, and would be followed.

    >>> _link("https://a.example/b c?d=“e”"), _link("javascript:alert(1)")
    ('https://a.example/b%20c?d=“e”', None)
    """
    if not url or not url.startswith(("http://", "https://")):
        return None
    return _FORBIDDEN.sub(lambda found: quote(found[0]), url)


def _nation(code: str) -> Node:
    return _kept(_shared("state", code), "Country", {"name": state(code), "identifier": code})


def _article(row: Row, imprint: Imprint) -> Node:
    told = {
        "headline": row["title"],
        "abstract": row["quotation"],
        "url": _link(row["url"]),
        "inLanguage": row["language"],
        "datePublished": _day(row["published"]),
        "publisher": _shared("source", row["source"]),
        "usageInfo": row["licence"],
        "isBasedOn": _report(imprint, row["copy_of"]) if row["copy_of"] else None,
        "vedette:grade": row["grade"],
    }
    return _kept(_report(imprint, row["id"]), "NewsArticle", told)


def _claim(dossier: Dossier, row: Row, imprint: Imprint) -> Node:
    """Write what somebody says of guilt; where no state says it, its author is who prints it."""
    report = next(r for r in reports.rows(dossier, imprint) if r["id"] == row["report"])
    by = [_shared("state", code) for code in row["speaker_states"]]
    told = {
        "text": row["said"],
        "author": by or _speaker(row) or [_shared("source", report["source"])],
        "about": [
            _incident(dossier, imprint),
            *(_shared("state", code) for code in row["accused_states"]),
        ],
        "appearance": _report(imprint, row["report"]),
        "vedette:firmness": row["firmness"],
        "vedette:answer": row["answer"],
    }
    return _kept(_named(imprint, "claim", row["incident"], row["finding"]), "Claim", told)


def _speaker(row: Row) -> list[Node]:
    """Name who speaks for no state, as the report does, or as somebody."""
    return [{"@type": "Thing", "name": name} for name in row["speaker"]]


RATING: Final = (
    "Admiralty code (AJP-2.1): 1 is best, 6 cannot be judged. It says how far to believe that there"
    " was an incident, never who did it."
)
