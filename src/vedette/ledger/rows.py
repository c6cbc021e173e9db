"""Records to rows and back: the one place that knows how a record lies in a table."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Row

from vedette.records import (
    Article,
    Capture,
    Coding,
    Decision,
    Field,
    Finding,
    Issue,
    Place,
    Poll,
    Span,
    TimeExpression,
    Value,
)

type_of_value = {str: "text", int: "int", float: "float", bool: "bool", tuple: "range"}

FINDINGS_LIMIT = 1000
"""Most findings that one text may have; the longest of our marked articles has 62. A finding's
number is that of its coding times this, and its place in it."""


def stamp(moment: datetime) -> str:
    """Write a moment so that text order is time order.

    >>> stamp(datetime(2026, 3, 2, 7, 50, tzinfo=UTC))
    '2026-03-02T07:50:00.000000Z'
    """
    try:
        utc = moment.astimezone(UTC)
    except OverflowError:  # the first and the last day of the calendar, in a far zone
        utc = moment
    # Not strftime, which writes the year 1 as `1` and so puts it behind all others.
    return utc.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment(stamped: str) -> datetime:
    """Read what `stamp` wrote."""
    return datetime.fromisoformat(stamped)


def day_or_moment(written: str | None) -> date | None:
    """Read an article's own time: a day, or a moment with the zone in which it was printed."""
    if written is None:
        return None
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)


def digest_of(body: bytes) -> int:
    """Give eight bytes of a hash as a whole number of 64 bits, which both databases hold.

    >>> digest_of(b"a") == digest_of(b"a") != digest_of(b"b")
    True
    """
    return int.from_bytes(hashlib.blake2b(body, digest_size=8).digest(), "big", signed=True)


def pack(body: bytes) -> bytes:
    """Compress bytes; level 1 leaves 22 in 100 of 80 saved pages, in a third of level 6's time.

    That leaves 19, and took a tenth of what the whole line costs.
    """
    return zlib.compress(body, 1)


def unpack(body: bytes) -> bytes:
    """Give back what `pack` compressed."""
    return zlib.decompress(body)


def capture_row(capture: Capture, *, wants_page: bool) -> dict[str, Any]:
    """Lay a capture out, its bytes apart."""
    return {
        "source": capture.source,
        "channel": capture.channel,
        "key": capture.key,
        "url": capture.url,
        "final_url": capture.final_url,
        "status": capture.status,
        "media_type": capture.media_type,
        "headers": dumped(dict(capture.headers)),
        "hash": capture.hash,
        "known": stamp(capture.known),
        "wants_page": wants_page,
        "handling": capture.handling,
    }


def capture_from(row: Row[Any]) -> Capture:
    """Rebuild a capture from its row joined with its bytes."""
    return Capture(
        source=row.source,
        channel=row.channel,
        key=row.key,
        url=row.url,
        final_url=row.final_url,
        status=row.status,
        media_type=row.media_type,
        headers=json.loads(row.headers),
        known=moment(row.known),
        body=unpack(row.body),
        handling=row.handling,
    )


def article_row(article: Article) -> dict[str, Any]:
    """Lay an article out; who its version is, and why, the appender adds."""
    if article.known is None:
        raise ValueError("an article enters the ledger with the time at which it became known")
    return {
        "id": article.id,
        "source": article.source,
        "key": article.key,
        "reader": article.reader,
        "text_hash": article.text_hash,
        "title": article.title,
        "text": article.text,
        "published": article.published.isoformat() if article.published else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "language": article.language,
        "url": article.url,
        "outlet": article.outlet,
        "section": article.section,
        "byline": dumped(article.byline),
        "author_page": article.author_page,
        "links": dumped(article.links),
        "slug": article.slug,
        "known": stamp(article.known),
    }


def article_from(row: Row[Any]) -> Article:
    """Rebuild an article from its row."""
    return Article(
        text=row.text,
        title=row.title,
        published=day_or_moment(row.published),
        modified=day_or_moment(row.modified),
        language=row.language,
        url=row.url,
        outlet=row.outlet,
        section=row.section,
        byline=tuple(json.loads(row.byline)),
        author_page=row.author_page,
        links=tuple(json.loads(row.links)),
        slug=row.slug,
        source=row.source,
        key=row.key,
        known=moment(row.known),
        reader=row.reader,
    )


def poll_row(poll: Poll) -> dict[str, Any]:
    """Lay a poll out; its issue has a row of its own."""
    return {
        "source": poll.source,
        "channel": poll.channel,
        "at": stamp(poll.at),
        "outcome": poll.outcome,
        "status": poll.status,
        "seen": poll.seen,
        "new": poll.new,
        "etag": poll.etag,
        "modified": poll.modified,
        "wait_until": stamp(poll.wait_until) if poll.wait_until else None,
        "moved_to": poll.moved_to,
        "size": poll.size,
        "took": poll.took,
    }


def poll_from(row: Row[Any], issue: Issue | None) -> Poll:
    """Rebuild a poll from its row."""
    return Poll(
        source=row.source,
        channel=row.channel,
        at=moment(row.at),
        outcome=row.outcome,
        status=row.status,
        seen=row.seen,
        new=row.new,
        etag=row.etag,
        modified=row.modified,
        wait_until=moment(row.wait_until) if row.wait_until else None,
        moved_to=row.moved_to,
        size=row.size,
        took=row.took,
        issue=issue,
    )


def issue_from(row: Row[Any]) -> Issue:
    """Rebuild an issue from its row."""
    return Issue(stage=row.stage, what=row.what, input=row.input, why=row.why, remedy=row.remedy)


def decision_from(row: Row[Any]) -> Decision:
    """Rebuild a decision from its row."""
    return Decision(
        author=row.author,
        reason=row.reason,
        at=moment(row.at),
        verb=row.verb,
        article=row.article,
        type=row.type,
        words=row.words,
        scope=row.scope,
        change=row.change,
        withdraws=row.withdraws,
    )


def value_columns(value: Value) -> dict[str, str | None]:
    """Write a value as text that SQL can compare, and its type.

    >>> value_columns((2, 4)), value_columns(True)
    ({'value': '2/4', 'form': 'range'}, {'value': 'true', 'form': 'bool'})
    """
    match value:
        case None:
            return {"value": None, "form": ""}
        case bool():
            return {"value": "true" if value else "false", "form": "bool"}
        case (low, high):
            return {"value": f"{low}/{high}", "form": "range"}
        case _:
            return {"value": str(value), "form": type_of_value[type(value)]}


def value_from(value: str | None, form: str) -> Value:
    """Read what `value_columns` wrote."""
    if value is None:
        return None
    match form:
        case "bool":
            return value == "true"
        case "int":
            return int(value)
        case "float":
            return float(value)
        case "range":
            low, _, high = value.partition("/")
            return int(low), int(high)
        case _:
            return value


def finding_rows(
    coding: int, findings: Sequence[Finding]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Lay findings out as rows of `findings`, `anchors` and `fields`."""
    first = coding * FINDINGS_LIMIT
    heads = [
        {
            "ref": first + n,
            "id": f.id,
            "coding": coding,
            "ordinal": n,
            "type": f.type,
            "kind": f.kind,
            "confidence": f.confidence,
            "rule": f.rule,
        }
        for n, f in enumerate(findings)
    ]
    spans = [
        {"finding": ref, "n": n, "start": span.start, "end": span.end}
        for ref, f in enumerate(findings, first)
        for n, span in enumerate(f.anchor)
    ]
    entries = [
        {
            "finding": ref,
            "field": name,
            "n": n,
            "start": entry.span.start if entry.span else None,
            "end": entry.span.end if entry.span else None,
            "text": entry.text,
            **value_columns(entry.value),
            "rule": entry.rule or None,
        }
        for ref, f in enumerate(findings, first)
        for name, listed in f.fields.items()
        for n, entry in enumerate(listed)
    ]
    return heads, spans, entries


def findings_from(
    heads: Iterable[Row[Any]], spans: Iterable[Row[Any]], entries: Iterable[Row[Any]]
) -> dict[str, Finding]:
    """Rebuild findings by id, in the order of their heads."""
    anchor: dict[int, list[Span]] = {}
    for row in spans:
        anchor.setdefault(row.finding, []).append(Span(row.start, row.end))
    fields: dict[int, dict[str, list[Field]]] = {}
    for row in entries:
        span = None if row.start is None else Span(row.start, row.end)
        value = value_from(row.value, row.form)
        entry = Field(span=span, text=row.text, value=value, rule=row.rule or "")
        fields.setdefault(row.finding, {}).setdefault(row.field, []).append(entry)
    return {
        head.id: Finding(
            id=head.id,
            type=head.type,
            kind=head.kind,
            anchor=tuple(anchor.get(head.ref, ())),
            fields={name: tuple(listed) for name, listed in fields.get(head.ref, {}).items()},
            confidence=head.confidence,
            rule=head.rule,
        )
        for head in heads
    }


def place_rows(coding: int, places: Sequence[Place]) -> list[dict[str, Any]]:
    """Lay the toponyms of a coding out."""
    return [
        {
            "coding": coding,
            "n": n,
            "start": p.span.start,
            "end": p.span.end,
            "text": p.text,
            "lat": p.lat,
            "lon": p.lon,
            "country": p.country,
            "geonames": p.geonames,
            "precision": p.precision,
            "radius_km": p.radius_km,
            "metonym": p.metonym,
        }
        for n, p in enumerate(places)
    ]


def time_rows(coding: int, times: Sequence[TimeExpression]) -> list[dict[str, Any]]:
    """Lay the time expressions of a coding out."""
    return [
        {
            "coding": coding,
            "n": n,
            "start": t.span.start,
            "end": t.span.end,
            "text": t.text,
            "value": t.value,
            "type": t.type,
        }
        for n, t in enumerate(times)
    ]


def place_from(row: Row[Any]) -> Place:
    """Rebuild a toponym."""
    return Place(
        span=Span(row.start, row.end),
        text=row.text,
        lat=row.lat,
        lon=row.lon,
        country=row.country,
        geonames=row.geonames,
        precision=row.precision,
        radius_km=row.radius_km,
        metonym=bool(row.metonym),
    )


def time_from(row: Row[Any]) -> TimeExpression:
    """Rebuild a time expression."""
    return TimeExpression(
        span=Span(row.start, row.end), text=row.text, value=row.value, type=row.type
    )


def coding_row(coding: Coding) -> dict[str, Any]:
    """Lay the head of a coding out."""
    return {
        "id": coding.id,
        "text_hash": coding.text_hash,
        "reader": coding.reader,
        "coder": coding.coder,
        "taxonomy": coding.taxonomy,
        "dropped": dumped(coding.dropped) if coding.dropped else None,
    }


def dumped(value: Mapping[str, Any] | Sequence[Any]) -> str:
    """Write JSON in one canonical form: the same value always gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
