"""What is known of a channel from before a poll, asked of the ledger; and what a poll adds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from vedette.collect import Harvest, Past, recall
from vedette.collect.changes import wants_page
from vedette.collect.window import LONGEST
from vedette.entries import entry_from
from vedette.ledger import work
from vedette.ledger.append import Batch
from vedette.records import ENTRY_TYPE, Channel, Poll, Source

LISTINGS = frozenset({"feed", "sitemap", "index", "json"})
"""Kinds of channel that bring entries."""

FOLLOWED = frozenset({"sitemap", "index", "json"})
"""Kinds that are told what stood there before, and what other channels of the source brought."""

BEHIND = LONGEST
"""How far back the polls of a channel's files are looked for: a file that failed for as long is
then read from its last look on."""


def past_of(
    connection: Connection,
    source: Source,
    channel: Channel,
    history: Sequence[Poll],
    *,
    now: datetime,
) -> Past:
    """Gather what a collector is told; `history` are the channel's polls, the oldest first."""
    entries = channel.kind in LISTINGS
    known = work.hashes(connection, source.id, channel.url, entries=entries)
    past = recall(history, known)
    if channel.kind not in FOLLOWED:
        return past
    parts = work.parts(connection, source.id, channel.url, since=now - BEHIND)
    return replace(
        past,
        parts={url: recall(polls, {}) for url, polls in parts.items()},
        passed=work.passed(connection, source.id, channel.url),
        elsewhere=work.elsewhere(connection, source.id, channel.url),
    )


def keep(batch: Batch, harvest: Harvest, source: Source, channel: Channel) -> None:
    """Append a poll and all that it brought."""
    at = harvest.poll.at
    for poll in (harvest.poll, *harvest.parts):
        batch.poll(poll)
    for file, hashes in harvest.passed.items():
        name = work.passed_name(source.id, channel.url, file)
        batch.version(work.PASSED, name, " ".join(sorted(hashes)), at)
    for capture in harvest.captures:
        teaser = capture.media_type == ENTRY_TYPE and wants_page(entry_from(capture.body), channel)
        batch.capture_or_issue(capture, wants_page=teaser, at=at)
    for issue in harvest.issues:
        batch.issue(issue, at=at)
