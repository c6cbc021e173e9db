"""How well places are found and put on the map: public news corpora, and our own articles.

    VEDETTE_SHARED=… python benchmarks/places.py [--gate gates/places.toml]

The public development part (TR-News, GeoWebNews) is split by a hash of the article's id: rules
were written against `dev`, `check` was only scored. There adjectives ("Turkish") count as
toponyms, which they are not for us, so that recall has a ceiling; figures without those that look
like adjectives are printed beside. Our own articles tell the country of each place where
something happened, and the state behind each actor.
"""

import argparse
import re
import resource
import sys
import time
import tomllib
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from shared import Figures, folder, gate, half, load, scorer, span_of
from vedette.code.places import Gazetteer, find_places
from vedette.taxonomy.countries import countries, country_of

SENSES = frozenset({"Metonymic", "Literal", "Literal_Modifier"})
"""GeoWebNews has more senses, "Mixed" among them, on which two readers differ."""


def main() -> int:
    """Print every figure, one a line, and compare with the floors where a gate is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", type=Path, help="a file of floors")
    arguments = parser.parse_args()
    shared = folder()
    measured = figures(shared)
    for group, row in measured.items():
        for name, value in row.items():
            print(f"{group:12} {name:28} {value}")
    return gate(arguments.gate, shared, measured) if arguments.gate else 0


def figures(shared: Path) -> Figures:
    """Measure both halves of the public part, and our own articles."""
    gazetteer, loading = _loaded()
    records = load(shared / "data" / "geoparse" / "data.jsonl.xz")
    start = time.perf_counter()
    predictions = {r["id"]: _predict(r, gazetteer) for r in records}
    speed = round(sum(len(r["text"]) for r in records) / (time.perf_counter() - start))
    loading["all_read_mb"] = round(_memory() - loading.pop("before"), 1)
    out: Figures = {"loading": loading, "speed": {"characters_per_second": speed}}
    module = scorer(shared, "geoparse")
    for part in ("dev", "check"):
        chosen = [r for r in records if half(r["id"]) == part]
        out[part] = _flat(module.score(chosen, predictions)["all"])
        plain = [_without_adjectives(r) for r in chosen]
        out[f"{part}_nouns"] = _flat(module.score(plain, predictions)["all"])
    wide = {r["id"]: _predict(r, gazetteer, adjectives=True) for r in records}
    out["adjectives"] = _flat(module.score(records, wide)["all"])
    out |= _placed(module, records, {"": predictions, "_adjectives": wide})
    out["metonyms"] = metonyms(records, gazetteer)
    for group in ("train", "dev"):
        out[f"gold_{group}"] = where(shared, group, gazetteer) | actors(shared, group)
    return out


def _loaded() -> tuple[Gazetteer, dict[str, float]]:
    before, start = _memory(), time.perf_counter()
    gazetteer = Gazetteer.load()
    find_places("Warsaw, Poland", gazetteer)
    took = time.perf_counter() - start
    loading = {"seconds": round(took, 3), "mb": round(_memory() - before, 1), "before": before}
    return gazetteer, loading


def _memory() -> float:
    """Give the memory in use, the mapped pages of the file included, in MB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _predict(
    article: dict[str, Any], gazetteer: Gazetteer, *, adjectives: bool = False
) -> dict[str, Any]:
    places = find_places(article["text"], gazetteer, adjectives=adjectives)
    return {
        "id": article["id"],
        "toponyms": [
            {"start": p.span.start, "end": p.span.end, "lat": p.lat, "lon": p.lon} for p in places
        ],
    }


def _flat(score: dict[str, Any]) -> dict[str, float]:
    rows = {
        "tag": score["tag"]["overlap"],
        "exact": score["tag"]["exact"],
        "placed": score["end2end"],
    }
    out = {f"{name}_{m}": row[m] for name, row in rows.items() for m in ("p", "r", "f1")}
    return out | {"within_161_km": score["resolve"]["acc161"]}


def _placed(
    module: ModuleType, records: list[dict[str, Any]], made: dict[str, dict[str, Any]]
) -> Figures:
    """Give the share of each corpus's places found and within 161 km; what is missing is wrong.

    CLAVIN has .725 on TR-News and .595 on GeoWebNews, the best published .759 and .673.
    """
    out: Figures = {}
    for suffix, predictions in made.items():
        for part in ("all", "dev", "check"):
            chosen = [r for r in records if part in {"all", half(r["id"])}]
            scores = module.score(chosen, predictions)
            for corpus in ("TR-News", "GeoWebNews"):
                row = out.setdefault(corpus, {})
                row[f"placed_{part}{suffix}"] = scores[corpus]["end2end"]["r"]
    return out


def metonyms(records: list[dict[str, Any]], gazetteer: Gazetteer) -> dict[str, float]:
    """Compare what is marked as a metonym with GeoWebNews, which tells the literal from them."""
    out = {}
    for part in ("dev", "check"):
        told: Counter[tuple[bool, bool]] = Counter()
        for record in records:
            if record["corpus"] == "GeoWebNews" and half(record["id"]) == part:
                told.update(_senses(record, gazetteer))
        right, wrong, missed = told[True, True], told[False, True], told[True, False]
        out[f"{part}_p"] = round(right / (right + wrong), 3)
        out[f"{part}_r"] = round(right / (right + missed), 3)
    return out


def _senses(article: dict[str, Any], gazetteer: Gazetteer) -> list[tuple[bool, bool]]:
    places = find_places(article["text"], gazetteer)
    plain = [t for t in article["toponyms"] if t["type"] in SENSES]
    return [
        (toponym["type"] == "Metonymic", place.metonym)
        for toponym in plain
        for place in places
        if place.span.start < toponym["end"] and toponym["start"] < place.span.end
    ]


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
                start, end = span_of(text, words)
                inside = [p for p in places if p.span.start < end and start < p.span.end]
                total += 1
                found += bool(inside)
                right += value in {p.country for p in inside}
    return {
        "where_marked": total,
        "where_found": round(found / total, 3),
        "where_country": round(right / total, 3),
    }


def actors(shared: Path, group: str) -> dict[str, float]:
    """Compare the state of an actor's words with the marked one, where one is marked."""
    right = given = told = unmarked = 0
    for _, finding in _findings(shared, group):
        for field in ("accused", "actor", "accuser", "denier"):
            for words, value in _marked(finding, field):
                answer = country_of(re.sub(r"#\d+$", "", words))
                told += 1
                given += answer is not None
                right += answer == value
            for words in _unmarked(finding, field):
                unmarked += country_of(re.sub(r"#\d+$", "", words)) is not None
    return {
        "states_marked": told,
        "state_p": round(right / given, 3),
        "state_p_all_words": round(right / (given + unmarked), 3),
        "state_r": round(right / told, 3),
    }


def _findings(shared: Path, group: str) -> list[tuple[str, dict[str, Any]]]:
    out = []
    for path in sorted((shared / "gold").glob(f"{group}-*/*.toml")):
        gold = tomllib.loads(path.read_text("utf-8"))
        text = path.with_suffix(".txt").read_text("utf-8").replace("\r\n", "\n")
        for findings in gold.values():
            out += [(text, finding) for finding in findings if isinstance(findings, list)]
    return out


def _unmarked(finding: dict[str, Any], field: str) -> list[str]:
    """List the words beside which no value was marked: no state, or one that was left out."""
    entries = finding.get(field, [])
    entries = entries if isinstance(entries, list) else [entries]
    words = [entry if isinstance(entry, str) else entry.get("text") for entry in entries]
    marked = {text for text, _ in _marked(finding, field)}
    return [text for text in words if text and text not in marked]


def _marked(finding: dict[str, Any], field: str) -> list[tuple[str, str]]:
    entries = finding.get(field, ())
    entries = entries if isinstance(entries, list) else [entries]
    whole = [e for e in entries if isinstance(e, dict) and e.get("text") and e.get("value")]
    return [(entry["text"], entry["value"]) for entry in whole]


if __name__ == "__main__":
    sys.exit(main())
