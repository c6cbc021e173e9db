"""What is named on a command line: files, folders, patterns, standard input, addresses."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO, get_args
from urllib.parse import urlsplit

from vedette.collect import Past
from vedette.collect.file import collect_files
from vedette.collect.lines import Reading, moment
from vedette.collect.page import collect_page
from vedette.desk import running
from vedette.desk.answering import clock
from vedette.desk.fetching import unlisted
from vedette.desk.settings import Settings
from vedette.handling import Tlp, strictest
from vedette.records import ENTRY_TYPE, Capture, Channel, FindingType, Issue, Report
from vedette.taxonomy.kinds import ORDER, kind

Input = Capture | Issue
Made = Report | Issue

TYPES: tuple[str, ...] = get_args(FindingType)
"""The types of finding."""


def kinds() -> tuple[str, ...]:
    """Name the kinds of incident, in the coding guide's order of precedence."""
    return ORDER


def definitions() -> dict[str, str]:
    """Give what each kind of incident is, in one sentence."""
    return {name: kind(name).definition for name in ORDER}


def is_address(name: str) -> bool:
    """Tell an address from a path; only some of what looks like one is asked.

    >>> [is_address(name) for name in ("https://a.example", "ftp://a.example", "C:/a.txt")]
    [True, True, False]
    """
    return re.match(r"[a-z][a-z0-9+.-]*://", name, re.IGNORECASE) is not None


def is_day(written: str) -> bool:
    """Tell whether a date, or a moment, is written as ISO 8601 has it.

    >>> is_day("2026-03-02"), is_day("2026-03-02T08:00Z"), is_day("yesterday")
    (True, True, False)
    """
    return moment(written) is not None


def beginning(written: str) -> datetime | None:
    """Read a date from its first moment on, or a moment; None for what is neither.

    >>> beginning("2026-03-02").isoformat()
    '2026-03-02T00:00:00+00:00'
    """
    found = moment(written)
    return found and (found.replace(hour=0, minute=0, second=0) if len(written) <= 10 else found)


def files(
    names: Iterable[str],
    *,
    stdin: BinaryIO | None = None,
    published: str = "",
    replaying: bool = False,
    handling: Tlp = "clear",
) -> Iterator[Input]:
    """Collect from files in the order given.

    `published` is given to every article that does not say. A replay counts an article as known
    from its publication on, and keeps each outlet of an archive as a source of its own. `handling`
    says who may be told of any of it, unless a label in it is stricter.
    """
    reading = Reading(known=clock(), channel="archive", by_published=replaying)
    for found in collect_files(names, reading, stdin=stdin):
        if isinstance(found, Issue):
            yield found
            continue
        level = strictest((handling, found.handling))
        capture = replace(_placed(found) if replaying else found, handling=level)
        if published and "x-published" not in capture.headers:
            capture = replace(capture, headers={**capture.headers, "x-published": published})
        yield capture


def _placed(capture: Capture) -> Capture:
    """Give an archived capture its source and key: who published it, and its address there.

    >>> from vedette.desk.reading import EPOCH
    >>> told = {"x-outlet": "The Gulf Wire"}
    >>> _placed(Capture(source="", channel="", key="7", url="https://gulf.example/a", known=EPOCH,
    ...                 body=b"", media_type="text/plain", headers=told)).source
    'archive/the-gulf-wire'
    """
    told = capture.headers.get("x-outlet") or _host(capture.url)
    outlet = re.sub(r"[^\w]+", "-", told.lower()).strip("-")
    named = capture.headers.get("x-source") or f"archive/{outlet or 'unknown'}"
    paged = is_address(capture.url) and capture.media_type != ENTRY_TYPE
    key = capture.url if paged else capture.key
    return replace(capture, source=named, key=key)


def _host(url: str) -> str:
    """Give the host of a page that names no outlet, as a web archive's do not."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if is_address(url) else ""


async def fetched(url: str, settings: Settings) -> Input:
    """Ask for one page, as politely as the desk would."""
    channel = Channel(kind="page", url=url)
    async with running.asking(settings) as ask:
        source = unlisted("", channel)
        harvest = await collect_page(source, channel, Past(), ask, now=clock())
    if harvest.captures:
        return harvest.captures[0]
    return harvest.poll.issue or Issue(stage="collect", what=harvest.poll.outcome, input=url)
