"""Which files a name means: a file, a folder with all below it, or a pattern.

A folder is walked in the order of its names. Links that lead out of it, devices and pipes are left
out and told; what a person names outright is read, wherever it leads.
"""

import glob
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from vedette.records import Issue

KINDS = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".pdf": "application/pdf",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    ".json": "feed",
    ".stix": "feed",
    ".eml": "letter",
    ".mbox": "letters",
    ".warc": "warc",
    ".arc": "warc",
    ".wacz": "wacz",
}
"""Suffix → media type, or `lines` (one article a line), `feed` (or a bundle of STIX), `letter` (a
mail), `letters` (an mbox), `warc` (a web archive), or `wacz` (a package of them)."""

ARCHIVES = frozenset({"warc", "wacz"})
"""The kinds that a channel of their own reads, a part at each poll."""

PACKED = {
    ".gz": frozenset(KINDS.values()) - {"wacz"},
    ".lz4": frozenset({"warc"}),
    ".zst": frozenset({"warc"}),
}
"""Suffix of a packing → the kinds that are read through it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to read; `kind` is empty where only its bytes can tell."""

    path: Path
    kind: str


def kind_of(path: Path) -> str:
    """Tell a file's kind from its name, looking through `.gz`; empty where the name does not say.

    >>> kind_of(Path("a.jsonl.gz")), kind_of(Path("a.warc.zst")), kind_of(Path("a.csv"))
    ('lines', 'warc', '')
    """
    packed = PACKED.get(path.suffix.lower())
    if packed is None:
        return KINDS.get(path.suffix.lower(), "")
    kind = KINDS.get(path.with_suffix("").suffix.lower(), "")
    return kind if kind in packed else ""


def expand(name: str, kinds: Collection[str] = ()) -> Iterator[Found | Issue]:
    """Find the files behind a name, in a fixed order; of a folder's, those of these kinds alone."""
    path = Path(name)
    if path.is_dir():
        yield from _folder(path, kinds)
    elif path.exists():
        yield Found(path=path, kind=kind_of(path))
    elif glob.has_magic(name):
        yield from _pattern(name)
    else:
        yield _issue("no such file", name, "", "check the path")


def table_files(name: str) -> Iterator[Path | Issue]:
    """Find the tables behind a name, in a fixed order: a file, those of a folder, a pattern's."""
    path = Path(name)
    if path.is_dir():
        found = sorted(one for one in path.rglob("*.csv") if not one.name.startswith("."))
    elif path.exists():
        found = [path]
    else:
        matched = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 Path.glob takes no absolute pattern
        found = [Path(one) for one in matched]
    if not found:
        yield _issue("there is no table", name, "", "check the path")
    home = (path if path.is_dir() else path.parent).resolve()
    for one in found:
        if path.is_dir() and not one.resolve().is_relative_to(home):
            yield _issue("a link that leads out of the folder", one.as_posix(), "")
        elif one.is_file():
            yield one


def among(name: str, paths: Collection[str]) -> Iterator[Found | Issue]:
    """Find some of the files behind a name, as `expand` would."""
    home = Path(name).resolve()
    for path in map(Path, sorted(paths)):
        yield from _inside(path, home if home.is_dir() else home.parent)


def _pattern(name: str) -> Iterator[Found | Issue]:
    matched = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 Path.glob takes no absolute pattern
    if not matched:
        yield _issue("no file matches", name, "", "quote the pattern, and check the path")
    for found in matched:
        path = Path(found)
        if path.is_file():
            yield from _inside(path, path.parent.resolve())


def _folder(root: Path, kinds: Collection[str]) -> Iterator[Found | Issue]:
    home = root.resolve()
    seen = False
    for folder, folders, files in os.walk(root, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and (not kinds or kind_of(Path(name)) in kinds):
                seen = True
                yield from _inside(Path(folder, name), home)
    if not seen:
        what = "an empty folder" if not kinds else "a folder without archives"
        yield _issue(what, root.as_posix(), "")


def _inside(path: Path, home: Path) -> Iterator[Found | Issue]:
    where = path.as_posix()
    if not path.is_file():
        yield _issue("not a plain file", where, "a device, a pipe, or a link to nothing")
    elif not path.resolve().is_relative_to(home):
        yield _issue("a link that leads out of the folder", where, "")
    elif not kind_of(path):
        suffixes = " ".join(KINDS)
        yield _issue("not a kind of file that is read", where, f"known are {suffixes}, also .gz")
    else:
        yield Found(path=path, kind=kind_of(path))


def _issue(what: str, where: str, why: str, remedy: str = "") -> Issue:
    return Issue(stage="collect", what=what, input=where, why=why, remedy=remedy)
