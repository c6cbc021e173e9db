"""What waits on a small desk: one of each sort."""

from typing import Any

from tests.web.affair import NEAR, RAIL

from vedette.cited import Words
from vedette.desk import Ask, IncidentSheet
from vedette.desk.foresight import ForecastAsk
from vedette.desk.queueing import DARK, Pair, Queue, Weak
from vedette.ledger.queue import Asked


def waiting(desk: Any, evil: str) -> Queue:
    """Give an incident that is weakly read, a pair, and all that is due, blind or broken."""
    sheet: IncidentSheet = desk.incident(RAIL)
    told = sheet.accounts[1]
    words = Words(
        head=told.head,
        sentence=f"{told.sentence}{evil}",
        start=told.sentence_start,
        span=told.telling.words,
    )
    (near,) = sheet.kin
    assert near.id == NEAR
    assert desk.stream(Ask()).lines
    blind = tuple(one for one in desk.sources() if one.state in DARK)
    due = desk.forecasts(ForecastAsk()).lines[:1]
    broken = desk.issues().lines
    return Queue(
        counts={
            "low": 40, "same": 1, "due": len(due), "blind": len(blind), "broken": len(broken),
            "second": 2,
        },
        low=(Weak(line=sheet.line, words=words, sure=0.62, threshold=0.9),),
        same=(Pair(one=sheet.line, other=near, odds=-0.4, words=(words, None)),),
        due=due,
        blind=blind,
        broken=broken,
        second=(
            Asked(number=12, verb="confirm", words=(words,)),
            Asked(number=13, verb="must_link", words=(words, words)),
        ),
    )  # fmt: skip
