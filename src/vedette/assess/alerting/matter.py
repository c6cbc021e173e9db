"""What a rule looks at: how a subject stands, since when, and on which words that rests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from vedette.alerts import SEVERITIES, Cause, Severity, Subject
from vedette.records import Spot

UNDONE: Final = frozenset({"accident", "refuted", "retracted", "dismissed"})
"""Stages that say that it was none, or not that, and alarms that an analyst found not worth a look:
nobody is told of it, and who was is told so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Words that an alert rests on, where they lie in an article's text."""

    article: str
    start: int = 0
    end: int = 0

    def meets(self, other: "Ground") -> bool:
        """Tell whether two are of the same words, if only in part."""
        same = self.article == other.article
        return same and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """How a subject stood when something was told of it: what a later state is compared with.

    `accused` gives the firmness with which each party is accused, `differing` names the fields on
    which sources differ. `country` is that of its place, `day` the last on which it falls due, or
    that of an alarm.
    """

    kind: str = ""
    status: str = ""
    country: str = ""
    accused: Mapping[str, int] = field(default_factory=dict)
    differing: tuple[str, ...] = ()
    severity: Severity = "minor"
    day: str = ""
    series: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Something about a subject that became known: what, by which report, and when.

    `mark` tells it from others with the same cause: the stage, the accused and how firmly, the
    field. `at` is when the report appeared, never after it was `known`; `published` is its own
    word, if it has one.
    """

    cause: Cause
    mark: str
    at: datetime
    known: datetime
    article: str = ""
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A subject as it stands now, told by reports that are not in review.

    `turns` are in the order in which they became known; where `new` is not among them no such
    report tells of it. `past` says that all of them only look back on it. `answers` names the rules
    whose query line lets it through.
    """

    subject: Subject
    name: str
    stood: Stood
    turns: tuple[Turn, ...] = ()
    grounds: tuple[Ground, ...] = ()
    targets: tuple[str, ...] = ()
    spot: Spot | None = None
    grade: str = ""
    voices: int = 0
    confidence: float = 0.0
    past: bool = False
    answers: frozenset[str] = frozenset()

    @property
    def undone(self) -> bool:
        """Whether it is none any more."""
        return self.stood.status in UNDONE


def graver(one: Severity, other: Severity) -> Severity:
    """Give the graver of two.

    >>> graver("minor", "severe")
    'severe'
    """
    return max(one, other, key=SEVERITIES.index)


def severity(killed: tuple[int, int] | None, injured: tuple[int, int] | None) -> Severity:
    """Grade an incident by the most that any source tells.

    >>> severity(None, (2, 2)), severity((0, 3), None), severity((12, 12), None)
    ('moderate', 'severe', 'extreme')
    """
    dead, hurt = (told[1] if told else 0 for told in (killed, injured))
    if dead >= MANY:
        return "extreme"
    if dead:
        return "severe"
    return "moderate" if hurt else "minor"


MANY: Final = 10
"""Dead from which on an incident is extreme, as `alerts.Severity` says."""
