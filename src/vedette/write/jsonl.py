"""Findings as JSON Lines, one finding a line, with the article that it came from."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from vedette.answers import Line
from vedette.handling import label, labelled
from vedette.records import Field, Finding, Span, Value
from vedette.write.report import dump, finding, written

MEDIA_TYPE = "application/jsonl"


def write(lines: Iterable[Line], *, sample: bool = False) -> Iterator[bytes]:
    """Write findings in the order given; those of the sample archive say so on every line."""
    for line in lines:
        laid = {"schema": "vedette.finding/1"} | ({"sample": True} if sample else {})
        yield dump(laid | _line(line)).encode() + b"\n"


def _line(line: Line) -> dict[str, Any]:
    return {
        "seq": line.seq,
        **finding(line.finding, line.coder, review=line.review),
        "sentence": line.sentence,
        "sentence_start": line.sentence_start,
        "country": line.country,
        "place": line.place,
        "when": line.when,
        "copies": line.copies,
        "accusers": list(line.accusers),
        "claimed": line.claimed,
        "handling": label(line.handling),
        "article": {
            "id": line.article,
            "version": line.version,
            "title": line.title,
            "outlet": line.outlet,
            "source": line.source,
            "url": line.url,
            "language": line.language,
            "published": written(line.published),
            "known": written(line.known),
        },
    }


def read(line: bytes | str) -> Line:
    """Read what `write` wrote."""
    told = json.loads(line)
    article = told["article"]
    return Line(
        seq=told["seq"],
        finding=_finding(told),
        article=article["id"],
        version=article["version"],
        title=article["title"],
        outlet=article["outlet"],
        source=article["source"],
        url=article["url"],
        language=article["language"],
        published=_time(article["published"]),
        known=datetime.fromisoformat(article["known"]),
        sentence=told["sentence"],
        sentence_start=told["sentence_start"],
        country=told["country"],
        place=told["place"],
        when=told["when"],
        copies=told["copies"],
        coder=told.get("coder", ""),
        review=told.get("review", False),
        accusers=tuple(told.get("accusers", ())),
        claimed=told.get("claimed", False),
        handling=labelled(told.get("handling", "")),
    )


def _finding(told: Mapping[str, Any]) -> Finding:
    return Finding(
        id=told["id"],
        type=told["type"],
        kind=told.get("kind"),
        anchor=tuple(Span(*span) for span in told["anchor"]),
        fields={
            name: tuple(_entry(entry) for entry in entries)
            for name, entries in told["fields"].items()
        },
        confidence=told["confidence"],
        rule=told["rule"],
    )


def _entry(told: Mapping[str, Any]) -> Field:
    span = Span(*told["span"]) if "span" in told else None
    value: Any = told.get("value")
    normal: Value = (value[0], value[1]) if isinstance(value, list) else value
    return Field(span=span, text=told.get("text"), value=normal, rule=told.get("rule", ""))


def _time(told: str | None) -> date | None:
    if told is None:
        return None
    return datetime.fromisoformat(told) if "T" in told else date.fromisoformat(told)
