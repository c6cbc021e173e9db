"""What is left of an incident by the reports that are sure: only that is told to anybody.

Reports that are in review, that a coder did not mark, or of which a rule says that they are not
sure enough, count for nothing: neither as voices nor for the grade, the toll, the place or the
kind. Accusations and answers below their own threshold are left out likewise.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from vedette.answers import Account
from vedette.assess.alerting.happened import Known
from vedette.assess.grades import grade
from vedette.assess.hearing import one_of_each_owner
from vedette.blame import accusers
from vedette.records import Disagreement, Incident, Spot, Telling
from vedette.review import Thresholds, in_review

Told = TypeVar("Told")


def sure(known: Known, thresholds: Thresholds, least: float = 0.0) -> Known:
    """Leave what sure reports tell; `least` is the confidence that a rule asks for.

    The words that it rests on and its steps stay those of all reports: by them it is known again.
    """
    kept = {n: _judged(one, thresholds) for n, one in _sure(known.accounts, least)}
    if tuple(kept.values()) == known.accounts:
        return known
    mine = replace(
        known,
        accounts=tuple(kept.values()),
        incident=_told(known.incident, list(kept.values())),
        since={at: known.since[n] for at, n in enumerate(kept) if n in known.since},
    )
    return _lined(mine)


def _sure(accounts: Iterable[Account], least: float) -> Iterator[tuple[int, Account]]:
    for n, one in enumerate(accounts):
        if one.finding and not one.review and one.finding.confidence >= least:
            yield n, one


def _judged(one: Account, thresholds: Thresholds) -> Account:
    about = tuple(found for found in one.about if not in_review(found, thresholds))
    return one if about == one.about else replace(one, about=about)


def _told(told: Incident, accounts: Sequence[Account]) -> Incident:
    """Give an incident as some of its accounts have it, with what an analyst corrected of it."""
    tellings = [one.telling for one in accounts]
    own = [one.telling for one in own_words(accounts)]
    kinds, spots = [one.kind for one in own], [one.spot for one in own]
    return replace(
        told,
        kind=told.kind if "kind" in told.decided else _one_of(told.kind, kinds) or told.kind,
        when=_one_of(told.when, [one.when for one in own]),
        spot=told.spot if "place" in told.decided else _one_of(told.spot, sorted(spots, key=_fine)),
        status=_status(told, tellings),
        targets=tuple(sorted({hit for one in tellings for hit in one.targets})),
        killed=_last(own, "killed"),
        injured=_last(own, "injured"),
    )


def own_words(accounts: Sequence[Account]) -> list[Account]:
    """Leave out the copies of what is among the accounts itself."""
    there = {one.head.article for one in accounts}
    return [one for one in accounts if one.head.origin not in there]


def _one_of(whole: Told | None, told: Sequence[Told | None]) -> Told | None:
    """Give what all reports together amount to if one of some tells it, else what the first tells.

    >>> _one_of("arson", [None, "arson"]), _one_of("arson", [None, "sabotage"])
    ('arson', 'sabotage')
    """
    return whole if whole in told else next((one for one in told if one is not None), None)


def _fine(spot: Spot | None) -> float:
    return spot.radius_km if spot else 0.0


def _status(told: Incident, tellings: Sequence[Telling]) -> str:
    """Give the stage that sure reports moved it to, or bear out."""
    there = {one.article for one in tellings}
    moved = [step.status for step in told.steps if step.article in there]
    borne = [one.status or "reported" for one in tellings]
    return told.status if told.status in borne else (moved or borne or [told.status])[-1]


def _last(tellings: Sequence[Telling], name: str) -> tuple[int, int] | None:
    """Give the count of killed or injured that was told last."""
    for one in reversed(tellings):
        for value in one.values.get(name, ()):
            low, _, high = value.partition("-")
            return int(low), int(high or low)
    return None


def _lined(known: Known) -> Known:
    """Lay its line out anew: its values, who tells it, its grade."""
    told, accounts = known.incident, known.accounts
    articles = dict.fromkeys(one.head.article for one in accounts)
    differing = {one.field for one in known.disagreements if _sides(one, articles) > 1}
    speak = dict.fromkeys(one.head.source for one in own_words(accounts))
    line = replace(
        known.line,
        kind=told.kind,
        status=told.status,
        when=told.when,
        spot=told.spot,
        killed=told.killed,
        injured=told.injured,
        targets=told.targets,
        reports=len(articles),
        voices=one_of_each_owner(speak, known.reports.sources),
        by=accusers(found for one in accounts for found in one.about),
        disagreements=tuple(name for name in known.line.disagreements if name in differing),
        grade=_mark(known),
    )
    return replace(known, line=line)


def _sides(one: Disagreement, articles: Iterable[str]) -> int:
    """Count the sides on which one of some articles is."""
    there = set(articles)
    return sum(not there.isdisjoint(side.articles) for side in one.sides)


def _mark(known: Known) -> str:
    """Grade an incident by its sure reports alone."""
    told = replace(known.incident, tellings=tuple(one.telling for one in known.accounts))
    return grade(told, known.disagreements, known.reports, tracks=known.tracks).mark
