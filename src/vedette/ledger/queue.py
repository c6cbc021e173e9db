"""What waits for an analyst: asked of indexed views, so that it costs what the page shows.

Nothing here reads all findings: how sure an incident is, and what it may be the same as, are
worked out with it.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Row,
    Select,
    Text,
    cast,
    exists,
    func,
    select,
)

from vedette.cited import Words
from vedette.duty import Act
from vedette.ledger import duties, rows
from vedette.ledger import schema as t
from vedette.ledger.heads import heads, texts
from vedette.ledger.stream import around
from vedette.records import Decision, Incident, Span, Telling
from vedette.relate.rulings import Ruling, ruling

LOOKED: Final = ("acknowledge", "confirm")
"""Verbs after which an incident does not wait any more."""
BROKEN: Final = ("read", "code", "relate")
"""Stages that an article may break; what a source does not give is told with the source."""
JUDGED: Final = ("confirm", "dismiss", "must_link", "cannot_link")
"""Verbs on which a second analyst is asked."""
EVERY: Final = 4
"""One decision in so many is shown to a second analyst: enough to measure agreement by, within a
few weeks, and a quarter of the work."""


def unsure(connection: Connection, threshold: float, limit: int, after: int) -> Sequence[Row[Any]]:
    """Give the rows of incidents whose surest finding stays in review, the last told of first."""
    i = t.incidents.c
    query = select(t.incidents).where(*_unsure(threshold)).order_by(i.last.desc(), i.id)
    return connection.execute(query.limit(limit).offset(after)).all()


def count_unsure(connection: Connection, threshold: float) -> int:
    """Count them."""
    query = select(func.count()).select_from(t.incidents).where(*_unsure(threshold))
    return connection.execute(query).scalar_one()


def _unsure(threshold: float) -> tuple[ColumnElement[bool], ...]:
    i, a = t.incidents.c, t.about.c
    looked = exists().where(a.noun == "incident", a.name == i.id, a.verb.in_(LOOKED))
    return i.sure < threshold, ~looked


def pairs(connection: Connection, limit: int, after: int) -> list[tuple[str, str, float]]:
    """Give incidents that may be the same, with the logarithm of the odds, the likeliest first."""
    k = t.kin.c
    query = select(t.kin).order_by(k.odds.desc(), k.one, k.other).limit(limit).offset(after)
    return [(row.one, row.other, row.odds) for row in connection.execute(query)]


def count_pairs(connection: Connection) -> int:
    """Count them."""
    return connection.execute(select(func.count()).select_from(t.kin)).scalar_one()


def issues(connection: Connection, limit: int, after: int) -> Sequence[Row[Any]]:
    """Give the rows of what broke a stage and nobody has seen, the newest first."""
    i = t.issues.c
    query = select(t.issues).where(*_unseen()).order_by(i.seq.desc())
    return connection.execute(query.limit(limit).offset(after)).all()


def count_issues(connection: Connection) -> int:
    """Count them."""
    query = select(func.count()).select_from(t.issues).where(*_unseen())
    return connection.execute(query).scalar_one()


def _unseen() -> tuple[ColumnElement[bool], ...]:
    i, a = t.issues.c, t.about.c
    seen = exists().where(a.noun == "issue", a.name == cast(i.seq, Text))
    return i.stage.in_(BROKEN), ~seen


def words(connection: Connection, incidents: Collection[Incident]) -> dict[str, Words]:
    """Give the sentences that tell incidents most surely, by the incidents' ids."""
    best = {one.id: surest(one) for one in incidents}
    at = [(one.article, one.words) for one in best.values()]
    return dict(zip(best, cited(connection, at), strict=True))


def surest(one: Incident) -> Telling:
    """Give the telling that a coder was surest of."""
    return max(one.tellings, key=lambda told: (told.finding is not None, told.confidence))


def cited(connection: Connection, places: Sequence[tuple[str, Span]]) -> list[Words]:
    """Give words, by article and span, with their sentences; those that are gone are left out."""
    names = {article for article, _ in places}
    printed, known = texts(connection, names), heads(connection, names)
    found = []
    for article, span in places:
        if article in printed:
            start, sentence = around(printed[article], *span)
            told = Words(head=known[article], sentence=sentence, start=start, span=span)
            found.append(told)
    return found


# ── second opinions ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A decision on which another analyst is asked; he is shown the words, not what was decided."""

    number: int
    verb: str
    words: tuple[Words, ...]


def to_second(
    connection: Connection, who: str, since: datetime, limit: int, after: int
) -> list[Asked]:
    """Give decisions of others since a moment on which nobody gave a second opinion.

    One in `EVERY`, by their numbers: which ones are asked about does not hang on what was decided.
    """
    query = _unseconded(who, since).order_by(t.decisions.c.seq.desc()).limit(limit).offset(after)
    found = [ruling(row.seq, rows.decision_from(row)) for row in connection.execute(query)]
    return [
        Asked(number=one.number, verb=one.decision.verb, words=tuple(told))
        for one in found
        if (told := cited(connection, _places(one)))
    ]


def count_to_second(connection: Connection, who: str, since: datetime) -> int:
    """Count them."""
    query = select(func.count()).select_from(_unseconded(who, since).subquery())
    return connection.execute(query).scalar_one()


def _unseconded(who: str, since: datetime) -> Select[Any]:
    d, a = t.decisions.c, t.about.c
    gone = t.decisions.alias("gone")
    taken_back = exists().where(gone.c.verb == "withdraw", gone.c.withdraws == d.seq)
    seconded = exists().where(a.noun == "decision", a.name == cast(d.seq, Text))
    return select(t.decisions).where(
        d.verb.in_(JUDGED), d.author != who, d.at >= rows.stamp(since), d.seq % EVERY == 0,
        d.type == "incident", ~taken_back, ~seconded,
    )  # fmt: skip


def _places(one: Ruling) -> list[tuple[str, Span]]:
    """Give where a decision aims: of a link at either end, else at its first words."""
    linked = one.decision.verb in {"must_link", "cannot_link"}
    ends = (one.aims[0], one.aims[-1]) if linked else one.aims[:1]
    return [
        (aim.article, Span(aim.at, aim.at + len(aim.words)))
        for aim in ends
        if aim.at is not None and aim.words
    ]


def seconded(connection: Connection) -> list[tuple[str, str]]:
    """Give what was decided and what a second analyst said of the same, pair by pair."""
    d, a = t.decisions.c, t.about.c
    second = t.decisions.alias("second")
    query = (
        select(d.verb, second.c.change)
        .select_from(t.about)
        .join(t.decisions, d.seq == cast(a.name, BigInteger))
        .join(second, second.c.seq == a.decision)
        .where(a.noun == "decision")
        .order_by(d.seq)
    )
    return [(verb, _answer(change)) for verb, change in connection.execute(query)]


def _answer(change: str) -> str:
    answer: str = json.loads(change)["answer"]
    return answer


def count_judged(connection: Connection) -> int:
    """Count the decisions on which a second analyst could be asked."""
    d = t.decisions.c
    query = select(func.count()).select_from(t.decisions)
    return connection.execute(query.where(d.verb.in_(JUDGED))).scalar_one()


def made(connection: Connection, number: int) -> tuple[Decision, Act | None] | None:
    """Give a decision by its number with what took it back, None where there is none."""
    d = t.decisions.c
    row = connection.execute(select(t.decisions).where(d.seq == number)).first()
    if row is None:
        return None
    gone = select(t.decisions).where(d.verb == "withdraw", d.withdraws == number)
    taken = connection.execute(gone).first()
    return rows.decision_from(row), duties.act(taken)
