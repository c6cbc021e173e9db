"""Where the shared test sets lie, and the gates over them: sets to measure with, not to ship."""

import hashlib
import importlib.util
import json
import lzma
import os
import sys
import tomllib
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from vedette.errors import ReadError
from vedette.read import read
from vedette.records import Article, Capture

Figures = dict[str, dict[str, float]]


def folder() -> Path:
    """Give the folder that `VEDETTE_SHARED` names, or end with what to do."""
    named = os.environ.get("VEDETTE_SHARED")
    if not named or not Path(named, "data").is_dir():
        sys.exit("this measurement needs the shared sets: VEDETTE_SHARED names their folder")
    return Path(named)


def load(pack: Path) -> list[dict[str, Any]]:
    """Read a pack of JSON lines."""
    with lzma.open(pack) as lines:
        return [json.loads(line) for line in lines]


def half(key: str) -> str:
    """Say in which half an article lies."""
    return "check" if int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 else "dev"


def scorer(shared: Path, name: str) -> ModuleType:
    """Load a public scorer by its path."""
    room = shared / "data" / "score"
    sys.path.insert(0, str(room))
    spec = importlib.util.spec_from_file_location(name, room / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_page(body: bytes, url: str, known: datetime) -> Article | None:
    """Read a saved page; None where there is no article in it."""
    capture = Capture(
        source="", channel="", key=url, url=url, known=known, body=body, media_type="text/html"
    )
    try:
        return read(capture)
    except ReadError:
        return None


def span_of(text: str, words: str) -> tuple[int, int]:
    """Find quoted gold words in their text; `#2` at their end means the second time."""
    name, _, count = words.rpartition("#")
    name, nth = (name, int(count)) if name and count.isdigit() else (words, 1)
    at = -1
    for _ in range(nth):
        at = text.find(name, at + 1)
    return at, at + len(name)


def gate(path: Path, shared: Path, measured: Figures) -> int:
    """Compare with the floors of a gate; 1 where one is missed or a corpus is another one.

    The verdict goes to standard error, so that figures on standard output stay what they are.
    """
    told = tomllib.loads(path.read_text("utf-8"))
    missed = [
        f"{corpus['path']} is another one"
        for corpus in told["corpus"]
        if fingerprint(shared, corpus["path"]) != corpus["sha256"]
    ]
    for group, floors in told["floors"].items():
        for name, floor in floors.items():
            if not measured[group][name] >= floor:
                missed.append(f"{group} {name} {measured[group][name]} is below {floor}")
    for group, ceilings in told.get("ceilings", {}).items():
        for name, ceiling in ceilings.items():
            if not measured[group][name] <= ceiling:
                missed.append(f"{group} {name} {measured[group][name]} is above {ceiling}")
    print(*missed or ["the gate holds"], sep="\n", file=sys.stderr)
    return int(bool(missed))


def fingerprint(shared: Path, pattern: str) -> str:
    """Hash the files that a pattern names, in the order of their paths."""
    state = hashlib.sha256()
    for path in sorted(shared.glob(pattern)):
        state.update(path.relative_to(shared).as_posix().encode() + b"\0" + path.read_bytes())
    return state.hexdigest()
