"""Other languages than English, each in a folder that bears its ISO 639-1 code.

    languages/uk/                 the folder is the language
        __init__.py               LANGUAGE: its code, its version, how deep it goes
        kinds.toml targets.toml   what happened, and to what
        scope.toml                with the notions (`vedette.notions`), what is worth a look
        statements.toml           abbreviations, verbs of saying
        times.toml numbers.toml   the calendar in words, and patterns by meaning (`times`)
        places.toml states.toml   cases of toponyms, and what leads to them (`places`)
        organs.toml               whose a ministry or a service is

        speech.py                 where quotation marks are not all: what stands behind dashes

What hangs on words is a list of the folder, and what reads the lists is here, for all languages
alike: regular expressions, an Aho-Corasick automaton over the lists, one small network over
notions. They say which articles are worth a look (`lists`), mark words for the network that finds
all eight types (`tagged`), and give values to what it finds (`sight`).

>>> "pl" in codes()
True
"""

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Literal

from vedette.code.languages.words import Words
from vedette.code.quotes import find_quotes
from vedette.records import Span

__all__ = ["Depth", "Language", "codes", "depths", "language"]

Depth = Literal["incident", "full"]
"""What a coder finds in a language: incidents with their fields, or all eight types of findings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What a language brings: its words, and the function that knows how its press quotes.

    `find_speech` gives the spans that are somebody's very words, marks left out, in their order;
    without a function of the folder it is what stands between quotation marks. A change of the
    function raises `version`; a change of the words changes their hash.
    """

    code: str
    version: int
    depth: Depth
    words: Words
    find_speech: Callable[[str], tuple[Span, ...]] = find_quotes

    @property
    def name(self) -> str:
        """Name the coder of this language: `pl@1`."""
        return f"{self.code}@{self.version}"


@cache
def codes() -> frozenset[str]:
    """Give the languages that have a folder here, English not among them."""
    return frozenset(_folders())


def _folders() -> Iterator[str]:
    for module in pkgutil.iter_modules(__path__):
        if module.ispkg and len(module.name) == 2:
            yield module.name


@cache
def language(code: str) -> Language:
    """Load one language by its code; KeyError where it has no folder."""
    if code not in codes():
        raise KeyError(code)
    loaded: Language = import_module(f"{__name__}.{code}").LANGUAGE
    return loaded


@cache
def depths() -> Mapping[str, Depth]:
    """Give every language that is coded and how deep, English among them."""
    return {"en": "full", **{code: language(code).depth for code in sorted(codes())}}
