"""What one shift handed on to the next: the page as it was signed, by both, in a chain.

Who goes signs the page: its bytes are kept, and hashed together with the link of the handover
before. Who comes signs that he has taken over. Both are decisions, and stay in the log.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, select

from vedette.duty import Act
from vedette.handling import Tlp
from vedette.ledger import deciding, duties, erasing, rows
from vedette.ledger import schema as t
from vedette.ledger.outbox import body_of
from vedette.records import Decision, digest
from vedette.relate.rulings import DUTY

APART = DUTY | {"withdraw", "hand_over", "take_over", "second", "watch", "sign"}
"""Verbs that say nothing of what reports tell; who has taken what on is told for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """A page that one shift signed (`gave`) and the next did (`took`, None as long as it has not).

    `since` and `until` are the time that it is about, `link` its link in the chain. `erased` is who
    took its bytes out with a report that they told of; their hash stays, so that the link holds.
    """

    gave: Act
    since: datetime
    until: datetime
    paper: str
    handling: Tlp
    before: str
    link: str
    took: Act | None = None
    erased: Act | None = None

    @property
    def holds(self) -> bool:
        """Whether the link is that of what stands here."""
        return self.link == linked(self.before, self.paper, self.gave)


def linked(before: str, paper: str, gave: Act) -> str:
    """Give the link of a handover: a hash of the one before and of all that was signed."""
    return digest(before, paper, gave.author, gave.reason, rows.stamp(gave.at))


def handovers(connection: Connection, most: int, number: int | None = None) -> list[Handover]:
    """Give the newest handovers, or that of a number, the newest first."""
    d = t.decisions.c
    query = select(t.decisions).where(d.verb == "hand_over").order_by(d.seq.desc()).limit(most)
    found = connection.execute(query if number is None else query.where(d.seq == number)).all()
    took = _taken(connection)
    made = []
    for row in found:
        told, gave = deciding.told(row.change), duties.act(row)
        assert gave is not None
        made.append(
            Handover(
                gave=gave,
                since=rows.moment(told["since"]),
                until=rows.moment(told["until"]),
                paper=told["paper"],
                handling=told.get("handling", "clear"),
                before=told.get("before", ""),
                link=told["link"],
                took=took.get(row.seq),
                erased=erasing.buried(connection, told["paper"]),
            )
        )
    return made


def _taken(connection: Connection) -> dict[int, Act]:
    d = t.decisions.c
    found: dict[int, Act] = {}
    query = select(t.decisions).where(d.verb == "take_over").order_by(d.seq)
    for row in connection.execute(query):
        act = duties.act(row)
        assert act is not None
        found.setdefault(deciding.told(row.change)["number"], act)
    return found


def paper(connection: Connection, one: Handover) -> bytes:
    """Give the bytes of a page as it was signed, none where they were erased."""
    return body_of(connection, one.paper) or b""


def decided(
    connection: Connection, since: datetime, most: int
) -> Sequence[tuple[int, Decision, bool]]:
    """Give what was decided after a moment, the newest first, and whether it was taken back."""
    d, gone = t.decisions.c, t.decisions.alias("gone")
    back = exists().where(gone.c.verb == "withdraw", gone.c.withdraws == d.seq)
    query = (
        select(t.decisions, back.label("back"))
        .where(d.at > rows.stamp(since), d.verb.not_in(APART))
        .order_by(d.seq.desc())
        .limit(most)
    )
    return [(row.seq, rows.decision_from(row), row.back) for row in connection.execute(query)]
