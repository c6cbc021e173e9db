"""What the test web has published, as parcels: letters, mails in a folder, web archives, GDELT.

Nobody asks a web page for these. A letter of each article lies in a folder of a mail server of our
own, and as a file in a folder; every half hour a crawler leaves a web archive of the pages that are
new or changed, and a package of them. `GDELT` names every quarter of an hour what was published.
"""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.collect.mailhost import PASSWORD, Post
from tests.collect.mails import mail
from tests.collect.test_wacz import lists, write
from tests.collect.warcs import http, packed, record

from vedette.collect import Keys

CRAWLED = timedelta(minutes=30)
"""How often a crawler leaves an archive."""

QUARTER = timedelta(minutes=15)
STAMP = "%Y%m%d%H%M%S"
COLUMNS = 61
"""Columns of GDELT's table of events; the address is the last."""

LETTERS, FILES, ARCHIVES, PACKAGES, GDELT = "letters", "mails", "warc", "wacz", "gdelt"
PARCELS = (LETTERS, FILES, ARCHIVES, PACKAGES)
LAGS = {ARCHIVES: CRAWLED, PACKAGES: CRAWLED, GDELT: QUARTER}
"""How long after an article each form has it at the latest; the others have it at once."""

Row = dict[str, Any]
Link = Callable[[Row], str]


@dataclass(kw_only=True)
class Parcels:
    """Puts what an outlet shows into the mail and into folders below `room`."""

    room: Path
    post: Post
    told: set[tuple[str, str]] = field(default_factory=set)
    held: dict[str, str] = field(default_factory=dict)

    def channel(self, outlet: str, form: str) -> tuple[str, str]:
        """Give the kind and the address of a channel."""
        if form == LETTERS:
            return "mail", f"imaps://press%40desk.example@127.0.0.1:{self.post.port}/{outlet}"
        kind = "file" if form == FILES else "warc"
        return kind, self.folder(outlet, form).as_posix()

    def folder(self, outlet: str, form: str) -> Path:
        """Give an outlet's folder; it is made where there is none."""
        folder = self.room / form / outlet
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def keys(self) -> Keys:
        """Give what opens the mailboxes."""
        return Keys(password=lambda _host, _user: PASSWORD, tls=self.post.tls)

    def deliver(self, outlet: str, shown: list[Row], link: Link) -> None:
        """Post the articles that are new since the last time, the oldest first."""
        box = self.post.folders.setdefault(outlet, Post())
        for row in reversed(shown):
            if (outlet, row["id"]) not in self.told:
                self.told.add((outlet, row["id"]))
                raw = bytes(_letter(row, link(row)))
                box.letters[len(box.letters) + 1] = raw
                (self.folder(outlet, FILES) / f"{row['id']}.eml").write_bytes(raw)

    def crawl(self, outlet: str, shown: list[Row], now: datetime, link: Link) -> None:
        """Leave an archive and a package of what is new or changed since the last ones."""
        fresh = [row for row in shown if self.held.get(link(row)) != str(row["edited"])]
        if not fresh:
            return
        self.held |= {link(row): str(row["edited"]) for row in fresh}
        date = now.strftime("%Y-%m-%dT%H:%M:%SZ")
        body = packed(record(http(page(row)), url=link(row), date=date) for row in fresh)
        name = now.strftime(STAMP)
        (self.folder(outlet, ARCHIVES) / f"{name}.warc.gz").write_bytes(body)
        parts = {"archive/a.warc.gz": body, "pages/pages.jsonl": lists(*map(link, fresh))}
        write(self.folder(outlet, PACKAGES) / f"{name}.wacz", parts)


def named(row: Row) -> str:
    """Name the letter of an article."""
    return f"<{row['id']}@{row['outlet']}.example>"


def titled(row: Row) -> str:
    """Give the title as it is shown now."""
    return str(row["title"]) + " (updated)" * bool(row["edited"])


def page(row: Row) -> bytes:
    """Write the page of an article."""
    return (
        f"<!doctype html><title>{titled(row)}</title><article><h1>{titled(row)}</h1>"
        f"<time datetime='{row['at']}'></time><p>{titled(row)}.</p></article>"
    ).encode()


def _letter(row: Row, link: str) -> Any:
    moment = datetime.fromisoformat(row["at"])
    heads = {
        "Subject": " ".join(row["title"].split())[:150],
        "Date": moment.strftime("%a, %d %b %Y %H:%M:%S %z"),
        "Message_ID": named(row),
        "Archived_At": f"<{link}>",
    }
    return mail(f"{row['title']}\n\nWhat was told under this title stands at {link}.\n", **heads)


def quarters(rows: list[Row], now: datetime, link: Link) -> Iterator[tuple[str, bytes]]:
    """Give each quarter of the last two days and what GDELT's file of it holds."""
    first = (now - timedelta(days=2)).replace(minute=0, second=0, microsecond=0)
    told: dict[datetime, list[str]] = {}
    for row in rows:
        past = datetime.fromisoformat(row["at"]) - first
        told.setdefault(first + (past // QUARTER + 1) * QUARTER, []).append(link(row))
    for n in range(1, (now - first) // QUARTER + 1):
        moment = first + n * QUARTER
        yield moment.strftime(STAMP), _table(tuple(sorted(told.get(moment, []))))


@lru_cache(maxsize=4096)
def _table(links: tuple[str, ...]) -> bytes:
    rows = ("\t".join([str(n), *[""] * (COLUMNS - 2), link]) for n, link in enumerate(links))
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("export.CSV"), "".join(f"{row}\n" for row in rows))
    return room.getvalue()


def listed(files: Iterator[tuple[str, bytes]], base: str) -> str:
    """Write GDELT's list of its files."""
    return "".join(
        f"{len(body)} {hashlib.md5(body).hexdigest()} {base}/{stamp}.export.CSV.zip\n"
        for stamp, body in files
    )
