"""Tells languages apart that are taken for each other where there are few words.

A detector counts runs of four letters, of which a headline has thirty. What tells Swedish from
Danish there, or Ukrainian from Russian, is a letter that the other does not write, or a common
word, by the lists under `kin` in `taxonomy/reading.toml`. Endings of words were tried, and
told nothing.

>>> likeliest("Tåg spårade ur efter sabotage", "da"), likeliest("Три роки за диверсію", "sr")
('sv', 'uk')
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from vedette.taxonomy import lexicon

_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
FEW = 25
"""Words from which the detector is left alone. On 158 paragraphs of our own in Polish, Ukrainian
and Russian, of any length, it was right and stayed so."""
_STRANGE = 3
"""Points that each letter costs which a language does not write; names bring one or two."""


@cache
def _kin() -> Mapping[str, Any]:
    found: Mapping[str, Any] = lexicon("reading").tables["kin"]
    return found


@cache
def _group(code: str) -> tuple[str, ...]:
    return next((tuple(group) for group in _kin()["groups"] if code in group), ())


def likeliest(text: str, guess: str) -> str:
    """Give the likeliest of a language and its kin; the guess where nothing tells it from them.

    A longer text, and a language that has no kin, is left as guessed; where nothing was guessed,
    all that are written in Cyrillic are kin.
    """
    group = _group(guess) if guess or not _CYRILLIC.search(text) else _group("ru")
    words = [word.lower() for word in _WORD.findall(text)]
    if not group or not 0 < len(words) < FEW:
        return guess
    scores = {code: _points(code, words) for code in group}
    best = max(scores.values())
    return guess if scores.get(guess) == best else max(group, key=lambda code: scores[code])


def _points(code: str, words: list[str]) -> int:
    common = _kin()["words"][code]
    strange = {letter for word in words for letter in word if _foreign(letter, code)}
    needs = set(_kin()["needs"].get(code, ""))
    lacks = bool(needs) and needs.isdisjoint("".join(words))
    return sum(word in common for word in words) - _STRANGE * len(strange) - lacks


def _foreign(letter: str, code: str) -> bool:
    """Say whether a language does not write a letter; those of the other script prove nothing."""
    alphabet = _kin()["alphabets"][code]
    return letter not in alphabet and (letter > "\u02ff") == (alphabet[0] > "\u02ff")
