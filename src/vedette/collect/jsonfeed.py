"""JSON Feed 1.0 and 1.1, read leniently.

Source: https://www.jsonfeed.org/version/1.1/. Numbers are taken as ids, unknown keys are ignored,
an entry that is no object is left out and told.
"""

import html
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from vedette.collect.clean import clean_link, one_line
from vedette.collect.listing import MOST, Listing, shaped, zoned
from vedette.records import Entry


def read_json(body: bytes, *, url: str = "") -> Listing:
    """Read a JSON Feed; a listing without a kind where the bytes are none."""
    try:
        told = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as fault:
        return Listing(kind="", damage=f"not JSON: {fault}"[:200])
    listed = told.get("items") if isinstance(told, dict) else None
    if not isinstance(listed, list):
        return Listing(kind="", damage="JSON, but without a list of items")
    language = _text(told, "language").lower()[:20]
    authors = _authors(told)
    found = [_entry(raw, url, language, authors) for raw in listed[:MOST]]
    entries = tuple(entry for entry in found if entry is not None)
    broken = len(found) - len(entries)
    return Listing(
        kind="json" + _text(told, "version").rpartition("/")[2].replace(".", ""),
        title=one_line(_text(told, "title")),
        entries=entries,
        damage=f"{broken} entries hold nothing" if broken else "",
        left=max(0, len(listed) - MOST),
    )


def _entry(raw: Any, base: str, language: str, authors: tuple[str, ...]) -> Entry | None:
    if not isinstance(raw, dict):
        return None
    content = _text(raw, "content_html")
    if not content:
        content = _paragraphs(_text(raw, "content_text"))
    entry = shaped(
        key=_text(raw, "id"),
        link=clean_link(_text(raw, "url") or _text(raw, "external_url"), base),
        title=_text(raw, "title"),
        summary=_paragraphs(_text(raw, "summary")),
        content=content,
    )
    if entry is None:
        return None
    tags = raw.get("tags")
    return replace(
        entry,
        published=_date(_text(raw, "date_published")),
        updated=_date(_text(raw, "date_modified")),
        authors=_authors(raw) or authors,
        tags=tuple(one_line(str(tag)) for tag in tags[:30]) if isinstance(tags, list) else (),
        language=_text(raw, "language").lower()[:20] or language,
    )


def _text(raw: dict[str, Any], name: str) -> str:
    value = raw.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def _paragraphs(text: str) -> str:
    return html.escape(text, quote=False).replace("\n\n", "<p>")


def _authors(raw: dict[str, Any]) -> tuple[str, ...]:
    """Read `authors` of version 1.1, or `author` of version 1.0."""
    listed = raw.get("authors")
    people = listed if isinstance(listed, list) else [raw.get("author")]
    names = [_text(person, "name") for person in people if isinstance(person, dict)]
    return tuple(dict.fromkeys(one_line(name) for name in names if name))


def _date(text: str) -> datetime | None:
    """Read an RFC 3339 date; one without a zone is taken as UTC."""
    found = zoned(text)
    if found is not None:
        return found
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=UTC)
    except ValueError:
        return None
