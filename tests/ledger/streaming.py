"""Reports of the streams with codings made from their answers: much to decide about."""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path

from tests.ledger.making import capture

from vedette.records import (
    Article,
    Capture,
    Coding,
    Field,
    Finding,
    Place,
    Span,
    coding_id,
    finding_id,
)

STREAMS = Path(__file__).resolve().parents[1] / "streams"


@cache
def reports(stream, count):
    """The first reports of a stream, each with what it is said to tell."""
    lines = (STREAMS / stream / "reports.jsonl").read_text("utf-8").splitlines()[:count]
    return tuple(_article(json.loads(line)) for line in lines)


def captures(stream):
    """The reports of a stream as they would be captured, without anything that is said to be so."""
    for line in (STREAMS / stream / "reports.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        yield Capture(
            source=f"xx/{re.sub('[^a-z]', '', told['outlet'].lower())}",
            channel="stream",
            key=told["id"],
            url=told["url"],
            known=datetime.fromisoformat(told["published"]),
            body=told["text"].encode(),
            media_type="text/plain",
            headers={
                "x-title": told["title"],
                "x-published": told["published"],
                "x-outlet": told["outlet"],
                "x-url": told["url"],
                "content-type": "text/plain; charset=utf-8",
            },
        )


def _article(told):
    published = datetime.fromisoformat(told["published"])
    written = Article(
        text=f"{told['title']}\n\n{told['text']}",
        title=told["title"],
        published=published,
        known=published,
        language="en",
        url=told["url"],
        outlet=told["outlet"],
        source=f"xx/{re.sub('[^a-z]', '', told['outlet'].lower())}",
        byline=("A. Writer",) if len(told["title"]) % 3 else (),
        key=told["url"],
        slug=told["id"],
        reader="text@1",
    )
    return written, tuple(told["incidents"])


def coding(written, incidents, coder="canned@1"):
    """The coding that the answers stand for; version 2 marks more words and misses some."""
    head = coding_id(written.text_hash, written.reader, coder, "t1")
    second = coder == "canned@2"
    found = [
        _finding(head, written.text, one, skip=n, words=5 if second else 3)
        for n, one in enumerate(incidents)
        if not (second and (len(one["place"] or "") + len(written.title)) % 7 == 0)
    ]
    return Coding(
        text_hash=written.text_hash,
        reader=written.reader,
        coder=coder,
        taxonomy="t1",
        findings=tuple({one.id: one for one, _ in found}.values()),
        places=tuple(place for _, place in found if place),
    )


def _finding(head, text, told, *, skip, words):
    named = [word for word in re.findall(r"\w{4,}", told["place"] or "") if word in text]
    at = text.index(named[0]) if named else 0
    start = max(text.rfind("\n", 0, at), text.rfind(". ", 0, at) + 1, -1) + 1
    run = rf"((?:\S+\s+){{0,{words - 1}}}\S+)"
    match = re.compile(rf"(?:\S+\s+){{{skip}}}{run}").match(text, start)
    match = match or re.compile(run).search(text, start)
    anchor = (Span(*match.span(1)),)
    where = Span(at, at + len(named[0])) if named else None
    fields = {"status": (Field(value=told["status_here"]),)}
    if where:
        fields["where"] = (Field(span=where, text=named[0], value="DE"),)
    if told["when"] and len(told["when"]) == 10:
        fields["when"] = (Field(value=told["when"]),)
    if told["killed"] is not None:
        fields["killed"] = (Field(value=told["killed"]),)
    finding = Finding(
        id=finding_id(head, "incident", told["kind"], anchor, fields),
        type="incident",
        kind=told["kind"],
        anchor=anchor,
        fields=fields,
    )
    return finding, _place(where, named)


def _place(where, named):
    if not where:
        return None
    number = sum(map(ord, named[0]))
    return Place(
        span=where,
        text=named[0],
        lat=48.0 + number % 70 / 10,
        lon=6.0 + number % 90 / 10,
        country="DE",
        precision="town",
        radius_km=4.0,
    )


def keep(appender, written, incidents, coder="canned@1"):
    """Append a report with its coding; give the number of its article."""
    with appender.batch() as batch:
        raw = capture(
            written.key, written.text.encode(), known=written.known, source=written.source
        )
        number = batch.article(batch.capture(raw), written)
        batch.coding(number, coding(written, incidents, coder))
    return number
