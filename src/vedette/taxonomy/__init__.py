"""The words that the coder knows, as TOML beside the code: readable, curated, hashed.

`lexicon("cues")` is the file `cues.toml` with its lists as frozen sets. The hash of all
files goes into every coding, so that a changed list makes a new coding of the same article.

>>> "warn" in lexicon("cues").words("verbs.statement")
True
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """One TOML file of words; a key may be dotted (`urge.frames`)."""

    name: str
    tables: Mapping[str, Any]

    def words(self, key: str) -> frozenset[str]:
        """Give a list of words as a set; a key that is not there is an error in our own data."""
        return frozenset(self._at(key))

    def ordered(self, key: str) -> tuple[str, ...]:
        """Give a list of words in the order of the file."""
        return tuple(self._at(key))

    def table(self, key: str) -> dict[str, str]:
        """Give a table whose values are words: `{"deploy": "deploy", "shut": "close"}`."""
        return {str(word): str(value) for word, value in self._at(key).items()}

    def classes(self, key: str) -> dict[str, tuple[str, ...]]:
        """Give a table of lists: a class, and the words that say it, in the order of the file."""
        return {str(name): tuple(listed) for name, listed in self._at(key).items()}

    def owners(self, key: str) -> dict[str, str]:
        """Give a table of lists turned round: every word, and the class that lists it last."""
        return {word: name for name, listed in self.classes(key).items() for word in listed}

    def _at(self, key: str) -> Any:
        found: Any = self.tables
        for part in key.split("."):
            found = found[part]
        return found


@cache
def lexicon(name: str) -> Lexicon:
    """Load `<name>.toml` of this package; `kinds/sabotage` is a file one folder down."""
    path = files(__package__).joinpath(f"{name}.toml")
    return Lexicon(name=name, tables=tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def taxonomy_hash() -> str:
    """Hash every word list of the package, names and contents, in the order of the names."""
    state = hashlib.sha256()
    for name, path in sorted(_toml_files(files(__package__), "")):
        state.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return state.hexdigest()[:16]


def _toml_files(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for path in folder.iterdir():
        if path.is_dir():
            yield from _toml_files(path, f"{prefix}{path.name}/")
        elif path.name.endswith(".toml"):
            yield prefix + path.name, path
