"""What happened: mentions, gathered into incidents.

Mentions of one kind, or of kinds that one thing may bear (an explosion that turns out to be
sabotage), are one incident, unless day or place set them apart. Then the sentences that mention it
fill its fields.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vedette.code.languages import Language
from vedette.code.languages.draft import Draft
from vedette.code.languages.fields import Fields
from vedette.code.languages.mentions import TIERS, Mention
from vedette.code.languages.page import Page
from vedette.records import Span

# An act against these is sabotage whatever tool was used, fire apart: coding guide, section 3.
_INFRASTRUCTURE = frozenset(
    {"rail", "aviation", "port", "energy", "telecom", "water", "arms_industry"}
)
_MOVED = frozenset({"explosive_attack", "assassination", "unexplained"})
# Kinds that a word such as "sabotage" or "explosion" may mean as well.
_PHYSICAL = frozenset({"sabotage", "arson", "explosive_attack", "undersea_infrastructure", "cbrn"})
_VAGUE = frozenset({"unexplained", "sabotage", "explosive_attack", "assassination"})
# States at open war, where a drone over a town strikes it.
_AT_WAR = frozenset({"RU", "UA"})
_MOST = 30
"""Mentions looked at of one incident; what is said of it after so many is said before."""
_KEPT = 6
"""Mentions kept of one incident; the gold has up to five."""


@dataclass(slots=True, kw_only=True)
class _Case:
    """Mentions that are one incident so far."""

    kind: str
    mentions: list[Mention] = field(default_factory=list)

    @property
    def firm(self) -> list[Mention]:
        """Give the mentions that do more than point back."""
        return [m for m in self.mentions if m.tier != "weak"] or self.mentions


def find_incidents(
    page: Page, language: Language, cues: Sequence[Span], mentions: Iterable[Mention]
) -> list[Draft]:
    """Find the incidents of a page by its mentions, which come sentence by sentence.

    `cues` are the verbs of saying, whose day is another.
    """
    fields = Fields(page, language, cues)
    cases: list[_Case] = []
    for mention in mentions:
        _gather(mention, cases, fields)
    alone = len(cases) == 1
    drafts = [_draft(case, fields, alone=alone) for case in cases]
    return [d for d, case in zip(drafts, cases, strict=True) if _holds(d, case, alone=alone)]


def _holds(draft: Draft, case: _Case, *, alone: bool) -> bool:
    """Say whether a case has more to it than a word: a day or place, or firm words alone."""
    strong = any(mention.tier == "strong" for mention in case.mentions)
    if strong and alone:
        return True
    if strong:
        return "when" in draft.fields or "where" in draft.fields
    return "when" in draft.fields


def _gather(mention: Mention, cases: list[_Case], fields: "Fields") -> None:
    """Add a mention to the case it belongs to, or open one if it can stand alone."""
    fitting = [case for case in cases if _fits(mention, case)]
    near = max(fitting, key=lambda case: _nearness(mention, case), default=None)
    if near is not None and not (mention.tier == "strong" and _apart(mention, near, fields)):
        if near.kind != mention.kind and _sharper(mention, near):
            near.kind = mention.kind
        if len(near.mentions) < _MOST:
            near.mentions.append(mention)
    elif _stands(mention, cases, fields):
        cases.append(_Case(kind=mention.kind, mentions=[mention]))


def _nearness(mention: Mention, case: _Case) -> tuple[bool, int]:
    return case.kind == mention.kind, max(m.span.start for m in case.mentions)


def _fits(mention: Mention, case: _Case) -> bool:
    if mention.kind == case.kind:
        return True
    if mention.tier == "weak" and any(m.sentence == mention.sentence for m in case.mentions):
        return False
    if case.kind == "missile_drone_strike" and mention.kind in _PHYSICAL:
        return True
    pair = {mention.kind, case.kind}
    return pair <= _PHYSICAL | _VAGUE and bool(pair & _VAGUE)


def _sharper(mention: Mention, case: _Case) -> bool:
    """Say whether a mention tells the kind better than all before it."""
    if mention.tier == "weak" or case.kind == "arson":
        return False
    return case.kind == "unexplained" or all(m.tier != "strong" for m in case.mentions)


def _apart(mention: Mention, case: _Case, fields: "Fields") -> bool:
    """Say whether day or place set a firm mention apart from a case of its kind."""
    if any(m.sentence == mention.sentence for m in case.mentions):
        return False
    days, places = fields.days(mention.sentence), fields.countries(mention.sentence)
    known = {m.sentence for m in case.mentions}
    theirs = {day for s in known for day in fields.days(s)}
    there = {place for s in known for place in fields.countries(s)}
    other_day = bool(days and theirs) and days.isdisjoint(theirs)
    other_place = bool(places and there) and places.isdisjoint(there)
    return other_day and (other_place or fields.sites(mention.sentence, known))


def _stands(mention: Mention, cases: Sequence[_Case], fields: "Fields") -> bool:
    """Say whether a mention can name an incident without another before it."""
    told = bool(fields.days(mention.sentence) or fields.countries(mention.sentence))
    if mention.tier == "strong":
        return not cases or told
    if mention.tier == "bare":
        return not cases and (told or mention.sentence == 0)
    return False


def _draft(case: _Case, fields: "Fields", *, alone: bool) -> Draft:
    firm = sorted(case.firm, key=lambda m: (TIERS.index(m.tier), m.span))
    rest = sorted((m for m in case.mentions if m not in firm), key=lambda m: m.span)
    draft = Draft(
        type="incident",
        kind=case.kind,
        anchor=list(dict.fromkeys(m.span for m in (*firm, *rest)))[:_KEPT],
        rule=f"{case.kind} {firm[0].tier}",
        confidence={"strong": 0.7, "bare": 0.5, "weak": 0.4}[firm[0].tier],
    )
    fields.fill(draft, [m.sentence for m in (*firm, *rest)], alone=alone)
    draft.kind = _settled(draft)
    return draft


def _settled(draft: Draft) -> str:
    """Let target and place decide between kinds, as the guide has it."""
    target = next((f.value for f in draft.fields.get("target", ())), None)
    where = {f.value for f in draft.fields.get("where", ())}
    if draft.kind in _MOVED and target in _INFRASTRUCTURE and not _open(draft):
        return "sabotage"
    if draft.kind == "drone_incursion" and where & _AT_WAR:
        return "missile_drone_strike"
    return str(draft.kind)


def _open(draft: Draft) -> bool:
    """Say whether nobody has called an explosion an act so far."""
    status = draft.fields["status"][0].value
    return draft.kind == "unexplained" and status in {"reported", "under_investigation"}
