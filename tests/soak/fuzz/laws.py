"""What must hold whatever bytes come: read or refused by name, nothing that no store can hold."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from vedette.desk import stages
from vedette.errors import ReadError, VedetteError
from vedette.ledger.work import Waiting
from vedette.records import Article, Capture, Coding, Issue, Span

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A parser: `work` takes bytes and raises where a law is broken; `seeds` are whole inputs."""

    name: str
    work: Callable[[bytes], object]
    seeds: Callable[[], Iterable[bytes]]
    longest: int = 6_000
    """Bytes of one input: enough for every shape, few enough for many inputs a second."""


def named(fault: VedetteError) -> None:
    """Hold a refusal to its word: it says what is wrong."""
    assert fault.what.strip(), "a refusal that says nothing"


def refused(work: Callable[..., object], *given: object, **more: object) -> object:
    """Give what comes of something, None where it is refused by name."""
    try:
        return work(*given, **more)
    except VedetteError as fault:
        named(fault)
        return None


def taken(found: Iterable[Capture | Issue]) -> list[Article]:
    """Read what was collected as the line does; gives the articles."""
    articles = []
    for one in list(found):
        if isinstance(one, Issue):
            told(one)
            continue
        storable(one.key, one.url, one.final_url, *one.headers, *map(str, one.headers.values()))
        made = stages.read_capture(Waiting(seq=0, capture=one))
        if made.issue:
            told(made.issue)
        assert made.issue or made.article, "neither read nor named"
        articles += [made.article] if made.article else []
    for one in articles:
        sound(one)
    return articles


def read(capture: Capture) -> Article | None:
    """Read one capture, or see it refused by name."""
    try:
        article = stages.article_of(capture)
    except ReadError as fault:
        named(fault)
        return None
    sound(article)
    return article


def told(issue: Issue) -> None:
    """Hold an issue to its word; what only `broke` names nothing."""
    assert issue.what.strip() not in {"", "broke", "the reader broke"}, f"no name: {issue}"


def sound(article: Article) -> None:
    """Hold an article to what a store can keep."""
    storable(article.text, article.title, *article.byline, *article.links, article.url)


def storable(*words: str | None) -> None:
    """Hold words to what SQLite and PostgreSQL can keep: no NUL, no half of a pair."""
    for one in words:
        assert not _UNSTORABLE.search(one or ""), f"a letter that no store holds: {one!r:.80}"


def at_its_span(coding: Coding, text: str) -> None:
    """Hold every finding to the words that it stands on."""
    for finding in coding.findings:
        inside(text, finding.anchor)
        for one in (one for fields in finding.fields.values() for one in fields if one.span):
            inside(text, [one.span])
            assert text[one.span.start : one.span.end] == one.text, "a field not at its span"


def inside(text: str, spans: Iterable[Span]) -> None:
    """Hold spans to their text."""
    for span in spans:
        assert 0 <= span.start < span.end <= len(text), f"a span outside its text: {span}"
