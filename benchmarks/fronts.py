"""What a test web has published in other forms than feeds.

Sitemaps, lists of links, JSON, posts of a channel, releases as PDF, and GDELT's files.
"""

import asyncio
import hashlib
import html
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.read.pdfs import column, pdf

from parcels import listed, quarters

FORMS = ("news.xml", "plain.xml", "undated.txt", "days.xml", "list.html", "items.json")
"""What the front shows an outlet as; each is a channel of the kind that its ending says."""

MORE_FORMS = ("posts.html", "papers.html", "gdelt")
"""What it shows where all channels are followed: posts, releases as PDF, GDELT's list of files."""

POSTS = 20
"""Posts on one page of a channel's preview, as on those of Telegram."""

EDITED, WITHDRAWN = timedelta(hours=2), timedelta(hours=6)
"""After so long the test web edits or withdraws those articles that it does so with."""


TYPES = {
    "html": "text/html",
    "json": "application/json",
    "txt": "text/plain",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request: if it named an earlier state, if that still held, and if the list was another."""

    path: str
    conditional: bool
    same: bool
    moved: bool


@dataclass(kw_only=True)
class Front:
    """A server that shows what the test web has published in other forms than feeds."""

    upstream: str
    now: datetime
    truth: list[dict[str, Any]] = field(default_factory=list)
    outlets: dict[str, list[tuple[dict[str, Any], datetime]]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)
    port: int = 0

    def tell(self, truth: list[dict[str, Any]]) -> None:
        """Take what will have been published, and when."""
        self.truth, self.outlets = truth, {}
        for row in truth:
            dated = (row, datetime.fromisoformat(row["at"]))
            self.outlets.setdefault(row["outlet"], []).append(dated)

    def fresh(self, outlets: list[str], since: datetime) -> bool:
        """Tell whether one of these outlets has published something since."""
        return any(since < at <= self.now for one in outlets for _, at in self.outlets[one])

    def rows(self, outlet: str) -> list[dict[str, Any]]:
        """Give what an outlet shows now, the newest first."""
        ages = [(row, self.now - at) for row, at in self.outlets.get(outlet, [])]
        shown = [
            row | {"edited": row["edited"] and age >= EDITED}
            for row, age in ages
            if age >= timedelta() and not (row["withdrawn"] and age >= WITHDRAWN)
        ]
        return sorted(shown, key=lambda row: row["at"], reverse=True)

    def link(self, row: dict[str, Any]) -> str:
        """Give the address of an article, which the test web itself serves."""
        return f"{self.upstream}/live/{row['outlet']}/{row['id']}.html"

    def paper(self, row: dict[str, Any]) -> str:
        """Give the address of an article as a PDF, which the front serves."""
        return f"http://127.0.0.1:{self.port}/{row['outlet']}/{row['id']}.pdf"

    def post(self, row: dict[str, Any]) -> str:
        """Give the address that a post has."""
        return f"https://t.me/{row['outlet']}/{row['id']}"

    def body(self, target: str) -> str | bytes | None:
        """Write the answer to a path."""
        told = urlsplit(target)
        path = told.path
        if path == "/robots.txt":
            return "User-agent: *\nDisallow: /private/\n"
        outlet, _, form = path.strip("/").partition("/")
        rows = self.rows(outlet)
        if form.startswith("day-"):
            day = form.removeprefix("day-").removesuffix(".xml")
            return self.urlset([row for row in rows if row["at"][:10] == day])
        if form.endswith(".pdf"):
            return next(
                (sheet(row) for row in rows if path == urlsplit(self.paper(row)).path), None
            )
        if form.endswith(".zip"):
            stamp = form.rpartition("/")[2].partition(".")[0]
            return dict(self.files(outlet)).get(stamp)
        forms: dict[str, Callable[[list[dict[str, Any]]], str]] = {
            "posts.html": partial(self.posts, before=parse_qs(told.query).get("before", [""])[0]),
            "papers.html": self.papers,
            "masterfilelist.txt": lambda _: self.masterfile(outlet),
            "news.xml": self.news,
            "plain.xml": self.urlset,
            "undated.txt": lambda all_: "\n".join(map(self.link, all_)) + "\n",
            "days.xml": lambda all_: self.days(outlet, all_),
            "list.html": self.listing,
            "items.json": self.items,
        }
        write = forms.get(form.rpartition("/")[2])
        return write(rows) if write else None

    def urlset(self, rows: list[dict[str, Any]]) -> str:
        """Write a sitemap with the last change of each."""
        return f"<urlset>{''.join(self.url(row) for row in rows)}</urlset>"

    def url(self, row: dict[str, Any], more: str = "") -> str:
        """One address of a sitemap."""
        return f"<url><loc>{self.link(row)}</loc><lastmod>{changed(row)}</lastmod>{more}</url>"

    def news(self, rows: list[dict[str, Any]]) -> str:
        """Write a sitemap of news: the last two days, as its definition asks."""
        newest = datetime.fromisoformat(rows[0]["at"]) if rows else self.now
        last = [
            row for row in rows if newest - datetime.fromisoformat(row["at"]) < timedelta(days=2)
        ]
        told = "".join(
            self.url(
                row,
                f"<news:news><news:publication_date>{row['at']}</news:publication_date>"
                f"<news:title>{html.escape(row['title'])}</news:title></news:news>",
            )
            for row in last
        )
        return (
            f'<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{told}</urlset>'
        )

    def days(self, outlet: str, rows: list[dict[str, Any]]) -> str:
        """Write an index of a sitemap a day, with the last change of each."""
        last: dict[str, str] = {}
        for row in rows:
            day = row["at"][:10]
            last[day] = max(last.get(day, ""), changed(row))
        named = "".join(
            f"<sitemap><loc>http://127.0.0.1:{self.port}/{outlet}/day-{day}.xml</loc>"
            f"<lastmod>{moment}</lastmod></sitemap>"
            for day, moment in last.items()
        )
        return f"<sitemapindex>{named}</sitemapindex>"

    def listing(self, rows: list[dict[str, Any]]) -> str:
        """Write a page that lists the newest thirty, with a menu."""
        menu = "".join(
            f'<a href="/about-this-outlet-{n}">About this outlet, part {n}</a>' for n in range(9)
        )
        told = "".join(
            f'<article><h2><a href="{self.link(row)}">{html.escape(row["title"])}</a></h2>'
            f'<time datetime="{row["at"]}"></time></article>'
            for row in rows[:30]
        )
        return f"<!doctype html><html><body><nav>{menu}</nav><main>{told}</main></body></html>"

    def items(self, rows: list[dict[str, Any]]) -> str:
        """Write the newest thirty as JSON."""
        told = [
            {
                "id": row["id"],
                "url": self.link(row),
                "title": row["title"] + (" (updated)" if row["edited"] else ""),
                "date_published": row["at"],
            }
            for row in rows[:30]
        ]
        return json.dumps({"items": told})

    def papers(self, rows: list[dict[str, Any]]) -> str:
        """Write a page that lists the newest thirty releases as PDF."""
        told = "".join(
            f'<li><a href="{self.paper(row)}">{html.escape(row["title"])}</a></li>'
            for row in rows[:30]
        )
        return f"<!doctype html><html><body><h1>Releases</h1><ul>{told}</ul></body></html>"

    def posts(self, rows: list[dict[str, Any]], *, before: str = "") -> str:
        """Write a page of posts as Telegram's preview has them: the newest, or those before one."""
        names = [row["id"] for row in rows]
        first = names.index(before) + 1 if before in names else 0
        shown = rows[first : first + POSTS]
        told = "".join(map(_post, reversed(shown)))
        older = ""
        if first + POSTS < len(rows):
            last = names[first + POSTS - 1]
            older = f'<a class="tme_messages_more" data-before="1" href="?before={last}">older</a>'
        return f"<!doctype html><html><body><main>{older}{told}</main></body></html>"

    def files(self, outlet: str) -> list[tuple[str, bytes]]:
        """Give GDELT's files, in which what an outlet has published stands."""
        told = [row for row, at in self.outlets.get(outlet, []) if at <= self.now]
        return list(quarters(told, self.now, self.link))

    def masterfile(self, outlet: str) -> str:
        """Write GDELT's list of its files."""
        return listed(self.files(outlet), f"http://127.0.0.1:{self.port}/{outlet}/gdelt")

    def dated(self, path: str) -> str:
        """Tell when GDELT's list last changed: at the last quarter; nothing of all else."""
        last = datetime.fromtimestamp(self.now.timestamp() // 900 * 900, UTC)
        return format_datetime(last, usegmt=True) if path.endswith("masterfilelist.txt") else ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request, with 304 where its tag still holds."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path, body = head.split(" ")[1], self.body(head.split(" ")[1])
            raw = body if isinstance(body, bytes) else (body or "no").encode()
            tag = f'"{hashlib.sha256(raw).hexdigest()[:16]}"'
            dated = self.dated(path)
            same = f"if-none-match: {tag}" in head.lower()
            same = same or (bool(dated) and f"if-modified-since: {dated}".lower() in head.lower())
            moved = self.tags.get(path) != tag
            self.tags[path] = tag
            told = "if-none-match: " in head.lower() or "if-modified-since: " in head.lower()
            self.asked.append(Asked(path=path, conditional=told, same=same, moved=moved))
            status = 304 if same else 200 if body is not None else 404
            typed = TYPES.get(urlsplit(path).path.rpartition(".")[2], "application/xml")
            told = f"HTTP/1.1 {status} X\r\nETag: {tag}\r\nContent-Type: {typed}; charset=utf-8\r\n"
            told += f"Last-Modified: {dated}\r\n" if dated else ""
            writer.write(f"{told}Content-Length: {0 if same else len(raw)}\r\n".encode())
            writer.write(b"Connection: close\r\n\r\n" + (b"" if same else raw))
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


def sheet(row: dict[str, Any]) -> bytes:
    """Write an article as a PDF of one sheet."""
    title = row["title"] + (" (updated)" if row["edited"] else "")
    plain = title.encode("cp1252", "replace").decode("cp1252")
    return pdf([(60, 760, 18, plain[:60]), *column([plain, f"Told on {row['at'][:10]}."])])


def _post(row: dict[str, Any]) -> str:
    title = row["title"] + (" (updated)" if row["edited"] else "")
    return (
        f'<div class="tgme_widget_message" data-post="{row["outlet"]}/{row["id"]}">'
        f'<div class="tgme_widget_message_text js-message_text">{html.escape(title)}</div>'
        f'<a class="tgme_widget_message_date"><time datetime="{row["at"]}"></time></a></div>'
    )


def changed(row: dict[str, Any]) -> str:
    """Tell when an article last changed."""
    return (datetime.fromisoformat(row["at"]) + EDITED * row["edited"]).isoformat()
