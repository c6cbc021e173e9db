"""Collect STIX bundles: files, folders and patterns, or an address that answers with one.

Each incident is a capture of its own; one that is as it was when it was last brought is none.
"""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain

from vedette.collect.bundles import captures_of_bundle
from vedette.collect.client import Client
from vedette.collect.harvest import Harvest, Past, amiss, began, sift
from vedette.collect.lines import Reading
from vedette.collect.look import blind, look, understood
from vedette.collect.paths import Found, expand
from vedette.records import Capture, Channel, Issue, Outcome, Poll, Source

ACCEPT = "application/stix+json;version=2.1, application/json;q=0.9, */*;q=0.1"
LARGEST = 50_000_000
"""Bytes of a bundle in a file: some 60,000 objects of ours."""


async def collect_stix(
    source: Source, channel: Channel, past: Past, ask: Client, *, now: datetime
) -> Harvest:
    """Poll one bundle or many; the Collector for channels of kind `stix`."""
    reading = Reading(known=now, source=source.id, channel=channel.url)
    if channel.url.lower().startswith(("http://", "https://")):
        return await _asked(source, channel, past, ask, reading)
    found = await asyncio.to_thread(lambda: list(of_files(channel.url, reading)))
    return gathered(began(source, channel, past, now), past, found)


async def _asked(
    source: Source, channel: Channel, past: Past, ask: Client, reading: Reading
) -> Harvest:
    poll, answer = await look(source, channel, past, ask, now=reading.known, accept=ACCEPT)
    if answer is None:
        return Harvest(poll=poll)
    cut = captures_of_bundle(answer.body, answer.final_url, reading)
    captures, issues = parted(await asyncio.to_thread(list, cut))
    if not captures:
        return Harvest(poll=blind(poll, issues[0] if issues else None))
    fresh = unknown(captures, past)
    poll = understood(poll, answer, seen=len(captures), new=len(fresh))
    return Harvest(poll=poll, captures=fresh, issues=tuple(issues))


def of_files(name: str, reading: Reading) -> Iterator[Capture | Issue]:
    """Cut the bundles behind a name into captures; what is no JSON among them is passed over."""
    for found in expand(name, frozenset({"feed"})):
        if isinstance(found, Issue):
            yield found
        elif found.kind == "feed" and found.path.suffix.lower() in {".json", ".stix"}:
            yield from _file(found, reading)


def _file(found: Found, reading: Reading) -> Iterator[Capture | Issue]:
    where = found.path.as_posix()
    try:
        if found.path.stat().st_size > LARGEST:
            yield amiss(f"more than {LARGEST:,} bytes", where, remedy="cut the bundle into several")
            return
        body = found.path.read_bytes()
    except OSError as fault:
        yield amiss("the file cannot be read", where, fault.strerror or str(fault))
        return
    yield from captures_of_bundle(body, where, reading)


def gathered(poll: Poll, past: Past, found: Iterable[Capture | Issue]) -> Harvest:
    """Close a poll of files with what they held."""
    captures, issues = parted(found)
    fresh = unknown(captures, past)
    outcome: Outcome = "new" if fresh else "quiet" if captures or not issues else "failed"
    poll = replace(
        poll,
        outcome=outcome,
        seen=len(captures),
        new=len(fresh),
        issue=issues[0] if issues else None,
    )
    return Harvest(poll=poll, captures=fresh, issues=tuple(issues[1:]))


def parted(found: Iterable[Capture | Issue]) -> tuple[list[Capture], list[Issue]]:
    """Tell captures from issues."""
    listed = list(found)
    captures = [one for one in listed if isinstance(one, Capture)]
    return captures, [one for one in listed if isinstance(one, Issue)]


def unknown(captures: Iterable[Capture], past: Past) -> tuple[Capture, ...]:
    """Leave out what is as it was when it was last brought, and what stands before it."""
    fresh: dict[str, list[Capture]] = {}
    for one in captures:
        sift(one, past.known, fresh)
    return tuple(chain.from_iterable(fresh.values()))
