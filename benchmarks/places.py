"""How well places are found and put on the map: public news corpora, and our own articles.

    VEDETTE_SHARED=… python benchmarks/places.py [dev|check|all]

The public development part (TR-News, GeoWebNews) is split by a hash of the article's id: rules
were written against `dev`, `check` was only scored. There adjectives ("Turkish") count as
toponyms, which they are not for us, so that recall has a ceiling; figures without those that look
like adjectives are printed beside. Our own articles tell the country of each place where
something happened, and the state behind each actor.
"""

import hashlib
import importlib.util
import json
import lzma
import os
import re
import resource
import sys
import time
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

from vedette.code.places import Gazetteer, find_places
from vedette.taxonomy.countries import countries, country_of


def main() -> None:
    """Print every figure, one a line."""
    part = sys.argv[1] if len(sys.argv) > 1 else "all"
    for name, value in figures(Path(os.environ["VEDETTE_SHARED"]), part).items():
        print(f"{name:48} {value}")


def figures(shared: Path, part: str = "all") -> dict[str, float]:
    """Measure one half of the public part, or all, and our own articles."""
    gazetteer, out = _loaded()
    pack = shared / "data" / "geoparse" / "data.jsonl.xz"
    records = [r for r in load(pack) if part in ("all", half(r["id"]))]
    start = time.perf_counter()
    predictions = {r["id"]: _predict(r, gazetteer) for r in records}
    took = time.perf_counter() - start
    module = scorer(shared, "geoparse")
    out |= _flat(f"geoparse {part}", module.score(records, predictions)["all"])
    plain = [_without_adjectives(r) for r in records]
    out |= _flat(f"geoparse {part} nouns", module.score(plain, predictions)["all"])
    out["speed characters per second"] = round(sum(len(r["text"]) for r in records) / took)
    for group in ("train", "dev"):
        out |= where(shared, group, gazetteer) | actors(shared, group)
    return out


def _loaded() -> tuple[Gazetteer, dict[str, float]]:
    before = _memory()
    start = time.perf_counter()
    gazetteer = Gazetteer.load()
    find_places("Warsaw, Poland", gazetteer)
    took = time.perf_counter() - start
    return gazetteer, {"load seconds": round(took, 3), "load MB": round(_memory() - before, 1)}


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def load(pack: Path) -> list[dict[str, Any]]:
    """Read a pack of JSON lines."""
    with lzma.open(pack) as lines:
        return [json.loads(line) for line in lines]


def half(key: str) -> str:
    """Say in which half an article lies."""
    return "check" if int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 else "dev"


def scorer(shared: Path, name: str) -> ModuleType:
    """Load a public scorer by its path."""
    folder = shared / "data" / "score"
    sys.path.insert(0, str(folder))
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _predict(article: dict[str, Any], gazetteer: Gazetteer) -> dict[str, Any]:
    places = find_places(article["text"], gazetteer)
    return {
        "id": article["id"],
        "toponyms": [
            {"start": p.span.start, "end": p.span.end, "lat": p.lat, "lon": p.lon} for p in places
        ],
    }


def _flat(name: str, score: dict[str, Any]) -> dict[str, float]:
    out = {}
    for row in ("tag.overlap", "tag.exact", "end2end"):
        part: Any = score
        for key in row.split("."):
            part = part[key]
        out |= {f"{name} {row} {k}": v for k, v in part.items() if k in {"p", "r", "f1"}}
    return out | {f"{name} acc161 of found": score["resolve"]["acc161"]}


def _without_adjectives(article: dict[str, Any]) -> dict[str, Any]:
    people = {name for country in countries().values() for name in country.people}
    people |= {"African", "European", "Asian", "Arab", "Kurdish", "Western", "Soviet", "Latin"}
    kept = [t for t in article["toponyms"] if t["text"] not in people]
    return article | {"toponyms": kept}


def where(shared: Path, group: str, gazetteer: Gazetteer) -> dict[str, float]:
    """Compare the country of places with the one marked beside `where` and `region`."""
    right = found = total = 0
    for text, finding in _findings(shared, group):
        places = find_places(text, gazetteer)
        for field in ("where", "region"):
            for words, value in _marked(finding, field):
                start, end = _span(text, words)
                inside = [p for p in places if p.span.start < end and start < p.span.end]
                total += 1
                found += bool(inside)
                right += value in {p.country for p in inside}
    return {
        f"where {group} found": round(found / total, 3),
        f"where {group} country of {total}": round(right / total, 3),
    }


def actors(shared: Path, group: str) -> dict[str, float]:
    """Compare the state of an actor's words with the marked one, where one is marked."""
    right = given = told = 0
    for _, finding in _findings(shared, group):
        for field in ("accused", "actor", "accuser", "denier"):
            for words, value in _marked(finding, field):
                answer = country_of(re.sub(r"#\d+$", "", words))
                told += 1
                given += answer is not None
                right += answer == value
    return {
        f"state {group} precision": round(right / given, 3),
        f"state {group} recall of {told}": round(right / told, 3),
    }


def _findings(shared: Path, group: str) -> list[tuple[str, dict[str, Any]]]:
    out = []
    for path in sorted((shared / "gold").glob(f"{group}-*/*.toml")):
        gold = tomllib.loads(path.read_text("utf-8"))
        text = path.with_suffix(".txt").read_text("utf-8").replace("\r\n", "\n")
        for findings in gold.values():
            out += [(text, finding) for finding in findings if isinstance(findings, list)]
    return out


def _marked(finding: dict[str, Any], field: str) -> list[tuple[str, str]]:
    entries = finding.get(field, ())
    entries = entries if isinstance(entries, list) else [entries]
    whole = [e for e in entries if isinstance(e, dict) and e.get("text") and e.get("value")]
    return [(entry["text"], entry["value"]) for entry in whole]


def _span(text: str, words: str) -> tuple[int, int]:
    name, _, count = words.rpartition("#")
    name, nth = (name, int(count)) if name and count.isdigit() else (words, 1)
    at = -1
    for _ in range(nth):
        at = text.find(name, at + 1)
    return at, at + len(name)


if __name__ == "__main__":
    main()
