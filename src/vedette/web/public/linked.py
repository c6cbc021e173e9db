"""An incident page as linked data, for search engines and other programs: schema.org in JSON-LD.

The page is a `Report` about an `Event`, and its reports are what it cites. Nobody stands there as
the culprit: schema.org has no word for one who is accused.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from markupsafe import Markup

from vedette.public import Cited, PublicIncident
from vedette.web import affairs
from vedette.web.public.sentences import lead
from vedette.web.unseen import outside, reveal

CONTEXT: Final = "https://schema.org"
MOST: Final = 20
"""Reports that are cited; the page itself has them all."""


def block(told: Mapping[str, Any]) -> Markup:
    """Write data so that it may stand in a page: nothing in it ends the element that holds it."""
    raw = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    safe = raw.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup('<script type="application/ld+json">{}</script>').format(
        Markup(safe)  # noqa: S704  # what could end the element is written as escapes of JSON
    )


def incident(one: PublicIncident, *, title: str, address: str, sample: bool) -> dict[str, Any]:
    """Lay an incident out; `address` is the page's own, empty for a site that stands nowhere."""
    line = one.line
    lead_in = "SAMPLE: " if sample else ""
    told = {
        "@context": CONTEXT,
        "@type": "Report",
        "identifier": line.id,
        "headline": reveal(lead_in + affairs.titled(line)),
        "abstract": reveal(lead_in + lead(one)),
        "url": address,
        "inLanguage": "en",
        "datePublished": line.first.isoformat(),
        "dateModified": one.changed.isoformat(),
        "creativeWorkStatus": line.status,
        "publisher": {"@type": "Organization", "name": title},
        "about": _event(one),
        "citation": [_cited(report) for report in one.reports[:MOST]],
    }
    return {name: value for name, value in told.items() if value}


def _event(one: PublicIncident) -> dict[str, Any]:
    line = one.line
    when = line.when
    return dict(
        _there(
            ("@type", "Event"),
            ("name", reveal(affairs.titled(line))),
            ("startDate", when and when.first.isoformat()),
            ("endDate", when and when.last.isoformat()),
            ("location", _place(one)),
        )
    )


def _place(one: PublicIncident) -> dict[str, Any] | None:
    """Give the place; a country, or a wide region, is no point."""
    spot = one.line.spot
    if spot is None:
        return None
    told: dict[str, Any] = {"@type": "Place", "name": reveal(affairs.place(spot))}
    if spot.precision == "country":
        return told
    circle = f"{spot.lat:g},{spot.lon:g} {1000 * spot.radius_km:.0f}"
    return told | {"geo": {"@type": "GeoCircle", "circle": circle}}


def _cited(report: Cited) -> dict[str, Any]:
    return dict(
        _there(
            ("@type", "NewsArticle"),
            ("headline", reveal(report.title)),
            ("url", outside(report.url)),
            ("datePublished", report.published and report.published.isoformat()),
            ("publisher", {"@type": "Organization", "name": reveal(report.outlet)}),
            ("inLanguage", report.language if report.language.isalpha() else None),
        )
    )


def _there(*pairs: tuple[str, Any]) -> Iterator[tuple[str, Any]]:
    return (pair for pair in pairs if pair[1])
