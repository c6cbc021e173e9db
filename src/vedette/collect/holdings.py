"""Collect from web archives in a folder: so many pages at each poll, the rest next time.

A file is read once, and again only when its size or its time changes. How far the channel is stands
in the poll's `etag`, in the place of a server's: the marks of the files that are read, and in the
one that is not, how far.
"""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from vedette.collect import wacz
from vedette.collect.client import Client
from vedette.collect.crawls import Pages
from vedette.collect.harvest import Harvest, Past, amiss, began, issue_of, sift
from vedette.collect.lines import Reading
from vedette.collect.paths import ARCHIVES, Found, expand
from vedette.collect.tape import Spot
from vedette.collect.zips import BROKEN
from vedette.errors import CollectError, MissingExtra
from vedette.records import Capture, Channel, Issue, Outcome, Source, digest

MOST = 500
"""Pages that one poll brings: half a minute of reading and coding."""

BYTES = 100_000_000
"""Bytes of the pages of one poll, which are held together until they are in the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """One file of an archive, or a `part` of a package; `mark` changes when the file does."""

    path: Path
    mark: str
    part: str = ""

    def pages(self, reading: Reading, after: Spot | None) -> Iterator[tuple[Spot, Capture | Issue]]:
        """Give what stands in it from a place on; a file that is damaged is an issue.

        Raises OSError or MissingExtra where it cannot be read now, and may be at another time.
        """
        where = self.path.as_posix()
        try:
            if self.part:
                yield from self._of_part(reading, after)
                return
            with self.path.open("rb") as file:
                yield from Pages(where=where, reading=reading).of(file, after)
        except BROKEN as fault:
            if isinstance(fault, OSError) and fault.errno:  # bzip2's for what is damaged has none
                raise
            told = CollectError(what="the file cannot be read", where=where, why=str(fault))
            yield Spot(frame=0), issue_of(told)

    def at(self, spot: Spot) -> str:
        """Mark how far it is read."""
        return f"{self.mark}@{spot.frame}+{spot.into}"

    def _of_part(
        self, reading: Reading, after: Spot | None
    ) -> Iterator[tuple[Spot, Capture | Issue]]:
        """Give what stands in a part; what is wrong with it is told with its first page."""
        with wacz.opened(self.path) as package, package.part(self.part) as file:
            where = f"{self.path.as_posix()}/{self.part}"
            if after is None:
                yield from ((Spot(frame=0), issue) for issue in package.issues)
            yield from Pages(where=where, reading=reading).of(file, after)


@dataclass(slots=True, kw_only=True)
class Look:
    """What one poll has found so far, and where it has got to."""

    known: Mapping[str, str]
    marks: list[str] = field(default_factory=list)
    fresh: dict[str, list[Capture]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    seen: int = 0
    opened: int = 0

    @property
    def captures(self) -> list[Capture]:
        return list(chain.from_iterable(self.fresh.values()))

    @property
    def size(self) -> int:
        """Bytes of the captures."""
        return sum(len(one.body) for one in self.captures)

    @property
    def full(self) -> bool:
        return len(self.captures) >= MOST or self.size >= BYTES

    def take(self, found: Capture | Issue) -> None:
        """Keep a page that is new or changed, or an issue."""
        if isinstance(found, Issue):
            self.issues.append(found)
            return
        self.seen += 1
        sift(found, self.known, self.fresh)


async def collect_archives(
    source: Source, channel: Channel, past: Past, ask: Client, *, now: datetime
) -> Harvest:
    """Poll web archives; the Collector for channels of kind `warc`. Nothing is asked for."""
    del ask
    reading = Reading(known=now, source=source.id, channel=channel.url)
    look = await asyncio.to_thread(_look, reading, past)
    poll = replace(
        began(source, channel, past, now),
        outcome=_outcome(look),
        seen=look.seen,
        new=len(look.captures),
        size=look.size,
        etag=" ".join(look.marks),
        issue=look.issues[0] if look.issues else None,
    )
    return Harvest(poll=poll, captures=tuple(look.captures), issues=tuple(look.issues[1:]))


def _outcome(look: Look) -> Outcome:
    if look.captures:
        return "new"
    if look.opened:
        return "quiet"
    return "failed" if look.issues else "unchanged"


def _look(reading: Reading, past: Past) -> Look:
    look, before = Look(known=past.known), _read_marks(past.etag)
    for found in expand(reading.channel, ARCHIVES):
        if isinstance(found, Issue):
            look.issues.append(found)
            continue
        for volume in _volumes(found, look):
            done, after = before.get(volume.mark, (False, None))
            if done:
                look.marks.append(volume.mark)
            elif not look.full:
                _read(volume, reading, after, look)
    return look


def _read(volume: Volume, reading: Reading, after: Spot | None, look: Look) -> None:
    """Take what stands in a file from a place on; what cannot be read now is left for next time."""
    mark, last = volume.mark, after
    try:
        for spot, found in volume.pages(reading, after):
            if look.full and spot != last:
                mark = volume.at(spot)
                break
            last = spot
            look.take(found)
    except (OSError, MissingExtra) as fault:
        look.issues.append(_unread(volume, fault))
        look.marks += [volume.at(last)] if last else []
        return
    look.opened += 1
    look.marks.append(mark)


def _unread(volume: Volume, fault: OSError | MissingExtra) -> Issue:
    where = volume.path.as_posix()
    if isinstance(fault, MissingExtra):
        return replace(issue_of(fault), input=where)
    return amiss("the file cannot be read", where, str(fault))


def _volumes(found: Found, look: Look) -> Iterator[Volume]:
    """Give the files of an archive: itself, or the parts of a package."""
    try:
        told = found.path.stat()
        parts = [""]
        if found.kind == "wacz":
            with wacz.opened(found.path) as package:
                parts = package.archives
    except BROKEN as fault:
        look.issues.append(wacz.damaged(found.path, fault))
        return
    for part in parts:
        named = (found.path.as_posix(), part, str(told.st_size), str(told.st_mtime_ns))
        yield Volume(path=found.path, mark=digest(*named)[:12], part=part)


def _read_marks(etag: str) -> dict[str, tuple[bool, Spot | None]]:
    """Read a bookmark: each file's mark → whether it is read, else from where on.

    >>> _read_marks("0a 0b@120+7")["0b"]
    (False, Spot(frame=120, into=7))
    """
    marks: dict[str, tuple[bool, Spot | None]] = {}
    for told in etag.split():
        mark, _, place = told.partition("@")
        frame, _, into = place.partition("+")
        spot = (
            Spot(frame=int(frame), into=int(into)) if frame.isdigit() and into.isdigit() else None
        )
        marks[mark] = (not place, spot)
    return marks
