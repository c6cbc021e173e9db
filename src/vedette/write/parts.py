"""Exports of several files: the parts of a folder, or of one zip that holds the same.

The same parts give the same zip, byte for byte: no part has a date, and all are packed alike.
"""

import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Final

FIRST: Final = (1980, 1, 1, 0, 0, 0)
"""The date of each part in a zip, the earliest that one can hold."""
STEP: Final = 1 << 20
"""Bytes that are copied at once."""
SMALL: Final = 8 << 20
"""Bytes up to which what grows stays in memory; beyond, it lies in a nameless file."""

Held = Callable[[str], bytes | None]
"""Gives what the folder holds under a name already, None for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file: its path below the folder, with `/` between, and its bytes in order.

    They are read before the next part is asked for: what holds them may be gone then.
    """

    name: str
    chunks: Iterable[bytes]


def nothing(_: str) -> bytes | None:
    """Hold nothing, as an empty folder does."""
    return None


def room() -> IO[bytes]:
    """Give a file without a name for what grows while other parts do."""
    return tempfile.SpooledTemporaryFile(max_size=SMALL)


def read(file: IO[bytes]) -> Iterator[bytes]:
    """Give all that was written into a file, piece by piece."""
    file.seek(0)
    yield from pieces(file)


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Give the rest of a file, piece by piece."""
    while piece := file.read(STEP):
        yield piece


def zipped(parts: Iterable[Part]) -> Iterator[bytes]:
    """Pack parts into one zip."""
    with room() as file:
        with zipfile.ZipFile(file, "w") as archive:
            for part in parts:
                with archive.open(_named(part.name), "w", force_zip64=True) as inside:
                    for chunk in part.chunks:
                        inside.write(chunk)
        yield from read(file)


def _named(name: str) -> zipfile.ZipInfo:
    told = zipfile.ZipInfo(name, FIRST)
    told.compress_type = zipfile.ZIP_DEFLATED
    told.external_attr = 0o644 << 16
    return told
