"""How well and how fast pages are read, beside trafilatura alone.

    VEDETTE_SHARED=… python benchmarks/pages.py [--languages] [--packs] [--gate gates/pages.toml]

`VEDETTE_SHARED` names a folder that holds `data/raw/pages` (404 saved news pages with an index of
what is right about them), its scorer, and `data/score` with the scorers of the other packs. The
rules were tuned on the outlets whose name has an even CRC-32; the half with the odd ones was only
measured. `--languages` tells the figures of each language that a page says it is in. `--gate`
compares the figures with floors and exits with 1 where one is missed.
"""

import argparse
import gzip
import hashlib
import json
import lzma
import re
import subprocess
import sys
import tempfile
import time
import tomllib
import zlib
from base64 import b64decode
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import trafilatura

from shared import folder, read_page
from vedette.records import Article

LATER = datetime(2026, 12, 1, tzinfo=UTC)
"""When pages without a crawl time were known: after the last of them was saved."""

Row = dict[str, Any]


def main() -> int:
    """Measure, print, and compare with the floors."""
    arguments = _arguments()
    shared = folder()
    raw = shared / "data" / "raw"
    rows = [json.loads(line) for line in (raw / "pages/index.jsonl").open(encoding="utf-8")]
    ours, theirs, took = _measure(raw, rows)
    figures = {}
    parts = _halves(rows) | (_languages(rows) if arguments.languages else {})
    for name, chosen in parts.items():
        for who, predictions in (("vedette", ours), ("trafilatura", theirs)):
            scored = _score_pages(raw, chosen, predictions)
            figures[name, who] = scored
            told = (f"{figure} {value:.3f}" for figure, value in scored.items())
            print(f"{name:9} {len(chosen):4} {who:12}", *told)
    print(f"ms a page: vedette {took[0]:.1f}, trafilatura {took[1]:.1f}, {took[1] / took[0]:.1f} x")
    if arguments.packs:
        _packs(shared / "data")
    return _gate(arguments.gate, shared, figures) if arguments.gate else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--languages", action="store_true", help="tell each language apart")
    parser.add_argument("--packs", action="store_true", help="score the other packs as well")
    parser.add_argument("--gate", type=Path, help="a file of floors")
    return parser.parse_args()


def _halves(rows: list[Row]) -> dict[str, list[Row]]:
    odd = [row for row in rows if zlib.crc32(row["outlet"].encode()) % 2]
    even = [row for row in rows if not zlib.crc32(row["outlet"].encode()) % 2]
    return {"tuned": even, "held back": odd, "all": rows}


def _languages(rows: list[Row]) -> dict[str, list[Row]]:
    """Part pages by the language they declare, the one with most pages first."""
    told: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        told[(row["lang_attr"] or "")[:2].lower() or "not said"].append(row)
    return dict(sorted(told.items(), key=lambda one: (-len(one[1]), one[0])))


def _measure(raw: Path, rows: list[Row]) -> tuple[list[Row], list[Row], tuple[float, float]]:
    """Read every page both ways, one after the other, so that both meet the same machine."""
    ours: list[Row] = []
    theirs: list[Row] = []
    took = [0.0, 0.0]
    for row in rows:
        body = gzip.decompress((raw / row["file"]).read_bytes())
        for slot, (who, kept) in enumerate(((_vedette, ours), (_trafilatura, theirs))):
            start = time.process_time()
            prediction = who(body, row["url"], row.get("crawled"))
            took[slot] += time.process_time() - start
            kept.append({"id": row["id"], **prediction})
    return ours, theirs, (took[0] * 1000 / len(rows), took[1] * 1000 / len(rows))


def _vedette(body: bytes, url: str, crawled: str | None) -> Row:
    article = _read(body, url, crawled)
    if article is None:
        return {}
    return {
        "title": article.title,
        "date": article.published.isoformat() if article.published else None,
        "authors": list(article.byline),
        "body": article.text.removeprefix(article.title).strip(),
    }


def _read(body: bytes, url: str, crawled: str | None) -> Article | None:
    known = datetime.fromisoformat(crawled[:19]).replace(tzinfo=UTC) if crawled else LATER
    return read_page(body, url, known)


def _trafilatura(body: bytes, url: str, _crawled: str | None) -> Row:
    found = trafilatura.bare_extraction(body, url=url, with_metadata=True, include_comments=False)
    if found is None:
        return {}
    told = found if isinstance(found, dict) else found.as_dict()
    authors = (told["author"] or "").split("; ")
    return {"title": told["title"], "date": told["date"], "authors": authors, "body": told["text"]}


def _score_pages(raw: Path, rows: list[Row], predictions: list[Row]) -> dict[str, float]:
    """Run the pack's own scorer over these rows and read its line for all of them."""
    with tempfile.TemporaryDirectory() as folder:
        index, predicted = Path(folder, "index.jsonl"), Path(folder, "predicted.jsonl")
        index.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        predicted.write_text("\n".join(map(json.dumps, predictions)), encoding="utf-8")
        command = [sys.executable, raw / "score_pages.py", predicted, "--index", index]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    line = next(line for line in printed.splitlines() if line.startswith("ALL"))
    return {name: float(value) for name, value in re.findall(r"([a-z_0-9.]+) (\d\.\d+)", line)}


def _packs(data: Path) -> None:
    for name, predict in _PACKS.items():
        path = data / name / "data.jsonl.xz"
        with lzma.open(path, "rt", encoding="utf-8") as lines, tempfile.TemporaryDirectory() as tmp:
            predicted = Path(tmp, "predicted.jsonl")
            predicted.write_text("\n".join(_predictions(lines, predict)), encoding="utf-8")
            command = [sys.executable, data / "score" / f"{name}.py", path, predicted]
            print(
                name,
                " ".join(
                    subprocess.run(
                        command, check=True, capture_output=True, text=True
                    ).stdout.split()
                ),
            )


def _predictions(lines: Iterator[str], predict: Callable[[Article], Row]) -> Iterator[str]:
    for line in lines:
        row = json.loads(line)
        body = row["html"].encode() if "html" in row else b64decode(row["html_b64"])
        article = _read(body, row.get("url") or "", None)
        yield json.dumps({"id": row["id"], **(predict(article) if article else {})})


def _body(article: Article) -> str:
    return article.text.removeprefix(article.title).strip()


def _day(article: Article) -> str | None:
    return article.published.isoformat()[:10] if article.published else None


_PACKS: dict[str, Callable[[Article], Row]] = {
    "articlebody": lambda article: {"body": _body(article)},
    "webpages": lambda article: {
        "text": article.text,
        "date": _day(article),
        "title": article.title,
        "author": "; ".join(article.byline),
    },
    "fundus": lambda article: {
        "body": _body(article),
        "title": article.title,
        "authors": list(article.byline),
        "date": _day(article),
    },
}


def _gate(path: Path, shared: Path, figures: dict[tuple[str, str], dict[str, float]]) -> int:
    """Compare with the floors and ceilings of a gate; 1 where one is missed or the corpus moved."""
    gate = tomllib.loads(path.read_text(encoding="utf-8"))
    corpus = hashlib.sha256((shared / gate["corpus"]["path"]).read_bytes()).hexdigest()
    missed = [] if corpus == gate["corpus"]["sha256"] else ["the corpus is another one"]
    for half, limits in gate["floors"].items():
        got = figures[half.replace("_", " "), "vedette"]
        missed += [f"{half} {k} {got[k]} under {v}" for k, v in limits.items() if got[k] < v]
    for half, limits in gate["ceilings"].items():
        got = figures[half.replace("_", " "), "vedette"]
        missed += [f"{half} {k} {got[k]} over {v}" for k, v in limits.items() if got[k] > v]
    print("\n".join(missed) or "every floor holds")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
