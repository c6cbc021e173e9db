"""From an inflected name of a place to the nominatives it may come from.

Languages decline foreign names as their own: `w Charkowie`, `у Харкові`, `Harkovassa`. The
gazetteer knows names without case and marks, which takes most changes of vowels away; what is left
are endings, listed in `places.toml`. Three tables say what an ending tells besides:

    [endings]   nothing
    [locating]  where: `Tallinnassa`, `Vilniuje`, `Rīgā`
    [leading]   whence or whither: `Tallinnasta`, `į Vilnių`

>>> from vedette.code.languages import language
>>> polish = toponyms_of(language("pl").words)
>>> [form.name for form in polish.forms("Dęblinem")][:3]
['deblinem', 'deblinemy', 'deblinemi']
>>> "deblin" in {form.name for form in polish.forms("Dęblinem")}
True
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import Literal, NamedTuple

from vedette.code.languages.places.romanization import is_cyrillic, romanized
from vedette.code.languages.words import Words
from vedette.taxonomy.places import fold

_MARKS = str.maketrans("", "", "'’ʼ`")
Told = Literal["", "inside", "beyond"]
_TABLES: Mapping[str, Told] = {"endings": "", "locating": "inside", "leading": "beyond"}
_SHORTEST = 2
"""Letters that must be left before an ending."""
_MOST = 60
"""Combinations tried for a name of several words."""


class Form(NamedTuple):
    """A nominative without case and marks, and what the ending that was taken off tells."""

    name: str
    told: Told = ""


class Toponyms:
    """The endings of one language; remembers the names that it has taken apart."""

    def __init__(self, words: Words) -> None:
        tables = words.lexicon("places").tables
        self._endings = sorted(
            (
                (_plain(ending), tuple(str(ups).split(" ")), told)
                for table, told in _TABLES.items()
                for ending, ups in tables.get(table, {}).items()
            ),
            key=lambda one: -len(one[0]),
        )
        self._irregular = {_plain(k): _plain(v) for k, v in tables.get("irregular", {}).items()}
        self._bare: tuple[str, ...] = tuple(tables.get("bare", ()))
        self._standards: tuple[str, ...] = tuple(tables.get("romanized", ()))
        self.forms = lru_cache(maxsize=4096)(self._forms)

    def _forms(self, name: str) -> tuple[Form, ...]:
        """Give the nominatives that a name may come from, the name itself first."""
        if whole := self._irregular.get(_plain(name)):
            return (Form(whole),)
        words = name.replace("-", " - ").split()
        parts = [tuple(self._of_word(_plain(word))) for word in words if word != "-"]
        combined = (combo for combo, _ in zip(product(*parts), range(_MOST), strict=False))
        made = [Form(" ".join(p.name for p in combo), combo[-1].told) for combo in combined]
        forms = dict.fromkeys(made)
        latin = [
            Form(romanized(form.name, standard), form.told)
            for form in forms
            if is_cyrillic(form.name)
            for standard in self._standards
        ]
        return tuple({**forms, **dict.fromkeys(latin)})

    def _of_word(self, word: str) -> Iterator[Form]:
        """Give the nominatives of one plain word; `bare` is what a form without ending lost.

        An irregular nominative has the usual endings: `Pietarissa`, `Pietariin`.
        """
        if irregular := self._irregular.get(word):
            yield Form(irregular)
            return
        yield Form(word)
        yield from (Form(word + lost) for lost in self._bare)
        for ending, ups, told in self._endings:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                stem = word[: len(word) - len(ending)]
                names = (stem + up for up in ups)
                yield from (Form(self._irregular.get(name, name), told) for name in names)


def _plain(name: str) -> str:
    """Take case and marks off a name; Cyrillic keeps й and ї, which romanize apart from и and і."""
    return name.lower().translate(_MARKS) if is_cyrillic(name) else fold(name)


@lru_cache(maxsize=16)
def toponyms_of(words: Words) -> Toponyms:
    """Read a language's `places.toml`, once and when it is first needed."""
    return Toponyms(words)
