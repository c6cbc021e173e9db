"""One article a line: what JSON Lines say of an article, as a capture.

`text` or `html` is the body; a line with a title alone is a headline, and the title is its text.
The other fields travel in headers of their own (`x-title`, `x-published` …), since a capture holds
bytes as they came and nothing that was understood.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import msgspec

from vedette.collect.clean import one_line
from vedette.errors import CollectError
from vedette.records import Capture

FIELDS: dict[str, tuple[str, ...]] = {
    "slug": ("slug", "id"),
    "title": ("title",),
    "published": ("published", "date"),
    "outlet": ("outlet",),
    "source": ("source",),
    "url": ("url",),
    "language": ("language", "lang"),
}
"""Our name of a field → the names under which archives carry it, the first that is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How files become captures: for which source, and when they count as known.

    `known` is the moment given to every capture; with `by_published`, an article that says when it
    was published counts as known from then on, which is what a replay of an archive wants.
    """

    known: datetime
    source: str = ""
    channel: str = ""
    by_published: bool = False

    def known_at(self, published: str) -> datetime:
        """Give the moment for an article that says this of its publication."""
        return (self.by_published and moment(published)) or self.known


def moment(published: str) -> datetime | None:
    """Read an ISO 8601 date; a day without an hour counts from its end, no zone means UTC.

    A replay must not know in the morning what was printed in the evening.

    >>> moment("2025-11-16").isoformat()
    '2025-11-16T23:59:59+00:00'
    """
    try:
        if len(published) <= 10:
            return datetime.combine(date.fromisoformat(published), time(23, 59, 59), UTC)
        found = datetime.fromisoformat(published)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def capture_of_line(raw: bytes, where: str, reading: Reading) -> Capture:
    """Read one line; `where` is its file and number. Raises CollectError for what is no article."""
    told = _object(raw, where)
    body, media_type = _body(told, where)
    known = {name: _first(told, names) for name, names in FIELDS.items()}
    url = known["url"] if known["url"].startswith(("http://", "https://")) else ""
    return Capture(
        source=reading.source,
        channel=reading.channel,
        key=known["slug"] or url or where,
        url=url or where,
        known=reading.known_at(known["published"]),
        body=body.encode(),
        media_type=media_type,
        headers={f"x-{name}": text for name, text in known.items() if text}
        | {"content-type": f"{media_type}; charset=utf-8"},
    )


def _object(raw: bytes, where: str) -> dict[str, object]:
    try:
        return msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=dict[str, object])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        raise CollectError(
            what="no JSON object on this line", where=where, why=str(fault)[:200]
        ) from fault


def _body(told: dict[str, object], where: str) -> tuple[str, str]:
    for name, media_type in (
        ("text", "text/plain"),
        ("html", "text/html"),
        ("title", "text/plain"),
    ):
        value = told.get(name)
        if isinstance(value, str) and value.strip():
            return value, media_type
    raise CollectError(
        what="no article on this line", where=where, why="neither `text` nor `html` holds words"
    )


def _first(told: dict[str, object], names: tuple[str, ...]) -> str:
    values = (told.get(name) for name in names)
    found = next((value for value in values if isinstance(value, str | int) and value != ""), "")
    return one_line(str(found))
