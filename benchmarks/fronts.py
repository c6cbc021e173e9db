"""What a test web has published in other forms than feeds: sitemaps, lists of links, JSON."""

import asyncio
import hashlib
import html
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

FORMS = ("news.xml", "plain.xml", "undated.txt", "days.xml", "list.html", "items.json")
"""What the front shows an outlet as; each is a channel of the kind that its ending says."""

EDITED, WITHDRAWN = timedelta(hours=2), timedelta(hours=6)
"""After so long the test web edits or withdraws those articles that it does so with."""


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
    asked: list[Asked] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)
    port: int = 0

    def rows(self, outlet: str) -> list[dict[str, Any]]:
        """Give what an outlet shows now, the newest first."""
        mine = [row for row in self.truth if row["outlet"] == outlet]
        ages = [(row, self.now - datetime.fromisoformat(row["at"])) for row in mine]
        shown = [
            row | {"edited": row["edited"] and age >= EDITED}
            for row, age in ages
            if age >= timedelta() and not (row["withdrawn"] and age >= WITHDRAWN)
        ]
        return sorted(shown, key=lambda row: row["at"], reverse=True)

    def link(self, row: dict[str, Any]) -> str:
        """Give the address of an article, which the test web itself serves."""
        return f"{self.upstream}/live/{row['outlet']}/{row['id']}.html"

    def body(self, path: str) -> str | None:
        """Write the answer to a path."""
        if path == "/robots.txt":
            return "User-agent: *\nDisallow: /private/\n"
        outlet, _, form = path.strip("/").partition("/")
        rows = self.rows(outlet)
        if form.startswith("day-"):
            day = form.removeprefix("day-").removesuffix(".xml")
            return self.urlset([row for row in rows if row["at"][:10] == day])
        forms: dict[str, Callable[[list[dict[str, Any]]], str]] = {
            "news.xml": self.news,
            "plain.xml": self.urlset,
            "undated.txt": lambda all_: "\n".join(map(self.link, all_)) + "\n",
            "days.xml": lambda all_: self.days(outlet, all_),
            "list.html": self.listing,
            "items.json": self.items,
        }
        return forms[form](rows) if form in forms else None

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

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request, with 304 where its tag still holds."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path, body = head.split(" ")[1], self.body(head.split(" ")[1])
            raw = (body or "no").encode()
            tag = f'"{hashlib.sha256(raw).hexdigest()[:16]}"'
            same = f"if-none-match: {tag}" in head.lower()
            moved = self.tags.get(path) != tag
            self.tags[path] = tag
            told = "if-none-match: " in head.lower()
            self.asked.append(Asked(path=path, conditional=told, same=same, moved=moved))
            status = 304 if same else 200 if body is not None else 404
            kind = {"html": "text/html", "json": "application/json", "txt": "text/plain"}
            typed = kind.get(path.rpartition(".")[2], "application/xml")
            told = f"HTTP/1.1 {status} X\r\nETag: {tag}\r\nContent-Type: {typed}; charset=utf-8\r\n"
            writer.write(f"{told}Content-Length: {0 if same else len(raw)}\r\n".encode())
            writer.write(b"Connection: close\r\n\r\n" + (b"" if same else raw))
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


def changed(row: dict[str, Any]) -> str:
    """Tell when an article last changed."""
    return (datetime.fromisoformat(row["at"]) + EDITED * row["edited"]).isoformat()
