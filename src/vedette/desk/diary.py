"""Every request on record: a file a day beside the ledger, kept for so many days.

Beside the ledger and not in it: the ledger never deletes a row, and this must be bounded; and a
line that is written when a request ends is there even if the process is killed in the next moment,
where the ledger's rows come in with the poll. A day of 40,000 requests is 12 MB, packed 1 MB; days
before yesterday are packed.
"""

import gzip
import json
import os
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from vedette.collect.diary import Request


@dataclass(slots=True)
class Diary:
    """Writes requests into a folder; several processes may write into one."""

    folder: Path
    days: int
    now: Callable[[], datetime]
    _today: date | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: Request) -> None:
        """Keep a request. What cannot be written is lost: the line goes on."""
        if not self.days:
            return
        now = self.now().astimezone(UTC)
        told = {"at": now.isoformat(timespec="milliseconds"), **facts(request)}
        line = json.dumps(told, ensure_ascii=False) + "\n"
        with self._lock, suppress(OSError):
            if now.date() != self._today:
                self._begin(now.date())
            with (self.folder / f"{now.date()}.jsonl").open("ab") as file:
                file.write(line.encode("utf-8", "replace"))

    def _begin(self, today: date) -> None:
        """Begin a day: pack those before yesterday, drop those that are too old."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for day, path in days(self.folder):
            if day <= today - timedelta(days=self.days):
                path.unlink(missing_ok=True)
            elif day < today - timedelta(days=1) and path.suffix != ".gz":
                with suppress(OSError):
                    _pack(path)
        self._today = today


def _pack(path: Path) -> None:
    """Pack a day; whoever renames it first does it, and a kill in between loses nothing.

    What another process packed of the same day stays: packed pieces may follow each other.
    """
    mine = path.with_name(f"{path.name[:10]}.jsonl.{os.getpid()}")
    path.rename(mine)
    with path.with_name(f"{path.name[:10]}.jsonl.gz").open("ab") as out:
        out.write(gzip.compress(mine.read_bytes()))
    mine.unlink()


def days(folder: Path) -> list[tuple[date, Path]]:
    """Give the days that are kept, the oldest first."""
    found = []
    for path in folder.glob("*.jsonl*") if folder.is_dir() else ():
        with suppress(ValueError):
            found.append((date.fromisoformat(path.name[:10]), path))
    return sorted(found)


def facts(request: Request) -> dict[str, Any]:
    """Lay a request out."""
    told = {**asdict(request), "unchanged": request.unchanged}
    return told | {"waited": round(request.waited, 3), "took": round(request.took, 3)}


def kept(
    folder: Path, *, source: str = "", host: str = "", since: datetime | None = None
) -> Iterator[dict[str, Any]]:
    """Give the requests on record, the oldest first; of one source, or to one host, from a time on.

    A line that a kill cut short is left out.
    """
    for day, path in days(folder):
        if since is not None and day < since.astimezone(UTC).date():
            continue
        for line in _lines(path):
            told = _read(line)
            if told is not None and _wanted(told, source, host, since):
                yield told


def _lines(path: Path) -> Iterator[str]:
    opened = gzip.open if path.suffix == ".gz" else open
    with (
        suppress(OSError, EOFError, zlib.error),
        opened(path, "rt", encoding="utf-8", errors="replace") as lines,
    ):
        yield from lines


def _read(line: str) -> dict[str, Any] | None:
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) and {"at", "url", "source"} <= told.keys() else None


def _wanted(told: dict[str, Any], source: str, host: str, since: datetime | None) -> bool:
    if source and told["source"] != source:
        return False
    if host and (urlsplit(told["url"]).hostname or "") != host.lower():
        return False
    return since is None or datetime.fromisoformat(told["at"]) >= since
