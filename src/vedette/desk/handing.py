"""What is handed in by hand, as captures: pasted words, or files, with what is said of them.

It is cut as the line cuts files, and may be as wide or as deep as whoever sends it likes: `cut` is
a function of its input alone, fit for a worker that can be killed.
"""

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from vedette.collect.file import collect_files
from vedette.collect.lines import Reading
from vedette.handling import Tlp, strictest
from vedette.records import ENTRY_TYPE, Capture, Issue, digest

CHANNEL: Final = "by hand"
"""The channel of all that somebody added himself."""
ARTICLES: Final = 25
"""Articles that are tried at once: what holds more is an archive, and to be replayed."""
FILES: Final = 10
LARGEST: Final = 10_000_000
"""Bytes of all that is handed in at once; the most that one article may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What whoever hands something in says of it; what is left empty, the article tells.

    `source` is the id of a listed source (`listed`), or the name of one that is not: it has then no
    more reliability than F. `published` is ISO 8601, `language` ISO 639-1.
    """

    source: str = ""
    listed: bool = False
    title: str = ""
    published: str = ""
    language: str = ""
    handling: Tlp = "clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it came: the name that its sender gave it, and its bytes."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """All that is handed in at once, when, and what is said of it."""

    uploads: tuple[Upload, ...]
    slip: Slip
    at: datetime


def pasted(words: str) -> Upload:
    """Give pasted words as a file; HTML is known by its first mark."""
    ending = "html" if words.lstrip()[:1] == "<" else "txt"
    return Upload(name=f"pasted.{ending}", body=words.encode("utf-8", "replace"))


def cut(handed: Handed) -> tuple[Capture | Issue, ...]:
    """Cut what was handed in into captures, a fault in the place of what is none, and no more.

    There is one result more than `ARTICLES` where there would be others.
    """
    with tempfile.TemporaryDirectory(prefix="vedette-") as folder:
        return tuple(islice(_captures(handed, Path(folder)), ARTICLES + 1))


def _captures(handed: Handed, folder: Path) -> Iterator[Capture | Issue]:
    reading = Reading(known=handed.at, channel=CHANNEL)
    for number, upload in enumerate(handed.uploads):
        # A folder for each: two files may have one name, and a name leads nowhere else.
        path = folder / str(number) / plain_name(upload.name)
        path.parent.mkdir()
        path.write_bytes(upload.body)
        for found in collect_files([path.as_posix()], reading):
            yield _without(found, path.parent.as_posix() + "/", handed.slip)


def plain_name(name: str) -> str:
    """Give a file's name without any folder, and of plain letters.

    >>> plain_name("../../etc/passwd"), plain_name("Bericht Nr. 7.pdf"), plain_name("..")
    ('passwd', 'Bericht_Nr._7.pdf', 'file')
    """
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[^\w.-]", "_", last).strip("._")[-100:] or "file"


def _without(found: Capture | Issue, folder: str, slip: Slip) -> Capture | Issue:
    """Take our own folder out of what a file told."""
    if isinstance(found, Issue):
        return replace(found, input=found.input.replace(folder, ""))
    return placed(replace(found, url=found.url.replace(folder, "")), slip, within=folder)


def placed(capture: Capture, slip: Slip, *, within: str = "") -> Capture:
    """Give a capture its source, its key there, and what the slip says of it.

    What has no address of its own is known again by its bytes: the same words are one article.

    >>> from datetime import UTC
    >>> raw = Capture(source="", channel=CHANNEL, key="a.txt", url="a.txt", body=b"A fire.",
    ...               known=datetime(2026, 3, 2, tzinfo=UTC), media_type="text/plain")
    >>> placed(raw, Slip(source="The Gulf Wire", title="Fire")).source
    'hand/the-gulf-wire'
    """
    told = {
        "title": slip.title,
        "published": slip.published,
        "language": slip.language,
        "outlet": "" if slip.listed else slip.source,
    }
    given = {f"x-{name}": value for name, value in told.items() if value}
    headers = {**given, **capture.headers} if within else {**capture.headers, **given}
    return replace(
        capture,
        source=slip.source if slip.listed else _unlisted(slip, headers, capture.url),
        channel=CHANNEL,
        key=_key(capture, within),
        headers=headers,
        handling=strictest((slip.handling, capture.handling)),
    )


def _unlisted(slip: Slip, headers: dict[str, str], url: str) -> str:
    """Name the source that is on no list, by who is said to have published it."""
    host = urlsplit(url).hostname or "" if url.startswith(("http://", "https://")) else ""
    told = slip.source or headers.get("x-outlet") or host.removeprefix("www.")
    slug = re.sub(r"[^\w]+", "-", told.lower()).strip("-")
    return f"hand/{slug or 'unnamed'}"


def _key(capture: Capture, within: str) -> str:
    if capture.url.startswith(("http://", "https://")) and capture.media_type != ENTRY_TYPE:
        return capture.url
    nameless = not capture.key or capture.key.startswith(within or "\0")
    return f"{CHANNEL} {digest(capture.body)}" if nameless else capture.key


def too_much(uploads: Sequence[Upload]) -> str:
    """Say what is more than may be handed in at once; nothing where all of it may."""
    if len(uploads) > FILES:
        return f"{len(uploads)} files, and {FILES} may be handed in at once"
    size = sum(len(one.body) for one in uploads)
    return f"{size:,} bytes, and {LARGEST:,} may be handed in at once" if size > LARGEST else ""
