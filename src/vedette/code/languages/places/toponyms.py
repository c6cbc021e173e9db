"""From an inflected name of a place to the nominatives it may come from.

Languages decline foreign names as their own: `w Charkowie`, `у Харкові`, `Harkovassa`. The
gazetteer knows names without case and marks, which takes most changes of vowels away; what is left
are endings, listed in `places.toml`. Three tables say what an ending tells besides:

    [endings]   nothing
    [locating]  where: `Tallinnassa`, `Vilniuje`, `Rīgā`
    [leading]   whence or whither: `Tallinnasta`, `į Vilnių`

An ending that is listed with marks asks for them in the text, because a mark may be all that tells
a case: `Rīga` is a name, `Rīgā` says where.

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
                (ending, tuple(str(ups).split(" ")), told)
                for table, told in _TABLES.items()
                for ending, ups in tables.get(table, {}).items()
            ),
            key=lambda one: (-len(one[0]), not one[2]),
        )
        self._irregular = {_plain(k): _plain(v) for k, v in tables.get("irregular", {}).items()}
        self._bare: tuple[str, ...] = tuple(tables.get("bare", ()))
        self._standards: tuple[str, ...] = tuple(tables.get("romanized", ()))
        self.forms = lru_cache(maxsize=4096)(self._forms)

    def _forms(self, name: str) -> tuple[Form, ...]:
        """Give the nominatives that a name may come from, the name itself first."""
        if whole := self._irregular.get(plain := _plain(name)):
            return (Form(whole, self._told(name.lower(), plain)),)
        words = name.replace("-", " - ").split()
        parts = [tuple(self._of_word(word.lower())) for word in words if word != "-"]
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
        """Give the nominatives of one word in small letters, itself first.

        `bare` is what a form without ending lost.
        """
        plain = _plain(word)
        if irregular := self._irregular.get(plain):
            yield Form(irregular, self._told(word, plain))
            return
        inflected = tuple(self._without_ending(word, plain))
        same = (form for form in inflected if form.name == plain and form.told)
        yield next(same, Form(plain))
        yield from (Form(plain + lost) for lost in self._bare)
        yield from inflected

    def _without_ending(self, word: str, plain: str) -> Iterator[Form]:
        """Give what a word comes from by its endings; without marks unless the ending has some.

        An irregular nominative has the usual endings: `Pietarissa`, `Pietariin`.
        """
        for ending, ups, told in self._ending(word, plain):
            stem = plain[: len(plain) - len(_plain(ending))]
            names = (stem + up for up in ups)
            yield from (Form(self._irregular.get(name, name), told) for name in names)

    def _ending(self, word: str, plain: str) -> Iterator[tuple[str, tuple[str, ...], Told]]:
        """Give the endings that a word may have, the longest first."""
        for ending, ups, told in self._endings:
            bare = _plain(ending)
            given = plain if bare == ending else word
            if given.endswith(ending) and len(plain) - len(bare) >= _SHORTEST:
                yield ending, ups, told

    def _told(self, word: str, plain: str) -> Told:
        """Say what the ending of an irregular name tells: `Pietarissa`."""
        return next((told for _, __, told in self._ending(word, plain) if told), "")


def _plain(name: str) -> str:
    """Take case and marks off a name; Cyrillic keeps й and ї, which romanize apart from и and і."""
    return name.lower().translate(_MARKS) if is_cyrillic(name) else fold(name)


@lru_cache(maxsize=16)
def toponyms_of(words: Words) -> Toponyms:
    """Read a language's `places.toml`, once and when it is first needed."""
    return Toponyms(words)
