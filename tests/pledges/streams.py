"""Reads the invented streams: articles with the pledges that a reader marks, and how they stand."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from vedette.assess.pledges.promises import Promise, promise
from vedette.assess.printed import Printed
from vedette.records import Article, Field, Finding, Span, digest
from vedette.relate import words

HERE = Path(__file__).parent
NAMES = ("promisor", "act", "target", "due", "made", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One stream; `of` gives the pledge of each finding by its id."""

    name: str
    articles: tuple[Article, ...]
    promises: tuple[Promise, ...]
    of: dict[str, str]
    standing: tuple[tuple[str, date, str], ...]


def streams() -> Iterator[Stream]:
    """Give every stream in the order of their names."""
    for path in sorted(HERE.glob("*.toml")):
        yield stream(path)


def stream(path: Path) -> Stream:
    """Read one stream."""
    told = tomllib.loads(path.read_text("utf-8"))
    articles, promises, of = [], [], {}
    texts: dict[str, str] = {}
    for entry in told["articles"]:
        article = article_of(entry)
        origin = texts.setdefault(article.text, article.id)
        articles.append(article)
        for n, marked in enumerate(entry["pledges"]):
            finding = _finding(article, marked, n)
            of[finding.id] = marked["of"]
            promises.append(promise(finding, printed(article, (finding,), origin), words.stems))
    standing = tuple((one["of"], one["at"], one["is"]) for one in told["standing"])
    return Stream(
        name=path.stem,
        articles=tuple(articles),
        promises=tuple(promises),
        of=of,
        standing=standing,
    )


def printed(article: Article, findings: tuple[Finding, ...], origin: str) -> Printed:
    """Lay a report out as the ledger does."""
    return Printed(
        article=article.id,
        origin=origin,
        source=article.source,
        at=article.known,
        text=article.text,
        findings=findings,
    )


def marked(path: Path) -> Iterator[tuple[Article, tuple[Finding, ...]]]:
    """Give the articles of a stream, each with the pledges that a reader marks in it."""
    for entry in tomllib.loads(path.read_text("utf-8"))["articles"]:
        article = article_of(entry)
        found = (_finding(article, one, n) for n, one in enumerate(entry["pledges"]))
        yield article, tuple(found)


def noon(day: date) -> datetime:
    """Give noon of a day, UTC."""
    return datetime.combine(day, time(12), UTC)


def article_of(entry: dict[str, Any]) -> Article:
    """Read an article of a stream."""
    return Article(
        text=entry["text"],
        title=entry["title"],
        published=entry["published"],
        language="en",
        source=entry["source"],
        key=entry["slug"],
        slug=entry["slug"],
        known=noon(entry["published"]),
    )


def _finding(article: Article, marked: dict[str, Any], n: int) -> Finding:
    start = article.text.index(marked["anchor"], len(article.title))
    fields = {name: (field_of(article, marked[name], start),) for name in NAMES if name in marked}
    return Finding(
        id=digest(article.id, str(n)),
        type="pledge",
        anchor=(Span(start, start + len(marked["anchor"])),),
        fields=fields,
    )


def field_of(article: Article, told: str | dict[str, str], near: int) -> Field:
    """Find the words that stand nearest to the anchor."""
    text, value = (told, None) if isinstance(told, str) else (told["text"], told["value"])
    places = [n for n in range(len(article.text)) if article.text.startswith(text, n)]
    start = min(places, key=lambda place: abs(place - near))
    return Field(span=Span(start, start + len(text)), text=text, value=value)
