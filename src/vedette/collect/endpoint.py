"""Collect an endpoint that answers with JSON: its paths are declared, and held to strictly.

A path that finds nothing in any of the items is no peace but a change of the endpoint: the poll
fails, and says in which file and line the path stands, and what there is instead.
"""

import asyncio
import html
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from vedette.collect.changes import changed
from vedette.collect.clean import clean_link
from vedette.collect.client import Answer, Client
from vedette.collect.harvest import Harvest, Past, issue_of
from vedette.collect.listing import MOST, shaped
from vedette.collect.look import blind, brought, look
from vedette.collect.urlset import stated
from vedette.errors import CollectError
from vedette.records import Channel, Entry, Rule, Source

ACCEPT = "application/json, */*;q=0.5"
MILLIS = 1e11
"""A number of seconds beyond it would lie after the year 5138: it counts milliseconds."""


async def collect_json(
    source: Source, channel: Channel, past: Past, ask: Client, *, now: datetime
) -> Harvest:
    """Poll one endpoint; the Collector for channels of kind `json`."""
    poll, answer = await look(source, channel, past, ask, now=now, accept=ACCEPT)
    if answer is None:
        return Harvest(poll=poll)
    try:
        entries = await asyncio.to_thread(read_items, answer, channel)
    except CollectError as fault:
        return Harvest(poll=blind(poll, issue_of(fault)))
    found = changed([one for one in entries if one.key not in past.elsewhere], past.known)
    return brought(poll, answer, found, seen=len(entries))


def read_items(answer: Answer, channel: Channel) -> list[Entry]:
    """Read an answer by the channel's paths; raises CollectError where one finds nothing."""
    where = answer.final_url
    try:
        told = json.loads(answer.body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as fault:
        raise CollectError(what="not JSON", where=where, why=str(fault)[:200]) from fault
    rules = {rule.name: rule for rule in channel.rules}
    items = at(told, rules["items"].value)
    if not isinstance(items, list):
        raise _astray(rules["items"], told, where, "a list")
    items = items[:MOST]
    for name, rule in rules.items():
        if name != "items" and items and not any(_plain(at(item, rule.value)) for item in items):
            raise _astray(rule, items[0], where, "a text in any item")
    return [entry for item in items if (entry := _entry(item, rules, where)) is not None]


def at(value: Any, path: str) -> Any:
    """Follow a path into JSON, None where it leads nowhere.

    >>> at({"data": {"list": [{"t": 1}, {"t": 2}]}}, "data.list.1.t")
    2
    """
    for step in filter(None, path.split(".")):
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def _plain(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def _entry(item: Any, rules: dict[str, Rule], base: str) -> Entry | None:
    told = {name: _plain(at(item, rule.value)) for name, rule in rules.items() if name != "items"}
    link = clean_link(told["url"], base)
    if not (told["title"] and link):
        return None
    text = told.get("text", "")
    content = text if "<" in text else html.escape(text, quote=False).replace("\n\n", "<p>")
    entry = shaped(
        key=told.get("id", "") or link, link=link, title=told["title"], summary="", content=content
    )
    return entry and replace(entry, published=_moment(told.get("published", "")))


def _moment(text: str) -> datetime | None:
    """Read a date as ISO 8601 or RFC 5322, or as seconds or milliseconds since 1970."""
    try:
        number = float(text)
    except ValueError:
        return stated(text)
    try:
        return datetime.fromtimestamp(number / (1000 if number > MILLIS else 1), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _astray(rule: Rule, value: Any, where: str, wanted: str) -> CollectError:
    return CollectError(
        what=f"the path of {rule.name} finds nothing",
        where=rule.where or where,
        why=f"{rule.value!r} leads to no {wanted.removeprefix('a ')} at {where}"[:300],
        remedy=f"there are {', '.join(_paths(value)) or 'no names'}"[:300],
    )


def _paths(value: Any, depth: int = 2) -> Iterator[str]:
    """Name what stands in an answer, two steps deep."""
    if not isinstance(value, dict):
        return
    for name, inner in list(value.items())[:20]:
        yield str(name)[:40]
        if depth > 1:
            yield from (f"{name[:40]}.{deeper}" for deeper in _paths(inner, depth - 1))
