"""One look at an address: asked with conditions, and closed by what came of it.

    get ─┬─ no answer ───────────────────────→ unanswered
         ├─ 304, as our conditions allow ────→ unchanged
         ├─ another status that is not 200 ──→ turned_down
         └─ an answer ─┬─ nothing is made out → blind
                       └─ entries or a page ──→ understood

Every collector that asks over the web goes this way; they differ in how they read the answer.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from vedette.collect.changes import Change
from vedette.collect.client import Answer, Client
from vedette.collect.harvest import (
    Harvest,
    Past,
    answered,
    began,
    fresh_until,
    turned_down,
    unanswered,
)
from vedette.errors import CollectError
from vedette.records import ENTRY_TYPE, Capture, Channel, Issue, Outcome, Poll, Source


async def look(
    source: Source, channel: Channel, past: Past, ask: Client, *, now: datetime, accept: str
) -> tuple[Poll, Answer | None]:
    """Ask a channel's address: the poll so far, and the answer where there is one to read.

    A poll without an answer is closed.
    """
    poll = began(source, channel, past, now)
    poll, answer = await asked(poll, past, ask, channel.url, accept=accept)
    if poll.outcome == "unchanged" and poll.moved_to:
        poll = replace(poll, outcome="moved")
    return poll, answer


async def asked(
    poll: Poll, past: Past, ask: Client, url: str, *, accept: str, named_by: str = ""
) -> tuple[Poll, Answer | None]:
    """Ask an address for a poll that has begun; as `look`, whatever the poll is of."""
    conditions = past.conditions(poll.at)
    headers = {"Accept": accept, **conditions}
    try:
        answer = await ask.get(past.url or url, now=poll.at, headers=headers, named_by=named_by)
    except CollectError as fault:
        return unanswered(poll, fault), None
    poll = replace(answered(poll, answer), wait_until=fresh_until(answer, poll.at))
    if answer.status == 304 and conditions:
        return _unchanged(poll, answer), None
    if answer.status != 200:
        return turned_down(poll, answer, poll.at), None
    return poll, answer


def _unchanged(poll: Poll, answer: Answer) -> Poll:
    """Close a poll whose answer is what is held; what it says of itself is as of now (RFC 9111)."""
    return replace(
        poll,
        outcome="unchanged",
        etag=answer.headers.get("etag", poll.etag),
        modified=answer.headers.get("last-modified", poll.modified),
    )


def blind(poll: Poll, issue: Issue | None) -> Poll:
    """Close a poll whose answer could not be made out; the next look is in full."""
    return replace(poll, outcome="failed", etag="", modified="", wait_until=None, issue=issue)


def understood(poll: Poll, answer: Answer, *, seen: int, new: int) -> Poll:
    """Close a poll whose answer was made out: how much it lists, and how much of that is new."""
    outcome: Outcome = "moved" if poll.moved_to else "new" if new else "quiet"
    return replace(
        poll,
        outcome=outcome,
        seen=seen,
        new=new,
        etag=answer.headers.get("etag", ""),
        modified=answer.headers.get("last-modified", ""),
    )


def brought(poll: Poll, answer: Answer, found: Sequence[Change], *, seen: int) -> Harvest:
    """Close a poll whose answer lists entries, with a capture of each that is new or changed."""
    poll = understood(poll, answer, seen=seen, new=len(found))
    return Harvest(poll=poll, captures=tuple(entry_capture(poll, change) for change in found))


def entry_capture(poll: Poll, change: Change, *, url: str = "", final_url: str = "") -> Capture:
    """Capture an entry that a listing brought: its channel, or what stands at another `url`."""
    return Capture(
        source=poll.source,
        channel=poll.channel,
        key=change.entry.key,
        url=url or poll.channel,
        final_url=final_url,
        known=poll.at,
        body=change.body,
        media_type=ENTRY_TYPE,
    )
