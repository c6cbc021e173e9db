"""Which incidents fit what no column tells: their grade, their voices, the area they lie in.

All incidents are graded and laid out once for each state of the views, so that a query line with
such a clause costs what one without costs, but for the first.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final

import numpy as np
from sqlalchemy import Connection, select

from vedette.assess.alerting.wanted import good_enough
from vedette.assess.areas import Areas
from vedette.assess.assets import Asset
from vedette.assess.hearing import one_of_each_owner
from vedette.desk.grading import Grading
from vedette.ledger import related, seeking
from vedette.ledger import schema as t
from vedette.ledger.seeking import SET, plain
from vedette.ledger.withholding import is_veiled
from vedette.records import Incident, Source, Spot
from vedette.sought import Clause, Outline, Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What is asked of an incident: its mark, how many tell it of themselves, its place."""

    name: str
    grade: str
    voices: int
    lon: float | None = None
    lat: float | None = None

    @classmethod
    def of(cls, name: str, grade: str, voices: int, spot: Spot | None) -> "Placed":
        """Place an incident; a country as a whole is in no area that anybody draws."""
        if spot is None or spot.precision == "country":
            return cls(name=name, grade=grade, voices=voices)
        return cls(name=name, grade=grade, voices=voices, lon=spot.lon, lat=spot.lat)


def fitting(query: Query, listed: Sequence[Placed]) -> dict[Clause, frozenset[str]]:
    """Give for each clause that needs it the names of those that fit."""
    return {plain(one): frozenset(_fit(plain(one), listed)) for one in query.of(*SET)}


def _fit(one: Clause, listed: Sequence[Placed]) -> Iterable[str]:
    match one.name:
        case "grade":
            return (each.name for each in listed if _graded(one, each.grade))
        case "voices":
            return (each.name for each in listed if _counted(one, each.voices))
        case _:
            return _inside(one, [each for each in listed if each.lon is not None])


def _graded(one: Clause, mark: str) -> bool:
    """Tell whether a mark is one of those, or at least or at most as good as one.

    A letter or a figure alone leaves the other open.
    """
    if not mark:
        return False
    if one.how == "is":
        return any(str(value) in {mark, mark[0], mark[1]} for value in one.values)
    (asked,) = map(str, one.values)
    letter = asked[0] if asked[0].isalpha() else mark[0]
    figure = asked[-1] if asked[-1].isdigit() else mark[1]
    best, other = (mark, letter + figure) if one.how == "least" else (letter + figure, mark)
    return good_enough(best, other)


def _counted(one: Clause, voices: int) -> bool:
    bounds: Mapping[str, Callable[[float], bool]] = {
        "is": lambda value: voices == value,
        "least": lambda value: voices >= value,
        "most": lambda value: voices <= value,
    }
    return any(bounds[one.how](value) for value in one.values if isinstance(value, int | float))


def _inside(one: Clause, placed: Sequence[Placed]) -> Iterable[str]:
    if not placed:
        return ()
    (drawn,) = one.values
    assert isinstance(drawn, Outline)
    spots = np.array([(each.lon, each.lat) for each in placed], dtype=float)
    if drawn.box is not None:
        west, south, east, north = drawn.box
        lon, lat = spots[:, 0], spots[:, 1]
        across = (lon >= west) & (lon <= east) if west < east else (lon >= west) | (lon <= east)
        rows = np.flatnonzero(across & (lat >= south) & (lat <= north)).tolist()
    else:
        shape = Asset(id="area", name="area", kind="area", shape="area", parts=(drawn.points,))
        rows = sorted(Areas([shape]).holding(spots))
    return (placed[row].name for row in rows)


Fits = dict[Clause, frozenset[str]]
CLAUSES: Final = 64
"""Clauses whose answers are kept: what is asked again and again is a handful of links."""


class Fitting:
    """Grades and places all incidents of a ledger, kept until the views are others."""

    def __init__(self, grading: Grading, sources: Mapping[str, Source]) -> None:
        self._grading = grading
        self._sources = sources
        self._lock = Lock()
        self._kept: tuple[tuple[object, ...], Sequence[Placed], Fits] | None = None

    def settled(self, connection: Connection, query: Query) -> Fits:
        """Give what a query line needs to be asked of a ledger."""
        actors = {one: seeking.spoken_of(connection, one) for one in map(plain, query.of("actor"))}
        return actors | (self._set(connection, query) if any(query.of(*SET)) else {})

    def _set(self, connection: Connection, query: Query) -> Fits:
        """Give the incidents that fit each clause which no column tells."""
        placed, known = self._all(connection)
        if len(known) > CLAUSES:
            known.clear()
        found: Fits = {}
        for one in map(plain, query.of(*SET)):
            fits = known.get(one)
            found[one] = frozenset(_fit(one, placed)) if fits is None else fits
        known.update(found)
        return found

    def _all(self, connection: Connection) -> tuple[Sequence[Placed], Fits]:
        state = (*related.folded(connection), is_veiled(connection))
        with self._lock:
            if self._kept is None or self._kept[0] != state:
                self._kept = state, tuple(self._placed(connection)), {}
            return self._kept[1:]

    def _placed(self, connection: Connection) -> Iterable[Placed]:
        told = list(related.incidents(connection))
        grades = self._grading.all_grades(connection, told)
        spots = {one.id: one.spot for one in told}
        voices = _voices(connection, told, self._sources)
        for name, mark in grades.items():
            yield Placed.of(name, mark, voices[name], spots[name])


def _voices(
    connection: Connection, told: Sequence[Incident], sources: Mapping[str, Source]
) -> dict[str, int]:
    """Count the houses that tell each incident of themselves, copies left out."""
    v, c = t.standing.c, t.copies.c
    query = select(v.article, v.source, c.origin)
    found = connection.execute(query.outerjoin(t.copies, c.article == v.article)).all()
    printed = {row.article: (row.source, row.origin) for row in found}
    counted = {}
    for one in told:
        there = set(one.articles)
        own = {printed[a][0] for a in one.articles if a in printed and printed[a][1] not in there}
        counted[one.id] = len(one_of_each_owner(own, sources))
    return counted
