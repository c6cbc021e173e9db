"""What the web asks of a desk, and what it is told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, Literal, Protocol, TypeVar

from vedette.records import Article, Copy, Finding, Issue, Poll, Report, Source

T = TypeVar("T")
State = Literal["seeing", "quiet", "blind", "unpolled", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    types: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    place: str = ""
    words: str = ""
    copies: bool = False
    limit: int = 50
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    lines: tuple[T, ...]
    next: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    seq: int
    finding: Finding
    article: str
    version: int
    title: str
    outlet: str
    source: str
    url: str | None
    language: str
    published: date | None
    known: datetime
    sentence: str
    sentence_start: int
    country: str | None = None
    place: str | None = None
    when: str | None = None
    copies: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    total: int
    types: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    days: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    number: int
    known: datetime
    why: Literal["first", "edit", "reader"]
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    article: str
    title: str
    outlet: str
    known: datetime
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    seq: int
    at: datetime
    issue: Issue
    article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    article: Article
    version: int
    versions: tuple[Version, ...]
    report: Report | None = None
    source: Source | None = None
    origin: Copy | None = None
    copies: tuple[Copied, ...] = ()
    issues: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    source: Source
    state: State
    since: datetime | None = None
    why: str = ""
    last: Poll | None = None
    next: datetime | None = None
    polls: int = 0
    entries: int = 0
    articles: int = 0
    findings: int = 0
    expected: float | None = None
    last_entry: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    article: str
    title: str
    outlet: str
    published: date | None
    known: datetime
    snippet: str
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    articles: int = 0
    findings: int = 0
    copies: int = 0
    issues: int = 0
    sources: int = 0
    blind: int = 0
    started: datetime | None = None
    last_poll: datetime | None = None


class Desk(Protocol):
    sample: bool

    def stream(self, ask: Ask) -> Page[Line]: ...
    def count(self, ask: Ask) -> Counts: ...
    def article(self, article_id: str, version: int | None = None) -> Sheet | None: ...
    def sources(self) -> tuple[Health, ...]: ...
    def source(self, source_id: str) -> tuple[Health, tuple[Poll, ...]] | None: ...
    def issues(self, *, limit: int = 100, before: int | None = None) -> tuple[Fault, ...]: ...
    def search(self, words: str, *, limit: int = 50, before: int | None = None) -> Page[Hit]: ...
    def export(self, format: str, ask: Ask) -> Iterator[bytes]: ...  # noqa: A002
    def formats(self) -> tuple[str, ...]: ...
    def standing(self) -> Standing: ...
