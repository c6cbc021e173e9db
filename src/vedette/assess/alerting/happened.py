"""The matter of an incident, out of what its sure reports tell.

An incident that no sure report tells has no turn `new`, a stage that none gives is not its stage.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from vedette.answers import Account, IncidentLine
from vedette.assess.alerting.matter import Ground, Matter, Stood, Turn, severity
from vedette.assess.hearing import Reports
from vedette.assess.tracks import Track
from vedette.blame import UNKNOWN, charges
from vedette.records import Disagreement, Incident, Step

PAST: Final = timedelta(days=60)
"""What happened longer before it became known is remembered, not reported, as for alarms."""
ACCUSED: Final = 4
"""Firmness of an accusation whose firmness is not told."""

NOBODY: Final = Reports(sources={}, origins={}, source_of={})
"""Who printed what, where nobody has looked yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An incident with its reports, as the ledger has them.

    `since` gives for an account whose words came by a later edit of its article when that was; for
    all others the article's own times hold. Grades are worked out by `reports` and `tracks`.
    """

    line: IncidentLine
    incident: Incident
    accounts: tuple[Account, ...]
    disagreements: tuple[Disagreement, ...] = ()
    since: Mapping[int, datetime] = field(default_factory=dict)
    reports: Reports = NOBODY
    tracks: Mapping[str, Track] = field(default_factory=dict)


def matter(known: Known) -> Matter:
    """Make the matter of an incident of which `sure` has left what is sure."""
    firm = _accused(known)
    stages = list(_stages(known))
    differing = list(_differing(known))
    turns = [*_new(known), *stages[1:], *firm.values(), *differing]
    told = known.incident
    return Matter(
        subject="incident",
        name=told.id,
        stood=Stood(
            kind=told.kind,
            status=told.status if known.accounts else "",
            country=told.spot.country if told.spot else "",
            accused=dict(sorted(firm)),
            differing=tuple(turn.mark for turn in differing),
            severity=severity(told.killed, told.injured),
        ),
        turns=tuple(sorted(turns, key=lambda turn: (turn.known, turn.cause, turn.mark))),
        grounds=grounds(told),
        targets=told.targets,
        spot=told.spot,
        grade=known.line.grade,
        voices=len(known.line.voices),
        confidence=max((one.telling.confidence for one in known.accounts), default=0.0),
        past=_is_past(known),
    )


def grounds(told: Incident) -> tuple[Ground, ...]:
    """Give the words that an incident rests on."""
    return tuple(
        Ground(article=one.article, start=one.words.start, end=one.words.end)
        for one in told.tellings
    )


def _is_past(known: Known) -> bool:
    if all(one.telling.background for one in known.accounts):
        return True
    first = min(one.head.at for one in known.accounts).date()
    when = known.incident.when
    return when is not None and when.last < first - PAST


def _turn(known: Known, n: int, cause: str, mark: str) -> Turn:
    head = known.accounts[n].head
    edited = known.since.get(n)
    return Turn(
        cause=cause,  # type: ignore[arg-type]  # one of the four below
        mark=mark,
        at=edited or head.at,
        known=edited or head.known,
        article=head.article,
        published=None if edited else _moment(head.published),
    )


def _moment(published: date | None) -> datetime | None:
    """Take a publication by its own word where that tells the hour."""
    return published if isinstance(published, datetime) else None


def _new(known: Known) -> Iterator[Turn]:
    turns = [_turn(known, n, "new", "") for n in range(len(known.accounts))]
    if turns:
        yield min(turns, key=lambda turn: (turn.known, turn.article))


def _stages(known: Known) -> Iterator[Turn]:
    """Give the stages that sure reports moved it to, the first is that in which it began.

    Where a report that is not sure did, it is moved by the first sure one that tells the same.
    """
    for step in known.incident.steps:
        own = (n for n, one in enumerate(known.accounts) if one.head.article == step.article)
        others = (n for n, one in enumerate(known.accounts) if _bears_out(one, step))
        n = next(own, next(others, None))
        if n is not None:
            yield _turn(known, n, "stage", step.status)


def _bears_out(one: Account, step: Step) -> bool:
    told = one.telling
    later = one.head.at >= step.at and not told.background
    return later and (told.status or "reported") == step.status


def _accused(known: Known) -> dict[tuple[str, int], Turn]:
    """Give who is accused and how firmly, with the first report that accuses as firmly.

    What a copy says is what its origin says.
    """
    there = {account.head.article for account in known.accounts}
    found: dict[str, tuple[int, Turn]] = {}
    numbers = range(len(known.accounts))
    for n in sorted(numbers, key=lambda n: _turn(known, n, "accused", "").known):
        account = known.accounts[n]
        if account.head.origin in there:
            continue
        for party, firmness in charges(account.about, ACCUSED).items():
            if firmness > found.get(party, (UNKNOWN, None))[0]:
                found[party] = firmness, _turn(known, n, "accused", f"{party} {firmness}")
    return {(party, firmness): turn for party, (firmness, turn) in found.items()}


def _differing(known: Known) -> Iterator[Turn]:
    """Give the fields on which sure reports differ, known when the second side spoke."""
    by_article = {one.head.article: n for n, one in enumerate(known.accounts)}
    for one in known.disagreements:
        spoke = [
            min(turns, key=lambda turn: turn.known)
            for side in one.sides
            if (
                turns := [
                    _turn(known, by_article[name], "differing", one.field)
                    for name in side.articles
                    if name in by_article
                ]
            )
        ]
        if len(spoke) > 1:
            yield sorted(spoke, key=lambda turn: turn.known)[1]
