"""What the line is measured against: the least that anybody pays, and the naive stack.

The naive stack is one file, `benchmarks/naive.py` in the repository; the wheel carries it along in
this folder, so that the installed command runs the same code.
"""

import gzip
import importlib.util
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from vedette.desk.bench.pages import Packed
from vedette.errors import MissingExtra

PLACES = (
    Path(__file__).parent / "naive.py",
    Path(__file__).parents[4] / "benchmarks" / "naive.py",
)
"""In the wheel, and in the repository."""


def floor(block: Sequence[Packed]) -> None:
    """Unpack and parse."""
    for page in block:
        LexborHTMLParser(gzip.decompress(page.data))


class Rival:
    """The naive stack over a database of its own; raises MissingExtra where it is not there."""

    def __init__(self, database: str) -> None:
        self._naive = _module().Naive(database)

    def take(self, block: Sequence[Packed]) -> None:
        """Bring pages through it."""
        self._naive.take((page.empty.url, gzip.decompress(page.data)) for page in block)


def _module() -> Any:
    spec = _spec()
    module = importlib.util.module_from_spec(spec)
    try:
        assert spec.loader
        spec.loader.exec_module(module)
    except ImportError as fault:
        raise _missing(f"{fault.name or fault} is not installed") from fault
    return module


def _spec() -> ModuleSpec:
    for place in PLACES:
        if place.is_file():
            spec = importlib.util.spec_from_file_location("vedette_naive", place)
            assert spec
            return spec
    raise _missing("benchmarks/naive.py is neither in the package nor beside it")


def _missing(why: str) -> MissingExtra:
    return MissingExtra(
        what="the naive stack is not there to compare with",
        where="vedette bench",
        why=why,
        remedy="pip install 'vedette[bench]'",
    )
