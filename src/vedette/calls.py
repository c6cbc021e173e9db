"""The calendar of calls: who asked whom for what, and what the one who was asked did or said.

followed           a posture or pledge of the one who was asked does what was asked for
may have followed  he did or said something near it; the reasons say how near
refused            his own words turn it down
unanswered         nothing of the kind has been reported so far
unaddressed        nobody is named who could answer
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal, get_args

from vedette.cited import Words
from vedette.duty import Act
from vedette.records import Span

CallStanding = Literal["unanswered", "may have followed", "followed", "refused", "unaddressed"]
CALL_STANDINGS: Final[tuple[CallStanding, ...]] = get_args(CallStanding)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plea:
    """One report of a call: its words for what is asked, at `span`, and for who asks whom."""

    article: str
    finding: str
    at: datetime
    who: str
    whom: str
    words: str
    span: Span
    confidence: float = 1.0
    copied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A change of how a call stands: when, to what, why, and by whose words.

    `article`, `finding` and `words` are those of the report that moved it, None where an analyst
    did.
    """

    at: datetime
    standing: CallStanding
    why: str
    article: str | None = None
    finding: str | None = None
    words: Span | None = None
    decided: Act | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call, out of every report of it.

    `callers` and `addressees` are codes of states and short names of bodies, where the words mean
    any; `who` and `whom` are the words of the report that told it first.
    """

    id: str
    callers: tuple[str, ...]
    who: str
    addressees: tuple[str, ...]
    whom: str
    action: str
    first: datetime
    last: datetime
    standing: CallStanding
    steps: tuple[Step, ...]
    pleas: tuple[Plea, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The reports of it, each once, copies too."""
        return tuple(dict.fromkeys(one.article for one in self.pleas))


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAsk:
    """A question to the calendar: every filter that is not empty must hold.

    `by` and `to` are part of what caller and addressee are called, or a state's code. `since` and
    `until` are the days (UTC, both counted in) of which one is that of its first report. `before`
    is how many come before the page.
    """

    standings: frozenset[CallStanding] = frozenset()
    by: str = ""
    to: str = ""
    since: date | None = None
    until: date | None = None
    limit: int = 50
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A change of how a call stands, with the words that made it; None where an analyst did."""

    step: Step
    told: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """A call as lists show it, with the words of its first report and what came after.

    `steps` are the changes of its standing, empty where nobody answered. `reports` counts all,
    `voices` names the sources that tell of it of themselves, one of each owner. `review` is whether
    the first report's finding waits for a person.
    """

    id: str
    callers: tuple[str, ...]
    who: str
    addressees: tuple[str, ...]
    whom: str
    action: str
    standing: CallStanding
    first: datetime
    last: datetime
    told: Words
    steps: tuple[Answered, ...] = ()
    reports: int = 1
    voices: tuple[str, ...] = ()
    review: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPage:
    """A piece of the calendar, what was asked last first; `next` is the cursor of the following.

    `standings` counts how many stand so among those that the other filters let through.
    """

    lines: tuple[CallLine, ...]
    next: int | None = None
    total: int = 0
    standings: Mapping[CallStanding, int] = field(default_factory=dict)
