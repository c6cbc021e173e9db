"""Other languages than English, each in a folder that bears its ISO 639-1 code.

    languages/uk/                 the folder is the language
        __init__.py               LANGUAGE: its code, its version, how deep it goes
        kinds.toml targets.toml   what happened, and to what
        notions.toml              what sentences speak of, for the judge that all share (`judge`)
        status.toml polarity.toml tolls.toml scope.toml
        statements.toml           abbreviations, verbs of saying
        times.toml                the calendar in words, and patterns by meaning (`times`)
        places.toml states.toml   cases of toponyms, and what leads to them (`places`)

        speech.py                 where it has statements: what stands between marks or dashes,
        statements.py             and who says what, in the word order of the language

What hangs on words is a list of the folder, and what reads the lists is here, for all languages
alike. There is no parser: regular expressions, an Aho-Corasick automaton over the lists, and one
small network over notions (`judge`), which sees what is told in other words than the lists have. So
such a coder finds incidents, and statements where the folder knows how, and leaves the six types
that need syntax to the English one.

>>> "pl" in codes()
True
"""

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Literal

from vedette.code.languages.draft import Draft
from vedette.code.languages.page import Page
from vedette.code.languages.words import Words
from vedette.code.quotes import find_quotes
from vedette.records import Span

__all__ = ["Depth", "Language", "codes", "depths", "language"]

Depth = Literal["incident", "full"]
"""What a coder finds in a language: incidents with their fields (and statements, where the folder
has them), or all eight types of findings."""


def _none(_: Page) -> list[Draft]:
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What a language brings: its words, and the functions that know how its press quotes.

    `find_speech` gives the spans that are somebody's very words, marks left out, in their order;
    without a function of the folder it is what stands between quotation marks. A change of the
    functions raises `version`; a change of the words changes their hash. `judged` says whether
    the judge is asked beside the lists.
    """

    code: str
    version: int
    depth: Depth
    words: Words
    judged: bool = True
    find_speech: Callable[[str], tuple[Span, ...]] = find_quotes
    find_statements: Callable[[Page], list[Draft]] = _none

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
