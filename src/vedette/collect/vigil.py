"""Seeing at once what comes into a folder on this machine, instead of polling it now and then.

A folder's own time changes when a file comes into it, and asking for that costs next to nothing.
What is written into a file that stands there shows in the file's own time alone, so all of them are
looked at too, but not as often. A file is told of when it has rested for a moment: who writes
slowly is not caught in the middle.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

TICK: Final = 0.005
"""Seconds between two looks at the folders: 200 a second take 0.9 per cent of a core."""
THOROUGH: Final = 1.0
"""Seconds between two looks at all the files where no folder's time has changed."""
EACH: Final = 50e-6
"""Seconds of rest for each file after looking at all, ten times what it takes: 10,000 files are
looked at twice a second at the most, and a tenth of a core goes into it."""
RESTED: Final = 0.01
"""Seconds since a file was written after which it is taken for whole."""


class Stamp(NamedTuple):
    """What changes when a file does: its time in nanoseconds, and its size."""

    written: int
    size: int


class Vigil:
    """Watches a folder with all below it, or one file; what stands there at first is no change."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._folders, self._files = _scan(name)
        self._told = dict(self._files)
        self._looked = 0.0

    @staticmethod
    def fits(name: str) -> bool:
        """Whether a channel's address names a folder or a file that is there, and no pattern."""
        return Path(name).exists()

    def changed(self, now: float) -> frozenset[str]:
        """Name the files that are new or others than before, at a moment in seconds."""
        before, quiet = self._files, now - self._looked
        waits = self._files != self._told
        if quiet < EACH * len(before) or not (waits or quiet >= THOROUGH or self._is_moved()):
            return frozenset()
        self._looked = now
        self._folders, self._files = _scan(self._name)
        found = {
            name: stamp
            for name, stamp in self._files.items()
            if self._told.get(name) != stamp
            and (before.get(name) == stamp or now - stamp.written / 1e9 >= RESTED)
        }
        kept = {name: stamp for name, stamp in self._told.items() if name in self._files}
        self._told = kept | found
        return frozenset(found)

    def _is_moved(self) -> bool:
        return any(_time(folder) != known for folder, known in self._folders.items())


def _scan(name: str) -> tuple[dict[str, int], dict[str, Stamp]]:
    """Give the times of the folders, and the stamps of the files that are read."""
    if not Path(name).is_dir():
        return {}, {path: stamp for path, stamp in [(name, _stamp(name))] if stamp}
    folders: dict[str, int] = {}
    files: dict[str, Stamp] = {}
    waiting = [name]
    while waiting:
        folder = waiting.pop()
        folders[folder] = _time(folder)  # before its files: what comes meanwhile is seen next
        for entry in _entries(folder):
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            elif stamp := _stamp(entry.path):
                files[entry.path] = stamp
    return folders, files


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            yield from found
    except OSError:  # gone, or shut: the next poll of the whole channel tells so
        return


def _time(folder: str) -> int:
    try:
        return os.stat(folder).st_mtime_ns  # noqa: PTH116  # a Path costs five times as much
    except OSError:
        return 0


def _stamp(path: str) -> Stamp | None:
    try:
        found = os.stat(path)  # noqa: PTH116  # as above
    except OSError:
        return None
    return Stamp(found.st_mtime_ns, found.st_size)
