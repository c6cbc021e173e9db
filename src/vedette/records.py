"""The nouns of an early-warning desk, in the order in which they come to be.

A **source** is somebody who publishes: an outlet, a ministry, a coast guard. It is reached over one
or more **channels** (a feed, a page, a folder). Each time we ask a channel, that is a **poll**, and
what became of it is kept, because coverage is history: a week without news from a source that was
polled is peace; a week without polls is blindness.

What a poll brings is a **capture**: the bytes, the address they came from, and the moment at which
we first held them. A feed brings one capture for each **entry** that it lists. Reading turns a
capture into an **article**: title, text, who published it and when. Nothing is understood yet.

Coding is what analysts of conflict call the step from text to data: a **coder** (here a program, in
other projects a trained person with a codebook) marks in the text each thing that the codebook asks
for. The result of one coder on one text is a **coding**, and a coding owns **findings**. There are
eight types of finding: something happened (*incident*), somebody says who did it (*attribution*),
the accused answers (*denial*), somebody says something (*statement*), binds himself (*pledge*),
foretells (*forecast*), demands (*call*), or a readiness changes (*posture*).

A finding is made of **fields**, and every field points with a **span** at the exact words it came
from: `article.text[span.start:span.end]` is the evidence. A field with no words in the article does
not exist; a normal form such as a date or a country stands beside the words as `value`.

Reports are not happenings. Several articles may be one text travelling: a **copy** names its origin
and counts once as evidence. Whatever a stage could not do is an **issue**: kept, shown, never
swallowed. What an analyst says about a finding is a **decision**.

Each article has three times. *Published* is what it says of itself and may be absent or wrong;
*known* is when it first stood in front of us; *recorded* is when the ledger wrote it down. A
question about the past ("what did we know on Tuesday?") is answered on *known*.

Records are immutable and know nothing: no clock, no network, no ledger.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from vedette.handling import Tlp

Reliability = Literal["A", "B", "C", "D", "E", "F"]
"""NATO Admiralty scale, AJP-2.1: A reliable, B usually, C fairly, D not usually, E unreliable,
F cannot be judged."""
RELIABILITIES: Final[Mapping[Reliability, str]] = MappingProxyType(
    {
        "A": "reliable",
        "B": "usually reliable",
        "C": "fairly reliable",
        "D": "not usually reliable",
        "E": "unreliable",
        "F": "cannot be judged",
    }
)
"""The letters of that scale for a source, with its words."""
CREDIBILITIES: Final[Mapping[int, str]] = MappingProxyType(
    {
        1: "confirmed by other independent sources",
        2: "probably true",
        3: "possibly true",
        4: "doubtful",
        5: "improbable",
        6: "truth cannot be judged",
    }
)
"""The figures of the same scale for a piece of information, with its words."""
FIRMNESS: Final = (
    "none",
    "speculation",
    "hedged",
    "official suspicion",
    "official accusation",
    "formal",
    "established",
)
"""How firmly somebody is accused: the place in the tuple is the rung (coding guide, section 4)."""

Ownership = Literal[
    "public", "private", "government", "party", "state_controlled", "nonprofit", "intergovernmental"
]
Sector = Literal[
    "press", "broadcaster", "agency", "government", "foreign", "defence", "service", "police",
    "border", "rescue", "cert", "navigation", "grid", "railway", "court", "research", "factcheck",
    "international",
]  # fmt: skip
"""What a source does: a news *agency*; *government* other than foreign and defence; a secret
*service*; police; the guard of a *border* or a coast; *rescue* and crisis information; a *cert* or
another authority for cyber incidents; warnings for *navigation* at sea and in the air; the operator
of a *grid* or a *railway*; a *court* or prosecutor; *research*; a *factcheck*; and what states do
together, *international*, where none of the others says it better."""
FindingType = Literal[
    "incident", "attribution", "denial", "statement", "pledge", "forecast", "call", "posture"
]
Precision = Literal["point", "town", "district", "region", "country", "sea", "line"]
"""How closely a place is told: a spot such as a base or a crossing, a town, a district or island, a
region, a country, a water, a line such as a railway or a cable. A country is no point."""

Value = str | int | float | bool | tuple[int, int] | None
"""The normal form beside a field's words: an enum, an ISO date, a country, a number, a range."""


def digest(*parts: str | bytes) -> str:
    """Hash parts into 32 hexadecimal digits; the boundaries between the parts count.

    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    state = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(raw).to_bytes(8, "big"))
        state.update(raw)
    return state.hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a source file declares about reading one channel: a CSS selector, a pattern, a path.

    `where` is its file and line, for whoever has to say that it finds nothing; it is no part of
    what the rule says.
    """

    name: str
    value: str
    where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One way to reach a source: a `kind` that a collector serves, and an address or path.

    `full` says that the feed carries whole texts, so that pages need not be fetched. `verified` is
    the day on which the address last answered to us, or None for one that could not be tried.
    `rules` are what a channel of its kind may declare beyond that.
    """

    kind: str
    url: str
    full: bool = False
    verified: date | None = None
    rules: tuple[Rule, ...] = ()

    def rule(self, name: str) -> Rule | None:
        """Give the rule of this name, None where the source file declares none."""
        return next((rule for rule in self.rules if rule.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who publishes, and what is known about them. One TOML file under `sources/` makes one.

    `id` is `<country>/<outlet>` in lower case. `country` is ISO 3166-1 alpha-2, or `XX` for bodies
    of many states. `languages` are ISO 639-1. `owner` names the publisher's family: two sources
    with one owner are one voice. `reliability` stays F unless `reason` says why it is more.
    `sector` tells what kind of body it is, None where nobody has said. `handling` says who may be
    told what it prints.
    """

    id: str
    name: str
    home: str
    country: str
    languages: tuple[str, ...]
    owner: str
    ownership: Ownership
    licence: str
    channels: tuple[Channel, ...]
    reliability: Reliability = "F"
    reason: str = ""
    found: str = ""
    note: str = ""
    sector: Sector | None = None
    handling: Tlp = "clear"

    @property
    def house(self) -> str:
        """The owner as one is told from another: capitals and blanks make no other."""
        return " ".join(self.owner.split()).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed lists: enough to know the article again, often not enough to read it.

    `key` is the entry's own id, else its link, else a hash of its title and text. `content` is
    HTML, `whole` where the feed gives the full text and not a teaser.
    """

    key: str
    link: str = ""
    title: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    summary: str = ""
    content: str = ""
    whole: bool = False
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Bytes as they came, from where, and when they were first known here.

    `key` names the thing at its source (an entry's key, a page's address, a file's path): a second
    capture under the same source and key is a later state of the same thing. `url` was asked for,
    `final_url` answered. `headers` have lower-case names. `media_type` has no parameters; the
    charset, if one was declared, stays in the header. An entry of a feed is captured as its own
    bytes with `ENTRY_TYPE`; the page behind it is a second capture under the same key. `handling`
    is that of its source when it came.
    """

    source: str
    channel: str
    key: str
    url: str
    known: datetime
    body: bytes
    media_type: str
    final_url: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    handling: Tlp = "clear"

    @property
    def hash(self) -> str:
        """Of the bytes alone: two captures with one hash hold the same thing."""
        return digest(self.body)


ENTRY_TYPE = "application/vnd.vedette.entry+json"


class Span(NamedTuple):
    """Half-open interval `[start, end)` in Unicode code points of an article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A report as a reader sees it: the words, who printed them and when they say it was.

    `text` is what every span indexes: for a plain-text file the file itself with CRLF turned into
    LF, else title, standfirst and paragraphs, one blank line between them. `published` is a day, or
    a `datetime` with its zone where the hour is told; None where the article does not say.
    `reader` is `name@version`: a text that changes under one reader is the publisher's edit.
    """

    text: str
    title: str = ""
    published: date | None = None
    modified: date | None = None
    language: str = ""
    url: str | None = None
    outlet: str | None = None
    section: str | None = None
    byline: tuple[str, ...] = ()
    author_page: str | None = None
    links: tuple[str, ...] = ()
    slug: str | None = None
    source: str = ""
    key: str = ""
    known: datetime | None = None
    reader: str = ""

    @property
    def id(self) -> str:
        """The same for every version of this article: its source, and its key there."""
        return article_id(self.source, self.key or self.url or self.text)

    @property
    def text_hash(self) -> str:
        """Of all that a coder may look at: text, title, language, and the day published."""
        day = self.published.isoformat()[:10] if self.published else ""
        return digest("text", self.text, self.title, self.language, day)


def article_id(source: str, key: str) -> str:
    """Name an article by its source and its key there, before or after it is read."""
    return digest("article", source, key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One entry of a finding's field: the words, where they stand, and their normal form.

    `text` is always `article.text[span.start:span.end]`. A value alone (an incident's id, `series`
    where no word says so) has neither span nor text. `rule` names what made this entry, where that
    is not what made the finding; it tells how, not what, and counts neither in ids nor when entries
    are compared.
    """

    span: Span | None = None
    text: str | None = None
    value: Value = None
    rule: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that an article says, however often it says it.

    `anchor` holds the spans of the words that name it, the clearest first. `kind` is one of the 19
    kinds for an incident, None for all other types. `rule` names what in the coder fired, so that
    a wrong finding can be traced to its cause; it and `confidence` (0 to 1) are not part of the id.
    """

    id: str
    type: FindingType
    anchor: tuple[Span, ...]
    fields: Mapping[str, tuple[Field, ...]]
    kind: str | None = None
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A toponym, whether or not something happened there; `lat` and `lon` in degrees, WGS 84.

    `radius_km` is that of the circle around them which holds most of what the name means; it and
    `precision` are None in codings that older coders made. `metonym`: the name stands for a
    government or a team ("Moscow said"), and is no location.
    """

    span: Span
    text: str
    lat: float
    lon: float
    country: str
    geonames: int | None = None
    precision: Precision | None = None
    radius_km: float | None = None
    metonym: bool = False


ABBREVIATED: Final = 3
"""Letters up to which a place in capitals is taken for an abbreviation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where an incident happened, as closely as its report tells: a disc, never a bare point.

    `lat` and `lon` are its middle in degrees, WGS 84, `radius_km` its radius. `country` is ISO
    3166-1 alpha-2, or the name of a sea.
    """

    name: str
    lat: float
    lon: float
    country: str
    precision: Precision
    radius_km: float
    geonames: int | None = None

    @property
    def called(self) -> str:
        """Its name as a sentence has it: capitals are those of the dateline that it was read off.

        >>> at = {"lat": 57.6, "lon": 18.3, "country": "SE", "precision": "town", "radius_km": 2.0}
        >>> Spot(name="VISBY", **at).called, Spot(name="UK", **at).called
        ('Visby', 'UK')
        """
        shouted = self.name.isupper() and len(self.name) > ABBREVIATED
        return self.name.title() if shouted else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time expression with its value; `type` is TimeML's DATE, TIME, DURATION or SET."""

    span: Span
    text: str
    value: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What one coder made of one text: a set of findings, which may be empty.

    The newest coding of an article by a coder supersedes the whole one before it, so an upgrade of
    the coder can retract. `coder` is `name@version`; `taxonomy` is the hash of all word lists,
    kinds and models that the coder looked at. `dropped` counts what the coder took back because it
    does not hold (a quotation that is not in the text, a value that is not in the codebook), by
    the reason.
    """

    text_hash: str
    reader: str
    coder: str
    taxonomy: str
    findings: tuple[Finding, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return coding_id(self.text_hash, self.reader, self.coder, self.taxonomy)


def coding_id(text_hash: str, reader: str, coder: str, taxonomy: str) -> str:
    """Name the coding that these four determine, before it is made: a rerun asks first."""
    return digest("coding", text_hash, reader, coder, taxonomy)


def finding_id(
    coding: str,
    type_: str,
    kind: str | None,
    anchor: tuple[Span, ...],
    fields: Mapping[str, tuple[Field, ...]],
) -> str:
    """Hash a finding's coding and its fields; confidence and rule do not count."""
    listed = {
        name: [[f.span, f.text, f.value] for f in entries]
        for name, entries in sorted(fields.items())
    }
    return digest(
        "finding",
        coding,
        json.dumps([type_, kind, anchor, listed], ensure_ascii=False, separators=(",", ":")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article and what a coder made of it: the answer of `vedette.read`.

    `findings` are those of `coding`, which counts. `beside` holds what further coders made of the
    same text, in the order in which the settings name them, and `issues` why one of them made
    nothing. Findings of different coders are never merged.
    """

    article: Article
    coding: Coding
    beside: tuple[Coding, ...] = ()
    issues: tuple["Issue", ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.coding.findings

    @property
    def codings(self) -> tuple[Coding, ...]:
        return (self.coding, *self.beside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something that a stage could not do: what, on which input, why, and what to do about it."""

    stage: Literal["source", "collect", "read", "code", "relate", "write", "send"]
    what: str
    input: str
    why: str = ""
    remedy: str = ""


Outcome = Literal["new", "quiet", "unchanged", "moved", "gone", "refused", "busy", "failed"]
"""What became of a poll: entries we had not seen; none new; 304; moved for good; 410; robots or an
address we may not ask; 429 or 503; anything else that went wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One question to a channel and what became of it.

    `seen` counts the entries listed, `new` those that became captures. `etag` and `modified` are
    the validators to send next time. `wait_until` is the server's Retry-After, or how long it calls
    its answer fresh. `moved_to` is set where a permanent redirect was followed. `took` is in
    seconds. An `issue` can stand beside a good outcome: a damaged feed that could be read.
    """

    source: str
    channel: str
    at: datetime
    outcome: Outcome
    status: int | None = None
    seen: int = 0
    new: int = 0
    etag: str = ""
    modified: str = ""
    wait_until: datetime | None = None
    moved_to: str = ""
    size: int = 0
    took: float = 0.0
    issue: Issue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article that repeats another: `origin` is the earliest report of the same text.

    `similarity` is the Jaccard similarity of the two texts' word shingles, 1.0 for the same words.
    """

    article: str
    origin: str
    similarity: float


class Interval(NamedTuple):
    """Days from `first` to `last`, both included."""

    first: date
    last: date


DisagreementField = Literal[
    "kind", "nature", "when", "place", "killed", "injured", "count", "accused"
]
"""What sources may disagree on. `nature` is whether it was `deliberate`, an `accident`, or whether
`nothing_happened`; `count` is the number of things: drones, balloons, homes cut off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one report says of one incident, in values; the words stand in the finding.

    `finding` is None where no coder marked it and the report was recognised by its words; `words`
    are the span that shows it, in the article's text. `values` holds what is told of each field of
    `DisagreementField`, as text (`"RU"`, `"2026-04-16"`, `"5"`), `targets` the classes of what was
    hit, and `status` the stage in which the report leaves it. In the `background` is what a report
    on something else tells in passing. `confidence` is the finding's, or that of the recognition.
    """

    article: str
    finding: str | None
    words: Span
    kind: str | None = None
    when: Interval | None = None
    spot: Spot | None = None
    status: str | None = None
    firmness: int = 0
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    targets: tuple[str, ...] = ()
    background: bool = False
    series: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A change of an incident's stage: which report moved it, when, and to what."""

    at: datetime
    article: str
    status: str
    firmness: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The reports that hold one value; copies stand with what they copy and are no further voice.

    `voices` names the sources that say it of themselves.
    """

    value: str
    articles: tuple[str, ...]
    voices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two or more values of one field that different sources hold, none of whom gives way.

    `about` is the id of an incident or of an utterance.
    """

    about: str
    field: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """Why something is thought to be the same: the terms that weighed most, and their sum.

    `odds` are natural logarithms of odds; `reasons` names the terms with what each added.
    """

    one: str
    other: str
    odds: float
    reasons: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One happening, out of everything that reports tell of it.

    `when` is the tightest interval that its reports support, `spot` the place that most voices
    give, `status` the last step's; `confirmed` is when a report last told it in that stage.
    `targets` are the classes of what was hit, all that reports tell. `killed` and `injured` are the
    last counts, `(low, high)` where sources disagree to the end. `kin` names incidents that may be
    the same, and why. `decided` gives the number of the decision behind each field that an analyst
    corrected.
    """

    id: str
    kind: str
    tellings: tuple[Telling, ...]
    when: Interval | None = None
    spot: Spot | None = None
    status: str = "reported"
    confirmed: datetime | None = None
    targets: tuple[str, ...] = ()
    killed: tuple[int, int] | None = None
    injured: tuple[int, int] | None = None
    accused: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    kin: tuple[Kinship, ...] = ()
    decided: Mapping[str, int] = field(default_factory=dict)

    @property
    def articles(self) -> tuple[str, ...]:
        """The reports that tell of it, each once, in the order of their tellings."""
        return tuple(dict.fromkeys(telling.article for telling in self.tellings))


Stance = Literal["tells", "contradicts", "open"]
"""How a report stands to an incident: that it happened, that it did not or was an accident, or that
sources differ on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A report as it was heard in a grading, and why it was not counted where it was not.

    `source` printed it; `family` is the house that speaks, the owner of who said it first: a house
    is one voice. `known` says that the source is listed with an owner. `confirms`: the report is an
    official body's own, or leaves the incident in a stage that officials or a court gave it.
    """

    article: str
    source: str
    stance: Stance
    family: str = ""
    known: bool = False
    confirms: bool = False
    counted: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How far an incident is to be believed, by the Admiralty code (AJP-2.1).

    `reliability` is that of the best source which stands by it, `credibility` runs from 1
    (confirmed by other independent sources) to 5 (improbable); 6 is that it cannot be judged.
    `voices` are all reports that were heard: whoever counts those that are `counted` and applies
    the table of `docs/reference/grades.md` comes to the same. `row` is the row that applied.
    """

    about: str
    reliability: Reliability
    credibility: int
    voices: tuple[Heard, ...]
    reasons: tuple[str, ...]
    row: int
    rule: str

    @property
    def mark(self) -> str:
        """The two together, as analysts write them: `B2`."""
        return f"{self.reliability}{self.credibility}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One report's words of what somebody said: its finding, the words quoted, and the speaker."""

    article: str
    finding: str
    words: str
    speaker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """What was said on one occasion, out of every report that quotes it, the earliest first.

    `type` is that of the first finding: statement, pledge, forecast or call.
    """

    id: str
    type: str
    speaker: str
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is being told: reports on one affair, the earliest first, and its incidents."""

    id: str
    articles: tuple[str, ...]
    incidents: tuple[str, ...] = ()


Verb = Literal[
    "confirm",
    "dismiss",
    "correct",
    "must_link",
    "cannot_link",
    "never",
    "resolve",
    "judge",
    "amend",
    "sign",
    "handle",
    "release",
    "note",
    "find",
    "watch",
    "acknowledge",
    "assign",
    "snooze",
    "second",
    "hand_over",
    "take_over",
    "withdraw",
]
"""What an analyst does; `never` hides what keeps coming back, `resolve` says how a forecast came
out, `judge` what an alarm was worth, `amend` sets a pledge, a forecast, a call or a posture
straight, `sign` keeps a paper as it is, `watch` says of what the desk is to tell, `find` adds what
the coder did not see, `acknowledge`, `assign` and `snooze` say who has taken on what, `second` is
what another analyst says of the same, `hand_over` and `take_over` sign the page between two shifts,
`note` changes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What a decision points at: words of a report, never the id of a finding.

    `words` are those of a finding's anchor, empty for every incident that the report tells. `at` is
    where they stood in the text, for choosing between two findings with the same words.
    """

    article: str
    words: str = ""
    at: int | None = None
    type: FindingType = "incident"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an analyst says of a finding, aimed so that it outlives an upgrade of the coder.

    It points at an article, a finding type and the words of the anchor, not at a finding's id.
    `verb` is what is done, `change` the particulars as JSON, `withdraws` an earlier decision's
    number. `scope` says for whom it holds.

    | verb | `change` |
    |---|---|
    | `confirm` | `{}`: the finding holds, whatever else was decided of it |
    | `dismiss` | `{}`, or `also`: further aims |
    | `correct` | `kind`: one of the 19, or `place`: a `Spot` |
    | `must_link` | `also`: the aims that tell of the same incident, marked or (no words) not |
    | `cannot_link` | `also`: the aims that tell of another one |
    | `never` | `phrase`, `source`, `byline` (all that are given must fit) and `until`, a day |
    | `resolve` | `outcome` (`yes`, `no`, `void`) and, as `also`, the aim at what shows it |
    | `judge` | `verdict` (`dismissed`, `kept`) on the alarm of a `scope`, `series` and `day` |
    | `amend` | `stands`, `due` (two days), `who`, `whom`, or `link` (`one`, `two`); `key` |
    | `sign` | `paper`, the hash of the bytes that are kept, `name`, and `of` which days |
    | `acknowledge` | `{}`, or `noun` and `name` of what is no incident; or an alert's `thread` |
    | `assign` | `to`: whose it is from then on |
    | `snooze` | `until`, a moment, and `stood`: stage, `firmness` and `killed` by then |
    | `second` | `number` of the decision on the same, and `answer`, a verb |
    | `hand_over` | `paper`, `since`, `until`, and `before` and `link` of a chain |
    | `take_over` | `number` of the handover |
    | `find` | `kind` of an incident; `fields`: words, where they stood and their value, by name |
    | `note` | `{}` |
    """

    author: str
    reason: str
    at: datetime
    verb: Verb
    article: str = ""
    type: FindingType | None = None
    words: str = ""
    scope: str = "desk"
    change: str = "{}"
    withdraws: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A finding that a decision keeps out of the incidents: `number` is the decision's.

    `alone` says that no other report tells of it: left in, it would have made a new incident.
    """

    number: int
    verb: Verb
    article: str
    finding: str
    alone: bool = False
