"""The word lists of one language: TOML files in its folder, read once, hashed together."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import permutations

from vedette.taxonomy import Lexicon
from vedette.taxonomy.patterns import Patterns, spelt


class Words:
    """The lexicons of a language; `lexicon("kinds")` is the file `kinds.toml` in its folder."""

    def __init__(self, package: str) -> None:
        self._folder = files(package)
        self.lexicon = lru_cache(maxsize=None)(self._read)
        self.patterns = lru_cache(maxsize=None)(self._compile)

    @cached_property
    def hash(self) -> str:
        """Hash all lists, names and contents, in the order of the names."""
        state = hashlib.sha256()
        for path in sorted(self._lists(), key=lambda path: path.name):
            state.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return state.hexdigest()[:16]

    def _lists(self) -> list[Traversable]:
        return [path for path in self._folder.iterdir() if path.name.endswith(".toml")]

    def _read(self, name: str) -> Lexicon:
        raw = self._folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")
        return Lexicon(name=name, tables=tomllib.loads(raw))

    def _compile(self, name: str, key: str) -> Patterns:
        """Compile a table of lists, whose names the matches bear, or the one list under `key`."""
        found = self.lexicon(name)
        table = found.tables
        for part in key.split(".") if key else ():
            table = table[part]
        listed = table if isinstance(table, Mapping) else {key: table}
        return Patterns(
            {name: [s for p in given for s in spelt(p)] for name, given in listed.items()}
        )

    @cached_property
    def triggers(self) -> Patterns:
        """Compile every kind's patterns; a match is named by kind and tier, `arson strong`."""
        tables = self.lexicon("kinds").tables
        return Patterns(
            {
                f"{kind} {tier}": [
                    spelling
                    for given in listed[tier]
                    for order in orders(given)
                    for spelling in spelt(order)
                ]
                for kind, listed in tables.items()
                for tier in listed
            }
        )


def orders(pattern: str) -> Iterator[str]:
    """Give a pattern's groups, parted by `&`, in every order.

    >>> list(orders("dron* & spadł*|rozbił*"))
    ['dron* ... spadł*|rozbił*', 'spadł*|rozbił* ... dron*']
    """
    for groups in permutations(pattern.split(" & ")):
        yield " ... ".join(groups)
