"""From an inflected name of a place to the nominatives it may come from.

Polish declines foreign names as its own: `w Charkowie` is Charków, `pod Dęblinem` Dęblin, `w
Katowicach` Katowice. The gazetteer knows names without case and marks, which takes most of the
changes of vowels (`Łodzi` – `Łódź`) away; what is left are endings, listed in `places.toml`.

>>> "deblin" in nominatives("Dęblinem"), "katowice" in nominatives("Katowicach")
(True, True)
"""

from functools import cache, lru_cache
from itertools import product

from vedette.code.languages.pl.words import WORDS
from vedette.taxonomy.places import fold

_SHORTEST = 2
"""Letters that must be left before an ending."""
_PLURALS = ("y", "i", "e")
"""Of a genitive plural without an ending: `koło Puław`, `spod Suwałk`."""
_MOST = 60
"""Combinations tried for a name of several words."""


@cache
def _endings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = WORDS.lexicon("places").table("endings")
    ranked = sorted(table, key=len, reverse=True)
    return tuple((ending, tuple(table[ending].split(" "))) for ending in ranked)


@lru_cache(maxsize=4096)
def nominatives(name: str) -> tuple[str, ...]:
    """Give the folded nominatives that a name may come from, the name itself first."""
    words = name.replace("-", " - ").split()
    forms = [_forms(fold(word)) for word in words if word != "-"]
    combined = (" ".join(parts) for parts, _ in zip(product(*forms), range(_MOST), strict=False))
    return tuple(dict.fromkeys(combined))


def _forms(word: str) -> tuple[str, ...]:
    irregular = WORDS.lexicon("places").table("irregular").get(word)
    if irregular:
        return (irregular,)
    forms = [word, *(word + plural for plural in _PLURALS)]
    for ending, ups in _endings():
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            forms += [word[: len(word) - len(ending)] + up for up in ups]
    return tuple(dict.fromkeys(forms))
