"""What the desk is told when it asks the ledger: records that pages, exports and the API share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Generic, Literal, TypeVar

from vedette.handling import Tlp
from vedette.records import (
    Article,
    Capture,
    Copy,
    Disagreement,
    Field,
    Finding,
    FindingType,
    Grade,
    Incident,
    Interval,
    Issue,
    Poll,
    Report,
    Saying,
    Source,
    Span,
    Spot,
    Step,
    Telling,
    Utterance,
    Verb,
)
from vedette.sought import EVERYTHING, Clause, Query

Told = TypeVar("Told")
Fitting = Mapping[Clause, frozenset[str]]
Status = Literal[
    "convicted",
    "charged",
    "attributed",
    "confirmed",
    "foiled",
    "under_investigation",
    "contested",
    "revised",
    "unattributed",
    "reported",
    "closed_unsolved",
    "charges_dropped",
    "acquitted",
    "accident",
    "refuted",
    "retracted",
]
"""The stages of an incident: the further it is established the earlier, what undoes it last."""
Target = Literal[
    "rail",
    "road",
    "aviation",
    "port",
    "ship",
    "energy",
    "telecom",
    "water",
    "health",
    "government",
    "military",
    "arms_industry",
    "finance",
    "media",
    "diplomatic",
    "election",
    "monument",
    "housing",
    "person",
    "other",
]
"""The codebook's classes of what is hit."""
FARTHEST: Final = 500.0
"""Kilometres that may be asked for; places that are told more coarsely are countries and seas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question to the stream: every filter that is not empty must hold.

    `since` and `until` are days of becoming known, both counted in. `place` is part of the words of
    a `where`; `words` are searched in the article. `coders` are names with their version, such as
    `tagger@1`. `confidence` is the lowest, from 0 to 1. With `review` set, only findings that are
    in review count, or only those that are not. `before` is the cursor of an earlier page. Copies
    are folded into their origin unless `copies` is set.

    `query` is what the query line asks for; `fitting` has, for those of its clauses that no column
    tells, the ids of the incidents that fit: the desk fills it in.
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
    query: Query = EVERYTHING
    fitting: Fitting = field(default_factory=dict, compare=False, repr=False)
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
    incident's actor: who accuses, and whether he claims it. `handling` is that of the article.
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
    handling: Tlp = "clear"


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
class Head:
    """A report as lists show it: who printed what and when, without its text.

    `at` is when it appeared: as printed, but never after it was `known`. `origin` is the article
    that it repeats, None for one that repeats none.
    """

    article: str
    title: str
    outlet: str
    source: str
    url: str | None
    language: str
    published: date | None
    known: datetime
    at: datetime
    origin: str | None = None
    handling: Tlp = "clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentAsk:
    """A question to the list of incidents: every filter that is not empty must hold.

    `since` and `until` are days (UTC) on which it was reported, both counted in. `countries` holds
    codes and names of seas. `targets` are classes of what was hit. `near` lets through what is, or
    may be, within so many kilometres of the user's assets, or of those whose class, id or name is
    among `assets`; these alone ask for the desk's own distance. With `review` set, only incidents
    count whose stage is in review, or only the others. `before` is how many come before the page.

    `query` is what the query line asks for; `fitting` has, for those of its clauses that no column
    tells, the ids of the incidents that fit: the desk fills it in.
    """

    kinds: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    near: float | None = None
    assets: frozenset[str] = frozenset()
    review: bool | None = None
    since: date | None = None
    until: date | None = None
    query: Query = EVERYTHING
    fitting: Fitting = field(default_factory=dict, compare=False, repr=False)
    limit: int = 50
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryAsk:
    """A question to the list of stories; `reports` is the least number of reports, copies too.

    `since` and `until` are days (UTC) on which its reports became known, both counted in.
    """

    since: date | None = None
    until: date | None = None
    reports: int = 2
    limit: int = 50
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentCounts:
    """How many incidents answer a question, how many are in review, how they fall into facets.

    An incident whose reports tell of several targets counts under each.
    """

    total: int
    review: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    countries: Mapping[str, int] = field(default_factory=dict)
    statuses: Mapping[str, int] = field(default_factory=dict)
    targets: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """One of the user's assets, and how far an incident is from it: `low` to `high` kilometres.

    The place of an incident is a disc, so its distance is an interval. `certain` says that it is
    within the distance asked for wherever in the disc it was.
    """

    id: str
    name: str
    kind: str
    low: float
    high: float
    certain: bool


Untold = Literal["unplaced", "country", "coarse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vicinity:
    """Which of the user's assets are, or may be, within `km` kilometres, the nearest first.

    Where there is none, the nearest stands alone, farther than that. `untold` says why nothing is
    told: no report gives a place (`unplaced`), it is a `country`, or told more coarsely than `km`.
    """

    km: float
    near: tuple[Nearby, ...] = ()
    untold: Untold | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLine:
    """An incident as lists show it.

    `sentence` and `title` are those of the account that a coder is surest of, in `article`; `first`
    and `last` are when the first and the last report appeared. `reports` counts all, `voices` names
    the sources that tell it of themselves, one of each owner; copies are no voices. `by` are those
    who, in the reports, accuse somebody of it: whose word a status `attributed` is.
    `disagreements` names the fields on which sources differ, `grade` is its mark, such as `B2`.
    `confirmed` is when a report last told it in this stage, `review` whether that is too long ago.
    `targets` are the classes of what was hit. `near` is the nearest of the assets asked for.
    `handling` is the strictest of its reports'. `story` is empty for who may not be told of it.
    """

    id: str
    kind: str
    status: str
    article: str
    title: str
    sentence: str
    first: datetime
    last: datetime
    story: str
    reports: int
    voices: tuple[str, ...]
    confirmed: datetime
    review: bool = False
    when: Interval | None = None
    spot: Spot | None = None
    killed: tuple[int, int] | None = None
    injured: tuple[int, int] | None = None
    by: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()
    grade: str = ""
    targets: tuple[str, ...] = ()
    near: Nearby | None = None
    handling: Tlp = "clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """A piece of the list of incidents, the one last reported first; `next` as in `Page`.

    `untold` counts those that answer all else, but whose place is told too coarsely, or not at all,
    to say whether they are within the distance asked for, `km`; they are not listed.
    """

    lines: tuple[IncidentLine, ...]
    next: int | None = None
    km: float | None = None
    untold: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Firsts:
    """The incidents that were first reported in a period.

    `counts` is how many on each day (UTC), or in each hour, which its first moment stands for;
    `names` are the first of them in the order of the list.
    """

    counts: Mapping[date, int]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An incident as a map or a line of time shows it, without the words of its reports.

    `first` and `last` are when the first and the last report appeared. `spot` is None where no
    report gives a place.
    """

    id: str
    kind: str
    status: str
    first: datetime
    last: datetime
    spot: Spot | None = None
    handling: Tlp = "clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one report tells of an incident, with its words.

    `sentence` is the article's text around the words of the telling, `sentence_start` its offset.
    `finding` is what a coder found, None for a report that was recognised by its words alone;
    `about` are the attributions of it and the denials in the same report. `grade` is the mark of
    the report, such as `C2`: the letter of its own source, and how credible what it says is.
    """

    telling: Telling
    head: Head
    sentence: str
    sentence_start: int
    finding: Finding | None = None
    about: tuple[Finding, ...] = ()
    review: bool = False
    grade: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Climb:
    """A change of an incident's stage, and the words that show it.

    `account` is the place among the sheet's accounts of the one that made it; `words` lie in the
    `sentence`, whose offset in the article is `sentence_start`. `by` are those who accuse in it.
    """

    step: Step
    account: int
    words: Span
    sentence: str
    sentence_start: int
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Who accuses whom, or what the accused answers, in words that name who says it.

    `type` is that of the finding, `firmness` the rung on which an attribution stands.
    """

    words: str
    type: FindingType
    article: str
    finding: str
    firmness: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """A story as lists show it; `title` is that of its first report, `copies` counts the others'.

    `first` and `last` are when its reports became known. `voices` names the sources that report of
    themselves, one of each owner; `kinds` are those of its incidents. `said` counts what several of
    its reports quote as said on one occasion, copies not counted.
    """

    id: str
    title: str
    first: datetime
    last: datetime
    reports: int
    copies: int
    voices: tuple[str, ...]
    incidents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    said: int = 0
    handling: Tlp = "clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What one report quotes of an utterance, in its words and by its name of who said it.

    `span` is where the first run of these words stands in the article, None where it is not known.
    """

    saying: Saying
    head: Head
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What was said on one occasion, in the words of each report that quotes it, the first first.

    `reports` counts those that quote it of themselves, `voices` names their sources, one of each
    owner; copies are listed and are neither. `disagreements` are on who said it (`speaker`), the
    `day`, the `place`, and the numbers in the `words`.
    """

    utterance: Utterance
    quotes: tuple[Quote, ...]
    reports: int
    voices: tuple[str, ...]
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentSheet:
    """Everything about one incident: what each report tells, and where they differ.

    `kin` are incidents that may be the same, the nearest first; why, `incident.kin` has. `vicinity`
    says which of the user's assets are near; None where the settings name none. `story` is None for
    who may not be told of it: another report in it is handled more strictly.
    """

    line: IncidentLine
    incident: Incident
    accounts: tuple[Account, ...]
    climbs: tuple[Climb, ...]
    charges: tuple[Charge, ...]
    disagreements: tuple[Disagreement, ...]
    story: StoryLine | None
    kin: tuple[IncidentLine, ...] = ()
    grade: Grade | None = None
    vicinity: Vicinity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an analyst decided of an incident, as others are told: who and why stays on the desk.

    `fields` names what a correction set; `standing` is `holds`, `overruled` or `withdrawn`.
    """

    number: int
    at: datetime
    verb: Verb
    fields: tuple[str, ...] = ()
    standing: str = "holds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Whence a report was imported: its name in the other system, and what that refers to."""

    article: str
    name: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """An incident as it leaves the desk: its sheet, what analysts decided, when it last changed.

    `changed` is the last moment at which the ledger got something that it is made of: a report, a
    coding of one, a decision. `blamed` names who is accused of anything in its reports, or answers:
    what names are withheld for. `origins` tells of its reports that another system told us.
    """

    sheet: IncidentSheet
    changed: datetime
    blamed: tuple[Field, ...] = ()
    origins: tuple[Origin, ...] = ()
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What an export of incidents says of itself, as a paper names its publisher.

    `desk` tells one ledger from another: the moment of its first row. `address` is where the desk
    stands, without a slash at the end and empty for one that stands nowhere; `query` is the
    question as its pages write it. `title` is what a feed is called, empty for its usual name.
    """

    desk: str
    sources: Mapping[str, Source] = field(default_factory=dict)
    sample: bool = False
    address: str = ""
    query: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySheet:
    """One story: its reports in order of appearance, its incidents, and what was said in it.

    `said` is what was first quoted in one of its reports and then in another, a copy too.
    """

    line: StoryLine
    heads: tuple[Head, ...]
    incidents: tuple[IncidentLine, ...] = ()
    said: tuple[Spoken, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything about one version of an article; `report` is None until it is coded.

    `review` holds the findings that are in review: their ids, each with the confidence that it
    would need to leave as an alert. `story` is the one it stands in, `incidents` those it tells,
    `grades` the mark of what this report says of each of them.
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
    story: StoryLine | None = None
    incidents: tuple[IncidentLine, ...] = ()
    handling: Tlp = "clear"
    grades: Mapping[str, str] = field(default_factory=dict)


State = Literal["seeing", "quiet", "blind", "unpolled", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How well a source is seen. `expected` is entries a day, learnt; None before a day of polls.

    *Seeing*: the last poll answered and entries come. *Quiet*: it answers, and nothing came for
    longer than is usual. *Blind since* the last good poll: what happens there is not known.
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
class Unlisted:
    """What a ledger holds of a source that no file describes: a replayed archive, or words by hand.

    `outlet` is how its newest article calls it; articles became known between `first` and `last`.
    """

    source: str
    outlet: str
    articles: int
    findings: int
    first: datetime
    last: datetime


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
    handling: Tlp = "clear"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A capture, and the article that was made of it, by id and title; empty where none was.

    `handling` is the stricter of the two.
    """

    capture: Capture
    article: str = ""
    version: int = 0
    title: str = ""
    handling: Tlp = "clear"
