"""Files that are there whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


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
