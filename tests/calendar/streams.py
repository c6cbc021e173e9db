"""Reads the invented streams: articles with the calls and postures that a reader marks in them."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tests.pledges.streams import article_of, field_of, noon, printed

from vedette.assess.calendar.moves import Move
from vedette.assess.calendar.pleas import Asking
from vedette.assess.calendar.register import Calls
from vedette.assess.calendar.replies import Reply
from vedette.assess.calendar.tracks import Postures
from vedette.assess.printed import Printed
from vedette.ledger.calendar import dated
from vedette.postures import Track
from vedette.records import Article, Field, Finding, Span, digest
from vedette.relate import words

HERE = Path(__file__).parent
TYPES = {"calls": "call", "postures": "posture", "pledges": "pledge", "statements": "statement"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What reports tell for the calendar, ready to be folded."""

    askings: tuple[Asking, ...] = ()
    replies: tuple[Reply, ...] = ()
    moves: tuple[Move, ...] = ()

    @classmethod
    def of(cls, reports: Iterable[Printed]) -> "Told":
        """Make findings of reports comparable."""
        made = [one for report in reports for one in dated(report)]
        return cls(
            askings=tuple(one for one in made if isinstance(one, Asking)),
            replies=tuple(one for one in made if isinstance(one, Reply)),
            moves=tuple(one for one in made if isinstance(one, Move)),
        )

    def calls(self) -> Calls:
        """Fold the calls."""
        return Calls(self.askings, self.replies, weigh=words.weight)

    def tracks(self, day: date, since: date | None = None) -> tuple[Track, ...]:
        """Fold the postures that are known at noon of a day."""
        return Postures(self.moves, weigh=words.weight).at(noon(day), since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One stream; `of` gives the call or step of each finding by its id."""

    name: str
    articles: tuple[Article, ...]
    reports: tuple[Printed, ...]
    of: dict[str, str] = field(default_factory=dict)
    standing: tuple[tuple[str, date, str], ...] = ()
    levels: tuple[tuple[str, date, int], ...] = ()
    steps: tuple[tuple[str, str, int], ...] = ()

    @property
    def told(self) -> Told:
        return Told.of(self.reports)


def streams() -> Iterator[Stream]:
    """Give every stream in the order of their names."""
    for path in sorted(HERE.glob("*.toml")):
        yield stream(path)


def stream(path: Path) -> Stream:
    """Read one stream."""
    told = tomllib.loads(path.read_text("utf-8"))
    articles, reports, of = [], [], {}
    texts: dict[str, str] = {}
    for entry in told["articles"]:
        article = article_of(entry)
        articles.append(article)
        findings = tuple(marked(article, entry, of))
        origin = texts.setdefault(article.text, article.id)
        reports.append(printed(article, findings, origin))
    return Stream(
        name=path.stem,
        articles=tuple(articles),
        reports=tuple(reports),
        of=of,
        standing=tuple((one["of"], one["at"], one["is"]) for one in told.get("standing", ())),
        levels=tuple((one["country"], one["at"], one["is"]) for one in told.get("levels", ())),
        steps=tuple((s["country"], s["lane"], s["count"]) for s in told.get("steps", ())),
    )


def marked(article: Article, entry: dict[str, Any], of: dict[str, str]) -> Iterator[Finding]:
    """Give what a reader marks in an article; `of` takes in the call or step of each."""
    for name, type_ in TYPES.items():
        for n, told in enumerate(entry.get(name, ())):
            finding = _finding(article, told, type_, n)
            if "of" in told:
                of[finding.id] = told["of"]
            yield finding


def _finding(article: Article, told: dict[str, Any], type_: str, n: int) -> Finding:
    start = article.text.index(told["anchor"], len(article.title))
    return Finding(
        id=digest(article.id, type_, str(n)),
        type=type_,
        anchor=(Span(start, start + len(told["anchor"])),),
        fields={
            name: (Field(value=value) if name == "direction" else field_of(article, value, start),)
            for name, value in told.items()
            if name not in {"of", "anchor"}
        },
    )
