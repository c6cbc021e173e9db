"""Asking every channel of the source list once, without a ledger: which of them answer.

Whoever keeps a list of sources asks it so before a desk relies on it, and again now and then. The
hosts are asked beside each other, each at its own pace and by its robots.txt.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vedette.collect import Client, Past
from vedette.desk import running
from vedette.desk.answering import clock
from vedette.desk.plugins import part
from vedette.desk.settings import Settings
from vedette.errors import SourceError
from vedette.records import Channel, Outcome, Source
from vedette.sources.verifying import write_verified

SOUNDED: Final = frozenset({"feed", "sitemap", "index", "json", "page"})
"""Kinds of channel that a question or two make out; folders, mailboxes and bulk files are not."""

GOOD: Final[frozenset[Outcome]] = frozenset({"new", "quiet", "moved"})

TOGETHER = 32
"""Channels that are asked at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounded:
    """What came of asking a channel: how many entries it lists, or why it is not made out."""

    source: str
    kind: str
    url: str
    outcome: Outcome
    listed: int
    why: str = ""
    moved_to: str = ""

    @property
    def good(self) -> bool:
        """Tell whether it answered and something was made out."""
        return self.outcome in GOOD and self.listed > 0


def chosen(settings: Settings, names: Iterable[str]) -> tuple[Source, ...]:
    """Give the sources of these ids, all where none is named; raises SourceError."""
    listed = {one.id: one for one in running.sources(settings).sources}
    wanted = tuple(names)
    for name in wanted:
        if name not in listed:
            raise SourceError(
                what=f"there is no source {name}",
                where="the source files",
                remedy="vedette sources list names them",
            )
    return tuple(listed[name] for name in wanted) or tuple(listed.values())


async def sound(settings: Settings, sources: Iterable[Source]) -> AsyncIterator[Sounded]:
    """Ask each channel once, and tell of each as soon as it is known."""
    slots = asyncio.Semaphore(TOGETHER)
    async with running.asking(settings) as client:

        async def one(source: Source, channel: Channel) -> Sounded:
            async with slots:
                return await _ask(source, channel, client)

        pairs = [(one, channel) for one in sources for channel in one.channels]
        asked = [one(source, channel) for source, channel in pairs if channel.kind in SOUNDED]
        for done in asyncio.as_completed(asked):
            yield await done


async def _ask(source: Source, channel: Channel, client: Client) -> Sounded:
    collect = part("collectors", channel.kind)
    found = await collect(source, channel, Past(), client.on_behalf(source.id), now=clock())
    poll = found.poll
    issue = poll.issue or next(iter(found.issues), None)
    return Sounded(
        source=source.id,
        kind=channel.kind,
        url=channel.url,
        outcome=poll.outcome,
        listed=poll.seen,
        why=f"{issue.what} ({issue.why})" if issue and issue.why else issue.what if issue else "",
        moved_to=poll.moved_to,
    )


def write(folder: Path, sources: Iterable[Source], told: Iterable[Sounded]) -> tuple[Path, ...]:
    """Write today under the channels that answered, in the files of a folder; give the files."""
    good = {(one.source, one.url) for one in told if one.good}
    written = []
    for source in sources:
        urls = {channel.url for channel in source.channels if (source.id, channel.url) in good}
        path = folder / f"{source.id}.toml"
        if urls and path.is_file():
            write_verified(source, path, urls, clock().date())
            written.append(path)
    return tuple(written)
