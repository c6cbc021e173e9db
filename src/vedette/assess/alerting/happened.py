"""The matter of an incident, out of what its reports tell.

Reports that are in review, that a coder did not mark, or of which a rule says that they are not
sure enough, count for nothing: an incident that only such tell has no turn `new`, a stage that only
such give is not its stage.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from vedette.answers import Account, IncidentLine
from vedette.assess.alerting.matter import Ground, Matter, Stood, Turn, severity
from vedette.blame import UNKNOWN
from vedette.records import Disagreement, Finding, Incident
from vedette.review import Thresholds, in_review

PAST: Final = timedelta(days=60)
"""What happened longer before it became known is remembered, not reported, as for alarms."""
ACCUSED: Final = 4
"""Firmness of an accusation whose firmness is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An incident with its reports, as the ledger has them.

    `since` gives for an account whose words came by a later edit of its article when that was; for
    all others the article's own times hold.
    """

    line: IncidentLine
    incident: Incident
    accounts: tuple[Account, ...]
    disagreements: tuple[Disagreement, ...] = ()
    since: Mapping[int, datetime] = field(default_factory=dict)


def matter(known: Known, thresholds: Thresholds, least: float = 0.0) -> Matter:
    """Make the matter of an incident; `least` is the confidence that a rule asks for."""
    sure = [n for n, one in enumerate(known.accounts) if _sure(one, least)]
    firm = _accused(known, sure, thresholds)
    stages = list(_stages(known, sure))
    differing = list(_differing(known, sure))
    turns = [*_new(known, sure), *stages[1:], *firm.values(), *differing]
    told = known.incident
    return Matter(
        subject="incident",
        name=told.id,
        stood=Stood(
            kind=told.kind,
            status=stages[-1].mark if stages else "",
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
        confidence=max((known.accounts[n].telling.confidence for n in sure), default=0.0),
        past=_is_past(known),
    )


def grounds(told: Incident) -> tuple[Ground, ...]:
    """Give the words that an incident rests on."""
    return tuple(
        Ground(article=one.article, start=one.words.start, end=one.words.end)
        for one in told.tellings
    )


def _sure(one: Account, least: float) -> bool:
    found = one.finding
    return found is not None and not one.review and found.confidence >= least


def _is_past(known: Known) -> bool:
    told = known.incident
    if all(one.background for one in told.tellings):
        return True
    first = min(account.head.at for account in known.accounts).date()
    return told.when is not None and told.when.last < first - PAST


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


def _new(known: Known, sure: Iterable[int]) -> Iterator[Turn]:
    turns = [_turn(known, n, "new", "") for n in sure]
    if turns:
        yield min(turns, key=lambda turn: (turn.known, turn.article))


def _stages(known: Known, sure: Sequence[int]) -> Iterator[Turn]:
    """Give the stages that sure reports moved it to, the first is that in which it began."""
    by_article = {known.accounts[n].head.article: n for n in reversed(sure)}
    for step in known.incident.steps:
        if step.article in by_article:
            yield _turn(known, by_article[step.article], "stage", step.status)


def _accused(
    known: Known, sure: Iterable[int], thresholds: Thresholds
) -> dict[tuple[str, int], Turn]:
    """Give who is accused and how firmly, with the first report that accuses as firmly.

    What a copy says is what its origin says.
    """
    there = {account.head.article for account in known.accounts}
    found: dict[str, tuple[int, Turn]] = {}
    for n in sorted(sure, key=lambda n: _turn(known, n, "accused", "").known):
        account = known.accounts[n]
        if account.head.origin in there:
            continue
        for party, firmness in _charges(account.about, thresholds):
            if firmness > found.get(party, (UNKNOWN, None))[0]:
                found[party] = firmness, _turn(known, n, "accused", f"{party} {firmness}")
    return {(party, firmness): turn for party, (firmness, turn) in found.items()}


def _charges(about: Iterable[Finding], thresholds: Thresholds) -> Iterator[tuple[str, int]]:
    for one in about:
        if one.type != "attribution" or in_review(one, thresholds):
            continue
        told = [entry.value for entry in one.fields.get("firmness", ())]
        firmness = next((value for value in told if isinstance(value, int)), ACCUSED)
        for entry in one.fields.get("accused", ()):
            name = str(entry.value or entry.text or "")
            if name and firmness != UNKNOWN:
                yield name, firmness


def _differing(known: Known, sure: Iterable[int]) -> Iterator[Turn]:
    """Give the fields on which sure reports differ, known when the second side spoke."""
    by_article = {known.accounts[n].head.article: n for n in sure}
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
