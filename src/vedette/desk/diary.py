"""Every request on record: a file a day beside the ledger, kept for so many days.

Beside the ledger and not in it: the ledger never deletes a row, and this must be bounded; and a
line that is written when a request ends is there even if the process is killed in the next moment,
where the ledger's rows come in with the poll. A day of 40,000 requests is 12 MB, packed 1 MB; days
before yesterday are packed.
"""

import gzip
import json
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

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
        """Begin a day: pack those before yesterday, drop those that are too old.

        One process does it; the others go on.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with suppress(Timeout), FileLock(self.folder / ".packing", blocking=False):
            for day, path in days(self.folder):
                if day <= today - timedelta(days=self.days):
                    path.unlink(missing_ok=True)
                elif day < today - timedelta(days=1) and path.suffix != ".gz":
                    _pack(path)
            _take_up(self.folder)
        self._today = today


def _pack(path: Path) -> None:
    """Pack a day, behind what is packed of it; a kill in between loses nothing and doubles nothing.

    The packed part is whole before the plain file goes: a part without one is whole.
    """
    packed, part = path.with_name(f"{path.name}.gz"), path.with_name(f"{path.name}.gz.part")
    before = packed.read_bytes() if packed.exists() else b""
    part.write_bytes(before + gzip.compress(path.read_bytes()))
    path.unlink()
    part.replace(packed)


def _take_up(folder: Path) -> None:
    """Put parts in place whose packing was cut short after the plain file had gone."""
    for part in folder.glob("*.jsonl.gz.part"):
        packed = part.with_suffix("")
        if packed.with_suffix("").exists():
            part.unlink()
        else:
            part.replace(packed)


def days(folder: Path) -> list[tuple[date, Path]]:
    """Give the days that are kept, the oldest first."""
    found = []
    paths = [*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz")] if folder.is_dir() else []
    for path in paths:
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
