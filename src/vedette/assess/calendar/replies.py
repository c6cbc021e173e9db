"""What may answer a call: a posture, a pledge, or words that agree or refuse."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from vedette.assess.calendar.doings import bare, direction_of
from vedette.assess.days import interval
from vedette.assess.parties import Party, party
from vedette.assess.printed import Printed, Stems
from vedette.records import Field, Finding, Interval, Span
from vedette.taxonomy.countries import mentions

DEEDS: Final = {"posture": ("actor", "change"), "pledge": ("promisor", "act")}
SAYS: Final = {"statement": ("speaker", "content"), "denial": ("denier", "")}
TYPES: Final = frozenset({*DEEDS, *SAYS})
_REFUSES: Final = re.compile(
    r"""\b(?:
    refus\w+|reject\w*|rul(?:ed|es|ing)\ (?:it\ |that\ |this\ |\w+\ )?out|declin(?:e[ds]?|ing)\ to
    |turn(?:ed|s|ing)\ (?:\w+\ ){0,3}?down|(?:will|would|shall)\ not|won['’]t|wouldn['’]t
    |no\ (?:plans?|intention|need|reason)|dismiss\w*|(?:said|says)\ no|oppos(?:es?|ed|ing)
    |not\ (?:going\ to|be|ready\ to|prepared\ to|considering|up\ for)|cannot|can['’]t|snubbed
    |out\ of\ the\ question|unacceptable
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_AGREES: Final = re.compile(
    r"""\b(?:
    agree[ds]?|agreeing|accept\w*|will|would|shall|ready\ to|prepared\ to|going\ to|complied|comply
    |ha[sd]\ (?:begun|started)|grant(?:ed|s)?|approv\w+|decid\w+|order(?:ed|s)|promis\w+
    )\b|['’]ll\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OF_A_CALL: Final = re.compile(
    r"\b(?:calls?|appeals?|requests?|demands?|pleas?|asked for|proposals?|suggestions?)\b",
    re.IGNORECASE,
)
_TILL: Final = re.compile(r"^\s*(?:until|till|through|up to|by|before)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What somebody did or said, and what it is compared by.

    `refuses` is whether his words turn something down, `speaks_of` the states that its sentence
    names where it speaks of a call, a request or a demand. `region` are the states in which a
    posture is. `days` are those on which it was done, where they are told.
    """

    article: str
    finding: str
    at: datetime
    origin: str
    type: str
    by: Party
    words: str
    span: Span
    anchor: Span
    sentence: Span
    content: frozenset[str]
    way: str
    refuses: bool = False
    speaks_of: frozenset[str] = frozenset()
    region: frozenset[str] = frozenset()
    days: Interval | None = None

    @property
    def deed(self) -> bool:
        """Whether something is done or bound to be, not only said."""
        return self.type in DEEDS

    @property
    def place(self) -> tuple[datetime, str, int, str]:
        """Where it stands among all: by appearance, then within its article."""
        return self.at, self.article, self.span.start, self.finding


def replies(finding: Finding, report: Printed, sentence: Span, stems: Stems) -> Iterator[Reply]:
    """Make a finding comparable where it may answer a call; `sentence` holds its anchor.

    Of what is only said, words that neither agree nor refuse are left out: they are most of it.
    """
    who, what = (DEEDS | SAYS)[finding.type]
    text = report.text
    around = text[sentence.start : sentence.end]
    refuses = finding.type in SAYS and bool(_REFUSES.search(around))
    if finding.type in SAYS and not refuses and not _AGREES.search(around):
        return
    told = [entry.span for entry in finding.fields.get(what, ()) if entry.span]
    span = told[0] if told else finding.anchor[0]
    words = " ".join(text[one.start : one.end] for one in told) or around
    yield Reply(
        article=report.article,
        finding=finding.id,
        at=report.at,
        origin=report.origin,
        type=finding.type,
        by=party(finding.fields.get(who, ())),
        words=words,
        span=span,
        anchor=finding.anchor[0],
        sentence=sentence,
        content=frozenset(stems(bare(words))),
        way=_way(finding, words),
        refuses=refuses,
        speaks_of=_speaks_of(around),
        region=frozenset(str(f.value) for f in finding.fields.get("region", ()) if f.value),
        days=begun(finding.fields.get("when", ())),
    )


def _way(finding: Finding, words: str) -> str:
    told = (str(entry.value) for entry in finding.fields.get("direction", ()) if entry.value)
    return direction_of(next(told, ""), words)


def _speaks_of(sentence: str) -> frozenset[str]:
    if not _OF_A_CALL.search(sentence):
        return frozenset()
    return frozenset(mention.code for mention in mentions(sentence))


def begun(told: tuple[Field, ...]) -> Interval | None:
    """Give the days on which something began; "until 30 April" tells only its end."""
    entry = beginning(told)
    return interval(entry.value) if entry else None


def beginning(told: tuple[Field, ...]) -> Field | None:
    """Give the entry that tells when something began."""
    for entry in told:
        if not _TILL.search(entry.text or "") and interval(entry.value):
            return entry
    return None


def ended(told: tuple[Field, ...]) -> date | None:
    """Give the day until which something lasts, where words such as "until" tell it."""
    for entry in told:
        if _TILL.search(entry.text or "") and (days := interval(entry.value)):
            return days.last
    return None
