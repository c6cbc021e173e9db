"""What is named on a command line: files, folders, patterns, standard input, addresses."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO

from vedette.collect import Guard, Past, connect
from vedette.collect.file import collect_files
from vedette.collect.guard import Allowed
from vedette.collect.lines import Reading
from vedette.collect.page import collect_page
from vedette.desk import running
from vedette.desk.answering import clock
from vedette.desk.settings import Settings
from vedette.records import Capture, Channel, Issue, Report, Source

Input = Capture | Issue
Made = Report | Issue


def is_address(name: str) -> bool:
    """Tell an address from a path."""
    return name.lower().startswith(("http://", "https://"))


def files(
    names: Iterable[str],
    *,
    stdin: BinaryIO | None = None,
    published: str = "",
    replaying: bool = False,
    source: str = "",
) -> Iterator[Input]:
    """Collect from files in the order given.

    `published` is given to every article that does not say. A replay counts an article as known
    from its publication on, and keeps each outlet of an archive as a source of its own.
    """
    known: datetime = clock()
    reading = Reading(known=known, source=source, channel="archive", by_published=replaying)
    for found in collect_files(names, reading, stdin=stdin):
        if isinstance(found, Capture) and published and "x-published" not in found.headers:
            yield replace(found, headers={**found.headers, "x-published": published})
        else:
            yield found


async def fetched(url: str, settings: Settings) -> Input:
    """Ask for one page, as politely as the desk would."""
    guard = Guard(Allowed.of(settings.allow))
    channel = Channel(kind="page", url=url)
    source = Source(
        id="",
        name=url,
        home=url,
        country="XX",
        languages=(),
        owner="",
        ownership="private",
        licence="",
        channels=(channel,),
    )
    async with connect(guard, agent=running.agent(settings)) as http:
        ask = running.client(settings, http, guard)
        harvest = await collect_page(source, channel, Past(), ask, now=clock())
    if harvest.captures:
        return harvest.captures[0]
    return harvest.poll.issue or Issue(stage="collect", what=harvest.poll.outcome, input=url)
