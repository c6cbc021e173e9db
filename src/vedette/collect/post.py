"""Collect from a folder of mail: press lists and newsletters that come to an address of the desk's.

The server is asked for what came since the last poll, and nothing is changed there. Where that is
stands in the poll's `etag`: the folder's own number, and that of the last letter. A server that has
numbered its folder anew is read from the newest letters on; what is known is not taken twice. A
letter that does not come is asked for again at the next poll, or passed where another one comes.
"""

import asyncio
import ssl
from collections.abc import Sequence
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

TRIES = 3
"""Letters behind one that does not come that are asked for, to see whether any can be had."""


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
    for at, number in enumerate(numbers):
        where, size = f"{reading.channel}, letter {number}", sizes.get(number, 0)
        if bag.size and bag.size + size > BYTES:
            return
        if size > LARGEST:
            bag.issues.append(too_large(where))
            bag.last = number
            continue
        behind = [one for one in numbers[at + 1 :] if sizes.get(one, 0) <= LARGEST]
        try:
            raw = _letter(folder, number, behind[:TRIES], where)
        except CollectError as fault:
            _break_off(bag, number, fault)
            return
        bag.last, bag.size = number, bag.size + size
        for found in letter(raw, where, reading):
            _put(bag, found)


class Stuck(CollectError):
    """A letter that the server cannot give, though it gives others."""


def _letter(folder: Folder, number: int, behind: Sequence[int], where: str) -> bytes:
    """Fetch a letter; one that does not come is asked for again once the server gives another.

    A server that is down for a moment so loses none. Raises Stuck where that one comes and this one
    does not, another CollectError where none does.
    """
    try:
        return folder.letter(number)
    except TooLarge:
        raise
    except CollectError:
        if not _gives_any(folder, behind):
            raise
    try:
        return folder.letter(number)
    except CollectError as fault:
        what = "a letter that the server cannot give, which is passed over"
        remedy = "look at it with a mail program"
        raise Stuck(what=what, where=where, why=fault.why or fault.what, remedy=remedy) from fault


def _gives_any(folder: Folder, numbers: Sequence[int]) -> bool:
    """Tell whether one of these letters comes over a new connection, which then stays open.

    Raises CollectError where there is no connection to be had.
    """
    for number in numbers:
        folder.open()
        try:
            folder.letter(number)
        except CollectError:
            continue
        return True
    return False


def _break_off(bag: Bag, number: int, fault: CollectError) -> None:
    """Keep what has come when the server breaks.

    A letter that is larger than told is passed, and one that cannot be had where others can.
    """
    if isinstance(fault, TooLarge | Stuck):
        bag.last = number
    elif not bag.size:
        raise fault
    bag.issues.append(issue_of(fault))


def _put(bag: Bag, found: Capture | Issue) -> None:
    if isinstance(found, Issue):
        bag.issues.append(found)
    else:
        bag.captures.append(found)
