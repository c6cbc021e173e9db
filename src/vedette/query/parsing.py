"""Reading a query line: recursive descent over its characters, a rule of the grammar a method.

    line    = { clause }
    clause  = [ "-" ] ( field ":" [ ">=" | "<=" | ">" | "<" ] values | value )
    values  = value { "," value }
    value   = '"' { any but '"' } '"' | { any but blank, '"' and, after a field, "," }

A bare word with a colon that names no field is an error, not a word: a misspelt field that is
passed over gives everything, and looks like an answer.
"""

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from vedette.errors import QueryError
from vedette.query.fields import FIELDS, Asked
from vedette.sought import EVERYTHING, TEXT, Clause, How, Query, Value, Words

NAME: Final = re.compile(r"([A-Za-z_]+):(?!//)")
BLANK: Final = re.compile(r"\s*")
BARE: Final = re.compile(r'[^\s"]+')
LISTED: Final = re.compile(r'[^\s",]+')
SIGN: Final = re.compile(r">=|<=|>|<|=|")
LONGEST: Final = 1000
"""Characters of a line: an area of forty corners fits."""
MOST: Final = 40
"""Clauses of a line: each may be a question of its own to the ledger."""


@lru_cache(maxsize=256)
def parse(line: str) -> Query:
    """Read a line; raises QueryError with the place and the remedy.

    >>> [one.name for one in parse('kind:arson,sabotage -place:PL "east rail"').clauses]
    ['kind', 'place', '']
    """
    if not line.strip():
        return EVERYTHING
    return _Parser(line).line()


class _Parser:
    def __init__(self, line: str) -> None:
        self._line = line
        self._at = 0

    def line(self) -> Query:
        if len(self._line) > LONGEST:
            raise self._fault(LONGEST, "the line is too long", f"keep it to {LONGEST} characters")
        found: list[Clause] = []
        self._take(BLANK)
        while self._at < len(self._line):
            if len(found) == MOST:
                raise self._fault(self._at, "too many parts", f"keep to {MOST} of them")
            found.append(self._clause())
            self._take(BLANK)
        return Query(clauses=tuple(found), line=self._line.strip())

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._line, self._at)
        self._at = found.end() if found else self._at
        return found[0] if found else ""

    def _next(self, text: str) -> bool:
        there = self._line.startswith(text, self._at)
        self._at += len(text) * there
        return there

    def _clause(self) -> Clause:
        start = self._at
        negated = self._line[start + 1 : start + 2].strip() != "" and self._next("-")
        named = NAME.match(self._line, self._at)
        if named is None:
            return self._words(start, negated=negated)
        asked = self._field(named[1].lower())
        self._at = named.end()
        if asked.never and negated:
            remedy = f"leave the - out, or give {'until' if asked.name == 'since' else 'since'}"
            raise self._fault(start, f"{asked.name} cannot be excluded", remedy)
        return self._named(asked, start, negated=negated)

    def _field(self, name: str) -> Asked:
        if name in FIELDS:
            return FIELDS[name]
        near = get_close_matches(name, FIELDS, n=1)
        remedy = f"did you mean {near[0]}:" if near else f"there are {', '.join(FIELDS)}"
        raise self._fault(self._at, f"there is no field {name}", f"{remedy}; quote words with a :")

    def _words(self, start: int, *, negated: bool) -> Clause:
        quoted = self._line.startswith('"', self._at)
        said = self._quoted() if quoted else self._take(BARE)
        begins = not quoted and (said.endswith("*") or not self._line[self._at :].strip())
        text = said if quoted else said.rstrip("*")
        words = Words(text=text, begins=begins and not negated and bool(text))
        return Clause(name=TEXT, values=(words,), negated=negated, at=start)

    def _named(self, asked: Asked, start: int, *, negated: bool) -> Clause:
        at, sign = self._at, self._take(SIGN)
        how: How = {">": "least", "<": "most"}.get(sign[:1], "is")  # type: ignore[assignment]
        if how not in asked.hows or sign in {">", "<"}:
            usable = " and ".join(f"{s}" for s in (">=", "<=")) if len(asked.hows) > 1 else "none"
            raise self._fault(at, f"{asked.name} bears no {sign}", f"signs here: {usable}")
        values = (self._whole(asked),) if asked.whole else tuple(self._values(asked))
        if how != "is" and len(values) > 1:
            raise self._fault(at, f"{sign} with several values", "give one")
        name = TEXT if asked.name == "text" else asked.name
        return Clause(name=name, values=values, how=how, negated=negated, at=start)

    def _values(self, asked: Asked) -> list[Value]:
        found = [self._value(asked)]
        while self._next(","):
            found.append(self._value(asked))
        return found

    def _value(self, asked: Asked) -> Value:
        at = self._at
        quoted = self._line.startswith('"', at)
        said = self._quoted() if quoted else self._take(LISTED)
        begins = asked.name == "text" and not quoted and said.endswith("*")
        said = said.rstrip("*") if begins else said
        if not said:
            raise self._fault(at, f"{asked.name} has no value", f"like {asked.example}")
        if asked.name == "text":
            return Words(text=said, begins=begins)
        return self._read(asked, said, at)

    def _whole(self, asked: Asked) -> Value:
        at = self._at
        quoted = self._line.startswith('"', at)
        return self._read(asked, self._quoted() if quoted else self._take(BARE), at)

    def _read(self, asked: Asked, said: str, at: int) -> Value:
        try:
            return asked.reads(said)
        except ValueError as fault:
            raise self._fault(at, f"{asked.name} cannot be {said[:60]!r}", str(fault)) from fault

    def _quoted(self) -> str:
        start = self._at
        end = self._line.find('"', start + 1)
        if end < 0:
            raise self._fault(start, "a quotation mark is never closed", 'close it with "')
        self._at = end + 1
        return self._line[start + 1 : end]

    def _fault(self, at: int, what: str, remedy: str) -> QueryError:
        return QueryError(line=self._line, at=at, what=what, remedy=remedy)
