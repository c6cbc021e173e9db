"""The decisions of analysts as a history: what holds, what does not and why, and who differs."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final, Literal

from sqlalchemy import Connection

from vedette.amended import Saying
from vedette.ledger import aiming, deciding
from vedette.ledger.aiming import Reach
from vedette.ledger.amending import Aimed
from vedette.records import Aim, Incident, LeftOut
from vedette.relate import rulings
from vedette.relate.rulings import Ruling

OWN: Final = frozenset({"also", "at", "places"})
"""Particulars that only the fold wants."""
Standing = Literal["holds", "overruled", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision that was made, and how it stands.

    `by` is the later decision that overrules or withdraws it. `differs` numbers the decisions of
    the same matter that say something else, `incidents` are those that tell what it aims at now,
    `left_out` the findings that it keeps out.
    """

    ruling: Ruling
    standing: Standing = "holds"
    by: int | None = None
    differs: tuple[int, ...] = ()
    incidents: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def history(connection: Connection, incident: str | None = None) -> list[Decided]:
    """Give every decision, the oldest first, or those about one incident and its reports."""
    listed = [rulings.ruling(*made) for made in deciding.decisions(connection)]
    if incident is not None:
        listed = _near(connection, listed, aiming.incident(connection, incident))
    withdrawing = [one for one in listed if one.decision.verb == "withdraw"]
    taken = {one.decision.withdraws: one.number for one in withdrawing}
    reached = {one.number: aiming.reach(connection, one) for one in listed}
    left: dict[int, list[LeftOut]] = {}
    for hidden in deciding.left_out(connection):
        left.setdefault(hidden.number, []).append(hidden)
    apart = list(_differing([one for one in listed if one.number not in taken], reached))
    found = [
        Decided(
            ruling=one,
            incidents=tuple(sorted(reached[one.number].incidents)),
            left_out=tuple(left.get(one.number, ())),
            differs=_others(one.number, apart),
            **_standing(one.number, taken, apart),
        )
        for one in listed
    ]
    return found if incident is None else _about(connection, found, incident)


def on_article(connection: Connection, article: str) -> list[Decided]:
    """Give the decisions that aim at an article, and what takes them back, the oldest first."""
    listed = [rulings.ruling(*made) for made in deciding.decisions(connection, about=article)]
    aimed = {one.number for one in listed if article in one.articles}
    taken: dict[int | None, int] = {
        one.decision.withdraws: one.number
        for one in listed
        if one.decision.verb == "withdraw" and one.decision.withdraws in aimed
    }
    return [
        Decided(ruling=one, **_standing(one.number, taken, ()))
        for one in listed
        if one.number in aimed or one.decision.withdraws in aimed
    ]


def of_matter(
    listed: Iterable[Aimed], sayings: Collection[Saying], key: str = ""
) -> tuple[Decided, ...]:
    """Give the decisions on one matter of a register, taken back or not, the oldest first."""
    near = [
        one
        for one in listed
        if not one.sayings(one.ruling.aims).isdisjoint(sayings)
        or (key and one.ruling.change.get("key") == key)
    ]
    taken = {one.ruling.number: one.withdrawal for one in near if one.withdrawal}
    reached = {
        one.ruling.number: Reach(findings=one.findings, incidents=frozenset()) for one in near
    }
    apart = list(_differing([one.ruling for one in near if not one.withdrawal], reached))
    by = {number: one.number for number, one in taken.items()}
    found = [
        Decided(
            ruling=one.ruling,
            differs=_others(one.ruling.number, apart),
            **_standing(one.ruling.number, by, apart),
        )
        for one in near
    ]
    return (*found, *(Decided(ruling=one) for one in taken.values()))


def _others(number: int, apart: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """Give the numbers of those that differ from one."""
    return tuple(other for pair in apart if number in pair for other in pair if other != number)


def _near(connection: Connection, listed: Sequence[Ruling], whole: Incident) -> list[Ruling]:
    """Leave those that may be about an incident, or may differ from one that is.

    What two of them differ on is a finding or an incident, so that they aim at reports of one
    incident. What each of them reaches costs a look into the ledger: of 200 all took three seconds.
    """
    told = set(whole.articles)
    hiding = {left.number for left in deciding.left_out(connection) if left.article in told}
    aimed = {name for one in listed if one.articles & told for name in one.articles}
    around = aiming.beside(connection, told | aimed)
    kept = {one.number for one in listed if one.number in hiding or one.articles & around}
    return [one for one in listed if kept & {one.number, one.decision.withdraws}]


def _about(connection: Connection, listed: Sequence[Decided], name: str) -> list[Decided]:
    """Leave those that aim at reports of an incident, hide some of them, or withdraw one such."""
    whole = aiming.incident(connection, name)
    articles = set(whole.articles)
    kept: dict[int, Decided] = {}
    for one in listed:
        hides = {left.article for left in one.left_out}
        if (one.ruling.articles | hides) & articles or one.ruling.decision.withdraws in kept:
            kept[one.ruling.number] = one
    return list(kept.values())


def _standing(
    number: int,
    taken: Mapping[int | None, int] | Mapping[int, int],
    apart: Sequence[tuple[int, int]],
) -> dict[str, Any]:
    if number in taken:
        return {"standing": "withdrawn", "by": taken[number]}
    later = [other for one, other in apart if one == number]
    return {"standing": "overruled", "by": later[-1]} if later else {}


def _differing(listed: Sequence[Ruling], reached: Mapping[int, Reach]) -> Iterator[tuple[int, int]]:
    """Give the numbers of every two decisions that cannot both hold, the earlier first."""
    said = {one.number: _said(one, reached[one.number]) for one in listed}
    for one, other in combinations(listed, 2):
        here, there = said[one.number], said[other.number]
        if any(here[matter] != there[matter] for matter in here.keys() & there.keys()):
            yield one.number, other.number


def _said(one: Ruling, reached: Reach) -> dict[tuple[str, ...], Any]:
    """Give what a decision says of each matter that it is about."""
    match one.decision.verb:
        case "dismiss" | "confirm" as verb:
            return {("stands", _matter(aim, reached)): verb for aim in one.aims}
        case "correct":
            return {
                (name, incident): one.change[name]
                for name in ("kind", "place")
                if name in one.change
                for incident in reached.incidents
            }
        case "must_link" | "cannot_link" as verb:
            return _links(one, reached, apart=verb == "cannot_link")
        case "resolve" | "amend":
            return _registered(one, reached)
        case "judge":
            alarm = (one.change["scope"], *one.change["series"], one.change["day"])
            return {("alarm", *alarm): one.change["verdict"]}
        case _:
            return {}


def _registered(one: Ruling, reached: Reach) -> dict[tuple[str, ...], Any]:
    """Give what a decision says of a matter of the registers."""
    if link := one.change.get("link"):
        return _links(one, reached, apart=link == "two")
    if one.decision.verb == "resolve":
        return {("outcome", _matter(one.aims[0], reached)): one.change.get("outcome")}
    told = [name for name in ("stands", "due", "who", "whom") if name in one.change]
    return {(name, _matter(aim, reached)): one.change[name] for aim in one.aims for name in told}


def _links(one: Ruling, reached: Reach, *, apart: bool) -> dict[tuple[str, ...], Any]:
    """Give which pairs a decision puts together, or which it holds apart: those with its first."""
    if not apart:
        return dict.fromkeys(_pairs(one, reached), "one")
    first = {_matter(aim, reached) for aim in one.aims[:1]}
    return {pair: "two" for pair in _pairs(one, reached) if first & set(pair)}


def _pairs(one: Ruling, reached: Reach) -> Iterator[tuple[str, ...]]:
    ends = [_matter(aim, reached) for aim in one.aims]
    return (tuple(sorted(pair)) for pair in combinations(ends, 2))


def _matter(aim: Aim, reached: Reach) -> str:
    """Name the findings that an aim means now, or what it says itself where there are none."""
    means = reached.findings.get(aim, ()) if aim.words else ()
    said = aim.type, rulings.plain(aim.words), str(aim.at)
    return " ".join((aim.article, *(means or said)))


def laid_out(one: Decided) -> dict[str, Any]:
    """Lay a decision out as `vedette.decisions/1` tells it."""
    made, read = one.ruling.decision, one.ruling
    told = {name: value for name, value in read.change.items() if name not in OWN}
    return {
        "number": read.number,
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
