"""Collect addresses of articles from GDELT's bulk files; the pages are asked of their publishers.

Every quarter of an hour GDELT publishes which pages it has looked at. A channel names the list of
those files and, behind a `#`, what is wanted of them:

    http://data.gdeltproject.org/gdeltv2/lastupdate.txt#file=export&domain=err.ee
    http://data.gdeltproject.org/gdeltv2/masterfilelist.txt#file=gkg&theme=SABOTAGE,CYBER_ATTACK

`lastupdate.txt` names the newest file; of `masterfilelist.txt` the end is read, so that what came
while the desk was away is caught up with. Each address becomes an entry without a text, whose page
is fetched as one behind a feed's teaser is: at the host's pace, and only where robots.txt lets us.
An address of a wanted domain is the source's own; one that was found by its theme alone belongs to
a source named for its host, since two outlets are two voices. GDELT's own coding is not read.

Source: GDELT Event Database, data format codebook v2.0; Global Knowledge Graph codebook v2.1.
"""

import asyncio
import hashlib
import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from vedette.collect.clean import clean_link, one_line
from vedette.collect.client import Answer, Client
from vedette.collect.harvest import (
    Harvest,
    Past,
    answered,
    began,
    is_stale,
    issue_of,
    turned_down,
    unanswered,
)
from vedette.collect.zips import BROKEN
from vedette.entries import entry_bytes
from vedette.errors import CollectError, TooLarge
from vedette.records import ENTRY_TYPE, Capture, Channel, Entry, Issue, Outcome, Poll, Source

TAIL = 300_000
"""Bytes of the long list that are read from its end: a thousand quarters, ten days."""

FILES = 100
"""Files of one poll, a day's: whoever wants little is asked as seldom as four times a day, and with
an hour's files at each would fall further behind with every poll."""

BYTES = 200_000_000
"""Bytes of one poll's files, packed; those of the knowledge graph have 5 to 10 MB."""

MOST = 500
"""Addresses of one poll; what one file has beyond is told and left."""

UNPACKED = 200_000_000
"""Bytes of a file, unpacked; those of the knowledge graph have 20 to 60 MB."""

LINE = 1_000_000
URL_OF = {"export": 60, "gkg": 4}
"""Columns in which the address stands, counted from 0."""
THEMES, EXTRAS = 7, 26

_FILE = re.compile(
    r"(?m)^\d+ ([0-9a-f]{32}) "
    r"(https?://\S{1,200}/(\d{14})\.(?:translation\.)?(export|mentions|gkg)\.csv\.zip)\s*$",
    re.IGNORECASE,
)
_TITLE = re.compile(r"<PAGE_TITLE>(.{1,1000}?)</PAGE_TITLE>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a channel wants: of which kind of file, which domains, which themes."""

    url: str
    file: str = "export"
    domains: tuple[str, ...] = ()
    themes: frozenset[str] = frozenset()

    def own(self, host: str) -> bool:
        """Tell whether a host is of one of the domains."""
        return any(host == one or host.endswith(f".{one}") for one in self.domains)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file of the list; `stamp` is its quarter of an hour, such as `20260302081500`."""

    url: str
    stamp: str
    md5: str


def wish_of(url: str) -> Wish:
    """Read the address of a channel; raises CollectError where it wants nothing, or everything.

    >>> wish_of("https://a.example/lastupdate.txt#domain=err.ee,postimees.ee").domains
    ('err.ee', 'postimees.ee')
    """
    bare, _, told = url.partition("#")
    found = {name: ",".join(values) for name, values in parse_qs(told).items()}
    domains = tuple(one.strip().lower() for one in found.get("domain", "").split(",") if one)
    themes = frozenset(one.strip().upper() for one in found.get("theme", "").split(",") if one)
    file = found.get("file", "gkg" if themes else "export")
    if set(found) - {"file", "domain", "theme"} or file not in URL_OF or not (domains or themes):
        raise CollectError(
            what="it does not say what is wanted of GDELT's files",
            where=url,
            remedy="write #domain=… or #file=gkg&theme=… behind the list's address",
        )
    if themes and file != "gkg":
        remedy = "write file=gkg: the other file tells no themes"
        raise CollectError(what="themes stand in the gkg file alone", where=url, remedy=remedy)
    return Wish(url=bare, file=file, domains=domains, themes=themes)


async def collect_gdelt(
    source: Source, channel: Channel, past: Past, ask: Client, *, now: datetime
) -> Harvest:
    """Poll GDELT's list and what is new in it; the Collector for channels of kind `gdelt`."""
    poll = replace(began(source, channel, past, now), etag=past.etag)
    try:
        wish = wish_of(channel.url)
        condition = _condition(past, now)
        answer = await ask.get(wish.url, now=now, headers=_tail(wish) | condition)
    except CollectError as fault:
        return Harvest(poll=unanswered(poll, fault))
    poll = answered(poll, answer)
    if answer.status == 304 and condition:
        return Harvest(poll=replace(poll, outcome="unchanged"))
    if answer.status not in {200, 206}:
        return Harvest(poll=turned_down(poll, answer, now))
    listed = files_of(answer.body.decode("utf-8", "replace"), wish)
    if not listed:
        what, remedy = "no list of GDELT's files", "see what the address answers"
        issue = issue_of(CollectError(what=what, where=wish.url, remedy=remedy))
        return Harvest(poll=replace(poll, issue=issue))
    newer = [one for one in listed if one.stamp > past.etag] if past.etag else listed[-1:]
    found = await _harvest(poll, wish, newer[:FILES], past, ask)
    whole = found.poll.etag >= listed[-1].stamp
    changed = answer.headers.get("last-modified", "") if whole else ""
    return replace(found, poll=replace(found.poll, modified=changed))


def _condition(past: Past, now: datetime) -> dict[str, str]:
    """Give the condition under which the list need not come: that all of it was taken."""
    believed = past.trusted and not is_stale(past.last_full_look, now)
    return {"If-Modified-Since": past.modified} if believed and past.modified else {}


def _tail(wish: Wish) -> dict[str, str]:
    whole = urlsplit(wish.url).path.endswith("lastupdate.txt")
    tail = {"Range": f"bytes=-{TAIL}", "Accept-Encoding": "identity"}
    return {} if whole else tail


def files_of(text: str, wish: Wish) -> list[File]:
    """Give the files of the wanted kind on the list's own host, the oldest first."""
    host = urlsplit(wish.url).netloc
    found = [
        File(url=hit[2], stamp=hit[3], md5=hit[1].lower())
        for hit in _FILE.finditer(text)
        if hit[4].lower() == wish.file and urlsplit(hit[2]).netloc == host
    ]
    return sorted(found, key=lambda file: file.stamp)


async def _harvest(poll: Poll, wish: Wish, files: list[File], past: Past, ask: Client) -> Harvest:
    """Take the files in order; one that cannot be had now is asked for again next time.

    When there is enough, or the next file has more than there is room for, the rest waits for the
    next poll.
    """
    captures: dict[str, Capture] = {}
    issues: list[Issue] = []
    size = 0
    for file in files:
        if len(captures) >= MOST or size >= BYTES:
            break
        try:
            answer = await ask.get(file.url, now=poll.at, named_by=wish.url)
            size += len(answer.body)
            rows = await asyncio.to_thread(_rows, answer, file, wish)
        except CollectError as fault:
            issues.append(issue_of(fault))
            if not _is_passed(fault, newest=file is files[-1]):
                break
        else:
            new = _new(rows, captures, past)
            if captures and len(captures) + len(new) > MOST:
                break
            _take(new, captures, issues, (poll, wish, file))
        poll = replace(poll, etag=file.stamp)
    outcome: Outcome = "new" if captures else "failed" if issues else "quiet"
    told = issues[0] if issues else None
    poll = replace(poll, outcome=outcome, seen=len(captures), new=len(captures), issue=told)
    return Harvest(poll=poll, captures=tuple(captures.values()), issues=tuple(issues[1:]))


class Damaged(CollectError):
    """A file that came and is no use, now or later."""


class Missing(CollectError):
    """A file that is not there: the list is ahead of the newest; an older one never comes."""


def _is_passed(fault: CollectError, *, newest: bool) -> bool:
    return isinstance(fault, Damaged | TooLarge) or (isinstance(fault, Missing) and not newest)


def _rows(answer: Answer, file: File, wish: Wish) -> list[tuple[str, str]]:
    """Read the wanted addresses of a file, each with its title; raises CollectError."""
    if answer.status != 200:
        kind = Missing if answer.status in {404, 410} else CollectError
        why = f"status {answer.status}"
        raise kind(what="a file of the list cannot be had", where=file.url, why=why)
    if hashlib.md5(answer.body, usedforsecurity=False).hexdigest() != file.md5:
        raise Damaged(what="a file of the list is not the one that it names", where=file.url)
    try:
        with zipfile.ZipFile(io.BytesIO(answer.body)) as packed:
            part = _first(packed)
            if part.file_size > UNPACKED:
                raise TooLarge(what=f"more than {UNPACKED:,} bytes", where=file.url)
            with packed.open(part) as lines:
                return list(_wanted(iter(lambda: lines.readline(LINE), b""), wish))
    except BROKEN as fault:
        raise Damaged(what="a damaged file", where=file.url, why=str(fault)[:200]) from fault


def _first(packed: zipfile.ZipFile) -> zipfile.ZipInfo:
    for part in packed.infolist():
        return part
    raise zipfile.BadZipFile("it holds nothing")


def _wanted(lines: Iterator[bytes], wish: Wish) -> Iterator[tuple[str, str]]:
    column = URL_OF[wish.file]
    for line in lines:
        row = line.decode("utf-8", "replace").rstrip("\r\n").split("\t")
        url = clean_link(row[column]) if len(row) > column else ""
        if not url or len(url) > 2000:
            continue
        host = (urlsplit(url).hostname or "").lower()
        if wish.own(host) or (wish.themes and wish.themes & _themes(row)):
            title = _TITLE.search(row[EXTRAS]) if len(row) > EXTRAS else None
            yield url, one_line(html.unescape(title[1])) if title else ""


def _themes(row: list[str]) -> frozenset[str]:
    return frozenset(row[THEMES].upper().split(";")) if len(row) > THEMES else frozenset()


def _new(
    rows: list[tuple[str, str]], captures: Mapping[str, Capture], past: Past
) -> dict[str, str]:
    """Give the addresses that nobody has brought yet, each with its first title."""
    new: dict[str, str] = {}
    for url, title in rows:
        if url not in captures and url not in past.known:
            new.setdefault(url, title)
    return new


def _take(
    new: Mapping[str, str],
    captures: dict[str, Capture],
    issues: list[Issue],
    given: tuple[Poll, Wish, File],
) -> None:
    """Make an entry of each new address; of a file that has more than a poll takes, the first."""
    poll, wish, file = given
    taken = list(new.items())[:MOST]
    captures |= {url: _capture(url, title, poll, wish, file) for url, title in taken}
    if left := len(new) - len(taken):
        what, why = f"{left} addresses were left", f"{MOST} are taken at one poll"
        remedy = "name fewer domains or themes"
        issues.append(issue_of(CollectError(what=what, where=file.url, why=why, remedy=remedy)))


def _capture(url: str, title: str, poll: Poll, wish: Wish, file: File) -> Capture:
    host = (urlsplit(url).hostname or "").lower().removeprefix("www.")
    named = poll.source if wish.own(host) else f"gdelt/{re.sub(r'[^a-z0-9]+', '-', host)}"
    return Capture(
        source=named,
        channel=poll.channel,
        key=url,
        url=file.url,
        known=poll.at,
        body=entry_bytes(Entry(key=url, link=url, title=title)),
        media_type=ENTRY_TYPE,
    )
