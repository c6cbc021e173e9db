"""Writing envelopes into files: one a line into a `.jsonl`, else one file each into a folder.

Who reads them sees each once by its key, which is the name of its file, and the `id` in its line.
After a crash in the middle of a line the piece is cut off before the line is written again, and one
that stands there already is not written twice.
"""

import asyncio
import os
import threading
from pathlib import Path
from typing import Final

from vedette.alerts import Channel, Envelope, Receipt
from vedette.send import Sends, Wire

LINES: Final = (".jsonl", ".ndjson")
LOOKED_AT: Final = 1 << 20
"""Bytes at the end of a file in which a line is looked for before it is written: what was written
last before a crash stands there."""
_TURNS: Final[dict[Path, threading.RLock]] = {}


def opens(channel: Channel, wire: Wire) -> Sends:
    """Make what writes over a channel."""
    del channel, wire

    async def send(body: bytes, envelope: Envelope, channel: Channel) -> Receipt:
        del channel
        try:
            return await asyncio.to_thread(_write, Path(envelope.recipient), body, envelope.key)
        except OSError as fault:
            return Receipt(outcome="again", told=f"{type(fault).__name__}: {fault.strerror}"[:200])

    return send


def turn(place: Path) -> threading.RLock:
    """Give what whoever writes at a place holds meanwhile: several channels may name it."""
    return _TURNS.setdefault(place.resolve(), threading.RLock())


def _write(place: Path, body: bytes, key: str) -> Receipt:
    if place.suffix in LINES:
        return append(place, body, key)
    return keep(place, f"{key}.json", body)


def keep(folder: Path, name: str, body: bytes, *, anew: bool = False) -> Receipt:
    """Put a file into a folder, whole or not at all: once, or `anew` in the place of the last."""
    folder.mkdir(parents=True, exist_ok=True)
    there = folder / name
    if there.exists() and not anew:
        return Receipt(outcome="taken", told="was there")
    part = folder / f".{name}.part"
    with turn(folder):
        with part.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        part.replace(there)
    return Receipt(outcome="taken", told=name)


def append(place: Path, body: bytes, key: str) -> Receipt:
    """Append a line, unless the key stands in one of the last."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with turn(place), place.open("a+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - LOOKED_AT))
        whole, _, piece = file.read().rpartition(b"\n")
        if key.encode() in whole:
            return Receipt(outcome="taken", told="was there")
        if piece and body.startswith(piece):
            file.truncate(size - len(piece))
            piece = b""
        file.write((b"\n" if piece else b"") + body + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return Receipt(outcome="taken", told=place.name)


def fault(channel: Channel) -> str:
    """Say what of a file's declaration cannot be used."""
    if not all(channel.recipients):
        return 'to names no file, such as to = ["alerts.jsonl"]'
    return ""
