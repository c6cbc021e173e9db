"""A few articles of a source that is not listed yet, as they would be read if it were."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from vedette.collect import Client
from vedette.collect.changes import wants_page
from vedette.collect.page import behind
from vedette.desk import stages
from vedette.desk.fetching import silent, unlisted
from vedette.desk.scouting import Way
from vedette.engines import Engine, Failure
from vedette.entries import entry_bytes
from vedette.ledger.work import Waiting
from vedette.records import ENTRY_TYPE, Article, Capture, Entry, Issue

ARTICLES = 3
"""Articles that are read: enough to see whether a site's pages are read at all."""


async def newest(
    way: Way, ask: Client, *, now: datetime, told: Callable[[str], None] = lambda _: None
) -> tuple[Waiting | Issue, ...]:
    """Fetch the newest that a channel lists, each as it would wait for its reader."""
    found: list[Waiting | Issue] = []
    for entry in way.entries[:ARTICLES]:
        told(f"reading {entry.link or entry.key}")
        found.append(await _fetched(way, entry, ask, now))
    return tuple(found)


async def _fetched(way: Way, entry: Entry, ask: Client, now: datetime) -> Waiting | Issue:
    held = Capture(
        source="",
        channel=way.channel.url,
        key=entry.key,
        url=way.channel.url,
        known=now,
        body=entry_bytes(entry),
        media_type=ENTRY_TYPE,
    )
    if not wants_page(entry, way.channel):
        return Waiting(seq=0, capture=held)
    harvest = await behind(unlisted("", way.channel), way.channel, entry, ask, now=now)
    if not harvest.captures:
        return silent(harvest.poll, entry.link)
    return Waiting(seq=0, capture=harvest.captures[0], entry=held)


def articles(found: Sequence[Waiting | Issue], working: Engine) -> Iterator[Article | Issue]:
    """Read what was fetched, in order; what cannot be read is told in its place."""
    for one in found:
        if isinstance(one, Issue):
            yield one
            continue
        (made,) = working.map(stages.read_capture, [one], bounds=stages.bound_of)
        yield _told(one, made)


def _told(waiting: Waiting, made: stages.Read | Failure) -> Article | Issue:
    if isinstance(made, Failure):
        told = {"what": made.what, "why": made.why, "remedy": made.remedy}
        return Issue(stage="read", input=waiting.capture.url, **told)
    if made.article is None or made.issue is not None:
        assert made.issue is not None
        return made.issue
    return replace(made.article, url=made.article.url or waiting.capture.url)
