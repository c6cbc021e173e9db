"""Cells of one degree of latitude and longitude, and whose they are."""

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from vedette.assess.alarms.theatres import theatre_of
from vedette.taxonomy.places import Table

Cell = tuple[int, int]
"""The south-western corner in whole degrees, latitude and longitude."""


def cell_of(lat: float, lon: float) -> Cell:
    """Give the cell that holds a point.

    >>> cell_of(54.7, 25.3), cell_of(-0.5, -0.5)
    ((54, 25), (-1, -1))
    """
    return math.floor(lat), math.floor(lon)


def cell_name(cell: Cell) -> str:
    """Write a cell's corner.

    >>> cell_name((54, 25)), cell_name((-1, -1))
    ('54N 025E', '01S 001W')
    """
    lat, lon = cell
    return f"{abs(lat):02d}{'SN'[lat >= 0]} {abs(lon):03d}{'WE'[lon >= 0]}"


def _sites() -> Table:
    path = resources.files("vedette.taxonomy").joinpath("places.bin")
    return Table(Path(str(path)))


@cache
def land() -> Mapping[Cell, str]:
    """Give the cells of the theatres that hold a place, each with the state of its largest town."""
    found: dict[Cell, tuple[int, str]] = defaultdict(lambda: (-1, ""))
    for site in _sites():
        if theatre_of(site.country):
            cell = cell_of(site.lat, site.lon)
            found[cell] = max(found[cell], (site.population, site.country))
    return {cell: place for cell, (_, place) in found.items()}
