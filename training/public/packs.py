"""Where the public sets lie, and how their texts are cut for the network."""

import importlib.util
import json
import lzma
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from vedette.code.tagger.windows import Window

_LEAST = 0.6
"""Share of a chunk that is kept at least when its end moves back to where a sentence starts."""


def data() -> Path:
    """Give the folder of the sets below the one that `VEDETTE_SHARED` names, or end."""
    named = os.environ.get("VEDETTE_SHARED")
    if not named or not Path(named, "data").is_dir():
        sys.exit("this measurement needs the shared sets: VEDETTE_SHARED names their folder")
    return Path(named, "data")


def load(pack: Path) -> list[dict[str, Any]]:
    """Read a pack of JSON lines."""
    with lzma.open(pack) as lines:
        return [json.loads(line) for line in lines]


def scorer(name: str) -> ModuleType:
    """Load a set's own scorer by its path."""
    folder = data() / "score"
    sys.path.insert(0, str(folder))
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def chunks(lengths: Sequence[int], sentences: Sequence[int], limit: int) -> Iterator[Window]:
    """Cut words of so many pieces into chunks of at most `limit` pieces, without overlap.

    A chunk ends where a sentence does, unless that would leave much of it empty.

    >>> list(chunks([1] * 10, [0, 0, 0, 0, 0, 1, 1, 1, 1, 1], 8))
    [Window(start=0, end=5), Window(start=5, end=10)]
    """
    start = 0
    while start < len(lengths):
        end, total = start, 0
        while end < len(lengths) and (total + lengths[end] <= limit or end == start):
            total += lengths[end]
            end += 1
        yield Window(start, end := _last_start(sentences, start, end))
        start = end


def _last_start(sentences: Sequence[int], start: int, end: int) -> int:
    back = end
    while end < len(sentences) and back > start and sentences[back] == sentences[back - 1]:
        back -= 1
    return back if back - start >= _LEAST * (end - start) else end
