"""Official figures and declared pledges out of TOML files: ours first, then the user's."""

import tomllib
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from vedette.assess.pledges import official
from vedette.assess.pledges.official import Declared, Table
from vedette.errors import FiguresError
from vedette.sources.lines import Lines, of_fault, parsed

Held = tuple[tuple[Table, ...], tuple[Declared, ...]]
"""Tables of figures, and pledges that stand in official papers."""


def read_all(files: Iterable[Path], *, bundled: bool = True) -> Held:
    """Read the files that ship and those that are named; a pledge that is declared twice is once.

    The user's stand in the place of ours where they have the same key.
    """
    tables: list[Table] = []
    declared: dict[str, Declared] = {}
    for name, text in (*(_shipped() if bundled else ()), *_named(files)):
        found, pledges = read_one(text, name)
        tables += found
        declared |= {one.key: one for one in pledges}
    return tuple(tables), tuple(declared.values())


def _shipped() -> Iterable[tuple[str, str]]:
    folder = resources.files("vedette.assess.pledges").joinpath("figures")
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".toml"):
            yield entry.name, entry.read_text("utf-8")


def _named(files: Iterable[Path]) -> Iterable[tuple[str, str]]:
    for path in files:
        for one in sorted(path.glob("*.toml")) if path.is_dir() else (path,):
            try:
                yield str(one), one.read_text("utf-8")
            except (OSError, UnicodeDecodeError) as fault:
                raise FiguresError(
                    what="it cannot be read",
                    where=str(one),
                    why=getattr(fault, "strerror", None) or type(fault).__name__,
                    remedy="name a TOML file in UTF-8 that you may read",
                ) from fault


def read_one(text: str, name: str) -> Held:
    """Read one file's text; raises FiguresError with file and line."""
    try:
        told = parsed(text)
    except tomllib.TOMLDecodeError as fault:
        raise FiguresError(
            what="this is not TOML",
            where=f"{name}:{of_fault(fault, text)}",
            why=str(fault),
            remedy="compare it with docs/how-to/pledges.md",
        ) from fault
    lines = Lines(text)
    return official.read(told, lambda *path: f"{name}:{lines.of(*path)}")
