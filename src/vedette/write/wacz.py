"""A WACZ: captures as a web archive with its index and pages, and the hash of every part.

    archive/data.warc.gz      the captures
    indexes/index.cdx         where each stands
    pages/pages.jsonl         the articles among them, with their titles
    datapackage.json          the hash and size of each of these
    datapackage-digest.json   the hash of that, and a time stamp over it where one was asked for

Whoever holds the last hash can prove that nothing was changed since.

Source: Web Archive Collection Zipped, version 1.1.1 (Webrecorder).
"""

import hashlib
import json
import tempfile
import zipfile
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any
from uuid import NAMESPACE_URL, uuid5

from vedette.answers import Held
from vedette.handling import Tlp, label, strictest
from vedette.write.cdxj import Row, index
from vedette.write.warcs import address_of, blocks, info, moment, sha256

ARCHIVE = "archive/data.warc.gz"
INDEX = "indexes/index.cdx"
PAGES = "pages/pages.jsonl"
SEALED = "datapackage.json"
SEAL = "datapackage-digest.json"
STAMP = "timeStampToken"
"""The key in the seal under which a time stamp of RFC 3161 stands, DER in base64. The standard
leaves further keys open; its own `signedData` is of signatures, and this is none."""

FIRST = (1980, 1, 1, 0, 0, 0)
"""The date of each part in the zip: the same captures give the same bytes."""

STEP = 1 << 20


Stamper = Callable[[bytes], bytes]
"""Takes the bytes that are sealed, and gives the answer of an authority that they were there."""


@dataclass(slots=True, kw_only=True)
class _Package:
    """A package as it grows; the archive lies in a nameless file until it is whole."""

    room: IO[bytes]
    rows: list[Row] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    seen: set[tuple[str, str, str]] = field(default_factory=set)
    levels: set[Tlp] = field(default_factory=set)

    def add(self, held: Held) -> None:
        """Write a capture; one that several channels brought alike stands there once."""
        key = (address_of(held.capture), held.capture.hash, held.capture.known.isoformat())
        if key in self.seen:
            return
        self.seen.add(key)
        for block in blocks(held.capture):
            at = self.room.tell()
            self.room.write(block.raw)
            if block.digest:
                self.rows.append(
                    Row(
                        address=block.address,
                        at=block.at,
                        media_type=block.media_type,
                        status=block.status,
                        digest=block.digest,
                        offset=at,
                        length=len(block.raw),
                    )
                )
        self.levels.add(held.handling)
        if held.article:
            self.pages.append(_page(held))


def write(
    kept: Iterable[Held],
    file: IO[bytes],
    *,
    title: str,
    made: datetime,
    software: str,
    stamp: Stamper | None = None,
) -> tuple[int, str]:
    """Write a package into an open file; give how many captures it has, and its last hash."""
    with tempfile.TemporaryFile() as room:
        package = _Package(room=room)
        room.write(info(software, made))
        for held in kept:
            package.add(held)
        head = {"format": "json-pages-1.0", "id": "pages", "title": title}
        parts = {
            INDEX: index(package.rows, ARCHIVE.rpartition("/")[2]),
            PAGES: "\n".join([json.dumps(head), *package.pages, ""]).encode(),
        }
        about = {
            "title": title,
            "created": moment(made),
            "software": software,
            "handling": label(strictest(package.levels)),
        }
        told = _described(parts, room, about)
        with zipfile.ZipFile(file, "w") as archive:
            _store(archive, ARCHIVE, room)
            for name, body in parts.items():
                archive.writestr(_named(name, zipfile.ZIP_DEFLATED), body)
            archive.writestr(_named(SEALED, zipfile.ZIP_DEFLATED), told)
            archive.writestr(_named(SEAL, zipfile.ZIP_STORED), _seal(told, stamp))
    return len(package.rows), sha256(told)


def _page(held: Held) -> str:
    capture, url = held.capture, address_of(held.capture)
    known = moment(capture.known)
    told = {
        "id": str(uuid5(NAMESPACE_URL, f"{url} {known} {capture.hash}")),
        "url": url,
        "ts": known,
        "title": held.title,
        "article": held.article,
        "version": held.version,
    }
    return json.dumps(told, ensure_ascii=False)


def _described(parts: Mapping[str, bytes], room: IO[bytes], about: Mapping[str, str]) -> bytes:
    """Write what the package says of itself, with the hash of each part."""
    state, size = hashlib.sha256(), room.tell()
    room.seek(0)
    while data := room.read(STEP):
        state.update(data)
    resources = [_resource(ARCHIVE, f"sha256:{state.hexdigest()}", size)]
    resources += [_resource(name, sha256(body), len(body)) for name, body in parts.items()]
    told = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        **about,
        "resources": resources,
    }
    return json.dumps(told, indent=2, ensure_ascii=False).encode()


def _resource(path: str, hash_: str, size: int) -> dict[str, Any]:
    return {"name": path.rpartition("/")[2], "path": path, "hash": hash_, "bytes": size}


def _seal(told: bytes, stamp: Stamper | None) -> bytes:
    seal = {"path": SEALED, "hash": sha256(told)}
    if stamp is not None:
        seal[STAMP] = b64encode(stamp(told)).decode()
    return json.dumps(seal, indent=2).encode()


def _store(archive: zipfile.ZipFile, name: str, room: IO[bytes]) -> None:
    """Copy a part as it is: it is packed already, and readers jump into it."""
    room.seek(0)
    with archive.open(_named(name, zipfile.ZIP_STORED), "w", force_zip64=True) as part:
        while data := room.read(STEP):
            part.write(data)


def _named(name: str, packing: int) -> zipfile.ZipInfo:
    told = zipfile.ZipInfo(name, FIRST)
    told.compress_type = packing
    return told
