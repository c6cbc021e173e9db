"""How long it takes to list what is near: 50,000 incidents, 200,000 positions of assets.

    python benchmarks/nearness.py

Incidents and assets are strewn over 10 by 6 degrees, every incident at a place of its own, so that
nothing is spared by its being asked twice. `load` reads the files and lays them out, `first` is the
first question to all incidents, `again` the same for another distance, `counts` are the facets
beside it, `class` is the first question to the assets of one class, `bare` is the list without.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import insert

sys.path.append(str(Path(__file__).resolve().parent.parent))

from vedette.answers import IncidentAsk
from vedette.desk.nearing import Nearing
from vedette.ledger import schema as t
from vedette.ledger.relating import encode, held
from vedette.ledger.rows import stamp
from vedette.ledger.store import Store
from vedette.records import Incident, Span, Spot, Telling

INCIDENTS, LINES, POSITIONS = 50_000, 1000, 200
BOX = (14.0, 49.0, 24.0, 55.0)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def main() -> int:
    """Print the seconds of each step."""
    rng = np.random.default_rng(20261126)
    with tempfile.TemporaryDirectory() as folder:
        store, nearing = ledger(Path(folder), rng), Nearing([lines(Path(folder), rng)])
        print(f"load    {timed(nearing.atlas):6.2f} s")
        with store.reading() as connection:
            for name, ask in questions():
                print(f"{name:7} {timed(lambda: nearing.counts(connection, ask, NOON)):6.2f} s")  # noqa: B023
        store.close()
    return 0


def questions() -> Iterator[tuple[str, IncidentAsk]]:
    """Give what is asked, in this order."""
    yield "bare", IncidentAsk()
    yield "first", IncidentAsk(near=20)
    yield "again", IncidentAsk(near=7)
    yield "class", IncidentAsk(near=20, assets=frozenset({"rail"}))
    yield "target", IncidentAsk(near=20, assets=frozenset({"rail"}), targets=frozenset({"rail"}))


def timed(do: Callable[[], Any]) -> float:
    """Give the seconds that something takes on this process's core."""
    began = time.process_time()
    do()
    return time.process_time() - began


def lines(folder: Path, rng: np.random.Generator) -> Path:
    """Write lines that wander through the box."""
    features = []
    for n in range(LINES):
        turn = rng.uniform(0, 6.28) + np.cumsum(rng.normal(0, 0.2, POSITIONS))
        lon = rng.uniform(BOX[0], BOX[2]) + np.cumsum(0.01 * np.cos(turn))
        lat = rng.uniform(BOX[1], BOX[3]) + np.cumsum(0.006 * np.sin(turn))
        geometry = {"type": "LineString", "coordinates": np.column_stack([lon, lat]).tolist()}
        told = {"name": f"Line {n}", "class": ("rail", "energy")[n % 2]}
        features.append({"type": "Feature", "properties": told, "geometry": geometry})
    path = folder / "lines.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def ledger(folder: Path, rng: np.random.Generator) -> Store:
    """Make a ledger that holds nothing but incidents."""
    store = Store(f"sqlite:///{folder}/ledger.sqlite", write=True)
    with store.transaction() as connection:
        connection.execute(insert(t.incidents), [row(n, rng) for n in range(INCIDENTS)])
    return store


def row(n: int, rng: np.random.Generator) -> dict[str, Any]:
    """Make an incident in a town."""
    lon, lat = rng.uniform(BOX[0], BOX[2]), rng.uniform(BOX[1], BOX[3])
    radius = float(rng.uniform(0.5, 9))
    spot = Spot(name="s", lat=lat, lon=lon, country="PL", precision="town", radius_km=radius)
    telling = Telling(article=f"a{n}", finding=f"f{n}", words=Span(0, 5), spot=spot)
    at = NOON - timedelta(hours=n)
    targets = ("rail",) if n % 3 else ()
    one = Incident(
        id=f"{n:032x}", kind="arson", tellings=(telling,), spot=spot, confirmed=at, targets=targets
    )
    return {
        "id": one.id,
        "story": one.id,
        "kind": one.kind,
        "status": one.status,
        "first": stamp(at),
        "last": stamp(at),
        "confirmed": stamp(at),
        "targets": held(targets),
        "country": spot.country,
        "lat": lat,
        "lon": lon,
        "radius_km": radius,
        "precision": spot.precision,
        "body": encode(one),
    }


if __name__ == "__main__":
    raise SystemExit(main())
