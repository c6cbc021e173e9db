"""The stage of an incident over time: which report moved it, and to what.

An inquiry goes one way: from told to investigated, attributed, charged, convicted. A late report
with an earlier stage does not take it back. Another account (an accident, nothing at all) ends it,
and so does who told it first by taking it back, unless a court has spoken; that sources differ on
whether it happened makes it contested until an official finding or a charge settles it. Another who
takes back what he told after the first differs from those who still tell it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from vedette.records import Step
from vedette.relate.voices import Voice, in_order

RANK: Final = {
    "reported": 0, "under_investigation": 1, "confirmed": 2, "attributed": 3, "foiled": 3,
    "unattributed": 3, "contested": 3, "revised": 3, "charged": 5, "closed_unsolved": 6,
    "charges_dropped": 7, "convicted": 7, "acquitted": 8,
}  # fmt: skip
"""How far a stage is; a report moves an incident only up."""
ENDED: Final = frozenset({"accident", "refuted", "retracted"})
"""Stages that say that it was none, or not that; only a charge or more goes on from there."""
DOUBTS: Final = ENDED | {"contested"}
"""Stages in which a report leaves what it does not tell as having happened."""
COURT: Final = 5
"""Rank from which a court or a prosecutor has spoken."""


def steps(voices: Iterable[Voice]) -> tuple[Step, ...]:
    """Fold what reports say of the stage, in the order in which they appeared, into its changes.

    Who tells of it in passing alone says nothing of the stage.
    """
    climbed: list[Step] = []
    seen: list[Voice] = []
    for one in in_order(voice for voice in voices if not voice.telling.background):
        now = climbed[-1].status if climbed else None
        then = _next(now, one, seen)
        seen.append(one)
        if then != now:
            climbed.append(
                Step(
                    at=one.at,
                    article=one.telling.article,
                    status=then,
                    firmness=one.telling.firmness,
                )
            )
    return tuple(climbed)


def confirmed(voices: Iterable[Voice], climbed: Sequence[Step]) -> datetime | None:
    """Give when a report last told the stage that the changes lead to, or a later one.

    Copies should be left out of the voices: a text that is printed again says nothing new.
    """
    if not climbed:
        return None
    now = climbed[-1]
    again = (
        one.at
        for one in voices
        if not one.telling.background and _holds(one.telling.status or "reported", now.status)
    )
    return max((now.at, *again))


def _holds(told: str, now: str) -> bool:
    """Whether a report that tells one stage bears out another."""
    return told == now or (now in RANK and RANK.get(told, -1) > RANK[now])


def _next(now: str | None, one: Voice, seen: Sequence[Voice]) -> str:
    """Say in which stage an incident is after a report, given the stage before it."""
    told = one.telling.status or "reported"
    if now is None:
        return told
    if told == "retracted" and not _told_it_first(one.source, seen):
        told = "contested"
    if told in ENDED:
        return now if RANK.get(now, 0) >= COURT else told
    if now in ENDED:
        return told if RANK[told] >= COURT else now
    if told == "contested":
        return told if RANK[now] < COURT else now
    return told if RANK[told] > RANK[now] else now


def _told_it_first(source: str, seen: Sequence[Voice]) -> bool:
    """Say whether a source was the first to tell it as having happened."""
    so = (one.source for one in seen if (one.telling.status or "reported") not in DOUBTS)
    return next(so, None) == source
