"""A WACZ: a zip with web archives, the list of its pages, and the hash of every part.

Nothing is unpacked to a name that the zip gives. A part goes into a nameless file that the system
takes away again, and is hashed on its way. A part with another hash is told and read all the same:
its pages have digests of their own. What is built to trick or to burst is refused.

Source: Web Archive Collection Zipped, version 1.1.1 (Webrecorder); APPNOTE.TXT 6.3 (zip).
"""

import hashlib
import json
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, cast

from vedette.collect.crawls import Pages
from vedette.collect.frames import bursts
from vedette.collect.harvest import issue_of
from vedette.collect.lines import Reading
from vedette.collect.zips import BROKEN
from vedette.errors import CollectError
from vedette.records import Capture, Issue

PARTS = 10_000
"""Parts of a zip; a crawl of a million pages has some hundred."""

LISTS = 50_000_000
"""Bytes of a list of pages that are read, a quarter of a million pages."""

STEP = 1 << 20

SEALING = frozenset({"datapackage.json", "datapackage-digest.json"})
"""The list of the parts and its seal: they stand in no list themselves."""


@dataclass(slots=True, kw_only=True)
class Package:
    """An open WACZ; `hashes` are those that it gives, `listed` the addresses of its pages.

    `looked` names the parts whose hash was looked at.
    """

    path: Path
    zip: zipfile.ZipFile
    hashes: Mapping[str, str] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()
    issues: list[Issue] = field(default_factory=list)
    looked: set[str] = field(default_factory=set)

    @property
    def archives(self) -> list[str]:
        """The names of the web archives in it."""
        names = [one.filename for one in self.zip.infolist()]
        return [name for name in names if name.startswith("archive/") and ".warc" in name]

    def tell(self, what: str, part: str = "", why: str = "") -> None:
        """Note what is wrong, with the part."""
        where = f"{self.path.as_posix()}, {part}" if part else self.path.as_posix()
        remedy = "copy the package again from where it came, and give it again"
        fault = CollectError(what=what, where=where, why=why, remedy=remedy)
        self.issues.append(issue_of(fault))

    @contextmanager
    def part(self, name: str) -> Iterator[BinaryIO]:
        """Give a part as a file that can be read from any place on, as far as it unpacks."""
        with tempfile.TemporaryFile() as room:
            self._check(name, self._unpack(name, room))
            room.seek(0)
            yield cast("BinaryIO", room)

    def _unpack(self, name: str, room: IO[bytes]) -> tuple[str, bool]:
        """Copy a part; give its hash, and whether its checksum is right."""
        told = self.zip.getinfo(name)
        plain = copy(told)
        del plain.CRC  # looked at here: the library would keep the last bytes back
        state, crc = hashlib.sha256(), 0
        try:
            with self.zip.open(plain) as packed:
                for data in _bounded(packed, told):
                    room.write(data)
                    state.update(data)
                    crc = zlib.crc32(data, crc)
        except BROKEN as fault:
            self.tell("a part cannot be unpacked to its end", name, str(fault)[:200])
        return f"sha256:{state.hexdigest()}", crc == told.CRC

    def look_at_all(self) -> None:
        """Note every part that is another, that is listed and missing, or in no list."""
        names = [one.filename for one in self.zip.infolist() if not one.is_dir()]
        for name in sorted(self.hashes.keys() - set(names)):
            self.tell("a part is missing", name, "the package lists it, and does not have it")
        for name in names:
            if name not in self.looked | SEALING:
                with self.part(name):
                    pass  # it is looked at as it is unpacked

    def check_whole(self, name: str, body: bytes) -> None:
        """Look at the hash of a part that was read whole; that of one in no list cannot be."""
        if self.hashes.get(name):
            self._check(name, (f"sha256:{hashlib.sha256(body).hexdigest()}", True))

    def _check(self, name: str, found: tuple[str, bool]) -> None:
        self.looked.add(name)
        told = self.hashes.get(name, "")
        if told and told.lower() != found[0]:
            self.tell("a part is not the one that was packed", name, f"its hash is not {told}")
        elif not found[1]:
            self.tell("a part is not the one that was packed", name, "its checksum is another")
        elif self.hashes and name not in self.hashes:
            self.tell("a part that the package does not list", name, "it may have been added")
        elif not told:
            self.tell("a part whose hash nobody gives", name)


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open a WACZ and look at what it says of itself; raises what is in BROKEN."""
    with zipfile.ZipFile(path) as archive:
        package = Package(path=path, zip=archive)
        _refuse(archive)
        _read_hashes(package)
        _read_lists(package)
        yield package


def pages(path: Path, reading: Reading, *, whole: bool = False) -> Iterator[Capture | Issue]:
    """Give all pages of a WACZ, and what is wrong with it; if `whole`, with any of its parts."""
    where = path.as_posix()
    try:
        with opened(path) as package:
            missing = set(package.listed)
            for name in package.archives:
                found = Pages(where=f"{where}/{name}", reading=reading, missing=missing)
                with package.part(name) as file:
                    yield from (one for _, one in found.of(file))
            if not package.archives:
                package.tell("a package without archives")
            if missing:
                few = ", ".join(sorted(missing)[:3])
                package.tell(f"{len(missing)} of the listed pages are not in it", why=few[:300])
            if whole:
                package.look_at_all()
            yield from package.issues
    except BROKEN as fault:
        yield damaged(path, fault)


def damaged(path: Path, fault: Exception) -> Issue:
    """Say that a package cannot be read on."""
    why = str(fault)[:200]
    told = CollectError(what="the package cannot be read", where=path.as_posix(), why=why)
    return issue_of(told)


def _refuse(archive: zipfile.ZipFile) -> None:
    """Refuse a zip that is built to trick: names that lead out or stand twice, locks, bombs."""
    parts = archive.infolist()
    if len(parts) > PARTS:
        raise zipfile.BadZipFile(f"it has more than {PARTS:,} parts")
    names = Counter(part.filename for part in parts)
    for part in parts:
        if fault := _fault(part, names):
            raise zipfile.BadZipFile(f"{part.filename[:100]!r} {fault}")


def _fault(part: zipfile.ZipInfo, names: Counter[str]) -> str:
    path = PurePosixPath(part.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in part.filename or ":" in part.filename:
        return "leads out of the package"
    if names[part.filename] > 1:
        return "stands in it twice"
    if part.flag_bits & 1:
        return "is locked with a password"
    if bursts(part.file_size, part.compress_size):
        return "unpacks to far more than it is"
    return ""


def _bounded(packed: IO[bytes], part: zipfile.ZipInfo) -> Iterator[bytes]:
    size = 0
    while data := packed.read(STEP):
        size += len(data)
        if bursts(size, part.compress_size):
            raise zipfile.BadZipFile(f"{part.filename[:100]!r} unpacks to far more than it is")
        yield data


def _small(package: Package, name: str) -> bytes:
    """Give a small part, empty where it is not there; read whole, its hash is looked at."""
    if name not in package.zip.namelist():
        return b""
    with package.zip.open(name) as packed:
        body = packed.read(LISTS)
    if len(body) < LISTS:
        package.check_whole(name, body)
    return body


def _read_hashes(package: Package) -> None:
    """Read the hashes of the parts, after that of the list that holds them."""
    seal = _object(_small(package, "datapackage-digest.json"))
    package.hashes = {"datapackage.json": str(seal.get("hash", ""))}
    told = _object(_small(package, "datapackage.json")).get("resources")
    if not isinstance(told, list):
        package.tell("a package that gives no hashes", "datapackage.json")
        package.hashes = {}
        return
    rows = [one for one in told if isinstance(one, dict)]
    package.hashes = {str(one.get("path", "")): str(one.get("hash", "")) for one in rows}


def _read_lists(package: Package) -> None:
    names = [name for name in package.zip.namelist() if name.startswith("pages/")]
    lists = [_small(package, name) for name in names if name.endswith(".jsonl")]
    rows = [_object(line) for body in lists for line in body.splitlines()]
    urls = [row["url"].partition("#")[0] for row in rows if isinstance(row.get("url"), str)]
    package.listed = frozenset(url for url in urls if url.startswith(("http://", "https://")))


def _object(raw: bytes) -> dict[str, Any]:
    try:
        told = json.loads(raw or b"{}")
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
