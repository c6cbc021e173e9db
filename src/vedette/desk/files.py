"""Files and folders that are there whole or not at all."""

import ctypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from filelock import FileLock, Timeout

from vedette.errors import VedetteError

AT_FDCWD: Final = -100
EXCHANGE: Final = 2
"""`AT_FDCWD` and `RENAME_EXCHANGE` of Linux: two paths change places in one step (renameat2(2))."""


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that is written beside its place and moved there in the end.

    Where the writing fails, nothing of it is left, and what stood there before stays.
    """
    part = path.with_name(path.name + ".part")
    file = part.open("wb")
    try:
        with file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Open a folder that is built beside its place and put there in the end.

    Where the building fails, what stood there before stays. A kill leaves it too; what was being
    built is cleared by whoever builds next. Raises VedetteError while somebody else builds it.
    """
    place = path.resolve()
    part, old = (place.with_name(f".{place.name}.{end}") for end in ("part", "old"))
    place.parent.mkdir(parents=True, exist_ok=True)
    with _alone(place):
        if old.exists() and not place.exists():
            old.rename(place)
        for left in (part, old):
            shutil.rmtree(left, ignore_errors=True)
        part.mkdir()
        try:
            yield part
            _put(part, place, old)
        finally:
            shutil.rmtree(part, ignore_errors=True)


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Hold the right to build a folder; the system lets go of it when the process dies."""
    lock = FileLock(place.with_name(f".{place.name}.lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout as fault:
        raise VedetteError(
            what="another vedette writes this folder",
            where=str(place),
            remedy="wait until it is done",
        ) from fault
    try:
        yield
    finally:
        lock.release()


def _put(part: Path, place: Path, old: Path) -> None:
    """Put a folder in its place, and whatever stood there in its own."""
    if not place.exists():
        part.rename(place)
    elif not _exchanged(part, place):
        # Where the system cannot do both at once, a kill in between leaves `old`, and the next
        # build puts it back.
        place.rename(old)
        part.rename(place)
        shutil.rmtree(old, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change places; false where the system, or the file system, cannot."""
    change = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    if change is None:
        return False
    given = AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), EXCHANGE
    return bool(change(*given) == 0)
