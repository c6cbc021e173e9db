"""What everybody may read of a desk: incidents and stories, names withheld, quotations short.

These records hold nothing that may not be printed. Who lays a page out from them cannot tell more
by mistake: there is no text of an article in them, and no name of anybody who is accused and is no
state.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from vedette.answers import IncidentLine, Judgement, Spoken, StoryLine
from vedette.records import FindingType, Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A report as the public is shown it: who printed it, where it stands, and a few of its words.

    `article` is its id here, `licence` on which terms its source is read. `quotations` have at most
    240 characters each. `weak` says that what a coder read in it is in review; `likely` is, in
    percent, how surely it tells of the incident where no coder marked it and its words alone say
    so. `grade` is its mark. `copies` repeat it and are no further voices.
    """

    article: str
    source: str
    outlet: str
    title: str
    url: str | None
    language: str
    licence: str
    published: date | None
    known: datetime
    at: datetime
    quotations: tuple[str, ...] = ()
    grade: str = ""
    weak: bool = False
    likely: int | None = None
    copies: tuple["Cited", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A stage that an incident came to: when, by whose word, in which report, in which words."""

    at: datetime
    status: str
    by: tuple[str, ...]
    report: Cited
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who accuses whom, or what is answered, in words that name who says it.

    `firmness` is the rung of an accusation, `weak` that its reading is in review.
    """

    words: str
    type: FindingType
    finding: str
    firmness: int | None
    report: Cited
    weak: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A value that some sources hold; `voices` are their names, without those of mere copies."""

    value: str
    voices: tuple[str, ...]
    reports: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A field on which sources differ, each value with who holds it."""

    field: str
    sides: tuple[Holding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicIncident:
    """An incident as the public is shown it.

    `changed` is the last moment at which the ledger got something that it is made of. `weak` says
    that every reading of it by a coder is in review. `reports` are in the order in which they
    appeared, copies folded.
    """

    line: IncidentLine
    changed: datetime
    steps: tuple[Reached, ...]
    said: tuple[Said, ...]
    apart: tuple[Apart, ...]
    reports: tuple[Cited, ...]
    grade: Grade | None = None
    judgements: tuple[Judgement, ...] = ()
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicStory:
    """A story as the public is shown it, with the incidents of it that are public."""

    line: StoryLine
    reports: tuple[Cited, ...]
    said: tuple[Spoken, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """An id under which no incident stands any more; `into` are public ones that tell it now.

    `why` is `joined`, `decided`, `edited` or `reread`; `verb` and `decision` are those of the
    decision where one did it. `reason` is the analyst's, where the desk prints reasons.
    """

    id: str
    why: str
    into: tuple[str, ...] = ()
    at: datetime | None = None
    decision: int | None = None
    verb: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """All that is public of a desk, the incident last reported first."""

    incidents: Mapping[str, PublicIncident]
    stories: Mapping[str, PublicStory] = field(default_factory=dict)
    retold: tuple[Retold, ...] = ()
