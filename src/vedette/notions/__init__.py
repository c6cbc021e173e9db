"""What a text speaks of, in whatever language: notions, by the stems that bear them.

`<code>.toml` lists the stems of a language by notion (`burn = ["горі*|згорі*"]`), the same notions
in every language. What they amount to in a sentence is learnt once for all languages
(`vedette.code.languages.judge`), and reports in two languages share them where they share no word
(`vedette.relate.senses`).

>>> patterns("pl") is patterns("pl"), patterns("xx")
(True, None)
"""

import hashlib
import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from vedette.records import Span
from vedette.taxonomy.patterns import Patterns, spelt


class Notion(NamedTuple):
    """A notion and the words that bear it."""

    span: Span
    name: str


@cache
def patterns(code: str) -> Patterns | None:
    """Compile the stems of a language; None where it has no list."""
    if not files(__package__).joinpath(f"{code}.toml").is_file():
        return None
    return Patterns(
        {name: [s for p in given for s in spelt(p)] for name, given in _listed(code).items()}
    )


def _listed(code: str) -> Mapping[str, Sequence[str]]:
    raw = files(__package__).joinpath(f"{code}.toml").read_text(encoding="utf-8")
    listed: Mapping[str, Sequence[str]] = tomllib.loads(raw)["notions"]
    return listed


@cache
def names() -> tuple[str, ...]:
    """Name the notions, in the order of the lists."""
    return tuple(_listed("en"))


@cache
def digest(code: str) -> str:
    """Hash the list of a language; empty where it has none."""
    path = files(__package__).joinpath(f"{code}.toml")
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""


def find_notions(
    text: str, sentences: Sequence[Span], patterns: Patterns
) -> tuple[tuple[Notion, ...], ...]:
    """Give the notions of each sentence in the order of the text, each once at a place.

    >>> patterns = Patterns({"burn": ["burn*"], "rail": ["rail*|train"]})
    >>> find_notions("A train burned. It is over.", [Span(0, 15), Span(16, 27)], patterns)[0][1]
    Notion(span=Span(start=8, end=14), name='burn')
    """
    starts = [sentence.start for sentence in sentences]
    found: list[set[Notion]] = [set() for _ in sentences]
    for match in patterns.search(text):
        number = bisect_right(starts, match.start) - 1
        if number >= 0:
            found[number].add(Notion(Span(match.start, match.end), match.name))
    return tuple(tuple(sorted(each)) for each in found)
