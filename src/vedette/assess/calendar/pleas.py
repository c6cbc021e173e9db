"""One finding of a call, made comparable: who asks whom, and for what."""

from dataclasses import dataclass
from datetime import datetime

from vedette.assess.calendar.doings import bare, forbidden, way_of
from vedette.assess.parties import Party, party
from vedette.assess.printed import Printed, Stems
from vedette.records import Finding, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What one report says of a call, and what it is compared by.

    `content` has the stems of what is asked without the verb, whose direction is `way`; `forbids`
    is whether something is asked not to be done. `origin` is the article that its report copies, or
    itself.
    """

    article: str
    finding: str
    at: datetime
    origin: str
    caller: Party
    addressee: Party
    action: str
    span: Span
    anchor: Span
    content: frozenset[str]
    way: str
    forbids: bool
    confidence: float = 1.0

    @property
    def place(self) -> tuple[datetime, str, int, str]:
        """Where it stands among all: by appearance, then within its article."""
        return self.at, self.article, self.span.start, self.finding


def asking(finding: Finding, report: Printed, stems: Stems) -> Asking:
    """Make a finding of a call comparable."""
    told = finding.fields.get("action", ())
    anchor = finding.anchor[0]
    span = next((entry.span for entry in told if entry.span), None) or anchor
    words = report.text[span.start : span.end]
    return Asking(
        article=report.article,
        finding=finding.id,
        at=report.at,
        origin=report.origin,
        caller=party(finding.fields.get("caller", ())),
        addressee=party(finding.fields.get("addressee", ())),
        action=words,
        span=span,
        anchor=anchor,
        content=frozenset(stems(bare(words))),
        way=way_of(words),
        forbids=forbidden(words),
        confidence=finding.confidence,
    )
