"""How well an incident is put on the map: the development streams, by name and as coded.

    python benchmarks/spots.py

`names` looks the gold's own words for each incident's place up; `coded` takes the incidents that
the coder finds in the reports, each where its report has one of that kind. `in_disc` is the share
whose true point lies within the radius that is given with the place. Rules were written against
these streams; nothing here was held back.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from vedette.code import load
from vedette.code.places import Gazetteer, find_places
from vedette.records import Article, Field, Finding, Span, Spot
from vedette.relate.places import spot
from vedette.taxonomy.sites import distance_km

sys.path.append(str(Path(__file__).resolve().parent.parent))

from gates.streams import STREAMS, Stream, read_streams

Placed = tuple[Spot | None, dict[str, Any]]


def main() -> int:
    """Print both measures, one figure a line."""
    for group, placed in (("names", list(named())), ("coded", list(coded()))):
        for name, value in figures(placed).items():
            print(f"{group:8} {name:12} {value}")
    return 0


def figures(placed: Iterable[Placed]) -> dict[str, float]:
    """Give the shares of all incidents; one without a place is wrong everywhere."""
    rows = list(placed)
    found = [(_km(spot, point), spot.radius_km) for spot, point in rows if spot is not None]
    shares = {
        "found": len(found),
        "within_25_km": sum(km <= 25 for km, _ in found),
        "within_161_km": sum(km <= 161 for km, _ in found),
        "in_disc": sum(km <= radius for km, radius in found),
    }
    return {"incidents": len(rows)} | {k: round(n / len(rows), 3) for k, n in shares.items()}


def _km(spot: Spot, point: dict[str, Any]) -> float:
    return distance_km(spot.lat, spot.lon, point["lat"], point["lon"])


def named() -> Iterator[Placed]:
    """Look up the words of every place of the gold."""
    gazetteer = Gazetteer.load()
    for stream in read_streams(STREAMS["development"]):
        for incident in _gold(stream).values():
            text = f"It happened at {incident['place']['name']} on Monday."
            where = Field(span=Span(0, len(text)), text=text)
            finding = Finding(id="", type="incident", anchor=(), fields={"where": (where,)})
            yield spot(finding, find_places(text, gazetteer)), incident["place"]


def coded() -> Iterator[Placed]:
    """Code every report, and take its incidents that are the only ones of their kind."""
    coder = load()
    for stream in read_streams(STREAMS["development"]):
        gold = _gold(stream)
        for report in stream.reports:
            coding = coder.code(_article(report))
            told = [i for i in report["incidents"] if not i["background"] and i["place"]]
            for finding in coding.findings:
                same = [i["incident"] for i in told if i["kind"] == finding.kind]
                if finding.type == "incident" and len(same) == 1 and same[0] in gold:
                    yield spot(finding, coding.places), gold[same[0]]["place"]


def _article(report: Mapping[str, Any]) -> Article:
    return Article(
        text=f"{report['title']}\n\n{report['text']}",
        title=report["title"],
        published=datetime.fromisoformat(report["published"]),
        key=report["id"],
    )


def _gold(stream: Stream) -> dict[str, dict[str, Any]]:
    return {incident["id"]: incident for incident in stream.gold["incidents"]}


if __name__ == "__main__":
    sys.exit(main())
