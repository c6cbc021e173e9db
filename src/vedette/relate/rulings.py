"""What analysts have decided, and which findings of a report it is aimed at.

A decision points at words of a report, not at a finding's id: the coder may be upgraded and the
report edited, and the words are looked for again. Those that are the same count before those that
hold one another; of several the nearest to where they stood.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, TypeVar

from vedette.records import Aim, Article, Coding, Decision, Finding, LeftOut, Span
from vedette.relate import tellings, words
from vedette.relate.copies import appeared
from vedette.relate.signatures import Signature, sign

Thing = TypeVar("Thing")
DUTY: Final = frozenset({"acknowledge", "assign", "snooze"})
"""Verbs that say who has taken on an incident."""
FOLDED: Final = DUTY | {
    "confirm", "dismiss", "correct", "must_link", "cannot_link", "never", "handle", "release",
    "find",
}  # fmt: skip
"""Verbs that change what reports amount to, who may be told of it, or who has taken it on; a note
does not."""
AIMED: Final = FOLDED | {"amend", "resolve", "note"}
"""Those, and what is read when a register or a page is asked for: all that quotes words of reports,
and is withheld with one of them."""
SHIFTED: Final = 150
"""Code points by which an anchor may lie elsewhere in a text whose words still stand where they
did: the length of a sentence. Further off it is another finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A decision that is in force, with its number in the log and all that it aims at."""

    number: int
    decision: Decision
    aims: tuple[Aim, ...] = ()
    change: Mapping[str, Any] = field(default_factory=dict)

    @property
    def articles(self) -> frozenset[str]:
        """The reports that it aims at."""
        return frozenset(aim.article for aim in self.aims)


def ruling(number: int, decision: Decision) -> Ruling:
    """Read a decision: its own aim first, then those that its change names."""
    change = json.loads(decision.change)
    own = Aim(
        article=decision.article,
        words=decision.words,
        at=change.get("at"),
        type=decision.type or "incident",
    )
    also = [Aim(**aim) for aim in change.get("also", ())]
    aims = (own, *also) if decision.article else tuple(also)
    return Ruling(number=number, decision=decision, aims=aims, change=change)


def in_force(decisions: Iterable[tuple[int, Decision]]) -> list[Ruling]:
    """Give the rulings of numbered decisions without those that were withdrawn."""
    listed = sorted(decisions, key=lambda held: held[0])
    withdrawn = {decision.withdraws for _, decision in listed if decision.verb == "withdraw"}
    return [
        ruling(number, decision)
        for number, decision in listed
        if decision.verb in FOLDED and number not in withdrawn
    ]


def by_article(held: Iterable[Ruling]) -> defaultdict[str, tuple[Ruling, ...]]:
    """Give the rulings that aim at each article, in their order; of any other, none."""
    found: defaultdict[str, tuple[Ruling, ...]] = defaultdict(tuple)
    for one in held:
        for name in one.articles:
            found[name] += (one,)
    return found


def plain(text: str) -> str:
    """Write words so that a line break or a capital makes no difference."""
    return " ".join(text.split()).casefold()


def holds(text: str, phrase: str) -> bool:
    """Say whether a text has a phrase as whole words.

    >>> holds("The Fire drill in Turku", "fire  drill"), holds("campfire drills", "fire drill")
    (True, False)
    """
    return bool(re.search(rf"(?<!\w){re.escape(plain(phrase))}(?!\w)", plain(text)))


def meant(aim: Aim, text: str, candidates: Sequence[tuple[Thing, Sequence[Span]]]) -> list[Thing]:
    """Give those of the candidates, each with its anchor, that an aim at this text means."""
    if not aim.words:
        return [thing for thing, _ in candidates]
    fits = [(fit, thing) for thing, anchor in candidates if (fit := _fit(aim, text, anchor))]
    if not fits:
        return []
    best = min(fit for fit, _ in fits)
    if aim.at is None:
        return [thing for (rank, _), thing in fits if rank == best[0]]
    return [next(thing for fit, thing in fits if fit == best)]


def _fit(aim: Aim, text: str, anchor: Sequence[Span]) -> tuple[int, int] | None:
    """Give how well an anchor fits an aim and how far it lies off, the less the better."""
    end = aim.at + len(aim.words) if aim.at is not None else 0
    stands = aim.at is not None and plain(text[aim.at : end]) == plain(aim.words)
    fits = []
    for span in anchor:
        off = abs(span.start - aim.at) if aim.at is not None else 0
        if stands and off > SHIFTED:
            continue
        held = text[span.start : span.end]
        if plain(held) == plain(aim.words):
            fits.append((0, off))
        elif holds(held, aim.words) or holds(aim.words, held):
            fits.append((1, off))
        elif stands and aim.at is not None and span.start < end and aim.at < span.end:
            fits.append((2, off))
    return min(fits, default=None)


# ── Findings that are left out ───────────────────────────────────────────────────────────────────


def signed(article: Article, coding: Coding, rulings: Iterable[Ruling]) -> Signature:
    """Work out a report's signature without the findings that decisions keep out."""
    left = left_out(article, coding, rulings)
    gone = {one.finding for one in left}
    if not gone:
        return sign(article, coding)
    held = replace(coding, findings=tuple(f for f in coding.findings if f.id not in gone))
    hidden = (one for one in tellings.sketches(article, coding) if one.telling.finding in gone)
    return replace(sign(article, held), left_out=left, hidden=tuple(hidden))


def left_out(article: Article, coding: Coding, rulings: Iterable[Ruling]) -> tuple[LeftOut, ...]:
    """Give the findings of a coding that are dismissed, or hidden for good, and by what.

    What somebody confirmed stays, unless it was dismissed after that.
    """
    listed = sorted(rulings, key=lambda one: (one.decision.verb != "never", one.number))
    by: dict[str, Ruling] = {}
    for one in listed:
        for finding in _struck(one, article, coding):
            if one.decision.verb == "confirm":
                by.pop(finding.id, None)
            else:
                by[finding.id] = one
    return tuple(
        LeftOut(number=one.number, verb=one.decision.verb, article=article.id, finding=finding)
        for finding, one in sorted(by.items())
    )


def _struck(one: Ruling, article: Article, coding: Coding) -> list[Finding]:
    """Give the findings that a ruling confirms, dismisses or hides."""
    if one.decision.verb == "never":
        return [f for f in coding.findings if _recurs(one.change, article, f)]
    if one.decision.verb not in {"confirm", "dismiss"}:
        return []
    return [
        finding
        for aim in one.aims
        if aim.article == article.id
        for finding in meant(
            aim, article.text, [(f, f.anchor) for f in coding.findings if f.type == aim.type]
        )
    ]


def _recurs(change: Mapping[str, Any], article: Article, finding: Finding) -> bool:
    """Say whether an incident is one of those that are never shown again, in its time."""
    assert article.known is not None
    day = appeared(article.published, article.known).date()
    return (
        finding.type == "incident"
        and day <= date.fromisoformat(change["until"])
        and is_from(change, article)
        and ("phrase" not in change or holds(_sentence(article.text, finding), change["phrase"]))
    )


def is_from(change: Mapping[str, Any], article: Article) -> bool:
    """Say whether an article comes from the source and the author that a `never` names, if any."""
    writers = {plain(name) for name in article.byline}
    return change.get("source", article.source) == article.source and (
        "byline" not in change or plain(change["byline"]) in writers
    )


def _sentence(text: str, finding: Finding) -> str:
    """Give the sentence in which a finding is anchored."""
    return text[slice(*words.sentence_at(text, finding.anchor[0].start))]
