"""Distances on a sphere with unit vectors: nothing special happens at a pole or the antimeridian.

Between two positions a line takes the shortest way, a great circle. On the ellipsoid distances are
up to 0.5 % longer or shorter.
"""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from vedette.taxonomy.sites import EARTH_KM

RADIUS_KM: Final = EARTH_KM / 2
MIDDLE: Final = math.pi / 2
"""A quarter of the way round, in radians."""
Array = NDArray[np.float64]


def unit(lon: float, lat: float) -> Array:
    """Give a position as a unit vector.

    >>> unit(180.0, 0.0).round(9).tolist() == unit(-180.0, 0.0).round(9).tolist()
    True
    """
    one: Array = units(np.array([[lon, lat]]))[0]
    return one


def units(positions: Array) -> Array:
    """Give rows of longitude and latitude in degrees as rows of unit vectors."""
    turn, up = np.radians(positions[:, 0]), np.radians(positions[:, 1])
    return np.column_stack([np.cos(up) * np.cos(turn), np.cos(up) * np.sin(turn), np.sin(up)])


def apart(one: Array, other: Array) -> float:
    """Give the angle between two unit vectors in radians, exact for near and far ones alike."""
    return 2 * math.atan2(float(np.linalg.norm(one - other)), float(np.linalg.norm(one + other)))


def across(ring: Array) -> float:
    """Give the angle from the middle of a ring's unit vectors to the farthest of them."""
    middle = ring[:-1].sum(axis=0)
    length = float(np.linalg.norm(middle))
    return float(rows_apart(ring, middle / length).max()) if length > 1e-9 else math.pi


def rows_apart(rows: Array, point: Array) -> Array:
    """Give the angle of each row to a point, in radians."""
    near: Array = np.linalg.norm(rows - point, axis=1)
    angle: Array = 2 * np.arcsin(np.minimum(near / 2, 1.0))
    return angle


def normals(starts: Array, ends: Array) -> Array:
    """Give the unit normals of great circles through pairs of points; zeros where the two are one.

    (a − b) × (a + b) is 2 a × b, and keeps its digits for points that lie close together.
    """
    crossed = np.cross(starts - ends, starts + ends)
    length = np.linalg.norm(crossed, axis=1, keepdims=True)
    unit_: Array = np.divide(crossed, length, out=np.zeros_like(crossed), where=length > 0)
    return unit_
