"""TAXII over a ledger, and a round trip of its incidents through STIX: how fast, and what is lost.

    python benchmarks/exchange.py LEDGER.sqlite

The ledger is copied first. Incidents are put on the shelf and polled over loopback; then all are
exported, imported into an empty ledger, exported again, and compared by the names that they had.
"""

import json
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import httpx2

sys.path.append(str(Path(__file__).resolve().parent.parent))

from tests.serving import serving

from vedette.desk import Desk, exporting, inputs, running
from vedette.desk.answering import clock
from vedette.desk.line import Line
from vedette.desk.replaying import replay
from vedette.desk.settings import settle
from vedette.desk.taxii import Publisher, exchange
from vedette.engines import Local
from vedette.web import app
from vedette.write.stix.objects import PROVENANCE

ACCEPT = {"Accept": "application/taxii+json;version=2.1"}
FACTS = ("kind", "stage", "when", "killed", "injured", "targets")
Said = dict[str, dict[str, Any]]


def polled(url: str) -> None:
    """Put everything on the shelf and poll it."""
    settings = replace(settle(None, {}), ledger=url, taxii_serve=True)
    with running.opened(url) as store:
        desk = Desk(store, sources=running.sources(settings).sources)
        desk.exchange = exchange(settings, store, None, now=clock)
        began = time.perf_counter()
        count = Publisher(desk, store, now=clock).finish()
        print(f"on the shelf: {count} incidents in {time.perf_counter() - began:.1f} s")
        site = app(desk, None, host="127.0.0.1", port=0)
        with serving(site) as root, httpx2.Client(headers=ACCEPT, timeout=60) as http:
            at = f"{root}/taxii2/api/collections/incidents/objects/"
            http.get(f"{at}?limit=1")
            took = []
            for _ in range(20):
                began = time.perf_counter()
                http.get(f"{at}?limit=100")
                took.append(time.perf_counter() - began)
            print(f"a page of 100 objects: median {1000 * median(took):.0f} ms")
            began, listed, after = time.perf_counter(), 0, ""
            while True:
                page = http.get(f"{at}?{after}").json()
                listed += len(page["objects"])
                if not page["more"]:
                    break
                after = f"next={page['next']}"
            print(f"all {listed} objects: {time.perf_counter() - began:.2f} s")


def said(raw: bytes) -> Said:
    """Give what a bundle says of each incident, by the name that it had in the first desk."""
    objects = json.loads(raw)["objects"]
    held = {one["id"]: one for one in objects}
    places: dict[str, Any] = {}
    accusations: dict[str, set[str]] = defaultdict(set)
    for one in objects:
        if one["type"] != "relationship":
            continue
        ext, target = one["extensions"][PROVENANCE], held[one["target_ref"]]
        if one["relationship_type"] == "located-at":
            places[one["source_ref"]] = (target["name"], target.get("latitude"), ext)
        else:
            whom = target["name"] if target["type"] == "identity" else ""
            line = (held[one["source_ref"]]["name"], one["relationship_type"], whom)
            accusations[ext["incident_ref"]].add(" ".join((*line, str(ext.get("firmness")))))
    found: Said = {}
    for one in objects:
        if one["type"] == "incident":
            ext = one["extensions"][PROVENANCE]
            names = [ref["external_id"] for ref in one.get("external_references", ())]
            found["+".join(names) or one["id"]] = {name: ext.get(name) for name in FACTS} | {
                "place": places.get(one["id"]),
                "said": accusations[one["id"]],
                "times": one["created"],
            }
    return found


def round_trip(url: str, folder: Path) -> None:
    """Export, import into an empty ledger, export again, and tell what differs."""
    desk = Desk(url, sources=running.sources(settle(None, {})).sources)
    raw = b"".join(exporting.incidents(desk, "stix"))
    (folder / "out.json").write_bytes(raw)
    back = f"sqlite:///{folder}/back.sqlite"
    with running.opened(back) as store:
        captures = inputs.files([str(folder / "out.json")], replaying=True)
        replay(captures, Line(store, Local(), now=clock), now=clock)
    first, second = said(raw), said(b"".join(exporting.incidents(Desk(back), "stix")))
    lost: Counter[str] = Counter()
    for name, facts in first.items():
        again = second.get(name, {})
        lost.update(key for key, value in facts.items() if again.get(key) != value)
    whole = sum(second.get(name) == facts for name, facts in first.items())
    print(f"round trip: {whole} of {len(first)} incidents are as they were; else {dict(lost)}")


def main() -> None:
    """Measure over a copy of a ledger."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copy(sys.argv[1], folder / "ledger.sqlite")
        polled(f"sqlite:///{folder}/ledger.sqlite")
        round_trip(f"sqlite:///{folder}/ledger.sqlite", folder)


if __name__ == "__main__":
    main()
