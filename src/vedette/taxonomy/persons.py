"""Whose name is nobody's business: private persons, told by the words that call somebody.

A suspect, a witness or a victim is a private person; an office-holder is none, nor is whoever a
court has convicted, nor a state's own agent, nor a group, a company or a ship. Names are read in
the Latin script. Where nothing shows that two words with capitals are a person's name, they are
taken for something else: a finding that names no group is worth less, and what goes out to the
public withholds both (`vedette.write.withheld`).

>>> name_of("the chemist Pavel Rutskoi"), name_of("Navid R."), name_of("the Northern Fleet")
('Pavel Rutskoi', 'Navid R.', '')
>>> is_private("reservist Gleb Sorin"), is_private("the ambassador, Sergei Nechaev")
(True, False)
>>> described("Gleb Sorin", "Gleb Sorin, 27, had lost his licence, he said.")
'a man aged 27'

The rule: docs/reference/persons.md.
"""

import re
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from vedette.taxonomy import lexicon
from vedette.taxonomy.ages import age_beside
from vedette.taxonomy.countries import country_of

OFFICES, COURTS, MEN, WOMEN, GIVEN = map(
    lexicon("persons").words, ("offices", "courts", "men", "women", "given")
)
ROLES: Final = lexicon("persons").words("roles") | lexicon("persons").words("servants")
THINGS: Final = lexicon("persons").words("things") | lexicon("persons").words("circles")
_ARTICLES: Final = frozenset(
    {"the", "a", "an", "two", "his", "her", "its", "their", "one", "dr", "mr", "ms", "mrs"}
)
LONGEST: Final = 4
"""Words of a name, at the most."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*\.?")
_CAPITALISED: Final = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:[-’'][^\W\d_]+)*")
_INITIAL: Final = re.compile(r"[^\W\d_a-z]\.")


@lru_cache(maxsize=4096)
def name_of(words: str) -> str:
    """Give the name of a person among words that call somebody; empty where there is none."""
    if any(mark in words for mark in '"“”«»„'):
        return ""
    told = [one.group() for one in _WORD.finditer(words)]
    if THINGS & {part for word in told for part in _plain(word).split("-")}:
        return ""
    found = (name for before, name in _runs(told) if _is_name(before, name))
    return " ".join(next(found, ()))


def _runs(told: list[str]) -> list[tuple[str, list[str]]]:
    """Give the runs of words with capitals, the last first, each with the word before it."""
    runs: list[tuple[str, list[str]]] = [("", [])]
    for word in told:
        if _is_capital(word):
            runs[-1][1].append(word if _INITIAL.fullmatch(word) else word.rstrip("."))
        else:
            runs.append((_plain(word), []))
    return [run for run in reversed(runs) if run[1]]


def _is_capital(word: str) -> bool:
    plain = _plain(word)
    named = _CAPITALISED.fullmatch(word.rstrip(".")) and plain not in OFFICES | ROLES | _ARTICLES
    return bool(_INITIAL.fullmatch(word) or named)


def _is_name(before: str, name: list[str]) -> bool:
    """Say whether words are a name: by an initial, a role before them, or a given name."""
    if not 2 <= len(name) <= LONGEST or any(map(_is_no_name, name)):
        return False
    given = {_plain(name[0]), _plain(name[0].partition("-")[0])} & GIVEN
    return bool(_INITIAL.fullmatch(name[-1]) or before in ROLES or given)


def _is_no_name(word: str) -> bool:
    if _INITIAL.fullmatch(word):
        return False
    return word.isupper() or word.endswith(("'s", "’s")) or country_of(word) is not None


@lru_cache(maxsize=4096)
def is_private(words: str) -> bool:
    """Say whether words call a private person by his name."""
    called = {_plain(word) for word in _WORD.findall(words)}
    return bool(name_of(words)) and not OFFICES & called


def by_role(words: str) -> bool:
    """Say whether words call a private person by his name and by a role, as a witness is."""
    return is_private(words) and bool(ROLES & {_plain(word) for word in _WORD.findall(words)})


def is_court(words: str) -> bool:
    """Say whether words call a court, or its judges."""
    return bool(COURTS & {_plain(word) for word in _WORD.findall(words)})


def described(name: str, sentence: str) -> str:
    """Say who somebody is without his name: what the sentence tells of his sex and age."""
    if name not in sentence:
        return "a person"
    age = age_beside(name, sentence)
    words = {_plain(word) for word in _WORD.findall(sentence)}
    man, woman = bool(MEN & words), bool(WOMEN & words)
    who = "a person" if man == woman else "a man" if man else "a woman"
    return f"{who} aged {age}" if age else who


@lru_cache(maxsize=4096)
def _plain(word: str) -> str:
    return re.sub("['’]s?$", "", str(anyascii(word)).lower().rstrip("."))
