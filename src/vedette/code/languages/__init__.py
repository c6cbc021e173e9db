"""Other languages than English, each in a folder that bears its ISO 639-1 code.

    languages/pl/                 the folder is the language
        __init__.py               LANGUAGE: what the modules below make of it
        times.py                  the time grammar: text and publication day → time expressions
        places.py                 toponyms in their cases → the gazetteer's nominatives
        speech.py                 what stands between quotation marks or behind a dialogue dash
        statements.py             who says what, in the word order of the language
        kinds.toml targets.toml   what happened, and to what
        status.toml polarity.toml tolls.toml scope.toml
        statements.toml times.toml places.toml states.toml

What hangs on grammar is a function of the folder; what hangs on words alone (`incidents`, `scope`,
`tolls`) is here, and reads the folder's lists. There is no parser and no model: regular
expressions, and an Aho-Corasick automaton over the lists. So such a coder finds incidents and
statements, and leaves the six types that need syntax to the English one.

>>> sorted(codes())
['pl']
"""

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module

from vedette.code.languages.draft import Draft
from vedette.code.languages.page import Page, Spot
from vedette.code.languages.words import Words
from vedette.code.places import Gazetteer
from vedette.records import Span, TimeExpression

__all__ = ["Language", "codes", "language"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What a language brings: its words, and the functions that know its grammar.

    `find_times` resolves against the publication day, as `vedette.code.times` does; `resolve_when`
    gives what the ledger keeps of an expression, None where it names no calendar time.
    `find_speech` gives the spans that are somebody's very words, marks left out, in their order.
    A change of the functions raises `version`; a change of the words changes their hash.
    """

    code: str
    version: int
    words: Words
    find_times: Callable[[str, date | None], tuple[TimeExpression, ...]]
    resolve_when: Callable[[TimeExpression, date | None], str | None]
    find_spots: Callable[[str, Gazetteer], tuple[Spot, ...]]
    find_speech: Callable[[str], tuple[Span, ...]]
    find_statements: Callable[[Page], list[Draft]]

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
