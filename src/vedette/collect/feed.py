"""Collect a feed: ask with conditions, read the listing, capture what is new or changed.

A feed that moves for good is captured from its new place in the same poll. The page behind a
teaser is not fetched here, since thirty pages at a polite pace take minutes: the desk asks
`page.behind` for each capture of which `wants_page` says so.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time

from vedette.collect.changes import changes
from vedette.collect.client import Answer, Client
from vedette.collect.harvest import Harvest, Past, amiss
from vedette.collect.jsonfeed import read_json
from vedette.collect.lines import Reading
from vedette.collect.listing import Listing, read_xml
from vedette.collect.look import blind, entry_capture, look, understood
from vedette.collect.signs import feed_link, is_bot_check, is_feed, is_json, is_page
from vedette.records import ENTRY_TYPE, Capture, Channel, Issue, Poll, Source

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)


async def collect_feed(
    source: Source, channel: Channel, past: Past, ask: Client, *, now: datetime
) -> Harvest:
    """Poll one feed; the Collector for channels of kind `feed`."""
    poll, answer = await look(source, channel, past, ask, now=now, accept=ACCEPT)
    if answer is None:
        return Harvest(poll=poll)
    # Parsing a big feed takes up to a second of processor time: not in the event loop.
    listing = await asyncio.to_thread(read_listing, answer)
    return _harvest(poll, answer, listing, past, now)


def read_listing(answer: Answer) -> Listing:
    """Read an answer as a feed, whatever type it claims."""
    return read_bytes(
        answer.body, url=answer.final_url, content_type=answer.headers.get("content-type", "")
    )


def read_bytes(body: bytes, *, url: str = "", content_type: str = "") -> Listing:
    """Read bytes as a feed: JSON Feed where they begin like JSON, else RSS or Atom."""
    if is_json(body):
        return read_json(body, url=url)
    return read_xml(body, url=url, content_type=content_type)


def _harvest(poll: Poll, answer: Answer, listing: Listing, past: Past, now: datetime) -> Harvest:
    issue = complaint(listing, answer.body, answer.final_url)
    if not listing.kind and not listing.entries:
        return Harvest(poll=blind(poll, issue))
    found = changes(listing, past.known, now=now)
    poll = understood(poll, answer, seen=len(listing.entries), new=len(found))
    where = {"url": answer.url, "final_url": answer.final_url}
    captures = tuple(entry_capture(poll, change, **where) for change in found)
    return Harvest(poll=replace(poll, issue=issue), captures=captures)


def captures_of(body: bytes, where: str, reading: Reading) -> Iterator[Capture | Issue]:
    """Give the entries of a feed that was kept in a file or an archive, and what is amiss in it."""
    listing = read_bytes(body)
    for change in changes(listing, {}, now=reading.known):
        yield Capture(
            source=reading.source,
            channel=reading.channel,
            key=change.entry.key,
            url=where,
            known=reading.known_at(_day_or_moment(change.entry.published)),
            body=change.body,
            media_type=ENTRY_TYPE,
        )
    issue = complaint(listing, body, where)
    if issue is not None:
        yield issue


def _day_or_moment(published: datetime | None) -> str:
    """Write when an entry was published as a line of JSON does; midnight is a day without an hour.

    >>> _day_or_moment(datetime(2025, 11, 16)), _day_or_moment(None)
    ('2025-11-16', '')
    """
    if published is None:
        return ""
    return (published.date() if published.time() == time.min else published).isoformat()


def complaint(listing: Listing, body: bytes, where: str) -> Issue | None:
    """Name what is the matter with a feed, None where nothing is."""
    if not listing.entries and not is_feed(body) and is_page(body):
        return _page_instead(body, where)
    if not listing.entries and not listing.kind:
        why = listing.damage if body.strip() else "the answer is empty"
        return amiss("no feed at this address", where, why)
    if not listing.entries:
        return amiss("a feed without entries", where, listing.damage)
    if listing.left:
        return amiss(
            f"{listing.left} entries were left unread", where, f"{len(listing.entries)} were read"
        )
    return amiss("a damaged feed", where, listing.damage) if listing.damage else None


def _page_instead(body: bytes, where: str) -> Issue:
    if is_bot_check(body):
        return amiss("a bot check in the feed's place", where, "the server asks for a browser")
    link = feed_link(body, where)
    remedy = f"the page names a feed: {link}" if link else "find the feed's new address"
    return amiss("a web page in the feed's place", where, "", remedy)
