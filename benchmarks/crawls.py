"""What is read of whole and broken web archives, and how fast.

    VEDETTE_SHARED=… python benchmarks/crawls.py [--speed]
    python benchmarks/crawls.py --damage 6000

`VEDETTE_SHARED` names a folder that holds `data/raw/warc`: archives of which it is known what they
hold, and what is broken in them. Every page that an archive still holds must be given in the bytes
that its list tells, and whatever is cut, rotten or of a wrong length must be told; the exit status
is 1 where that fails. `--speed` measures how many MB a second are read of the largest archive, over
and over, beside fastwarc alone. `--damage` damages so many small archives, each once at random, and
counts what was lost untold, and what was given in other words than were stored.
"""

import argparse
import gzip
import hashlib
import io
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.collect.warcs import bodies, by, issues, kept, packed, page, stories

from shared import folder
from vedette.collect.crawls import Pages
from vedette.collect.frames import unpacked
from vedette.collect.lines import Reading
from vedette.collect.replies import body_of
from vedette.collect.tape import Tape
from vedette.collect.warc import Loss, Stored, stored
from vedette.errors import CollectError
from vedette.records import Capture, Issue

NOW = datetime(2026, 12, 1, tzinfo=UTC)

HELD = {
    "news-dev.warc.gz": (24, 0),
    "news-dev-plain.warc": (24, 0),
    "news-dev-nul.warc.gz": (24, 0),
    "news-dev-bitrot.warc.gz": (23, 1),
    "news-dev-truncated.warc.gz": (13, 1),
    "empty.warc.gz": (0, 1),
    "example-trunc.warc": (1, 1),
}
"""File → the articles of the list that it still holds, and how many things must be told of it.

The bit rot lies in one page; the cut archive ends within the fourteenth. `example-trunc.warc` holds
one page whose length is given two bytes short.
"""


def main() -> None:
    """Print the table of the pack's archives, and the speed if it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--damage", type=int, default=0, metavar="COUNT")
    wanted = parser.parse_args()
    if wanted.damage:
        _damage(wanted.damage)
        return
    home = folder() / "data" / "raw" / "warc"
    listed = {told["url"]: told["body_sha256"] for told in _lines(home / "expected.jsonl")}
    print("| archive | answers | captures | as listed | told |\n|---|---|---|---|---|")
    missed = [path for path in _archives(home) if not _row(path, listed)]
    if wanted.speed:
        _speed(home / "news-dev.warc.gz")
    sys.exit(f"not as it must be: {missed}" if missed else 0)


def _lines(path: Path) -> Iterator[dict[str, str]]:
    return map(json.loads, path.read_text("utf-8").splitlines())


def _archives(home: Path) -> list[Path]:
    return [home / told["file"].removeprefix("warc/") for told in _lines(home / "index.jsonl")]


def _row(path: Path, listed: dict[str, str]) -> bool:
    """Print one archive's row; say whether it holds what it must."""
    pages = Pages(where=path.name, reading=Reading(known=NOW))
    with path.open("rb") as file:
        found = [one for _, one in pages.of(file)]
    with path.open("rb") as file:
        answers = list(stored(Tape(lambda at: unpacked(file, at))))
    issues = [one for one in found if isinstance(one, Issue)]
    captures = [one for one in found if isinstance(one, Capture)]
    right = sum(listed.get(one.key) == hashlib.sha256(one.body).hexdigest() for one in captures)
    told = "; ".join(_told(issue) for issue in issues) or "–"
    count = sum(isinstance(one, Stored) for one in answers)
    print(f"| {path.name} | {count} | {len(captures)} | {right or '–'} | {told} |")
    held, faults = HELD.get(path.name, (len(captures), 0))
    whole = right if path.name.startswith("news") else len(captures)
    return (whole, len(issues)) == (held, faults)


def _told(issue: Issue) -> str:
    place = re.search(r"byte \S+", issue.input)
    why = re.sub(r"https?://([^/]*)\S*", r"\1", issue.why)
    return " ".join(
        part for part in (place[0] + ":" if place else "", issue.what, f"({why})") if part
    )


def _speed(path: Path) -> None:
    data = path.read_bytes() * 20
    size = len(data) / 1e6
    print(f"\n{size:.1f} MB packed: {size / _timed(_ours, data):.0f} MB/s here", end="")
    print(f", {size / _timed(_fastwarc, data):.0f} MB/s by fastwarc without any check")


def _timed(function: object, data: bytes) -> float:
    began = time.perf_counter()
    function(data)
    return time.perf_counter() - began


def _ours(data: bytes) -> None:
    for one in stored(Tape(lambda at: unpacked(io.BytesIO(data), at))):
        if not isinstance(one, Loss):
            try:
                body_of(one.reply, "")
            except CollectError as fault:
                print(fault)


def _fastwarc(data: bytes) -> None:
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415  # an extra

    for one in ArchiveIterator(io.BytesIO(data), parse_http=True):
        one.reader.read()


# ── Damage ──────────────────────────────────────────────────────────────────────────────────────


def _damage(count: int) -> None:
    rng, counts = random.Random(3), Counter()
    for _ in range(count):
        pack, one = rng.choice([bytes, gzip.compress, _lz4, _zstd]), rng.random() < 0.3
        made = stories(6)
        whole = pack(b"".join(made)) if one else packed(made, pack)
        hurt = _hurt(bytearray(whole), rng)
        found = kept(hurt, Path("a.warc"))
        counts.update(_judged(found, cut=whole.startswith(hurt)))
    print(f"{count} archives damaged once: {dict(counts)}")


def _judged(found: list[Capture | Issue], *, cut: bool) -> Iterator[str]:
    given, true = set(bodies(found)), {page(n) for n in range(6)}
    yield "whole" if given == true else "told" if issues(found) else "untold"
    if given != true and not issues(found) and cut:
        yield "untold, cut between two pages"
    if given - true:
        yield "given in other words"


def _hurt(made: bytearray, rng: random.Random) -> bytes:
    at, size = rng.randrange(len(made)), rng.randrange(1, 50)
    way = rng.choice(["cut", "overwrite", "flip", "insert", "delete"])
    if way == "flip":
        made[at] ^= 1 << rng.randrange(8)
    else:
        end = {"cut": len(made), "insert": at}.get(way, at + size)
        made[at:end] = b"" if way in {"cut", "delete"} else rng.randbytes(size)
    return bytes(made)


def _lz4(data: bytes) -> bytes:
    from fastwarc.stream_io import Lz4Writer  # noqa: PLC0415  # an extra

    return by(Lz4Writer, data)


def _zstd(data: bytes) -> bytes:
    from fastwarc.stream_io import ZstdWriter  # noqa: PLC0415  # an extra

    return by(ZstdWriter, data)


if __name__ == "__main__":
    main()
