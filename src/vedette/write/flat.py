"""An incident as one flat row: what a map and a spreadsheet show of it.

`COLUMNS` names what stands there, in order; docs/reference/exports.md says what each means.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from vedette.answers import Account, Dossier, Imprint
from vedette.handling import label
from vedette.records import Spot
from vedette.taxonomy.sites import decimals
from vedette.write.naming import titled
from vedette.write.sayings import sayings
from vedette.write.withheld import names, without

COLUMNS: Final = (
    "id",
    "name",
    "kind",
    "stage",
    "first_day",
    "last_day",
    "place",
    "country",
    "precision",
    "radius_km",
    "killed_low",
    "killed_high",
    "injured_low",
    "injured_high",
    "targets",
    "said",
    "grade",
    "reports",
    "voices",
    "differ_on",
    "first_reported",
    "last_reported",
    "review",
    "handling",
    "url",
    "articles",
)


def row(dossier: Dossier, imprint: Imprint) -> dict[str, Any]:
    """Lay an incident out; what is not told is None, what is several a list."""
    line = dossier.sheet.line
    low_killed, high_killed = line.killed or (None, None)
    low_injured, high_injured = line.injured or (None, None)
    lead = "SAMPLE: " if imprint.sample else ""
    told = {
        "id": line.id,
        "name": lead + titled(line.kind, line.spot),
        "kind": line.kind,
        "stage": line.status,
        "first_day": line.when and line.when.first.isoformat(),
        "last_day": line.when and line.when.last.isoformat(),
        **_placed(line.spot),
        "killed_low": low_killed,
        "killed_high": high_killed,
        "injured_low": low_injured,
        "injured_high": high_injured,
        "targets": list(line.targets),
        "said": sayings(dossier.sheet.accounts),
        "grade": line.grade or None,
        "reports": line.reports,
        "voices": len(line.voices),
        "differ_on": list(line.disagreements),
        "first_reported": line.first.isoformat(),
        "last_reported": line.last.isoformat(),
        "review": line.review,
        "handling": label(line.handling),
        "url": f"{imprint.address}/incidents/{line.id}" if imprint.address else None,
        "articles": _articles(dossier, imprint),
    }
    return {name: told[name] for name in COLUMNS}


def point(spot: Spot | None) -> tuple[float, float] | None:
    """Give longitude and latitude with the decimals that the place deserves; a country has none.

    >>> at = {"name": "Nuku", "lat": -9.5, "lon": 179.996, "country": "TV", "radius_km": 5.0}
    >>> point(Spot(**at, precision="town")), point(Spot(**at, precision="country"))
    ((180.0, -9.5), None)
    """
    if spot is None or spot.precision == "country":
        return None
    digits = decimals(spot.radius_km)
    return round(spot.lon, digits), round(spot.lat, digits)


def _placed(spot: Spot | None) -> dict[str, Any]:
    if spot is None:
        return dict.fromkeys(("place", "country", "precision", "radius_km"))
    return {
        "place": spot.name,
        "country": spot.country,
        "precision": spot.precision,
        "radius_km": spot.radius_km,
    }


def _articles(dossier: Dossier, imprint: Imprint) -> list[Mapping[str, Any]]:
    """Name each report once: who printed it, what it is called, and on which terms."""
    withheld = names(dossier.blamed)
    heads = {account.head.article: account for account in dossier.sheet.accounts}
    return [_article(account, withheld, imprint) for account in heads.values()]


def _article(account: Account, withheld: frozenset[str], imprint: Imprint) -> dict[str, Any]:
    head, source = account.head, imprint.sources.get(account.head.source)
    return {
        "outlet": head.outlet,
        "title": without(head.title, withheld),
        "published": _written(head.published),
        "url": head.url,
        "copy": head.origin is not None,
        "grade": account.grade or None,
        "licence": source.licence if source else None,
    }


def _written(told: date | None) -> str | None:
    return told.isoformat() if told else None
