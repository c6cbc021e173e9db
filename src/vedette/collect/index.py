"""Collect a page that lists articles: its new links become entries, or its posts do.

Which links count is declared by the channel (`links`, a CSS selector; `pattern`, an expression that
the address holds), or learnt from their shape; then what stood on the page at the first look and is
no article is remembered, and is no news later either. A page on which no list is made out yet may
be that of an outlet that begins: it counts as blind, but the first article that joins it is caught.
A page of posts, such as the public preview of a Telegram channel, holds the words themselves.
"""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from vedette.collect.changes import changed
from vedette.collect.client import Answer, Client
from vedette.collect.harvest import (
    Harvest,
    Past,
    amiss,
    answered,
    is_stale,
    issue_of,
    may_pass,
    turned_down,
    unanswered,
)
from vedette.collect.links import Link, could_be, learnt, links_on, matching
from vedette.collect.look import blind, brought, look
from vedette.collect.page import ACCEPT, unreadable
from vedette.collect.posts import Posts, is_preview, posts_on
from vedette.collect.signs import decoded
from vedette.collect.sitemap import mark
from vedette.collect.window import bare_host
from vedette.errors import CollectError
from vedette.records import Channel, Entry, Issue, Poll, Rule, Source

PAGES_BACK = 5
"""Pages of posts that are read back to the newest post that is known: a hundred posts."""


async def collect_index(
    source: Source, channel: Channel, past: Past, ask: Client, *, now: datetime
) -> Harvest:
    """Poll one page that lists articles; the Collector for channels of kind `index`."""
    poll, answer = await look(source, channel, past, ask, now=now, accept=ACCEPT)
    if answer is None:
        return Harvest(poll=poll)
    unfit = unreadable(answer)
    if unfit is not None:
        return Harvest(poll=replace(poll, wait_until=None, issue=unfit))
    came = _Came(poll=poll, channel=channel, past=past, answer=answer, markup=markup_of(answer))
    if is_preview(came.markup):
        return await _posts(came, ask)
    return await _links(came)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Came:
    """A page that came, and what it is looked at with."""

    poll: Poll
    channel: Channel
    past: Past
    answer: Answer
    markup: str


def markup_of(answer: Answer) -> str:
    """Give the text of a page."""
    return decoded(answer.body, answer.headers.get("content-type", ""))


# ── Links ───────────────────────────────────────────────────────────────────────────────────────


async def _links(came: _Came) -> Harvest:
    channel, past, where = came.channel, came.past, came.answer.final_url
    links, pattern = channel.rule("links"), channel.rule("pattern")
    selector = links.value if links else ""
    try:
        found = await asyncio.to_thread(links_on, came.markup, where, selector=selector)
    except CollectError as fault:
        return Harvest(poll=blind(came.poll, issue_of(fault)))
    known = past.known.keys() | past.elsewhere
    if pattern or links:
        listed, noted = (matching(found, pattern.value) if pattern else found), {}
    elif (first := _first(found, where, came, known)) is not None:
        listed = first
        others = {link.url for link in found} - {link.url for link in listed}
        noted = {channel.url: frozenset(map(mark, others))}
    else:
        listed, noted = _since(found, where, past.passed[channel.url]), {}
    if not listed:
        poll = blind(came.poll, _nothing(where, pattern or links))
        return Harvest(poll=poll, passed=noted)
    made = changed(entries_of(link for link in listed if link.url not in known), {})
    return replace(brought(came.poll, came.answer, made, seen=len(listed)), passed=noted)


def _first(
    found: Sequence[Link], url: str, came: _Came, known: Collection[str]
) -> list[Link] | None:
    """Give what the first look makes out on the page, or the first that makes out a list there.

    What stood in its place before may have been a notice, of which nothing can be learnt. None on a
    page that is known.
    """
    if came.channel.url not in came.past.passed:
        return learnt(found, url)
    if came.past.seen or any(link.url in known for link in found):
        return None
    return learnt(found, url) or None


def _since(found: Iterable[Link], url: str, passed: frozenset[str]) -> list[Link]:
    """Choose, on a page that is known, whatever is new there and looks like an article."""
    host = bare_host(url)
    return [link for link in found if mark(link.url) not in passed and could_be(link, host)]


def entries_of(links: Iterable[Link]) -> tuple[Entry, ...]:
    """Give each link as the entry that it becomes."""
    return tuple(
        Entry(key=link.url, link=link.url, title=link.text, published=link.published)
        for link in links
    )


def _nothing(where: str, rule: Rule | None) -> Issue:
    if rule is not None:
        return amiss(
            f"{rule.name} finds nothing on the page",
            rule.where or where,
            f"{rule.value!r} on {where}",
            "look at the page's markup, and mend the rule",
        )
    remedy = "declare links (a CSS selector) or pattern for this channel"
    return amiss("no list of articles was made out on the page", where, remedy=remedy)


# ── Posts ───────────────────────────────────────────────────────────────────────────────────────


async def _posts(came: _Came, ask: Client) -> Harvest:
    where, past = came.answer.final_url, came.past
    found = await asyncio.to_thread(posts_on, came.markup, where)
    entries = list(found.entries)
    if not entries:
        remedy = "only public channels show their posts without a login"
        issue = amiss("a page without posts", where, remedy=remedy)
        return Harvest(poll=blind(came.poll, issue))
    short = None
    if past.last_full_look is not None:
        older, short = await _gap(found, came, ask)
        entries = older + entries
    if short and may_pass(short) and not is_stale(past.last_full_look, short.at):
        # With the newest kept, the next look would meet them and never ask for those before.
        return Harvest(poll=short)
    made = changed(entries, past.known)
    issues = (short.issue,) if short and short.issue else ()
    return replace(brought(came.poll, came.answer, made, seen=len(entries)), issues=issues)


async def _gap(newest: Posts, came: _Came, ask: Client) -> tuple[list[Entry], Poll | None]:
    """Read back until a post is met that is known: what came while nobody looked.

    Where none is met, a poll says what became of the page on which it may stand.
    """
    older: list[Entry] = []
    page, where, now = newest, came.answer.final_url, came.poll.at
    for _ in range(PAGES_BACK):
        if _meets(page, came.past):
            return older, None
        try:
            answer = await ask.get(page.older, now=now, headers={"Accept": ACCEPT}, named_by=where)
        except CollectError as fault:
            return older, unanswered(replace(came.poll, status=None, wait_until=None), fault)
        if answer.status != 200:
            return older, turned_down(answered(came.poll, answer), answer, now)
        where = answer.final_url
        page = await asyncio.to_thread(posts_on, markup_of(answer), where)
        older = [*page.entries, *older]
    return older, None if _meets(page, came.past) else replace(came.poll, issue=_unread(page))


def _meets(page: Posts, past: Past) -> bool:
    """Tell whether a page reaches back to what is known, or is the first of all."""
    return not page.older or any(entry.key in past.known for entry in page.entries)


def _unread(page: Posts) -> Issue:
    why = f"{PAGES_BACK} pages were read back, and no post was met that is known"
    return amiss("older posts were left unread", page.older, why)
