"""Collect tables of incidents: CSV files whose columns the source's file declares, a row a capture.

    kind = "csv"
    url = "/srv/incidents/*.csv"       # or an address that answers with one
    [channels.columns]                 # ours → theirs
    name = "Title"
    when = "Date"
    [channels.kinds]                   # their words → ours
    "Bombing" = "explosive_attack"

A column that is declared and not there is told, and the table is not read: a table that has changed
must not be taken for one that has nothing to say. A row keeps its key, `id` where that is declared,
else all that it says: a row that changes without an id is another one.
"""

import asyncio
import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from vedette.collect.client import Answer, Client
from vedette.collect.harvest import Harvest, Past, amiss, began
from vedette.collect.lines import Reading
from vedette.collect.look import blind, look, understood
from vedette.collect.paths import table_files
from vedette.collect.signs import decoded
from vedette.collect.stix import gathered, parted, unknown
from vedette.entries import storable
from vedette.records import Capture, Channel, Issue, Source, digest

ACCEPT: Final = "text/csv, text/plain;q=0.8, */*;q=0.1"
ROW_TYPE: Final = "application/vnd.vedette.row+json"
LARGEST: Final = 50_000_000
ROWS: Final = 100_000
"""Rows of one table, past which the rest is told as lost."""
DELIMITERS: Final = ",;\t|"


async def collect_table(
    source: Source, channel: Channel, past: Past, ask: Client, *, now: datetime
) -> Harvest:
    """Poll one table or several; the Collector for channels of kind `csv`."""
    reading = Reading(known=now, source=source.id, channel=channel.url)
    if not channel.url.lower().startswith(("http://", "https://")):
        found = await asyncio.to_thread(lambda: list(_files(channel, reading)))
        return gathered(began(source, channel, past, now), past, found)
    poll, answer = await look(source, channel, past, ask, now=now, accept=ACCEPT)
    if answer is None:
        return Harvest(poll=poll)
    captures, issues = parted(await asyncio.to_thread(_answered, answer, channel, reading))
    if not captures and issues:
        return Harvest(poll=blind(poll, issues[0]))
    fresh = unknown(captures, past)
    poll = understood(poll, answer, seen=len(captures), new=len(fresh))
    return Harvest(poll=poll, captures=fresh, issues=tuple(issues))


def _answered(answer: Answer, channel: Channel, reading: Reading) -> list[Capture | Issue]:
    said = answer.headers.get("content-type", "")
    return list(rows(answer.body, answer.final_url, channel, reading, said))


def _files(channel: Channel, reading: Reading) -> Iterator[Capture | Issue]:
    for found in table_files(channel.url):
        if isinstance(found, Issue):
            yield found
            continue
        where = found.as_posix()
        try:
            with found.open("rb") as file:
                body = file.read(LARGEST + 1)
        except OSError as fault:
            yield amiss("the file cannot be read", where, fault.strerror or str(fault))
            continue
        yield from rows(body, where, channel, reading)


def rows(
    body: bytes, where: str, channel: Channel, reading: Reading, content_type: str = ""
) -> Iterator[Capture | Issue]:
    """Give a capture for each row of a table; its type may say in which charset it is."""
    if len(body) > LARGEST:
        yield amiss(f"more than {LARGEST:,} bytes", where, remedy="cut the table into several")
        return
    text = decoded(body, content_type)
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    columns = {rule.name: rule.value for rule in channel.rules if not rule.name.startswith(KIND)}
    there = table.fieldnames or ()
    if missing := sorted(set(columns.values()) - set(there)):
        has = f"it has {', '.join(there)}"[:300]
        yield amiss(
            f"the table has no column {missing[0]!r}", where, has, "mend [channels.columns]"
        )
        return
    try:
        for number, row in enumerate(table, 1):
            if number > ROWS:
                yield amiss(f"more than {ROWS:,} rows", where, remedy="cut it into several tables")
                return
            yield _capture(row, f"{where}:{number}", columns, channel, reading)
    except csv.Error as fault:
        yield amiss("this is no CSV", where, str(fault), "save it anew, cells in quotation marks")


KIND: Final = "kind:"
"""Before the names of rules that turn a table's own word for a kind into ours."""


def _delimiter(text: str) -> str:
    """Tell what stands between cells by the first line, which has the names of the columns."""
    first = text.partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def _capture(
    row: Mapping[str | None, str | list[str] | None],
    where: str,
    columns: Mapping[str, str],
    channel: Channel,
    reading: Reading,
) -> Capture:
    told = {name: storable(str(row.get(column) or "")).strip() for name, column in columns.items()}
    told = {name: value for name, value in told.items() if value}
    if mapped := channel.rule(f"{KIND}{told.get('kind', '')}"):
        told["kind as"] = mapped.value
    cells = {name: value for name, value in row.items() if isinstance(name, str)}
    body = json.dumps({"told": told, "row": cells}, ensure_ascii=False, sort_keys=True)
    return Capture(
        source=reading.source,
        channel=reading.channel,
        key=told.get("id") or digest(json.dumps(told, sort_keys=True)),
        url=where,
        known=reading.known_at(told.get("published", "")),
        body=body.encode("utf-8", "replace"),
        media_type=ROW_TYPE,
    )
