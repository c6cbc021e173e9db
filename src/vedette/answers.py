"""What the desk is told when it asks the ledger: records that pages, exports and the API share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, Literal, TypeVar

from vedette.records import Article, Copy, Finding, Issue, Poll, Report, Source

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question to the stream: every filter that is not empty must hold.

    `since` and `until` are days of becoming known, both counted in. `place` is part of the words of
    a `where`; `words` are searched in the article. `coders` are names with their version, such as
    `tagger@1`. `confidence` is the lowest, from 0 to 1. With `review` set, only findings that are
    in review count, or only those that are not. `before` is the cursor of an earlier page. Copies
    are folded into their origin unless `copies` is set.
    """

    types: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    coders: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    place: str = ""
    words: str = ""
    confidence: float = 0.0
    review: bool | None = None
    copies: bool = False
    limit: int = 50
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Told]):
    """A piece of a list, newest first; `next` is the cursor of the following one."""

    lines: tuple[Told, ...]
    next: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A finding as the stream shows it.

    `sentence` is the article's text around the anchor and `sentence_start` its offset there, so
    that spans can be marked in it. `copies` counts the articles that repeat this one. `coder` is
    the `name@version` of who found it. `review` is whether the finding's confidence is below what
    an alert needs. `accusers` and `claimed` are what the article's other findings say of an
    incident's actor: who accuses, and whether he claims it.
    """

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
    country: str | None
    place: str | None
    when: str | None
    copies: int = 0
    coder: str = ""
    review: bool = False
    accusers: tuple[str, ...] = ()
    claimed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many findings answer a question, how many are in review, how they fall into facets.

    Counted is what the stream lists: where several coders are at work, what each of them found.
    """

    total: int
    review: int = 0
    types: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)
    countries: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    coders: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state of an article's text: the first, a publisher's edit, or our reader's change."""

    number: int
    known: datetime
    why: Literal["first", "edit", "reader"]
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """An article that repeats another, or that another repeats; `similarity` is Jaccard's."""

    article: str
    title: str
    outlet: str
    known: datetime
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything about one version of an article; `report` is None until it is coded.

    `review` holds the findings that are in review: their ids, each with the confidence that it
    would need to leave as an alert.
    """

    article: Article
    version: int
    versions: tuple[Version, ...]
    report: Report | None
    source: Source | None
    origin: Copy | None
    copies: tuple[Copied, ...]
    issues: tuple[Issue, ...]
    review: Mapping[str, float] = field(default_factory=dict)


State = Literal["seeing", "quiet", "blind", "unpolled", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How well a source is seen. `expected` is entries a day, learnt; None before a day of polls.

    *Seeing*: the last poll answered and entries come. *Quiet*: it answers, and nothing came for
    longer than is usual. *Blind since*: polls fail, and what happens there is not known.
    """

    source: Source
    state: State
    since: datetime | None
    why: str
    last: Poll | None
    next: datetime | None
    polls: int
    entries: int
    articles: int
    findings: int
    expected: float | None
    last_entry: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An issue with its number and time."""

    seq: int
    at: datetime
    issue: Issue
    article: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article found by its words; in `snippet` they stand between U+0002 and U+0003."""

    article: str
    title: str
    outlet: str
    published: date | None
    known: datetime
    snippet: str
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The whole desk in numbers: what an empty one has to say for itself."""

    articles: int
    findings: int
    copies: int
    issues: int
    sources: int
    blind: int
    started: datetime | None
    last_poll: datetime | None
