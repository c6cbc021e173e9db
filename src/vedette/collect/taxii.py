"""Collect from a collection of TAXII 2.1: asked whether anything was added, and then for all of it.

How far we are stands in the poll's `etag`: the moment that the server says was the last one added.
Where nothing was added since, that is one small question. Where something was, the collection is
read from its beginning, page by page: what belongs to an incident names it, and not the other way
round, so a report that was added yesterday cannot be put beside the place that was told last year
in any other way. Only incidents that changed become captures.

A server that wants to know who asks is told by the name that the source's file has as `login`, with
the secret that the file of passwords holds for its host: as a password (`Basic`), or where the file
says `scheme = "bearer"`, as a token.

Source: TAXII 2.1, sections 3.4, 3.5 and 5.4.
"""

import asyncio
import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from vedette.collect.bundles import captures_of_objects, why_not
from vedette.collect.client import Answer, Client
from vedette.collect.harvest import Harvest, Past, amiss, answered, began, turned_down, unanswered
from vedette.collect.lines import Reading
from vedette.collect.stix import parted, unknown
from vedette.errors import CollectError
from vedette.records import Channel, Poll, Source

ACCEPT: Final = "application/taxii+json;version=2.1"
PAGE: Final = 500
"""Objects asked for at once: some 500 KB."""
PAGES: Final = 200
"""Pages of one poll: 100,000 objects, some 100 MB. What a collection has beyond is told as lost."""


@dataclass(slots=True)
class Bag:
    """What one poll has brought: objects, and the moment of the last one added.

    `cut` is whether there was more than one poll takes.
    """

    mark: str
    objects: list[dict[str, Any]] = field(default_factory=list)
    size: int = 0
    took: float = 0.0
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A collection that is asked: its address, how, and by whom."""

    url: str
    ask: Client
    headers: Mapping[str, str]
    now: datetime

    async def page(self, **query: str) -> Answer:
        """Ask for a page of objects."""
        url = f"{self.url}?{urlencode(query)}"
        return await self.ask.get(url, now=self.now, headers=self.headers)


async def collect_taxii(
    source: Source, channel: Channel, past: Past, ask: Client, *, now: datetime
) -> Harvest:
    """Poll one collection; the Collector for channels of kind `taxii`."""
    poll, bag = began(source, channel, past, now), Bag(past.etag)
    reading = Reading(known=now, source=source.id, channel=channel.url)
    try:
        asking = Asking(
            url=f"{channel.url.rstrip('/')}/objects/",
            ask=ask,
            headers={"Accept": ACCEPT, **_who(channel, ask)},
            now=now,
        )
        refused = await _gather(asking, bag)
    except CollectError as fault:
        return Harvest(poll=unanswered(poll, fault))
    if refused is not None:
        return Harvest(poll=turned_down(answered(poll, refused), refused, now))
    return await asyncio.to_thread(_harvest, poll, bag, past, reading)


def _who(channel: Channel, ask: Client) -> dict[str, str]:
    """Say who asks, where the source's file says as whom; raises CollectError without a secret."""
    login, scheme = channel.rule("login"), channel.rule("scheme")
    if login is None:
        return {}
    host = urlsplit(channel.url).hostname or ""
    secret = ask.keys.password(host, login.value)
    if not secret:
        raise CollectError(
            what="there is no secret for this collection",
            where=f"{login.value} at {host}",
            remedy="write it into the file that [collect] passwords names",
        )
    if scheme is not None and scheme.value == "bearer":
        return {"Authorization": f"Bearer {secret}"}
    pair = base64.b64encode(f"{login.value}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}


async def _gather(asking: Asking, bag: Bag) -> Answer | None:
    """Fill the bag where anything was added; give the answer that refused, if one did."""
    if bag.mark:
        answer = await asking.page(limit="1", added_after=bag.mark)
        if answer.status != 200 or not _listed(answer):
            return None if answer.status == 200 else answer
    query = {"limit": str(PAGE)}
    for _ in range(PAGES):
        answer = await asking.page(**query)
        if answer.status != 200:
            return answer
        told = _put(answer, bag)
        last = answer.headers.get("x-taxii-date-added-last", "")
        bag.mark = last or bag.mark
        if told.get("more") is not True:
            return None
        query = _next(query, told, last, asking.url)
    bag.cut = True
    return None


def _next(query: Mapping[str, str], told: Mapping[str, Any], last: str, url: str) -> dict[str, str]:
    """Give the question for the next page: by its token, else after the last one added."""
    if told.get("next"):
        return {**query, "next": str(told["next"])}
    if last and last != query.get("added_after"):
        return {**query, "added_after": last}
    raise CollectError(what="there is more, and no way to it", where=url, why="no `next`, no date")


def _put(answer: Answer, bag: Bag) -> dict[str, Any]:
    """Put the objects of an answer into the bag."""
    bag.objects += _objects(answer)
    bag.size += len(answer.body)
    bag.took += answer.took
    return _envelope(answer)


def _objects(answer: Answer) -> list[dict[str, Any]]:
    """Give the objects of an answer that can be kept."""
    return [one for one in _listed(answer) if not why_not(one)]


def _listed(answer: Answer) -> list[Any]:
    """Give all that an answer lists: one that cannot be kept was added as well."""
    listed = _envelope(answer).get("objects", [])
    return listed if isinstance(listed, list) else []


def _envelope(answer: Answer) -> dict[str, Any]:
    """Read an envelope; raises CollectError where it is none."""
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError) as fault:
        why = str(fault)[:200]
        raise CollectError(what="not JSON", where=answer.final_url, why=why) from fault
    if not isinstance(told, dict):
        raise CollectError(what="no envelope of TAXII", where=answer.final_url)
    return told


def _harvest(poll: Poll, bag: Bag, past: Past, reading: Reading) -> Harvest:
    cut = captures_of_objects(bag.objects, poll.channel, reading) if bag.objects else ()
    found, issues = parted(cut)
    if bag.cut:
        remedy = "ask whoever runs it for a collection of fewer objects"
        issues.append(amiss(f"more than {PAGES * PAGE:,} objects", poll.channel, remedy=remedy))
    fresh = unknown(found, past)
    poll = replace(
        poll,
        outcome="new" if fresh else "quiet",
        status=200,
        seen=len(found),
        new=len(fresh),
        etag=bag.mark,
        size=bag.size,
        took=round(bag.took, 3),
    )
    return Harvest(poll=poll, captures=fresh, issues=tuple(issues))
