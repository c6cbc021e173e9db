"""Collect one page: for channels of kind `page`, and for entries whose feed gives only a teaser."""

from dataclasses import replace
from datetime import datetime

from vedette.collect.client import Answer, Client
from vedette.collect.harvest import Harvest, Past, amiss, began
from vedette.collect.look import asked, look, understood
from vedette.collect.signs import is_bot_check, is_page, is_pdf
from vedette.records import Capture, Channel, Entry, Issue, Poll, Source, digest

ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.8, application/pdf;q=0.8, */*;q=0.1"
PDF = "application/pdf"
READABLE = frozenset({"text/html", "application/xhtml+xml", "text/plain", PDF})
VAGUE = frozenset({"", "application/octet-stream", "text/xml", "application/xml"})
"""Types that say too little; the bytes decide."""

READING = "read:"
"""What stands before the names of rules that say how a site's pages are read."""

KEPT_HEADERS = frozenset(
    {"content-type", "content-language", "last-modified", "etag", "date", "link", "x-robots-tag"}
)


async def collect_page(
    source: Source, channel: Channel, past: Past, ask: Client, *, now: datetime
) -> Harvest:
    """Poll one page; the Collector for channels of kind `page`. Its key is its address."""
    poll, answer = await look(source, channel, past, ask, now=now, accept=ACCEPT)
    if answer is None:
        return Harvest(poll=poll)
    return _harvest(poll, answer, channel, past, now)


def _harvest(poll: Poll, answer: Answer, channel: Channel, past: Past, now: datetime) -> Harvest:
    unfit = unreadable(answer)
    if unfit is not None:
        return Harvest(poll=replace(poll, wait_until=None, issue=unfit))
    capture = _capture(poll, poll.channel, answer, channel, now)
    fresh = past.known.get(capture.key) != digest(answer.body)
    poll = understood(poll, answer, seen=1, new=int(fresh))
    return Harvest(poll=poll, captures=(capture,) if fresh else ())


async def behind(
    source: Source,
    channel: Channel,
    entry: Entry,
    ask: Client,
    *,
    now: datetime,
    before: Past | None = None,
) -> Harvest:
    """Fetch the page that an entry links to, as a second capture under the entry's key.

    The poll is of the page, not of the channel: its outcome says whether to try again (`busy`,
    `failed`) or not (`gone`, `refused`), and its `moved_to` stays empty. `before` is what is known
    of the page where the entry changed; one that did not change with it is `unchanged`.
    """
    poll, answer = await asked(
        began(source, channel, Past(), now),
        before or Past(),
        ask,
        entry.link,
        accept=ACCEPT,
        named_by=channel.url,
    )
    poll = replace(poll, moved_to="")
    if answer is None:
        return Harvest(poll=poll)
    unfit = unreadable(answer)
    if unfit is not None:
        return Harvest(poll=replace(poll, wait_until=None, issue=unfit))
    capture = _capture(poll, entry.key, answer, channel, now)
    return Harvest(poll=replace(poll, outcome="new", seen=1, new=1), captures=(capture,))


def reading_of(channel: Channel) -> dict[str, str]:
    """Give the rules by which a channel's pages are read, as headers of what it captures."""
    return {
        f"x-read-{rule.name.removeprefix(READING)}": rule.value
        for rule in channel.rules
        if rule.name.startswith(READING)
    }


def _capture(poll: Poll, key: str, answer: Answer, channel: Channel, now: datetime) -> Capture:
    kept = {name: text for name, text in answer.headers.items() if name in KEPT_HEADERS}
    return Capture(
        source=poll.source,
        channel=poll.channel,
        key=key,
        url=answer.url,
        final_url=answer.final_url,
        known=now,
        body=answer.body,
        media_type=type_of(answer.media_type, answer.body),
        status=answer.status,
        headers={**kept, **reading_of(channel)},
    )


def type_of(declared: str, body: bytes) -> str:
    """Tell the type of a page whose declared one may say too little."""
    if declared in VAGUE:
        return PDF if is_pdf(body) else "text/html"
    return declared


def unreadable(answer: Answer) -> Issue | None:
    """Say why an answer is no page that can be read; None where it is one."""
    where = answer.final_url
    if not answer.body.strip():
        return amiss("an empty page", where)
    if answer.media_type not in READABLE | VAGUE:
        return amiss("not a page", where, f"its type is {answer.media_type}")
    if answer.media_type in VAGUE and not (is_page(answer.body) or is_pdf(answer.body)):
        return amiss("not a page", where, "neither its type nor its bytes are a page's")
    if is_bot_check(answer.body):
        return amiss("a bot check in the page's place", where, "the server asks for a browser")
    return None
