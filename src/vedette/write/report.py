"""Reports as JSON: the contract `vedette.report/1` of the coding guide, section 6."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from vedette.records import Article, Coding, Field, Finding, Issue, Place, Report, TimeExpression
from vedette.review import USUAL, Thresholds, in_review
from vedette.taxonomy.sites import FINEST, decimals


def report(made: Report, thresholds: Thresholds = USUAL) -> dict[str, Any]:
    """Lay a report out as `vedette.report/1`; an article with a slug has it echoed."""
    laid: dict[str, Any] = {"schema": "vedette.report/1"}
    if made.article.slug is not None:
        laid["slug"] = made.article.slug
    return laid | {
        "article": article(made.article),
        "findings": [
            finding(found, coding.coder, review=in_review(found, thresholds))
            for coding in made.codings
            for found in coding.findings
        ],
        "places": [_place(place) for place in made.coding.places],
        "times": [_time(time) for time in made.coding.times],
        "coder": made.coding.coder,
        "reader": made.coding.reader,
        "taxonomy": made.coding.taxonomy,
        "codings": [_coding(coding) for coding in made.codings],
        "issues": [_told(found) for found in made.issues],
    }


def _coding(made: Coding) -> dict[str, Any]:
    return {"coder": made.coder, "taxonomy": made.taxonomy, "dropped": dict(made.dropped)}


def issue(found: Issue) -> dict[str, Any]:
    """Lay an issue out as `vedette.issue/1`, which stands in the place of a report."""
    return {"schema": "vedette.issue/1", "input": found.input, "issue": _told(found)}


def _told(found: Issue) -> dict[str, Any]:
    return {"stage": found.stage, "what": found.what, "why": found.why, "remedy": found.remedy}


def article(read: Article) -> dict[str, Any]:
    """Lay an article out; what it does not tell is null, never missing."""
    return {
        "text": read.text,
        "title": read.title,
        "published": written(read.published),
        "modified": written(read.modified),
        "language": read.language,
        "url": read.url,
        "outlet": read.outlet,
        "section": read.section,
        "byline": list(read.byline),
        "author_page": read.author_page,
    }


def written(told: date | None) -> str | None:
    """Write a day or a moment in ISO 8601."""
    return told.isoformat() if told else None


def finding(found: Finding, coder: str, *, review: bool) -> dict[str, Any]:
    """Lay a finding out, with the coder whose it is; its kind is there for incidents alone."""
    laid: dict[str, Any] = {"id": found.id, "type": found.type}
    if found.kind is not None:
        laid["kind"] = found.kind
    return laid | {
        "anchor": [list(span) for span in found.anchor],
        "fields": fields(found.fields),
        "confidence": round(found.confidence, 3),
        "rule": found.rule,
        "coder": coder,
        "review": review,
    }


def fields(listed: Mapping[str, tuple[Field, ...]]) -> dict[str, list[dict[str, Any]]]:
    """Lay the fields of a finding out, each entry with only what it has."""
    return {name: [_entry(entry) for entry in entries] for name, entries in listed.items()}


def _entry(entry: Field) -> dict[str, Any]:
    laid: dict[str, Any] = {}
    if entry.span is not None:
        laid |= {"span": list(entry.span), "text": entry.text}
    if entry.value is not None:
        laid["value"] = list(entry.value) if isinstance(entry.value, tuple) else entry.value
    if entry.rule:
        laid["rule"] = entry.rule
    return laid


def _place(place: Place) -> dict[str, Any]:
    """Lay a toponym out; a wide place has no more decimals than its extent deserves."""
    digits = FINEST if place.radius_km is None else decimals(place.radius_km)
    return {
        "span": list(place.span),
        "text": place.text,
        "lat": round(place.lat, digits),
        "lon": round(place.lon, digits),
        "country": place.country,
        "geonames": place.geonames,
        "precision": place.precision,
        "radius_km": place.radius_km,
        "metonym": place.metonym,
    }


def _time(time: TimeExpression) -> dict[str, Any]:
    return {
        "span": list(time.span),
        "text": time.text,
        "value": time.value,
        "type": time.type,
    }


def dump(laid: Mapping[str, Any]) -> str:
    """Write one line of JSON; a lone surrogate, which UTF-8 cannot hold, becomes U+FFFD."""
    line = json.dumps(laid, ensure_ascii=False, separators=(",", ":"))
    return line.encode("utf-8", "replace").decode("utf-8")
