"""The table of incidents, and that of the stages that each went through."""

from collections.abc import Iterator
from typing import Any

from vedette.answers import Dossier, Imprint
from vedette.handling import label
from vedette.records import Interval, Spot
from vedette.taxonomy.sites import decimals
from vedette.write.naming import titled
from vedette.write.sayings import sayings
from vedette.write.tables.reports import here, report_id
from vedette.write.tables.shape import Row


def rows(dossier: Dossier, imprint: Imprint) -> Iterator[Row]:
    """Give the one row of an incident."""
    yield row(dossier, imprint)


def row(dossier: Dossier, imprint: Imprint) -> Row:
    """Lay an incident out; what is not told is None, what is several a list."""
    line = dossier.sheet.line
    low_killed, high_killed = line.killed or (None, None)
    low_injured, high_injured = line.injured or (None, None)
    lead = "SAMPLE: " if imprint.sample else ""
    return {
        "id": line.id,
        "name": lead + titled(line.kind, line.spot),
        "kind": line.kind,
        "stage": line.status,
        **days(line.when),
        **_placed(line.spot),
        "killed_low": low_killed,
        "killed_high": high_killed,
        "injured_low": low_injured,
        "injured_high": high_injured,
        "targets": list(line.targets),
        "said": sayings(dossier),
        "grade": line.grade or None,
        "reports": line.reports,
        "voices": len(line.voices),
        "differ_on": list(line.disagreements),
        "first_reported": line.first,
        "last_reported": line.last,
        "changed": dossier.changed,
        "review": line.review,
        "handling": label(line.handling),
        "url": f"{imprint.address}/incidents/{line.id}" if imprint.address else None,
        "sample": imprint.sample,
    }


def days(when: Interval | None) -> dict[str, Any]:
    """Give the first and the last day, both None where none is told."""
    first, last = when or (None, None)
    return {"first_day": first, "last_day": last}


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
    lon, lat = point(spot) or (None, None)
    return {
        "place": spot and spot.name,
        "country": spot and spot.country,
        "precision": spot and spot.precision,
        "radius_km": spot and spot.radius_km,
        "lat": lat,
        "lon": lon,
    }


def stages(dossier: Dossier, _: Imprint) -> Iterator[Row]:
    """Give a row for each change of an incident's stage."""
    incident, told = dossier.sheet.incident, here(dossier)
    for number, step in enumerate(incident.steps, 1):
        yield {
            "incident": dossier.sheet.line.id,
            "number": number,
            "at": step.at,
            "stage": step.status,
            "firmness": step.firmness,
            "report": report_id(dossier, step.article) if step.article in told else None,
        }
