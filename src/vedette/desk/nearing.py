"""What the user watches over, and which incidents are near it.

Each place is compared with the assets once and remembered, so only the first question after a
start, and places that are new, cost anything.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, Final

from sqlalchemy import Connection, Row

from vedette.answers import (
    Firsts,
    IncidentAsk,
    IncidentCounts,
    IncidentPage,
    Nearby,
    Placed,
    Vicinity,
)
from vedette.assess.assets import load_all
from vedette.assess.nearness import Atlas, Near, coarse, near, nearest
from vedette.errors import NotWatched
from vedette.ledger import firsts, listing, placing
from vedette.ledger.listing import LAT, LON, PRECISION, RADIUS, Quiet
from vedette.records import Spot

USUAL: Final = 20.0
"""Kilometres within which an incident's page tells of assets: four times the radius of a town."""
TOLD: Final = 12
"""Assets that an incident's page tells of at the most."""


_Reached = tuple[Row[Any], int, float]
"""The row of an incident, the number of the asset nearest to it, and the kilometres between."""


class Nearing:
    """The assets of some files, read when they are first asked for.

    `km` is the distance within which an incident's page tells of them.
    """

    def __init__(self, files: Sequence[Path] = (), *, km: float = USUAL) -> None:
        self._files = tuple(files)
        self._lock = Lock()
        self._atlas: Atlas | None = None
        self.km = km

    def atlas(self) -> Atlas:
        """Give the assets, laid out; raises AssetError with file and feature."""
        with self._lock:
            if self._atlas is None:
                self._atlas = Atlas(load_all(self._files))
            return self._atlas

    def classes(self) -> tuple[str, ...]:
        """Name the classes of the assets, none where there are none."""
        return tuple(sorted({asset.kind for asset in self.atlas().assets}))

    def page(self, connection: Connection, ask: IncidentAsk, quiet: Quiet) -> IncidentPage:
        """Give the incidents that answer a question, a page at a time; raises NotWatched."""
        if not _asks(ask):
            return listing.page(connection, ask, quiet)
        asked, km = self._asked(ask.assets), self._km(ask)
        found, untold = _reached(listing.rows(connection, ask, quiet), asked, km)
        lines, after = listing.page_of(connection, [row.id for row, _, _ in found], ask)
        reached = {row.id: (number, away, row.radius_km) for row, number, away in found}
        lines = tuple(
            replace(line, near=_nearby(asked, *reached[line.id], km=km)) for line in lines
        )
        return IncidentPage(lines=lines, next=after, km=km, untold=untold)

    def placed(self, connection: Connection, ask: IncidentAsk, quiet: Quiet) -> tuple[Placed, ...]:
        """Give where all incidents that answer a question happened; raises NotWatched."""
        if not _asks(ask):
            return placing.placed(connection, ask, quiet)
        listed = listing.rows(connection, ask, quiet)
        found, _ = _reached(listed, self._asked(ask.assets), self._km(ask))
        return placing.chosen(connection, [row.id for row, _, _ in found])

    def earliest(self, connection: Connection, ask: IncidentAsk, quiet: Quiet) -> date | None:
        """Give the day of the first report of all that answers; raises NotWatched."""
        if not _asks(ask):
            return firsts.earliest(connection, ask, quiet)
        days = (one.first.date() for one in self.placed(connection, ask, quiet))
        return min(days, default=None)

    def firsts(
        self,
        connection: Connection,
        ask: IncidentAsk,
        since: date,
        until: date,
        *,
        hourly: bool,
        quiet: Quiet,
    ) -> Firsts:
        """Give what was first reported in a period; raises NotWatched."""
        if not _asks(ask):
            return firsts.firsts(connection, ask, since, until, hourly=hourly, quiet=quiet)
        placed = self.placed(connection, ask, quiet)
        return firsts.among(placed, since, until, hourly=hourly, limit=ask.limit)

    def counts(self, connection: Connection, ask: IncidentAsk, quiet: Quiet) -> IncidentCounts:
        """Count the incidents that answer a question, by facet; raises NotWatched."""
        if not _asks(ask):
            return listing.counts(connection, ask, quiet)
        listed = listing.rows(connection, ask, quiet)
        found, _ = _reached(listed, self._asked(ask.assets), self._km(ask))
        return listing.counts_of([row for row, _, _ in found])

    def _km(self, ask: IncidentAsk) -> float:
        return self.km if ask.near is None else ask.near

    def vicinity(self, spot: Spot | None) -> Vicinity | None:
        """Say which assets are near a place, None where nothing is watched over."""
        if not self._files:
            return None
        if spot is None:
            return Vicinity(km=self.km, untold="unplaced")
        if coarse(spot.precision, spot.radius_km, self.km):
            country = spot.precision == "country"
            return Vicinity(km=self.km, untold="country" if country else "coarse")
        found: Sequence[Near] = near(spot, self.atlas(), self.km)[:TOLD]
        if not found and (one := nearest(spot, self.atlas())):
            found = [one]
        return Vicinity(km=self.km, near=tuple(_told(one, self.km) for one in found))

    def _asked(self, wanted: Collection[str]) -> Atlas:
        """Give the assets that are asked for; raises NotWatched for a name that none has."""
        if not self._files:
            raise NotWatched(
                what="no assets are named",
                where="[assets] files",
                remedy='write files = ["rail.geojson"] under [assets] in vedette.toml',
            )
        for name in sorted(wanted):
            if not self.atlas().only([name]).assets:
                raise NotWatched(
                    what="no asset has this class, id or name",
                    where=repr(name),
                    remedy=f"give a class ({', '.join(self.classes())}), or a name in the files",
                )
        return self.atlas().only(wanted)


def _asks(ask: IncidentAsk) -> bool:
    return ask.near is not None or bool(ask.assets)


def _reached(listed: Sequence[Row[Any]], assets: Atlas, km: float) -> tuple[list[_Reached], int]:
    """Choose the incidents that are, or may be, so near; count those of which nobody can say.

    50,000 incidents take 0.15 s, where their places have been measured before.
    """
    if not assets.assets:
        return [], 0
    placed = [row for row in listed if row[LAT] is not None]
    away = assets.nearest_each([(row[LON], row[LAT]) for row in placed])
    reached = [
        (row, number, d)
        for row, (number, d) in zip(placed, away, strict=True)
        if d - row[RADIUS] <= km
    ]
    told = [one for one in reached if not coarse(one[0][PRECISION], one[0][RADIUS], km)]
    return told, len(listed) - len(placed) + len(reached) - len(told)


def _nearby(atlas: Atlas, number: int, away: float, radius: float, *, km: float) -> Nearby:
    low, high = max(0.0, away - radius), away + radius
    one = Near(asset=atlas.assets[number], km=away, low=low, high=high, certain=high <= km)
    return _told(one, km)


def _told(one: Near, km: float) -> Nearby:
    return Nearby(
        id=one.asset.id,
        name=one.asset.name,
        kind=one.asset.kind,
        low=round(one.low, 1),
        high=round(one.high, 1),
        certain=one.high <= km,
    )
