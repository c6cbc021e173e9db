r"""A catalogue of translations, read from its `.po` file as translators keep it.

The file is read when its language is first spoken, so that nothing has to be compiled and no build
is needed after a word was changed. What has no translation, or one that is marked fuzzy, stays
English.

>>> told = read('''
... msgid ""
... msgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"
... msgid "report"
... msgstr "raport"
... msgid "%(num)s copy"
... msgid_plural "%(num)s copies"
... msgstr[0] "%(num)s kopia"
... msgstr[1] "%(num)s kopie"
... ''')
>>> told.one("report"), told.one("story"), told.forms("%(num)s copy", "")[told.plural(2)]
('raport', 'story', '%(num)s kopie')

Source of the format: GNU gettext manual, "The Format of PO Files" and "Plural forms".
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from gettext import c2py
from io import BytesIO
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

BETWEEN: Final = "\x04"
"""Stands between a message's context and its words, as in compiled catalogues."""
NUMBERS: Final = range(200)
"""Among which a rule of plurals gives every form that it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A message as it stands in the file: its English words, and its forms in order of number."""

    context: str
    one: str
    many: str
    forms: tuple[str, ...]
    fuzzy: bool = False

    @property
    def key(self) -> str:
        """Give under what it is looked up."""
        return keyed(self.context, self.one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Translations by message; `plural` gives the place of the form for a number.

    There are `plurals` forms beside that of one.
    """

    messages: Mapping[str, tuple[str, ...]]
    plural: Callable[[int], int]
    plurals: int

    def one(self, message: str, context: str = "") -> str:
        """Translate a message, which stays as it is where the catalogue has none."""
        return self.messages.get(keyed(context, message), (message,))[0]

    def forms(self, one: str, many: str) -> tuple[str, ...]:
        """Give all forms of a message, from which `plural` chooses."""
        found = self.messages.get(one)
        return found or (one,) + (many,) * self.plurals


def keyed(context: str, message: str) -> str:
    """Give under what a message is looked up."""
    return f"{context}{BETWEEN}{message}" if context else message


def read(text: str) -> Catalogue:
    """Read a catalogue; raises ValueError for a rule of plurals that is none."""
    found = _parsed(text)
    said = (one for one in _entries(found) if one.one and all(one.forms) and not one.fuzzy)
    told = {one.key: one.forms for one in said}
    plural = c2py(found.plural_expr)
    return Catalogue(messages=told, plural=plural, plurals=max(map(plural, NUMBERS)))


def entries(text: str) -> Iterator[Entry]:
    """Give the entries of a file in their order, the header as that of the empty message."""
    return _entries(_parsed(text))


def _parsed(text: str) -> Catalog:
    return read_po(BytesIO(text.encode()), abort_invalid=True)


def _entries(found: Catalog) -> Iterator[Entry]:
    for told in found:
        one, many = told.id if isinstance(told.id, (tuple, list)) else (told.id, "")
        forms = told.string if isinstance(told.string, (tuple, list)) else (told.string,)
        yield Entry(
            context=told.context or "",
            one=one,
            many=many,
            forms=tuple(form or "" for form in forms),
            fuzzy=told.fuzzy,
        )
