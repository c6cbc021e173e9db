"""Which decisions are about what: who has taken on an incident, and what was looked at.

A decision aims at words of reports. Which incident tells them is worked out with the incident, so
that who asks for a page of incidents finds by their ids what was said of each. What is no incident
(a thread of alerts, an issue, a source that is blind) a decision names.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, Literal

from sqlalchemy import Connection, Row, delete, insert, select

from vedette.duty import Act, Duty, Stood
from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.ledger.asking import Question, among
from vedette.ledger.store import portions
from vedette.records import Decision
from vedette.relate import decided
from vedette.relate.relating import Picture
from vedette.relate.rulings import DUTY, Ruling
from vedette.relate.signatures import Signature

Named = Literal["thread", "issue", "source"]
"""What is no incident and may be acknowledged all the same."""
NAMED: Final[frozenset[Named]] = frozenset({"thread", "issue", "source"})
TOLD: Final = DUTY | {"confirm"}
"""Verbs by which somebody has looked at an incident, and left it standing."""


_DROPPED = Question(
    delete(t.about).where(t.about.c.noun == "incident", among(t.about.c.name, "some"))
)


# ── The fold ─────────────────────────────────────────────────────────────────────────────────────


def derive(
    connection: Connection,
    found: Picture,
    signatures: Mapping[str, Signature],
    rulings: Sequence[Ruling],
) -> None:
    """Write which decisions are about the incidents that were made of some reports."""
    marked = [one for one in rulings if one.decision.verb in TOLD]
    made = [
        _row("incident", incident.id, one.number, one.decision)
        for incident in found.incidents if marked
        for one in decided.about(incident, marked, signatures)
    ]  # fmt: skip
    if made:
        connection.execute(insert(t.about), made)


def drop(connection: Connection, incidents: Collection[str]) -> None:
    """Forget what was about incidents that are worked out anew."""
    if some := sorted(incidents):
        _DROPPED(connection, some=some)


def take(connection: Connection, number: int, decision: Decision) -> None:
    """Take a decision that names what it is about."""
    told = json.loads(decision.change)
    named: list[tuple[str, Any]] = [(noun, told[noun]) for noun in sorted(NAMED) if told.get(noun)]
    if decision.verb == "second":
        named = [("decision", str(told["number"]))]
    made = [_row(noun, str(name), number, decision) for noun, name in named]
    if made:
        connection.execute(insert(t.about), made)


def take_back(connection: Connection, number: int) -> None:
    """Take back what a decision named; incidents are worked out anew."""
    a = t.about.c
    connection.execute(delete(t.about).where(a.decision == number, a.noun != "incident"))


def _row(noun: str, name: str, number: int, decision: Decision) -> dict[str, Any]:
    return {"noun": noun, "name": name, "decision": number, "verb": decision.verb}


# ── What is asked ────────────────────────────────────────────────────────────────────────────────


def duties(connection: Connection, incidents: Collection[str]) -> dict[str, Duty]:
    """Give what was last said of each of these incidents, by their ids, where anything was."""
    a, d = t.about.c, t.decisions.c
    found: dict[str, list[Row[Any]]] = {}
    for some in portions(incidents):
        query = (
            select(a.name, t.decisions)
            .join(t.decisions, d.seq == a.decision)
            .where(a.noun == "incident", a.name.in_(some), a.verb.in_(DUTY))
            .order_by(d.seq)
        )
        for row in connection.execute(query):
            found.setdefault(row.name, []).append(row)
    return {name: _duty(listed) for name, listed in found.items()}


def _duty(listed: Sequence[Row[Any]]) -> Duty:
    """Put together what was said of one incident; the last of each kind counts."""
    last = {row.verb: row for row in listed}
    assigned, snoozed = last.get("assign"), last.get("snooze")
    # Of an article erased long ago a decision may have kept nothing.
    put_off = json.loads(snoozed.change) if snoozed else {}
    return Duty(
        acknowledged=act(last.get("acknowledge")),
        assigned=act(assigned),
        to=json.loads(assigned.change).get("to", "") if assigned else "",
        snoozed=act(snoozed),
        until=rows.moment(put_off["until"]) if "until" in put_off else None,
        stood=Stood(**put_off["stood"]) if "stood" in put_off else None,
    )


def act(row: Row[Any] | None) -> Act | None:
    """Read who decided, when and why off a row of a decision, None off none."""
    return None if row is None else _of(row)


def _of(row: Row[Any]) -> Act:
    return Act(number=row.seq, author=row.author, reason=row.reason, at=rows.moment(row.at))


def taken_on(connection: Connection) -> list[str]:
    """Name the incidents of which anybody has said that he has taken them on."""
    a, i = t.about.c, t.incidents.c
    query = (
        select(a.name)
        .join(t.incidents, i.id == a.name)
        .where(a.noun == "incident", a.verb.in_(DUTY))
        .group_by(a.name, i.last)
        .order_by(i.last.desc(), a.name)
    )
    return list(connection.execute(query).scalars())


def acknowledged(connection: Connection, noun: Named, names: Collection[str]) -> dict[str, Act]:
    """Give who has acknowledged what is no incident, by its name; the last counts."""
    a, d = t.about.c, t.decisions.c
    found: dict[str, Act] = {}
    for some in portions(names):
        query = (
            select(a.name, t.decisions)
            .join(t.decisions, d.seq == a.decision)
            .where(a.noun == noun, a.name.in_(some))
            .order_by(d.seq)
        )
        for row in connection.execute(query):
            found[row.name] = _of(row)
    return found
