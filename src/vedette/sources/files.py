"""The source list as files: `<country>/<outlet>.toml`, those that ship and those of the user.

One file is one source, and one bad file never hides the others: what cannot be read becomes an
issue, with file, line and remedy, and the rest is polled.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from vedette.errors import SourceError
from vedette.records import Issue, Source
from vedette.sources.addresses import same
from vedette.sources.codes import KINDS
from vedette.sources.interpret import examine

LARGEST = 8_192
"""Bytes of one file. The largest that ships has 900; finding the line of a fault in the worst file
of this size takes 1.6 s, because the parser runs once for every line."""

BUNDLED = "sources"
"""How messages name the folder of the sources that ship."""


class Loaded(NamedTuple):
    """The sources that can be polled, by id, and what is wrong with the files that cannot."""

    sources: tuple[Source, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    id: str
    where: str
    text: str


def load(folder: Path | None = None, *, kinds: Collection[str] = KINDS) -> Loaded:
    """Read the sources that ship, then those in a folder of the user.

    `kinds` are the kinds of channel that a collector serves. Where two files claim one id or one
    feed, the earlier stays: those that ship before the user's, then in the order of the ids.
    """
    places: list[tuple[Traversable, str]] = [(files("vedette.sources"), BUNDLED)]
    if folder is not None:
        places.append((folder, str(folder)))
    return _settle((entry for place in places for entry in _read(*place)), kinds)


def load_from(folder: Path, *, kinds: Collection[str] = KINDS) -> Loaded:
    """Read the sources of one folder alone, without those that ship."""
    return _settle(_read(folder, str(folder)), kinds)


def _settle(entries: Iterable[_File | SourceError], kinds: Collection[str]) -> Loaded:
    kept: dict[str, Source] = {}
    feeds: dict[str, str] = {}
    faults: list[SourceError] = []
    for entry in entries:
        if isinstance(entry, SourceError):
            faults.append(entry)
            continue
        found, source = examine(entry.text, id=entry.id, where=entry.where, kinds=kinds)
        if source is not None:
            found = tuple(_doubles(source, entry.where, kept, feeds))
        faults.extend(found)
        if source is not None and not found:
            kept[source.id] = source
            feeds |= {same(channel.url): source.id for channel in source.channels}
    return Loaded(
        sources=tuple(kept[id_] for id_ in sorted(kept)), issues=tuple(map(issue_of, faults))
    )


def _doubles(
    source: Source, where: str, kept: dict[str, Source], feeds: dict[str, str]
) -> Iterator[SourceError]:
    if source.id in kept:
        what = f"the id {source.id} is taken by {kept[source.id].name}"
        yield SourceError(what=what, where=where, remedy="rename the file")
    for channel in source.channels:
        if holder := feeds.get(same(channel.url)):
            yield SourceError(
                what=f"{channel.url} is already asked for {holder}",
                where=where,
                why="one feed under two names would count as two voices",
                remedy="take the address out of one of the two files",
            )


def _read(root: Traversable, label: str) -> Iterator[_File | SourceError]:
    """Read all files of a folder in the order of their ids; what cannot be read is a fault."""
    try:
        entries = sorted(root.iterdir(), key=lambda entry: entry.name)
    except OSError as problem:
        yield _unreadable(label, problem)
        return
    for entry in entries:
        if entry.name.endswith(".toml") and entry.is_file():
            remedy = "move it into the folder of its country, such as ee/"
            yield SourceError(
                what="it stands outside a country", where=f"{label}/{entry.name}", remedy=remedy
            )
        elif entry.is_dir() and not entry.name.startswith((".", "__")):
            yield from _read_country(entry, f"{label}/{entry.name}")


def _read_country(folder: Traversable, label: str) -> Iterator[_File | SourceError]:
    try:
        # By id: "err" comes before "err-news", though "err-news.toml" comes before "err.toml".
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name.removesuffix(".toml"))
    except OSError as problem:
        yield _unreadable(label, problem)
        return
    for entry in entries:
        if entry.name.endswith(".toml") and not entry.name.startswith("."):
            yield _open(entry, f"{folder.name}/{entry.name[:-5]}", f"{label}/{entry.name}")


def _open(entry: Traversable, id_: str, where: str) -> _File | SourceError:
    try:
        with entry.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
        if len(raw) > LARGEST:
            remedy = "a source file holds one source, and no list"
            return SourceError(
                what=f"it is larger than {LARGEST} bytes", where=where, remedy=remedy
            )
        return _File(id=id_, where=where, text=raw.decode("utf-8-sig"))
    except OSError as problem:
        return _unreadable(where, problem)
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        return SourceError(
            what="it is not UTF-8", where=f"{where}:{line}", remedy="save it again as UTF-8"
        )


def _unreadable(where: str, problem: OSError) -> SourceError:
    why = problem.strerror or type(problem).__name__
    remedy = "see that it exists and that this user may read it"
    return SourceError(what="it cannot be read", where=where, why=why, remedy=remedy)


def issue_of(fault: SourceError) -> Issue:
    """Turn a fault into the row that the ledger keeps and the desk shows."""
    return Issue(
        stage="source", what=fault.what, input=fault.where, why=fault.why, remedy=fault.remedy
    )
