"""The query line in addresses: read from them, written into them, completed while it is typed."""

from typing import Annotated, Any
from urllib.parse import parse_qsl

from litestar.exceptions import ValidationException
from litestar.params import QueryParameter

from vedette.desk import Ask, IncidentAsk
from vedette.errors import QueryError
from vedette.query import Offer, complete, drawn, line_of, parse
from vedette.query.parsing import LONGEST
from vedette.sought import Clause, Query, Value, Words
from vedette.web.room import Room

QueryLine = Annotated[
    str,
    QueryParameter(
        max_length=LONGEST,
        description='A query line, such as `kind:sabotage place:PL firmness:>=4 "rail"`.',
    ),
]
Area = Annotated[
    str,
    QueryParameter(
        max_length=20_000, description="A GeoJSON Polygon: only what lies in it, as `area:` asks."
    ),
]
Cursor = Annotated[
    int | None, QueryParameter(ge=0, le=LONGEST, description="Where the cursor stands.")
]


def sought(line: str, area: str = "") -> Query:
    """Read a query line, and an area that was drawn; raises ValidationException."""
    try:
        shape = line_of([drawn(area)]) if area.strip() else ""
    except ValueError as fault:
        raise _refused("area", "it holds no area", str(fault)) from fault
    try:
        return parse(f"{shape} {line}".strip())
    except QueryError as fault:
        told = f"{fault.what} ({fault.where})"
        raise _refused("q", told, fault.remedy) from fault


def _refused(key: str, why: str, remedy: str) -> ValidationException:
    return ValidationException(detail=why, extra=[{"key": key, "why": why, "remedy": remedy}])


def line_from(asked: Ask | IncidentAsk) -> str:
    """Write a question of one list as a line that asks the others the same, as far as they can."""
    clauses = [*asked.query.clauses, *_clauses(asked)]
    return line_of(clauses)


def _clauses(asked: Ask | IncidentAsk) -> list[Clause]:
    names = ("kind", "kinds"), ("country", "countries"), ("status", "statuses")
    more = (
        ("target", "targets"),
        ("type", "types"),
        ("source", "sources"),
        ("language", "languages"),
    )
    found = [
        Clause(name=name, values=tuple(sorted(values)))
        for name, attribute in (*names, *more)
        if (values := getattr(asked, attribute, None))
    ]
    days: list[tuple[str, Value | None]] = [("since", asked.since), ("until", asked.until)]
    found += [Clause(name=name, values=(day,)) for name, day in days if day]
    if isinstance(asked, Ask) and asked.words:
        found += [
            Clause(name="", values=(Words(text=one.replace('"', " ")),))
            for one in asked.words.split()
        ]
    return found


def kept(query: str) -> list[tuple[str, str]]:
    """Give what a form that changes the line alone keeps of an address's query."""
    return [(name, value) for name, value in parse_qsl(query) if name not in {"q", "before"}]


def offers(room: Room, line: str, at: int | None) -> tuple[Offer, ...]:
    """Offer what may stand where the cursor is in a line, its end where none is told."""
    here = len(line) if at is None else min(at, len(line))
    return complete(line, here, today=room.desk.today(), known=_known(room, line[:here]))


def _known(room: Room, begun: str) -> dict[str, Any]:
    """Give the values that the desk alone knows, where they are asked for."""
    if "source:" not in begun:
        return {}
    listed = [one.source for one in room.desk.sources()]
    return {"source": [(one.id, one.name) for one in listed]}
