"""Incidents in the columns that ACLED's files have, for programs that read those.

These are no data of ACLED, and every row says so under `tags`. Columns that cannot be said of what
the desk knows are there and empty: `actor1` until it is settled who did it, `actor2` always, for a
target is a thing more often than somebody. `event_id_cnty` is the desk's own id.

Source: ACLED Codebook (2024): columns of the export, time and geographic precision, fatalities.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from vedette.answers import Dossier, Imprint
from vedette.records import Interval, Precision, Spot
from vedette.write.codebooks.happened import actors, counted
from vedette.write.codebooks.mapping import mapping, numeric
from vedette.write.csv import joined
from vedette.write.entries import summed
from vedette.write.naming import is_state, state
from vedette.write.sayings import sayings
from vedette.write.tables import incidents, reports

MEDIA_TYPE = "text/csv; header=present"
ENDING = "acled.csv"
COLUMNS: Final = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
)
DISORDERS: Final = {"Explosions/Remote violence": "Political violence"}
"""The type of disorder of an event type; strategic developments are their own."""
TIMES: Final = ((1, 1), (7, 2), (31, 3))
"""Days up to which a date has this precision there: a day, a week, a month."""
PLACES: Final[dict[Precision, int]] = {"point": 1, "town": 1, "district": 2, "region": 3}
"""ACLED's precision of a place; a country, a sea and a line have no point there."""


def write_incidents(dossiers: Iterable[Dossier], imprint: Imprint) -> Iterator[bytes]:
    """Write incidents in the order given; what did not happen is left out."""
    yield "\ufeff".encode() + joined(COLUMNS)
    for dossier in counted(dossiers):
        told = _told(dossier, imprint)
        yield joined(told.get(name) for name in COLUMNS)


def _told(dossier: Dossier, imprint: Imprint) -> dict[str, Any]:
    """Give what can be said; whatever is not here is empty."""
    line, there = dossier.sheet.line, mapping(dossier.sheet.line.kind)
    outlets = dict.fromkeys(row["outlet"] for row in reports.rows(dossier, imprint))
    tags = ("SAMPLE" if imprint.sample else "", "not ACLED data", f"kind={line.kind}")
    more = (f"stage={line.status}", f"grade={line.grade}" if line.grade else "")
    return {
        "event_id_cnty": line.id,
        **_dated(line.when),
        "disorder_type": DISORDERS.get(there.acled, there.acled),
        "event_type": there.acled,
        "sub_event_type": there.sub,
        "actor1": "; ".join(f"Government of {state(code)}" for code in actors(dossier)),
        **_placed(line.spot),
        "source": "; ".join(filter(None, outlets)),
        "notes": " ".join((summed(line), *(f"{one}." for one in sayings(dossier)))),
        "fatalities": line.killed[0] if line.killed else None,
        "tags": "; ".join(filter(None, (*tags, *more))),
        "timestamp": int(dossier.changed.timestamp()),
    }


def _dated(when: Interval | None) -> dict[str, Any]:
    """Give the first day and how closely it is known; nothing where it is not within a month."""
    if when is None:
        return {}
    length = (when.last - when.first).days + 1
    known = next((precision for days, precision in TIMES if length <= days), None)
    if known is None:
        return {}
    return {
        "event_date": when.first.isoformat(),
        "year": when.first.year,
        "time_precision": known,
    }


def _placed(spot: Spot | None) -> dict[str, Any]:
    if spot is None:
        return {}
    told: dict[str, Any] = {}
    if is_state(spot.country):
        told = {"iso": numeric(spot.country), "country": state(spot.country)}
    told["location"] = spot.name if spot.precision != "country" else None
    if spot.precision in PLACES:
        lon, lat = incidents.point(spot) or (None, None)
        told |= {"latitude": lat, "longitude": lon, "geo_precision": PLACES[spot.precision]}
    return told
