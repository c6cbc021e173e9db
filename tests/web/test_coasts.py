"""The land of small drawings: the coasts of the map, cut to a frame."""

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.web import coasts
from vedette.web.coasts import Frame
from vedette.web.drawing import FINEST, Plate

WHOLE = Frame(-90.0, -181.0, 90.0, 200.0)
BALTIC = Frame(53.0, 9.0, 66.0, 31.0)


def inside(point, rings):
    """Whether a point lies in land, by even and odd crossings of a line to the east."""
    x, y = point
    crossed = 0
    for ring in rings:
        line = list(ring)
        for (x1, y1), (x2, y2) in zip(line, [*line[1:], line[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                crossed += 1
    return crossed % 2 == 1


@cache
def land(frame):
    """Give the rings of a frame."""
    return [list(ring) for ring in coasts.rings(frame)]


@pytest.mark.parametrize(
    ("place", "is_land"),
    [
        ((24.7, 59.3), True),  # south of Tallinn
        ((19.0, 56.0), False),  # amid the Baltic
        ((37.6, 55.7), True),  # Moscow
        ((20.0, 60.2), True),  # Åland
        ((-3.0, 48.2), True),  # Brittany
        ((30.0, 43.5), False),  # the Black Sea
    ],
)
def test_land_is_where_land_is(place, is_land):
    """And the sea is not."""
    assert inside(place, land(WHOLE)) is is_land


@settings(max_examples=30, deadline=None)
@given(st.floats(53.0, 66.0), st.floats(9.0, 31.0))
def test_what_is_left_out_changes_nothing_within_the_frame(lat, lon):
    """A stretch beyond it may be drawn as its chord: no point of the frame changes its colour."""
    assert inside((lon, lat), land(BALTIC)) == inside((lon, lat), land(WHOLE))
    assert sum(map(len, land(BALTIC))) < sum(map(len, land(WHOLE))) / 10


def test_borders_within_a_frame_are_whole():
    """Each point of a border that lies in the frame is drawn, next to the one before it."""
    near = [list(line) for line in coasts.lines("border", BALTIC)]
    drawn = {point for line in near for point in line}
    for line in coasts.lines("border", WHOLE):
        for lon, lat in line:
            if BALTIC.south <= lat <= BALTIC.north and BALTIC.west <= lon <= BALTIC.east:
                assert (lon, lat) in drawn
    assert list(coasts.lines("disputed", Frame(44.0, 32.0, 47.0, 37.0)))


@pytest.mark.parametrize(("up", "across"), [(-1, 0), (1, 0), (0, -1), (0, 1)])
def test_a_box_beyond_one_side_is_missed(up, across):
    """On every side; one that touches is not."""
    frame = Frame(0.0, 0.0, 10.0, 10.0)

    def moved(by):
        return Frame(up * by, across * by, 10 + up * by, 10 + across * by)

    assert frame.misses(moved(11.0))
    assert not frame.misses(moved(10.0))


def test_a_drawing_is_made_of_steps_that_can_be_seen():
    """Whole units, none shorter than the finest; every way begins within or beside the plate."""
    told = str(Plate(BALTIC).land())
    steps = [tuple(map(int, one.split())) for one in re.findall(r"l(-?\d+ -?\d+)", told)]
    assert len(steps) > 300
    assert all(abs(x) + abs(y) >= FINEST for x, y in steps)
    assert told.count("z") == told.split('class="border"', maxsplit=1)[0].count("M") > 10
