"""Collect from files: folders, patterns, single files and standard input, in the order given.

Files are read one after another and lines one by one, so a dump of any size passes through. What
cannot be read becomes an issue with its file and line, and the rest goes on.

    .txt .text .md          one article, text/plain
    .html .htm .xhtml       one article, text/html
    .pdf                    one article, application/pdf
    .jsonl .ndjson          one article a line: `text` or `html`, and what is known of it
    .xml .rss .atom .json   a feed; each entry a capture
    .json .stix             a bundle of STIX; each incident a capture
    .eml .mbox              a mail, or many; the PDFs in them are articles of their own
    any of these with .gz   unpacked while it is read
    .warc .arc              a web archive, also with .gz, .lz4 or .zst; each page a capture
    .wacz                   a package of web archives
"""

import asyncio
import gzip
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from vedette.collect import wacz
from vedette.collect.bundles import captures_of_bundle, is_bundle
from vedette.collect.client import Client
from vedette.collect.crawls import Pages, is_archive
from vedette.collect.feed import captures_of
from vedette.collect.harvest import Harvest, Past, began, issue_of, sift
from vedette.collect.letters import LARGEST as LETTER
from vedette.collect.letters import letter
from vedette.collect.lines import Reading, capture_of_line
from vedette.collect.mbox import letters
from vedette.collect.paths import ARCHIVES, Found, among, expand
from vedette.collect.signs import is_feed, is_json, is_page, is_pdf
from vedette.errors import CollectError, MissingExtra, TooLarge
from vedette.records import Capture, Channel, Issue, Outcome, Source

LARGEST = 10_000_000
"""Bytes of one article, line or feed, unpacked; the same as for an answer from the network."""

STDIN = "-"
Yield = Iterator[Capture | Issue]


def collect_files(
    names: Iterable[str], reading: Reading, *, stdin: BinaryIO | None = None
) -> Yield:
    """Read files in the order given; `-` is standard input, handed in as `stdin`."""
    for name in names:
        if name == STDIN:
            yield from _stdin(stdin, reading)
            continue
        for found in expand(name):
            yield from [found] if isinstance(found, Issue) else _file(found, reading)


async def collect_folder(
    source: Source, channel: Channel, past: Past, ask: Client, *, now: datetime
) -> Harvest:
    """Poll a folder or file; the Collector for channels of kind `file`. Nothing is asked for."""
    del ask
    reading = Reading(known=now, source=source.id, channel=channel.url)
    # A big folder takes seconds to read: not in the event loop.
    seen, captures, issues = await asyncio.to_thread(_look, reading, past)
    outcome: Outcome = "new" if captures else "quiet" if seen or not issues else "failed"
    poll = replace(
        began(source, channel, past, now),
        outcome=outcome,
        seen=seen,
        new=len(captures),
        issue=issues[0] if issues else None,
    )
    return Harvest(poll=poll, captures=tuple(captures), issues=tuple(issues[1:]))


def _look(reading: Reading, past: Past) -> tuple[int, list[Capture], list[Issue]]:
    fresh: dict[str, list[Capture]] = {}
    issues: list[Issue] = []
    seen = 0
    for found in _expanded(reading, past.only):
        if isinstance(found, Issue):
            issues.append(found)
            continue
        seen += 1
        sift(found, past.known, fresh)
    return seen, list(chain.from_iterable(fresh.values())), issues


def _expanded(reading: Reading, only: Collection[str]) -> Yield:
    """Read what the channel names, but for archives: a poll would hold all their pages at once."""
    for found in among(reading.channel, only) if only else expand(reading.channel):
        if isinstance(found, Found) and found.kind in ARCHIVES:
            yield Issue(
                stage="collect",
                what="a web archive, which a channel of kind file does not read",
                input=found.path.as_posix(),
                remedy='give it a channel of kind = "warc", or replay it',
            )
        else:
            yield from [found] if isinstance(found, Issue) else _file(found, reading)


def _stdin(stdin: BinaryIO | None, reading: Reading) -> Yield:
    if stdin is None:
        fault = CollectError(what="no standard input to read", where=STDIN)
        yield issue_of(fault)
        return
    yield from _stream(stdin, Found(path=Path(STDIN), kind=""), reading)


def _file(found: Found, reading: Reading) -> Yield:
    where = found.path.as_posix()
    try:
        with found.path.open("rb") as raw:
            if found.kind == "wacz":
                yield from wacz.pages(found.path, reading)
                return
            if found.kind == "warc" or (not found.kind and is_archive(raw)):
                yield from (kept for _, kept in Pages(where=where, reading=reading).of(raw))
                return
            packed = found.path.suffix.lower() == ".gz"
            stream = cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if packed else raw
            yield from _stream(stream, found, reading)
    except MissingExtra as fault:
        yield replace(issue_of(fault), input=where)
    except (OSError, EOFError, zlib.error) as fault:
        yield issue_of(CollectError(what="the file cannot be read", where=where, why=str(fault)))


def _stream(stream: BinaryIO, found: Found, reading: Reading) -> Yield:
    where = found.path.as_posix()
    first = b""
    if not found.kind:
        first = stream.readline(LARGEST + 1)
    if found.kind == "letters":
        yield from letters(stream, where, reading)
        return
    if found.kind == "lines" or _is_line(first, reading):
        yield from _lines(stream, first, where, reading)
        return
    most = LETTER if found.kind == "letter" else LARGEST
    body = first + stream.read(most + 1 - len(first))
    if len(body) > most:
        yield issue_of(TooLarge(what=f"more than {most:,} bytes", where=where))
        return
    yield from _whole(body, found, where, reading)


def _whole(body: bytes, found: Found, where: str, reading: Reading) -> Yield:
    kind = found.kind or _kind(body)
    if kind == "feed" and is_json(body) and is_bundle(body):
        yield from captures_of_bundle(body, where, reading)
    elif kind == "feed":
        yield from captures_of(body, where, reading)
    elif kind == "letter":
        yield from letter(body, where, reading)
    else:
        yield from _article(body, kind, where, reading)


def _is_line(first: bytes, reading: Reading) -> bool:
    if not is_json(first):
        return False
    try:
        capture_of_line(first, "", reading)
    except CollectError:
        return False
    return b'"items"' not in first and not is_bundle(first)


def _kind(body: bytes) -> str:
    if is_json(body) or is_feed(body):
        return "feed"
    if is_pdf(body):
        return "application/pdf"
    return "text/html" if is_page(body) else "text/plain"


def _lines(stream: BinaryIO, first: bytes, where: str, reading: Reading) -> Yield:
    number = 0
    line = first or stream.readline(LARGEST + 1)
    while line:
        number += 1
        if line.strip():
            yield _line(line, f"{where}:{number}", reading)
        while line and not line.endswith(b"\n"):
            line = stream.readline(LARGEST)  # the rest of a line that was too long
        line = stream.readline(LARGEST + 1)


def _line(line: bytes, where: str, reading: Reading) -> Capture | Issue:
    if len(line) > LARGEST:
        return issue_of(TooLarge(what=f"a line of more than {LARGEST:,} bytes", where=where))
    try:
        return capture_of_line(line, where, reading)
    except CollectError as fault:
        return issue_of(fault)


def _article(body: bytes, media_type: str, where: str, reading: Reading) -> Yield:
    if not body.strip():
        yield issue_of(CollectError(what="an empty file", where=where))
        return
    yield Capture(
        source=reading.source,
        channel=reading.channel,
        key=where,
        url=where,
        known=reading.known,
        body=body,
        media_type=media_type,
    )
