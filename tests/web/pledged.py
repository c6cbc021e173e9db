"""Two invented pledges, laid out as a desk does: one that reports tell of, one out of a paper."""

from datetime import UTC, date, datetime, timedelta

from tests.web.affair import head
from tests.web.invented import NOON

from vedette.desk import (
    Borne,
    Course,
    Figure,
    Moved,
    Official,
    Pledge,
    PledgeLine,
    PledgeSheet,
    Words,
)
from vedette.pledged import Bearing, Turn
from vedette.records import Interval, Report, Span

TOLD, PAPER = "ef" + "4" * 30, "ef" + "5" * 30
YEARS = {2022: 1.4, 2023: 1.5, 2024: 1.7}
DUE = Interval(date(2030, 1, 1), date(2030, 12, 31))


def pledged(told: tuple[Report, ...], evil: str) -> tuple[PledgeSheet, PledgeSheet]:
    """Give what a desk tells of two pledges; `evil` attacks every word of a stranger."""
    paper = Official(
        publisher=f"A body {evil}",
        name=f"A declaration {evil}",
        published=date(2024, 6, 1),
        url=f"javascript:{evil}" if evil else "https://body.example/declaration",
        note=f"An aim {evil}",
    )
    course = Course(
        of="PL",
        unit="% of GDP",
        figures=tuple(
            Figure(year=year, value=value, estimate=year == 2024, needed=value + 0.2)
            for year, value in YEARS.items()
        ),
        start=2022,
        due=2030,
        level=2.5,
        official=paper,
    )
    text, printed = told[0].article.text, head(told[0], evil)
    span = Span(0, text.index(" ", 12))
    words = Words(head=printed, sentence=text[:90], start=0, span=span)
    turns = (
        Turn(
            at=NOON - timedelta(days=40),
            standing="open",
            why=f"a report tells of it {evil}",
            article=printed.article,
            finding="f" * 32,
            words=span,
        ),
        Turn(
            at=NOON,
            standing="behind",
            why="1.70 % in 2024, an estimate; the path needs 1.90",
            official=paper,
        ),
    )
    bearing = Bearing(
        article=printed.article,
        finding="f" * 32,
        at=NOON - timedelta(days=40),
        who=f"Warsaw {evil}",
        words=text[: span.end],
        span=span,
        status="delayed",
        moved=span,
        level="2.5 % of GDP",
        due=f"by 2030 {evil}",
    )
    first = Pledge(
        id=TOLD,
        promisor="PL",
        who=bearing.who,
        act=f"spend 2.5 % of GDP on defence {evil}".strip(),
        metric="defence_share",
        level="2.5 % of GDP",
        due=DUE,
        made="2024-06",
        first=turns[0].at,
        last=turns[0].at,
        standing="behind",
        turns=turns,
        bearings=(bearing,),
        courses=(course,),
        revised=PAPER,
    )
    second = Pledge(
        id=PAPER,
        promisor="NATO",
        who="NATO",
        act=f"spend 3 % of GDP {evil}".strip(),
        metric="defence_share",
        level="3 % of GDP",
        due=None,
        made="2024-06-01",
        first=datetime(2024, 6, 1, tzinfo=UTC),
        last=datetime(2024, 6, 1, tzinfo=UTC),
        standing="open",
        turns=(Turn(at=datetime(2024, 6, 1, tzinfo=UTC), standing="open", why="", official=paper),),
        bearings=(),
        courses=(course, course),
        declared=paper,
        review=2027,
        revises=TOLD,
    )
    borne = Borne(bearing=bearing, told=words, moved=words, review=True)
    return (
        PledgeSheet(
            line=line(first, ("pl/kurier",)),
            pledge=first,
            reports=(borne,),
            turns=(Moved(turn=turns[0], told=words), Moved(turn=turns[1])),
            revised=line(second, ()),
        ),
        PledgeSheet(
            line=line(second, ()),
            pledge=second,
            reports=(),
            turns=(Moved(turn=second.turns[0]),),
            revises=line(first, ()),
        ),
    )


def line(one: Pledge, voices: tuple[str, ...]) -> PledgeLine:
    """Lay a pledge out as lists show it."""
    return PledgeLine(
        id=one.id,
        promisor=one.promisor,
        who=one.who,
        act=one.act,
        level=one.level,
        due=one.due,
        made=one.made,
        standing=one.standing,
        moved=one.turns[-1].at,
        first=one.first,
        last=one.last,
        reports=len(one.articles),
        voices=voices,
        declared=one.declared is not None,
    )
