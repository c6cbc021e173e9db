"""The decisions of analysts as a history: what holds, what does not and why, and who differs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from sqlalchemy import Connection

from vedette.ledger import aiming, deciding
from vedette.records import Decision, LeftOut
from vedette.relate import rulings
from vedette.relate.rulings import Ruling

Standing = Literal["holds", "overruled", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision with its number, and how it stands.

    `by` is the later decision that overrules or withdraws it. `differs` numbers the decisions of
    the same matter that say something else, `incidents` are those that tell what it aims at now,
    `left_out` the findings that it keeps out.
    """

    number: int
    decision: Decision
    standing: Standing = "holds"
    by: int | None = None
    differs: tuple[int, ...] = ()
    incidents: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def history(connection: Connection, incident: str | None = None) -> list[Decided]:
    """Give every decision, the oldest first, or those about one incident and its reports."""
    listed = list(deciding.decisions(connection))
    taken = {made.withdraws: number for number, made in listed if made.verb == "withdraw"}
    read = {number: rulings.ruling(number, made) for number, made in listed}
    told = {number: aiming.reached(connection, one) for number, one in read.items()}
    left: dict[int, list[LeftOut]] = {}
    for one in deciding.left_out(connection):
        left.setdefault(one.number, []).append(one)
    standing = [one for number, one in read.items() if number not in taken]
    apart = list(_differing(standing, told))
    found = [
        Decided(
            number=number,
            decision=made,
            incidents=tuple(sorted(told[number])),
            left_out=tuple(left.get(number, ())),
            differs=tuple(
                other for pair in apart if number in pair for other in pair if other != number
            ),
            **_standing(number, taken, apart),
        )
        for number, made in listed
    ]
    return found if incident is None else _about(connection, found, incident)


def _about(connection: Connection, listed: Sequence[Decided], name: str) -> list[Decided]:
    """Leave those that aim at reports of an incident, hide some of them, or withdraw one such."""
    whole = aiming.incident(connection, name)
    articles = set(whole.articles)
    kept: dict[int, Decided] = {}
    for one in listed:
        aims = rulings.ruling(one.number, one.decision).articles
        hides = {left.article for left in one.left_out}
        if (aims | hides) & articles or one.decision.withdraws in kept:
            kept[one.number] = one
    return list(kept.values())


def _standing(
    number: int, taken: dict[int | None, int], apart: Sequence[tuple[int, int]]
) -> dict[str, Any]:
    if number in taken:
        return {"standing": "withdrawn", "by": taken[number]}
    later = [other for one, other in apart if one == number]
    return {"standing": "overruled", "by": later[-1]} if later else {}


def _differing(
    listed: Sequence[Ruling], told: dict[int, frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """Give the numbers of every two decisions that cannot both hold, the earlier first."""
    said = {one.number: _said(one, told[one.number]) for one in listed}
    for one, other in combinations(listed, 2):
        here, there = said[one.number], said[other.number]
        if any(here[matter] != there[matter] for matter in here.keys() & there.keys()):
            yield one.number, other.number


def _said(one: Ruling, incidents: frozenset[str]) -> dict[tuple[str, ...], Any]:
    """Give what a decision says of each matter that it is about."""
    match one.decision.verb:
        case "dismiss" | "confirm" as verb:
            return {("stands", aim.article, aim.words): verb for aim in one.aims}
        case "correct":
            return {
                (name, incident): one.change[name]
                for name in ("kind", "place")
                if name in one.change
                for incident in incidents
            }
        case "must_link":
            return dict.fromkeys(_pairs(one), "one")
        case "cannot_link":
            first = one.aims[:1]
            return {pair: "two" for pair in _pairs(one) if {_end(aim) for aim in first} & set(pair)}
        case _:
            return {}


def _pairs(one: Ruling) -> Iterator[tuple[str, ...]]:
    return (tuple(sorted(pair)) for pair in combinations([_end(aim) for aim in one.aims], 2))


def _end(aim: Any) -> str:
    return f"{aim.article}:{rulings.plain(aim.words)}"


def laid_out(one: Decided) -> dict[str, Any]:
    """Lay a decision out as `vedette.decisions/1` tells it."""
    made = one.decision
    read = rulings.ruling(one.number, made)
    told = {name: value for name, value in read.change.items() if name not in {"also", "at"}}
    return {
        "number": one.number,
        "verb": made.verb,
        "author": made.author,
        "reason": made.reason,
        "at": made.at.isoformat(),
        "scope": made.scope,
        "aims": [{"article": a.article, "type": a.type, "words": a.words} for a in read.aims],
        **told,
        "withdraws": made.withdraws,
        "standing": one.standing,
        "by": one.by,
        "differs": list(one.differs),
        "incidents": list(one.incidents),
        "left_out": [
            {"article": left.article, "finding": left.finding, "alone": left.alone}
            for left in one.left_out
        ],
    }
