"""Which entries of a listing are new or changed: decided without asking or storing anything.

Laws: deciding again with the new captures known gives nothing; the order in which a feed lists its
entries does not matter; no entry is lost because another carries its id.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from vedette.collect.listing import Listing
from vedette.entries import entry_bytes
from vedette.records import Channel, Entry, digest

STAMP = timedelta(hours=1)
"""A feed's date that lies this close to the poll was made for the poll."""

EPOCH = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An entry that must become a capture: its bytes, and whether its key was known before."""

    entry: Entry
    body: bytes
    first: bool


def changes(listing: Listing, known: Mapping[str, str], *, now: datetime) -> tuple[Change, ...]:
    """Give the entries whose bytes are not the newest ones known under their key, oldest first."""
    return changed(undated(listing.entries, listing.dated, now), known)


def changed(entries: Iterable[Entry], known: Mapping[str, str]) -> tuple[Change, ...]:
    """Give what is new or changed among entries whose dates are their own, oldest first."""
    found = []
    for entry in named(entries, known):
        body = entry_bytes(entry)
        if known.get(entry.key) != digest(body):
            found.append(Change(entry=entry, body=body, first=entry.key not in known))
    return tuple(found)


def undated(entries: Sequence[Entry], dated: datetime | None, now: datetime) -> tuple[Entry, ...]:
    """Drop dates that belong to the feed and not to its entries.

    Some feeds stamp every entry with the moment of their making: kept, that would make every entry
    a changed one at every poll.
    """
    updated = {entry.updated for entry in entries}
    published = {entry.published for entry in entries}
    if len(entries) > 1 and len(updated) == 1 and published != updated:
        entries = [replace(entry, updated=None) for entry in entries]
    stamped = len(entries) > 2 and len(published) == 1 and dated in published
    if stamped and dated is not None and abs(now - dated) < STAMP:
        entries = [replace(entry, published=None, updated=None) for entry in entries]
    return tuple(entries)


def named(entries: Iterable[Entry], known: Mapping[str, str]) -> list[Entry]:
    """Give every entry a key of its own, oldest entry first.

    Entries that share key and link are versions of one thing; the newest stands for it. Entries
    that share a key and differ in link (or, where the key is the link, in title) are different
    things: one that is already known under the bare key keeps it, the others get their mark added.
    """
    groups: dict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in entries:
        group, mark = groups[entry.key], _mark(entry)
        held = group.get(mark)
        group[mark] = entry if held is None or _order(entry) > _order(held) else held
    settled = [entry for key, group in groups.items() for entry in _settle(key, group, known)]
    return sorted(settled, key=_order)


def _mark(entry: Entry) -> str:
    if entry.link and entry.link != entry.key:
        return entry.link
    return digest("title", entry.title)


def _order(entry: Entry) -> tuple[datetime, str, bytes]:
    return entry.updated or entry.published or EPOCH, entry.key, entry_bytes(entry)


def _settle(key: str, group: Mapping[str, Entry], known: Mapping[str, str]) -> list[Entry]:
    longer = {mark: replace(entry, key=f"{key} {mark}") for mark, entry in group.items()}
    if len(group) > 1:
        return [
            entry if known.get(key) == digest(entry_bytes(entry)) else longer[mark]
            for mark, entry in group.items()
        ]
    ((mark, only),) = group.items()
    return [longer[mark] if longer[mark].key in known else only]


def wants_page(entry: Entry, channel: Channel) -> bool:
    """Tell whether the page behind an entry must be fetched to read the article."""
    if not entry.link:
        return False
    return not (entry.whole or (channel.full and (entry.content or entry.summary)))
