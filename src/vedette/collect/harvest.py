"""What a collector is given and what it brings back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from vedette.collect.client import Answer, Client
from vedette.collect.pace import HostBusy, retry_after
from vedette.collect.schedule import LOOKED
from vedette.errors import AddressRefused, CollectError, LedInward, VedetteError
from vedette.records import Capture, Channel, Issue, Outcome, Poll, Source

FULL_LOOK = timedelta(days=1)
"""How long a server's "unchanged" is believed before we look in full. Some tags stay while the
content changes."""


def is_stale(last: datetime | None, now: datetime) -> bool:
    """Tell whether a full look is due; at once where the clock was set back since the last."""
    return last is None or not timedelta() <= now - last < FULL_LOOK


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is known of a channel from before this poll.

    `url` is where the channel has moved to, empty where it has not. `known` maps each key to the
    hash of the newest capture that this channel brought under it, else any channel of its source;
    a key that is missing is new. The page behind an entry lies under the entry's key and must not
    stand in for it here, and two feeds of one source that word an entry differently must not see
    each other's wording as an edit. `trusted` turns False once the validators were caught lying.
    `seen` is how many entries the last full look listed.

    A channel that is made of several files has a past for each in `parts`, by address. `passed`
    holds, by file, the hashes of undated addresses that stood there at the first look that made out
    a list, and are no news; a file that is missing has not been looked at. `elsewhere` are keys and
    addresses that other channels of the source brought. `only` names the files of a folder that
    have changed, where no others need be looked at.
    """

    url: str = ""
    etag: str = ""
    modified: str = ""
    known: Mapping[str, str] = field(default_factory=dict)
    last_full_look: datetime | None = None
    trusted: bool = True
    seen: int = 0
    parts: Mapping[str, "Past"] = field(default_factory=dict)
    passed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()

    def conditions(self, now: datetime) -> dict[str, str]:
        """Give the headers of a conditional request; none when a full look is due."""
        if not self.trusted or is_stale(self.last_full_look, now):
            return {}
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


def recall(history: Sequence[Poll], known: Mapping[str, str]) -> Past:
    """Read what is known of a channel out of its polls, the oldest first.

    A move counts, as a full look does, where something was made out: a site under repair sends all
    there is to one notice.
    """
    url = etag = modified = ""
    full: Poll | None = None
    last: datetime | None = None
    trusted = True
    for poll in history:
        made_out = poll.outcome in LOOKED
        url = (poll.moved_to if made_out else "") or url
        etag, modified = poll.etag or etag, poll.modified or modified
        if poll.status in {200, 206}:  # of a long list only the end is asked for
            trusted = trusted and not (full and poll.new and _same_validators(full, poll))
            etag, modified, full = poll.etag, poll.modified, poll
            last = poll.at if made_out else last
    return Past(
        url=url,
        etag=etag,
        modified=modified,
        known=known,
        last_full_look=last,
        trusted=trusted,
        seen=full.seen if full else 0,
    )


def _same_validators(before: Poll, after: Poll) -> bool:
    if before.etag or after.etag:
        return before.etag == after.etag
    return bool(before.modified) and before.modified == after.modified


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """One poll and the captures that it brought; `issues` are further faults on single inputs.

    `parts` are polls of the files that the channel is made of, their channel named by `part_of`;
    `passed` are undated addresses, by file, that are no news because they stood there at the first
    look.
    """

    poll: Poll
    captures: tuple[Capture, ...] = ()
    issues: tuple[Issue, ...] = ()
    parts: tuple[Poll, ...] = ()
    passed: Mapping[str, frozenset[str]] = field(default_factory=dict)


def part_of(channel: str, url: str) -> str:
    """Name a file of a channel that is made of several, as its polls are kept under."""
    return f"{channel} {url}"


class Collector(Protocol):
    """Asks one channel once. It never raises for what the outside world does wrong."""

    async def __call__(
        self, source: Source, channel: Channel, past: Past, ask: Client, *, now: datetime
    ) -> Harvest:
        """Ask now, and tell what came of it."""
        ...


def began(source: Source, channel: Channel, past: Past, now: datetime) -> Poll:
    """Open a poll that has failed until something better is known; the validators carry over."""
    return Poll(
        source=source.id,
        channel=channel.url,
        at=now,
        outcome="failed",
        etag=past.etag,
        modified=past.modified,
    )


def broken(
    source: Source, channel: Channel, past: Past, now: datetime, fault: Exception
) -> Harvest:
    """Close a poll whose collector broke; its validators stay, so nothing is skipped."""
    what = f"the collector for {channel.kind} broke"
    why = f"{type(fault).__name__}: {fault}"[:300]
    issue = amiss(what, channel.url, why, "keep what the address answers and report it")
    return Harvest(poll=replace(began(source, channel, past, now), issue=issue))


def sift(one: Capture, known: Mapping[str, str], fresh: dict[str, list[Capture]]) -> None:
    """Put a capture among those that are new or changed, by key.

    A key may stand twice in a file, as an article and later its edit. The last of them is the one
    that is known: what stands before it was brought before.
    """
    if known.get(one.key) == one.hash:
        fresh.pop(one.key, None)
    else:
        fresh.setdefault(one.key, []).append(one)


def amiss(what: str, where: str, why: str = "", remedy: str = "") -> Issue:
    """Say what is the matter with one input."""
    return Issue(stage="collect", what=what, input=where, why=why, remedy=remedy)


def issue_of(fault: VedetteError) -> Issue:
    """Turn an error into the issue that is kept of it."""
    return amiss(fault.what, fault.where, fault.why, fault.remedy)


def unanswered(poll: Poll, fault: CollectError) -> Poll:
    """Close a poll that brought no answer."""
    if isinstance(fault, HostBusy):
        return replace(poll, outcome="busy", wait_until=fault.until, issue=issue_of(fault))
    final = isinstance(fault, AddressRefused) and not isinstance(fault, LedInward)
    outcome: Outcome = "refused" if final else "failed"
    return replace(poll, outcome=outcome, issue=issue_of(fault))


def may_pass(poll: Poll) -> bool:
    """Whether what kept an answer away may be over soon: none came, or the server's own fault."""
    return poll.outcome == "busy" or (poll.outcome == "failed" and (poll.status or 500) >= 500)


def answered(poll: Poll, answer: Answer) -> Poll:
    """Note in a poll what every answer tells: status, size, time, move."""
    return replace(
        poll,
        status=answer.status,
        size=len(answer.body),
        took=round(answer.took, 3),
        moved_to=answer.moved_to,
    )


STATUS_WORDS = {
    304: ("unchanged, says the server to a question that named no earlier state", ""),
    401: ("the address wants a login", "find an open address for this source"),
    402: ("the address wants payment", "find an open address for this source"),
    403: ("the server does not let us in", "ask the publisher, or find another address"),
    404: ("nothing is at this address", "look for the new address on the source's home page"),
    410: ("the address is gone for good", "look for the new address on the source's home page"),
    451: ("withheld for legal reasons", ""),
    429: ("the server asks us to come back later", ""),
    503: ("the server is overloaded or closed for work", ""),
}


def refusal(answer: Answer) -> Issue:
    """Say what an answer means whose status is not 200."""
    what, remedy = STATUS_WORDS.get(answer.status, (f"the server answered {answer.status}", ""))
    return amiss(what, answer.final_url, f"status {answer.status}", remedy)


def turned_down(poll: Poll, answer: Answer, now: datetime) -> Poll:
    """Close a poll whose answer has a status of 400 and above, or one that makes no sense."""
    outcomes: dict[int, Outcome] = {410: "gone", 429: "busy", 503: "busy"}
    return replace(
        poll,
        outcome=outcomes.get(answer.status, "failed"),
        wait_until=answer.wait_until(now),
        issue=refusal(answer),
    )


def fresh_until(answer: Answer, now: datetime) -> datetime | None:
    """Read until when the server calls its answer fresh (RFC 9111, section 5.2.2.1)."""
    for directive in answer.headers.get("cache-control", "").lower().split(","):
        name, _, value = directive.strip().partition("=")
        if name == "max-age" and value.strip('"').isdecimal():  # a raised two is a digit, no number
            seconds = int(value.strip('"')[:9])
            return retry_after(str(seconds), now) if seconds else None
    return None
