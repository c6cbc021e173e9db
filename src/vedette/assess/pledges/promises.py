"""One finding of a pledge, made comparable: who binds himself, to what, how much, by when."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from vedette.assess.days import interval
from vedette.assess.parties import actor_of
from vedette.assess.pledges import shown
from vedette.assess.pledges.levels import beside, level_of
from vedette.assess.printed import Printed, Stems
from vedette.pledged import Level
from vedette.records import Field, Finding, Interval, Span

_NAME: Final = re.compile(r"\b[^\W\d_a-z][\w’'-]+")
_WORDS_FOR: Final = """
the a an he she it we they who which that both all mr mrs ms dr lord sir mayor minister prime
president governor chancellor premier secretary general chief leaders government governments state
"""
_ROLES: Final = frozenset(_WORDS_FOR.split())
"""Words that may begin with a capital and name nobody."""
_AID: Final = re.compile(
    r"\b(?:ukrain\w*|kyiv|kiev|aid|assistance|donat\w*|development|climate)\b", re.IGNORECASE
)
_DEFENCE: Final = re.compile(
    r"\b(?:defen[cs]e|military|armed forces|forces|army|arms|nato|alliance)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What one report says of a pledge, and what it is compared by.

    `actors` are codes of states and names of bodies, `names` the stems of what else the promisor is
    called. `content` has the stems of act and target
    without those of a sum or a share. `origin` is the article that its report
    copies, or itself. `topic` is what a share of the gross domestic product goes to:
    `defence`, `aid`, or empty where nothing tells.
    """

    article: str
    finding: str
    at: datetime
    origin: str
    actors: frozenset[str]
    names: frozenset[str]
    who: str
    act: str
    span: Span
    content: frozenset[str]
    level: Level | None
    told: str
    topic: str
    due: Interval | None
    due_words: str
    made: str
    status: str | None
    moved: Span | None
    confidence: float = 1.0
    anchor: tuple[Span, ...] = ()

    @property
    def place(self) -> tuple[datetime, str, int, str]:
        """Where it stands among all: by appearance, then within its article."""
        return self.at, self.article, self.span.start, self.finding


def promise(finding: Finding, report: Printed, stems: Stems) -> Promise:
    """Make a finding of a report comparable."""
    fields, text = finding.fields, report.text
    act, target = _first(fields, "act"), _first(fields, "target")
    span = next((f.span for f in (act, target) if f and f.span), None) or finding.anchor[0]
    words = text[span.start : span.end]
    told = (target and target.text) or ""
    around = _sentence(text, finding.anchor[0] if finding.anchor else span)
    promisors = fields.get("promisor", ())
    due, made = _first(fields, "due"), _first(fields, "made")
    status, moved = _standing(_first(fields, "status"), text, finding.anchor)
    return Promise(
        article=report.article,
        finding=finding.id,
        at=report.at,
        origin=report.origin,
        actors=_actors(promisors),
        names=_names(promisors, stems),
        who=", ".join(f.text for f in promisors if f.text),
        act=words,
        span=span,
        content=frozenset(stems(beside(f"{words} {told}"))),
        level=level_of(target.value if target else None, told, f"{words} {around}")
        or level_of(None, words, around),
        told=told,
        topic=_topic(f"{words} {told}", around),
        due=interval(due.value) if due else None,
        due_words=str((due.text or due.value) if due else ""),
        made=str((made.value or made.text) if made else ""),
        status=status,
        moved=moved,
        confidence=finding.confidence,
        anchor=tuple(Span(*span) for span in finding.anchor),
    )


def _first(fields: Mapping[str, tuple[Field, ...]], name: str) -> Field | None:
    return next(iter(fields.get(name, ())), None)


def _standing(
    told: Field | None, text: str, anchor: Sequence[Span]
) -> tuple[str | None, Span | None]:
    """Give the standing that a finding tells with its words; one without words has to be shown."""
    value = str(told.value) if told and told.value else None
    if told and told.span:
        return value, told.span
    return shown.standing(value, text, anchor[0]) if anchor else (None, None)


def _actors(promisors: Iterable[Field]) -> frozenset[str]:
    found = (actor_of(f.value, f.text or "") for f in promisors)
    return frozenset(one for one in found if one)


def _names(promisors: Iterable[Field], stems: Stems) -> frozenset[str]:
    """Give the stems of what is written with a capital: "the six governments" name nobody."""
    called = (f.value if isinstance(f.value, str) else f.text or "" for f in promisors)
    names = (word for name in called for word in _NAME.findall(name))
    return frozenset(stems(" ".join(word for word in names if word.casefold() not in _ROLES)))


def _sentence(text: str, at: Span) -> str:
    start = max(text.rfind(mark, 0, at.start) for mark in (". ", "\n", "! ", "? "))
    ends = [end for mark in (". ", "\n", "! ", "? ") if (end := text.find(mark, at.end)) >= 0]
    return text[start + 1 : min(ends, default=len(text))]


def _topic(words: str, around: str) -> str:
    """Say what a share goes to: by the words of the act, else by those around, else nothing."""
    for told in (words, around):
        if _AID.search(told):
            return "aid"
        if _DEFENCE.search(told):
            return "defence"
    return ""
