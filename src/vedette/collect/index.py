"""Collect a page that lists articles: its new links become entries, or its posts do.

Which links count is declared by the channel (`links`, a CSS selector; `pattern`, an expression that
the address holds), or learnt from their shape; then what stood on the page at the first look and is
no article is remembered, and is no news later either. A page of posts, such as the public preview
of a Telegram channel, holds the words themselves.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from vedette.collect.changes import Change, changed
from vedette.collect.client import Answer, Client
from vedette.collect.harvest import (
    Harvest,
    Past,
    answered,
    began,
    fresh_until,
    issue_of,
    turned_down,
    unanswered,
)
from vedette.collect.links import Link, could_be, learnt, links_on, matching
from vedette.collect.page import ACCEPT, unreadable
from vedette.collect.posts import Posts, is_preview, posts_on
from vedette.collect.signs import decoded
from vedette.collect.sitemap import entry_capture, mark
from vedette.collect.window import bare_host
from vedette.errors import CollectError
from vedette.records import Channel, Entry, Issue, Outcome, Poll, Rule, Source

PAGES_BACK = 5
"""Pages of posts that are read back to the newest post that is known: a hundred posts."""


async def collect_index(
    source: Source, channel: Channel, past: Past, ask: Client, *, now: datetime
) -> Harvest:
    """Poll one page that lists articles; the Collector for channels of kind `index`."""
    poll = began(source, channel, past, now)
    conditions = past.conditions(now)
    try:
        answer = await _get(ask, past.url or channel.url, now, conditions)
    except CollectError as fault:
        return Harvest(poll=unanswered(poll, fault))
    poll = replace(answered(poll, answer), wait_until=fresh_until(answer, now))
    if answer.status == 304 and conditions:
        return Harvest(poll=replace(poll, outcome="moved" if poll.moved_to else "unchanged"))
    if answer.status != 200:
        return Harvest(poll=turned_down(poll, answer, now))
    unfit = unreadable(answer)
    if unfit is not None:
        return Harvest(poll=replace(poll, wait_until=None, issue=unfit))
    poll = replace(
        poll,
        etag=answer.headers.get("etag", ""),
        modified=answer.headers.get("last-modified", ""),
    )
    look = _Look(poll=poll, channel=channel, past=past, answer=answer, now=now)
    if is_preview(look.markup):
        return await _posts(look, ask)
    return await _links(look)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """A page that came, and what it is looked at with."""

    poll: Poll
    channel: Channel
    past: Past
    answer: Answer
    now: datetime

    @property
    def markup(self) -> str:
        return markup_of(self.answer)

    def blind(self, issue: Issue) -> Harvest:
        """Close a look at what could not be understood; the next one is in full."""
        poll = replace(self.poll, etag="", modified="", wait_until=None, issue=issue)
        return Harvest(poll=replace(poll, outcome="failed"))

    def harvest(self, made: Sequence[Change], seen: int) -> Harvest:
        """Close a look that brought entries."""
        outcome: Outcome = "moved" if self.poll.moved_to else "new" if made else "quiet"
        poll = replace(self.poll, outcome=outcome, seen=seen, new=len(made))
        captures = tuple(entry_capture(poll, change, self.channel, self.now) for change in made)
        return Harvest(poll=poll, captures=captures)


def markup_of(answer: Answer) -> str:
    """Give the text of a page."""
    return decoded(answer.body, answer.headers.get("content-type", ""))


async def _get(ask: Client, url: str, now: datetime, conditions: dict[str, str]) -> Answer:
    return await ask.get(url, now=now, headers={"Accept": ACCEPT, **conditions})


# ── Links ───────────────────────────────────────────────────────────────────────────────────────


async def _links(look: _Look) -> Harvest:
    channel, past, where = look.channel, look.past, look.answer.final_url
    links, pattern = channel.rule("links"), channel.rule("pattern")
    selector = links.value if links else ""
    try:
        found = await asyncio.to_thread(links_on, look.markup, where, selector=selector)
    except CollectError as fault:
        return look.blind(issue_of(fault))
    passed = past.passed.get(channel.url)
    if pattern:
        listed = matching(found, pattern.value)
    else:
        listed = found if links else _by_shape(found, where, passed)
    if not listed:
        return look.blind(_nothing(where, pattern or links))
    known = past.known.keys() | past.elsewhere
    made = changed([_entry(link) for link in listed if link.url not in known], {})
    harvest = look.harvest(made, len(listed))
    if links or pattern or passed is not None:
        return harvest
    others = {link.url for link in found} - {link.url for link in listed}
    return replace(harvest, passed={channel.url: frozenset(map(mark, others))})


def _by_shape(found: Sequence[Link], url: str, passed: frozenset[str] | None) -> list[Link]:
    """Choose by shape; once the page is known, whatever is new there and looks like an article."""
    if passed is None:
        return learnt(found, url)
    host = bare_host(url)
    return [link for link in found if mark(link.url) not in passed and could_be(link, host)]


def _entry(link: Link) -> Entry:
    return Entry(key=link.url, link=link.url, title=link.text, published=link.published)


def _nothing(where: str, rule: Rule | None) -> Issue:
    if rule is not None:
        return Issue(
            stage="collect",
            what=f"{rule.name} finds nothing on the page",
            input=rule.where or where,
            why=f"{rule.value!r} on {where}",
            remedy="look at the page's markup, and mend the rule",
        )
    return Issue(
        stage="collect",
        what="no list of articles was made out on the page",
        input=where,
        remedy="declare links (a CSS selector) or pattern for this channel",
    )


# ── Posts ───────────────────────────────────────────────────────────────────────────────────────


async def _posts(look: _Look, ask: Client) -> Harvest:
    where, past = look.answer.final_url, look.past
    found = await asyncio.to_thread(posts_on, look.markup, where)
    entries = list(found.entries)
    if not entries:
        remedy = "only public channels show their posts without a login"
        return look.blind(
            Issue(stage="collect", what="a page without posts", input=where, remedy=remedy)
        )
    issues: list[Issue] = []
    if past.last_full_look is not None:
        older, issues = await _gap(found, past, ask, look.now)
        entries = older + entries
    made = changed(entries, past.known)
    return replace(look.harvest(made, len(entries)), issues=tuple(issues))


async def _gap(
    newest: Posts, past: Past, ask: Client, now: datetime
) -> tuple[list[Entry], list[Issue]]:
    """Read back until a post is met that is known: what came while nobody looked."""
    older: list[Entry] = []
    page = newest
    for _ in range(PAGES_BACK):
        if not page.older or any(entry.key in past.known for entry in page.entries):
            break
        try:
            answer = await _get(ask, page.older, now, {})
        except CollectError as fault:
            return older, [issue_of(fault)]
        if answer.status != 200:
            break
        page = await asyncio.to_thread(posts_on, markup_of(answer), answer.final_url)
        older = [*page.entries, *older]
    return older, []
