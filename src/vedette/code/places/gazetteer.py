"""The gazetteer at work: names to sites, opened once and handed to whoever looks for places."""

from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Self

from vedette.errors import CodeError
from vedette.taxonomy.places import Site, Table, fold

Owners = tuple[tuple[Site, bool], ...]
"""Sites under one name, the most populous first, each with whether the name is an alternate."""

MEMORY = 4096
"""Names whose sites are kept at hand: about what a day's articles repeat; 2 MB."""


class Gazetteer:
    """What places a name may mean. Read-only; one may serve any number of articles.

    `digest` is the hash of the file's bytes.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self.digest = table.digest
        self._find = lru_cache(maxsize=MEMORY)(self._look_up)

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Open the compiled gazetteer, by default the one in the package.

        Opens in milliseconds: the file is mapped, and hashed once. Raises CodeError where it is
        missing or of another version.
        """
        file = path or Path(str(resources.files("vedette.taxonomy").joinpath("places.bin")))
        try:
            return cls(Table(file))
        except (OSError, ValueError) as problem:
            raise CodeError(
                what="the gazetteer cannot be opened",
                where=str(file),
                why=str(problem),
                remedy="install the wheel, or compile it in a checkout: python hatch_build.py",
            ) from problem

    def __len__(self) -> int:
        return len(self._table)

    def find(self, name: str) -> Owners:
        """Give the sites that a name may mean, whatever its case, marks and hyphens."""
        return self._find(fold(name))

    def _look_up(self, key: str) -> Owners:
        return tuple(self._table.find(key))
