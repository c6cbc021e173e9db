r"""A catalogue of translations, read from its `.po` file as translators keep it.

The file is read at start, so that nothing has to be compiled and no build is needed after a word
was changed. What has no translation, or one that is marked fuzzy, stays English.

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

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from gettext import c2py
from typing import Final

BETWEEN: Final = "\x04"
"""Stands between a message's context and its words, as in compiled catalogues."""
ENGLISH_PLURAL: Final = "(n != 1)"
_LINE: Final = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])? )?(".*")')


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
    """Translations by message; `plural` gives the place of the form for a number."""

    messages: Mapping[str, tuple[str, ...]]
    plural: Callable[[int], int]

    def one(self, message: str, context: str = "") -> str:
        """Translate a message, which stays as it is where the catalogue has none."""
        return self.messages.get(keyed(context, message), (message,))[0]

    def forms(self, one: str, many: str) -> tuple[str, ...]:
        """Give all forms of a message, from which `plural` chooses."""
        found = self.messages.get(one)
        return found or (one,) + (many,) * self.plurals

    @property
    def plurals(self) -> int:
        """How many forms there are beside that of one."""
        return max(map(self.plural, range(200)))


def keyed(context: str, message: str) -> str:
    """Give under what a message is looked up."""
    return f"{context}{BETWEEN}{message}" if context else message


def read(text: str) -> Catalogue:
    """Read a catalogue; raises ValueError for a rule of plurals that is none."""
    listed = list(entries(text))
    header = next((one.forms[0] for one in listed if not one.one), "")
    rule = re.search(r"plural=([^;\n]+)", header)
    told = {one.key: one.forms for one in listed if one.one and all(one.forms) and not one.fuzzy}
    return Catalogue(messages=told, plural=c2py(rule[1] if rule else ENGLISH_PLURAL))


def entries(text: str) -> Iterator[Entry]:
    """Give the entries of a file in their order, the header as that of the empty message."""
    parts: dict[str, str] = {}
    fuzzy, part = False, ""
    for line in text.splitlines():
        found = _LINE.fullmatch(line.strip())
        if found is None:
            if line.startswith("#,"):
                yield from _whole(parts, fuzzy=fuzzy)
                parts, fuzzy = {}, "fuzzy" in line
            continue
        name, number, words = found.groups()
        if name:
            part = name + (number or "")
            if part in parts or (name in {"msgctxt", "msgid"} and "msgstr" in "".join(parts)):
                yield from _whole(parts, fuzzy=fuzzy)
                parts, fuzzy = {}, fuzzy and not parts
        parts[part] = parts.get(part, "") + ast.literal_eval(words)
    yield from _whole(parts, fuzzy=fuzzy)


def _whole(parts: Mapping[str, str], *, fuzzy: bool) -> Iterator[Entry]:
    if "msgid" in parts:
        forms = tuple(words for name, words in sorted(parts.items()) if name.startswith("msgstr"))
        yield Entry(
            context=parts.get("msgctxt", ""),
            one=parts["msgid"],
            many=parts.get("msgid_plural", ""),
            forms=forms,
            fuzzy=fuzzy,
        )
