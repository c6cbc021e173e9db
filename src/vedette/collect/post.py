"""Collect from a folder of mail: press lists and newsletters that come to an address of the desk's.

The server is asked for what came since the last poll, and nothing is changed there. Where that is
stands in the poll's `etag`: the folder's own number, and that of the last letter. A server that has
numbered its folder anew is read from the newest letters on; what is known is not taken twice.
"""

import asyncio
import ssl
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime

from vedette.collect.client import Client
from vedette.collect.harvest import Harvest, Past, began, issue_of, unanswered
from vedette.collect.imap import Box, Folder, box_of
from vedette.collect.keys import Keys
from vedette.collect.letters import LARGEST, letter, too_large
from vedette.collect.lines import Reading
from vedette.collect.stix import unknown
from vedette.errors import CollectError, TooLarge
from vedette.records import Capture, Channel, Issue, Outcome, Source

MOST = 100
"""Letters of one poll, and those that a first poll looks back."""

BYTES = 50_000_000
"""Bytes of one poll's letters, past which the rest waits for the next."""


@dataclass(slots=True, kw_only=True)
class Bag:
    """What one poll has brought, and the number of the last letter that was looked at."""

    validity: int
    last: int
    size: int = 0
    captures: list[Capture] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    @property
    def mark(self) -> str:
        return f"{self.validity}:{self.last}"


async def collect_mail(
    source: Source, channel: Channel, past: Past, ask: Client, *, now: datetime
) -> Harvest:
    """Poll a folder of mail; the Collector for channels of kind `mail`."""
    poll = began(source, channel, past, now)
    reading = Reading(known=now, source=source.id, channel=channel.url)
    try:
        box = _opened_by(ask.keys, box_of(channel.url))
        address = str((await ask.guard.checked(box.host, box.port))[0])
        tls = ask.keys.tls or ssl.create_default_context()
        bag = await asyncio.to_thread(_look, box, address, tls, past.etag, reading)
    except CollectError as fault:
        return Harvest(poll=unanswered(poll, fault))
    captures = unknown(bag.captures, past)
    outcome: Outcome = "new" if captures else "quiet"
    poll = replace(
        poll,
        outcome=outcome,
        seen=len(bag.captures),
        new=len(captures),
        size=bag.size,
        etag=bag.mark,
        issue=bag.issues[0] if bag.issues else None,
    )
    return Harvest(poll=poll, captures=captures, issues=tuple(bag.issues[1:]))


def _opened_by(keys: Keys, box: Box) -> Box:
    password = keys.password(box.host, box.user)
    if not password:
        raise CollectError(
            what="there is no password for this mailbox",
            where=f"{box.user} at {box.host}",
            remedy="set VEDETTE_MAIL_PASSWORD, or name a netrc file as [collect] passwords",
        )
    return replace(box, password=password)


def _look(box: Box, address: str, tls: ssl.SSLContext, mark: str, reading: Reading) -> Bag:
    with closing(Folder(box, address, tls)) as folder:
        validity, _, number = mark.partition(":")
        known = validity == str(folder.validity) and number.isdigit()
        bag = Bag(validity=folder.validity, last=int(number) if known else 0)
        numbers = folder.newer(bag.last)
        numbers = numbers[:MOST] if known else numbers[-MOST:]
        if numbers:
            _fetch(folder, numbers, bag, reading)
        return bag


def _fetch(folder: Folder, numbers: list[int], bag: Bag, reading: Reading) -> None:
    """Fetch letters until there is enough; one that is too large is told and passed over."""
    sizes = folder.sizes(numbers)
    for number in numbers:
        where, size = f"{reading.channel}, letter {number}", sizes.get(number, 0)
        if bag.size and bag.size + size > BYTES:
            return
        if size > LARGEST:
            bag.issues.append(too_large(where))
            bag.last = number
            continue
        try:
            raw = folder.letter(number)
        except CollectError as fault:
            _break_off(bag, number, fault)
            return
        bag.last, bag.size = number, bag.size + size
        for found in letter(raw, where, reading):
            _put(bag, found)


def _break_off(bag: Bag, number: int, fault: CollectError) -> None:
    """Keep what has come when the server breaks; a letter that is larger than told is passed."""
    if isinstance(fault, TooLarge):
        bag.last = number
    elif not bag.size:
        raise fault
    bag.issues.append(issue_of(fault))


def _put(bag: Bag, found: Capture | Issue) -> None:
    if isinstance(found, Issue):
        bag.issues.append(found)
    else:
        bag.captures.append(found)
