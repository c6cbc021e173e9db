"""Writing a query back into a line that reads to the same."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from vedette.query.parsing import NAME
from vedette.sought import TEXT, Clause, Outline, Query, Value, Words

PLAIN: Final = re.compile(r'[^\s",:<>=*-][^\s",*]*')
SIGNS: Final = {"is": "", "least": ">=", "most": "<="}


def line_of(query: Query | Iterable[Clause]) -> str:
    """Write clauses as a line.

    >>> from vedette.query.parsing import parse
    >>> line_of(parse('kind:ARSON   -place:"Gdynia Port"  "east  rail" since:2025-11'))
    'kind:arson -place:"Gdynia Port" "east  rail" since:2025-11-01'
    """
    clauses = query.clauses if isinstance(query, Query) else tuple(query)
    return " ".join(_clause(one, last=n == len(clauses)) for n, one in enumerate(clauses, 1))


def _clause(one: Clause, *, last: bool) -> str:
    sign = "-" if one.negated else ""
    if one.name == TEXT and len(one.values) == 1 and not _misread(one):
        return sign + _words(one.values[0], last=last)
    name = one.name or "text"
    return f"{sign}{name}:{SIGNS[one.how]}{','.join(map(_value, one.values))}"


def _misread(one: Clause) -> bool:
    """Say whether the beginning of a word would read otherwise without `text:` before it."""
    (value,) = one.values
    assert isinstance(value, Words)
    meant = one.negated or value.text.startswith("-") or NAME.match(value.text)
    return value.begins and bool(meant)


def _words(value: Value, *, last: bool) -> str:
    assert isinstance(value, Words)
    plain = PLAIN.fullmatch(value.text) and ":" not in value.text
    if value.begins:
        return value.text + ("" if last else "*")
    return f'"{value.text}"' if last or not plain else value.text


def _value(value: Value) -> str:
    match value:
        case Words():
            return f"{value.text}*" if value.begins else f'"{value.text}"'
        case Outline():
            return _outline(value)
        case date():
            return value.isoformat()
        case float() | int():
            return f"{value:g}"
        case _:
            return value if PLAIN.fullmatch(str(value)) else f'"{value}"'


def _outline(drawn: Outline) -> str:
    if drawn.box is not None:
        return ",".join(f"{one:.10g}" for one in drawn.box)
    return ";".join(f"{lon:.10g},{lat:.10g}" for lon, lat in drawn.points)
