"""What a source list leaves open: missing, doubled, stale, unverified.

A file that is wrong is refused when it is loaded; this is about files that are right and not yet
good: an address that never answered, a licence that nobody has read, an outlet that stands in two
files, an owner spelt in two ways (so that one voice would count as two). `vedette sources check`
prints it, and below it what the list does not hear (`gaps`), which is no fault of a file.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from vedette.records import Channel, Source
from vedette.sources.addresses import PATHS, same
from vedette.sources.lookalikes import domain, host, skeleton
from vedette.sources.owners import spelling

Kind = Literal["missing", "doubled", "stale", "unverified"]

UNREAD = "unread"
"""A licence that begins with this word has not been looked up; all rights are taken as reserved."""

KEEPS = timedelta(days=180)
"""How long an answer counts. A list of some sixty Baltic feeds, asked on 29 August 2026, found two
that their publishers had given up within the month before and one family frozen, which still said
200: half a year is the longest that a reader may trust, and the polls tell sooner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing that a source leaves open: of which kind, in which field, and what to do."""

    kind: Kind
    source: str
    field: str
    what: str
    remedy: str


def check(sources: Iterable[Source], *, today: date | None = None) -> tuple[Remark, ...]:
    """List what the sources leave open, by source and field; `today` judges what is stale."""
    listed = sorted(sources, key=lambda source: source.id)
    remarks = [remark for source in listed for remark in _of_one(source, today)]
    remarks.extend(_doubled(listed))
    return tuple(sorted(remarks, key=lambda r: (r.source, r.field, r.kind, r.what)))


def _of_one(source: Source, today: date | None) -> Iterator[Remark]:
    def missing(field: str, what: str, remedy: str) -> Remark:
        return Remark(kind="missing", source=source.id, field=field, what=what, remedy=remedy)

    if not source.channels:
        yield missing("channels", "there is no channel", "add a [[channels]] table")
    if not source.found:
        yield missing("found", "nobody says where the address is from", "name the list or page")
    if not source.licence or source.licence.startswith(UNREAD):
        yield missing("licence", "its terms of use are unread", "read them and sum them up")
    if source.reliability != "F" and not source.reason:
        yield missing("reason", f"{source.reliability} is not defended", "give the fact, or set F")
    for channel in source.channels:
        yield from _of_channel(source, channel, today)


def _of_channel(source: Source, channel: Channel, today: date | None) -> Iterator[Remark]:
    if channel.kind in PATHS:
        return
    kind: Kind = "stale"
    if channel.verified is None:
        kind, what = "unverified", f"{channel.url} has never been seen to answer"
    elif today is not None and channel.verified > today:
        what = f"{channel.url} is said to have answered in the future, on {channel.verified}"
    elif today is not None and today - channel.verified > KEEPS:
        what = f"{channel.url} was last seen to answer on {channel.verified}"
    else:
        return
    remedy = "ask it, and set verified to the day on which it answered"
    yield Remark(kind=kind, source=source.id, field="channels", what=what, remedy=remedy)


def _doubled(sources: Sequence[Source]) -> Iterator[Remark]:
    yield from _shared(sources, "id", lambda source: [source.id], "rename one")
    yield from _shared(sources, "name", lambda source: [source.name.casefold()], "tell them apart")
    remedy = "make one file of the two, or give each the page that is its own"
    yield from _shared(sources, "home", lambda source: [same(source.home)], remedy)
    remedy = "take it out of one of them"
    yield from _shared(sources, "channels", lambda s: [same(c.url) for c in s.channels], remedy)
    yield from _spellings(sources)
    yield from _alike(sources)


def _shared(
    sources: Sequence[Source], field: str, keys: Callable[[Source], list[str]], remedy: str
) -> Iterator[Remark]:
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for source in sources:
        for key in keys(source):
            holders[key].append(source.id)
    for key, ids in holders.items():
        for later in ids[1:]:
            what = f"{key} is also that of {ids[0]}"
            yield Remark(kind="doubled", source=later, field=field, what=what, remedy=remedy)


def _spellings(sources: Sequence[Source]) -> Iterator[Remark]:
    first: dict[str, Source] = {}
    for source in sources:
        known = first.setdefault(spelling(source.owner), source)
        if known.owner != source.owner:
            what = f"{source.owner!r} is spelt {known.owner!r} in {known.id}"
            remedy = "spell one owner one way: two owners are two voices"
            yield Remark(kind="doubled", source=source.id, field="owner", what=what, remedy=remedy)


def _alike(sources: Sequence[Source]) -> Iterator[Remark]:
    """Tell of homes that are spelt otherwise and look the same: one may be a clone of the other."""
    first: dict[str, tuple[str, Source]] = {}
    for source in sources:
        name, _ = domain(host(source.home))
        other, known = first.setdefault(skeleton(name), (name, source))
        if other != name and spelling(known.owner) != spelling(source.owner):
            what = f"{name} looks like {other} of {known.id}"
            remedy = "find out whose each is: a clone is another voice"
            yield Remark(kind="doubled", source=source.id, field="home", what=what, remedy=remedy)
