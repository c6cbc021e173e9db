"""Incidents of a desk as series of counts: by kind and place, by theatre, by who is accused.

An incident counts once, on the day on which it became known, in every series that it belongs to:

    drone_incursion@LT                  a kind in a state or water
    drone_incursion@Northern Europe     a kind in a theatre
    drone_incursion@*, *@LT, *@*        a kind anywhere, a place's incidents, all of them
    accused@RU                          incidents of which a state is accused
    54N 025E                            incidents in a cell of one degree, of any kind

All kinds are watched in every state and water of the theatres, seen there or not: a series that
began with its first incident would have been chosen for it. Elsewhere a place joins once one is.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np

from vedette.assess.alarms.ages import Happened
from vedette.assess.alarms.cells import cell_name, cell_of, land
from vedette.assess.alarms.table import Counts, labels
from vedette.assess.alarms.theatres import theatre_of, theatres
from vedette.assess.alarms.tracking import Floats
from vedette.taxonomy.kinds import ORDER

ANY = "*"
ALL = "*@*"
ACCUSED = "accused@"
"""How the name of a series begins that counts by who is accused, wherever it happened."""
ABROAD = 0.1
"""What an entry of a foreign source counts beside one of the place's own: in seven streams of
reports, with 539 by outlets of the incident's state and 280 by others, those of other states tell
of it a tenth as often (0.103), by how much they print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An incident as it is counted: `day` is the day on which it became known.

    `happened` is the day that its reports give for it; None where they name none, or several.
    `place` is a state by its ISO code, or a water; empty where nobody tells. `spot` has degrees
    where the place is known to some tens of kilometres.
    """

    incident: str
    day: date
    kind: str
    place: str = ""
    accused: tuple[str, ...] = ()
    spot: tuple[float, float] | None = None
    happened: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Entries a day within reach from `start` on: of each state's sources, and of the rest.

    `common` [days] are those of bodies of many states, and of archives whose outlets are not
    listed. They are entries that were expected, not those that came: a day on which much happens
    must not excuse itself.
    """

    start: date
    common: Floats
    states: Mapping[str, Floats] = field(default_factory=dict)

    @property
    def days(self) -> int:
        """How many days there are."""
        return len(self.common)

    def since(self, number: int) -> "Reading":
        """Leave out the days before the one with this number."""
        if number <= 0:
            return self
        return Reading(
            start=self.start + timedelta(days=number),
            common=self.common[number:],
            states={state: read[number:] for state, read in self.states.items()},
        )

    @property
    def total(self) -> Floats:
        """All together [days]."""
        return self.common + self._sum(self.states)

    def of(self, places: Collection[str]) -> Floats:
        """Give the exposure of some places [days]: their own sources, and a little of all others.

        A water is seen by the states around it.
        """
        near = {one for place in places for one in _shore(place)} & self.states.keys()
        own = self.common + self._sum(near)
        return np.asarray(own + ABROAD * (self.total - own), dtype=np.float64)

    def _sum(self, states: Iterable[str]) -> Floats:
        told = [self.states[one] for one in sorted(states)]
        return np.asarray(np.sum([np.zeros(self.days), *told], axis=0), dtype=np.float64)


def _shore(place: str) -> tuple[str, ...]:
    return (place,) if len(place) == 2 else theatres().get(theatre_of(place), ())


def tables(happenings: Sequence[Happening], reading: Reading) -> tuple[Counts, Counts]:
    """Lay incidents out in both ways that are watched: they share the budget."""
    return by_kind_and_place(happenings, reading), by_cell(happenings, reading)


def by_kind_and_place(happenings: Sequence[Happening], reading: Reading) -> Counts:
    """Lay incidents out by kind and place, and by who is accused: of that, all sources tell."""
    exposures = _exposures(happenings, reading)
    exposures |= {name: reading.of(own) for name, own in theatres().items()}
    exposures[ANY] = total = reading.total
    named = [(f"{kind}@{at}", read) for kind in (*ORDER, ANY) for at, read in exposures.items()]
    named += [(f"{ACCUSED}{one}", total) for one in {a for h in happenings for a in h.accused}]
    return _laid_out(
        named,
        ((name, one) for one in happenings for name in series_of(one)),
        reading,
    )


def by_leaf(happenings: Sequence[Happening], reading: Reading) -> Counts:
    """Lay incidents out by kind and place alone: each counts once, in `arson@` if nobody tells."""
    exposures = _exposures(happenings, reading) | {"": reading.total}
    return _laid_out(
        [(f"{kind}@{place}", read) for kind in ORDER for place, read in exposures.items()],
        ((f"{one.kind}@{one.place}", one) for one in happenings),
        reading,
    )


def _exposures(happenings: Iterable[Happening], reading: Reading) -> dict[str, Floats]:
    """Give the exposure of every state and water that is watched."""
    places = {*always(), *(one.place for one in happenings)} - {"", *theatres()}
    return {place: reading.of([place]) for place in sorted(places)}


def series_of(one: Happening) -> Iterator[str]:
    """Name the series that an incident belongs to.

    >>> list(series_of(Happening(incident="i", day=date(2026, 3, 1), kind="arson", place="LT")))
    ['arson@*', 'arson@LT', 'arson@Northern Europe', '*@*', '*@LT', '*@Northern Europe']
    """
    wide = [ANY, one.place, theatre_of(one.place)]
    yield from (f"{kind}@{place}" for kind in (one.kind, ANY) for place in wide if place)
    yield from (f"{ACCUSED}{state}" for state in one.accused)


def always() -> tuple[str, ...]:
    """Name the places that are watched from the beginning: theatres, their states and waters."""
    return (*theatres(), *(place for own in theatres().values() for place in own))


def by_cell(happenings: Sequence[Happening], reading: Reading) -> Counts:
    """Lay incidents out by cells of one degree, for clusters that no state holds."""
    told = [(cell_of(*one.spot), one) for one in happenings if one.spot]
    owners = {cell: one.place for cell, one in told} | dict(land())
    exposures = {place: reading.of([place]) for place in sorted({*owners.values()})}
    cells = sorted(owners, key=cell_name)
    counts = _laid_out(
        [(cell_name(cell), exposures[owners[cell]]) for cell in cells],
        ((cell_name(cell), one) for cell, one in told),
        reading,
    )
    alike, middles = np.zeros(len(cells), dtype=np.int64), np.array(cells, dtype=np.float64) + 0.5
    return replace(counts, kind=alike, group=alike, places=middles)


def _laid_out(
    named: Sequence[tuple[str, Floats]], told: Iterable[tuple[str, Happening]], reading: Reading
) -> Counts:
    """Count by series and day, the series in the order of their names."""
    named = sorted(named, key=lambda pair: pair[0])
    names = tuple(name for name, _ in named)
    number = {name: row for row, name in enumerate(names)}
    exposure = np.array([read for _, read in named])
    happened = _happened(told, number, exposure, reading.start)
    counts = np.zeros(exposure.shape)
    np.add.at(counts, (happened.series, happened.known), 1)
    return Counts(
        start=reading.start,
        names=names,
        counts=counts,
        exposure=exposure,
        kind=labels([name.partition("@")[0] for name in names]),
        group=labels([_level(name) for name in names]),
        happened=happened,
    )


def _happened(
    told: Iterable[tuple[str, Happening]], number: Mapping[str, int], exposure: Floats, start: date
) -> Happened:
    """List incidents by row and days, in the order in which they became known.

    What was counted on a day without exposure was seen somehow; it cannot be judged.
    """
    begin, days = start.toordinal(), exposure.shape[1]
    found = [
        (one.day.toordinal() - begin, (one.happened or one.day).toordinal() - begin, number[name])
        for name, one in told
    ]
    kept = sorted(one for one in found if 0 <= one[0] < days and exposure[one[2], one[0]] > 0)
    known, own, series = np.array(kept, dtype=np.int64).reshape(-1, 3).T
    return Happened(series=series, own=own, known=known, amount=np.ones(len(kept)))


def _level(name: str) -> str:
    """Name what a series is alike in: one kind or all, of a place, a theatre or anywhere."""
    if name.startswith(ACCUSED):
        return ACCUSED
    kind, _, place = name.partition("@")
    held = "theatre" if place in theatres() else ANY if place == ANY else "place"
    return f"{ANY if kind == ANY else 'kind'}@{held}"
