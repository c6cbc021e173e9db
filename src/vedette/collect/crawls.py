"""Pages out of web archives: what a crawler kept of articles and feeds, and what was lost of it.

Redirects, errors, requests, pictures and a crawler's own notes make no article; neither does a
revisit, whose bytes stand elsewhere in the archive, nor a page that stood there before in the same
words. In a replay a page counts as known from the moment at which it was crawled.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO
from urllib.parse import urlsplit

from vedette.collect.feed import captures_of
from vedette.collect.frames import Piece, unpacked
from vedette.collect.harvest import issue_of
from vedette.collect.heads import MOST, read_head
from vedette.collect.lines import Reading
from vedette.collect.page import KEPT_HEADERS, READABLE, VAGUE, type_of
from vedette.collect.replies import body_of
from vedette.collect.signs import is_bot_check, is_feed, is_page, is_pdf
from vedette.collect.tape import Spot, Tape
from vedette.collect.warc import Loss, Stored, stored
from vedette.errors import CollectError, MissingExtra
from vedette.records import Capture, Issue, digest

GOOD = frozenset({200, 203})
FEEDS = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"}
)
REMEDY = "copy the archive again from where it came, and give it again"


@dataclass(slots=True, kw_only=True)
class Pages:
    """The pages of one archive; what it holds is taken out of `missing` addresses."""

    where: str
    reading: Reading
    missing: set[str] = field(default_factory=set)
    _kept: set[str] = field(default_factory=set)
    _told: set[str] = field(default_factory=set)

    def of(
        self, file: BinaryIO, after: Spot | None = None
    ) -> Iterator[tuple[Spot, Capture | Issue]]:
        """Give what stands in an open file from a place on, each with the place it is from."""
        tape = Tape(lambda at: unpacked(file, at))
        if after is not None:
            tape.back_to(after)
        if not tape.peek(1) and tape.fault is None:
            yield Spot(frame=0), _issue("an empty archive", self.where, "", REMEDY)
        for one in stored(tape, self._met):
            made = self._lost(one) if isinstance(one, Loss) else self._page(one)
            yield from ((one.spot, found) for found in made)

    def _met(self, address: str) -> None:
        self.missing.discard(address.partition("#")[0])

    def _lost(self, loss: Loss) -> Iterator[Issue]:
        whose = "a page" if loss.address else "a part"
        yield self._issue(f"{whose} of the archive is lost: {loss.what}", loss, loss.why)

    def _issue(self, what: str, one: Loss | Stored, why: str) -> Issue:
        address = one.address if isinstance(one, Loss) else one.head.address
        told = ": ".join(part for part in (address[:300], why) if part)
        return _issue(what, f"{self.where}, {one.spot}", told, REMEDY)

    def _page(self, one: Stored) -> Iterator[Capture | Issue]:
        address = one.head.address
        if not _is_wanted(one):
            yield from self._strange(one)
            return
        try:
            body = body_of(one.reply, address)
        except CollectError as fault:
            yield self._issue(f"a page of the archive is lost: {fault.what}", one, fault.why)
            return
        except MissingExtra as fault:
            yield from self._once(issue_of(fault))
            return
        if one.note:
            yield self._issue("a page of the archive is not as it says", one, one.note)
        mark = digest(address, body)
        if mark not in self._kept:
            self._kept.add(mark)
            yield from self._read(one, body)

    def _strange(self, one: Stored) -> Iterator[Issue]:
        """Tell of a page whose address is damaged: nobody else answers over HTTP with pages."""
        robots = one.head.address.endswith("/robots.txt")
        if one.head.type == "response" and not robots and _is_page(one):
            yield self._issue("a page of the archive has no address of the web", one, "")

    def _once(self, issue: Issue) -> Iterator[Issue]:
        if issue.what not in self._told:
            self._told.add(issue.what)
            yield replace(issue, input=self.where)

    def _read(self, one: Stored, body: bytes) -> Iterator[Capture | Issue]:
        kind, address = one.reply.media_type, one.head.address
        reading = replace(self.reading, known=self._known(one.head.date), by_published=False)
        if kind in FEEDS or (kind in VAGUE and is_feed(body)):
            yield from captures_of(body, address, reading)
        elif not body.strip():
            yield self._issue("an empty page", one, "")
        elif is_bot_check(body):
            yield self._issue("a bot check in the page's place", one, "")
        elif kind not in VAGUE or is_page(body) or is_pdf(body):
            yield _capture(one, body, reading)

    def _known(self, crawled: datetime | None) -> datetime:
        return (crawled if self.reading.by_published else None) or self.reading.known


def is_archive(file: BinaryIO) -> bool:
    """Tell by its first bytes whether a file is a web archive; it stands at its start again."""
    try:
        first = next(unpacked(file), None)
    except MissingExtra:
        return True
    finally:
        file.seek(0)
    return isinstance(first, Piece) and read_head(first.data[:MOST]) is not None


def _is_wanted(one: Stored) -> bool:
    """Tell whether this may be an article or a feed of the web."""
    try:
        parts = urlsplit(one.head.address)
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or parts.path == "/robots.txt":
        return False
    if "\ufffd" in one.head.address:
        return False
    return _is_page(one)


def _is_page(one: Stored) -> bool:
    return one.reply.status in GOOD and one.reply.media_type in READABLE | VAGUE | FEEDS


def _capture(one: Stored, body: bytes, reading: Reading) -> Capture:
    kind, address = one.reply.media_type, one.head.address
    told = one.reply.headers.items()
    return Capture(
        source=reading.source,
        channel=reading.channel,
        key=address,
        url=address,
        known=reading.known,
        body=body,
        media_type=type_of(kind, body),
        status=one.reply.status,
        headers={name: text for name, text in told if name in KEPT_HEADERS},
    )


def _issue(what: str, where: str, why: str, remedy: str) -> Issue:
    return Issue(stage="collect", what=what, input=where, why=why, remedy=remedy)
