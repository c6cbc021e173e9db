"""Incidents laid out as series of counts."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.assess.alarms.cells import cell_name, cell_of, land
from vedette.assess.alarms.series import (
    ABROAD,
    Happening,
    Reading,
    always,
    by_cell,
    by_kind_and_place,
    series_of,
)
from vedette.assess.alarms.theatres import theatre_of, theatres
from vedette.taxonomy.kinds import ORDER

START = date(2026, 1, 1)
DAYS = 30
PLACES = ("LT", "PL", "US", "Baltic Sea", "")


def reading(**states):
    """A month of ten entries a day of bodies of many states, and of what each state is given."""
    told = {state: np.full(DAYS, float(entries)) for state, entries in states.items()}
    return Reading(start=START, common=np.full(DAYS, 10.0), states=told)


@st.composite
def happenings(draw):
    """Some incidents, a few of them before or after the month."""
    return [
        Happening(
            incident=str(n),
            day=START + timedelta(days=draw(st.integers(-3, DAYS + 3))),
            kind=draw(st.sampled_from(ORDER)),
            place=draw(st.sampled_from(PLACES)),
            accused=tuple(draw(st.sets(st.sampled_from(("RU", "BY"))))),
            spot=draw(st.sampled_from([(54.7, 25.3), (55.9, 18.2), None])),
        )
        for n in range(draw(st.integers(0, 12)))
    ]


@given(happenings(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_each_incident_counts_once_in_each_of_its_series(told, chance):
    """In whatever order they come; what lies outside of the days is in none."""
    table = by_kind_and_place(told, reading(LT=5))
    held = [one for one in told if 0 <= (one.day - START).days < DAYS]
    assert table.counts.sum() == sum(len(list(series_of(one))) for one in held)
    assert table.counts[table.names.index("*@*")].sum() == len(held)
    mixed = list(told)
    chance.shuffle(mixed)
    assert (by_kind_and_place(mixed, reading(LT=5)).counts == table.counts).all()


@given(happenings())
@settings(deadline=None)
def test_what_is_watched_does_not_hang_on_what_is_seen(told):
    """Every kind in every state and water of the theatres has its series; so have cells of land."""
    names = set(by_kind_and_place(told, reading()).names)
    assert {f"{kind}@{place}" for kind in ORDER for place in always()} <= names
    assert names >= {f"*@{one.place}" for one in told if one.place}
    assert set(by_cell(told, reading()).names) >= set(map(cell_name, land()))


def test_cells_count_where_the_place_is_close_enough():
    """The others are in no cell; the middle of a cell is where it lies."""
    seen = Happening(incident="a", day=START, kind="arson", place="LT", spot=(54.7, 25.3))
    wide = Happening(incident="b", day=START, kind="arson", place="LT")
    table = by_cell([seen, wide], reading(LT=5))
    row = table.names.index("54N 025E")
    assert (table.counts[row, 0], table.counts.sum()) == (1, 1)
    assert table.places[row].tolist() == [54.5, 25.5]


@pytest.mark.parametrize(
    ("place", "entries"),
    [
        ("LT", 10 + 5 + ABROAD * 20),
        ("PL", 10 + 20 + ABROAD * 5),
        ("US", 10 + ABROAD * 25),
        ("Baltic Sea", 10 + 5 + ABROAD * 20),
    ],
)
def test_a_place_is_seen_by_its_own_sources_and_a_little_by_all(place, entries):
    """A water by those of the states of its theatre, which Poland is not of."""
    assert reading(LT=5, PL=20).of([place]) == pytest.approx(np.full(DAYS, entries))


@pytest.mark.parametrize("place", ["LT", "RU"])
def test_accusations_are_measured_against_all_that_is_read(place):
    """They come from wherever it happened, not from the accused, were there incidents or not."""
    read = reading(LT=5, RU=20)
    accused = ("RU", "XX")
    one = Happening(incident="a", day=START, kind="arson", place=place, accused=accused)
    table = by_kind_and_place([one, replace(one, incident="b", place="XX")], read)
    for name in ("accused@RU", "accused@XX", "*@*"):
        assert table.exposure[table.names.index(name)] == pytest.approx(read.total)


def test_a_day_that_was_not_seen_has_no_count():
    """Something may come of it all the same; it cannot be measured against nothing."""
    dark = np.full(DAYS, 10.0)
    dark[3] = 0
    one = Happening(incident="a", day=START + timedelta(days=3), kind="arson", place="LT")
    table = by_kind_and_place([one], Reading(start=START, common=dark))
    assert not table.counts.any()
    assert not table.exposure[:, 3].any()


def test_every_place_belongs_to_one_theatre():
    """None stands in two, and each is found again."""
    listed = [place for own in theatres().values() for place in own]
    assert len(listed) == len(set(listed))
    assert all(theatre_of(place) == name for name, own in theatres().items() for place in own)


@given(st.floats(-89, 89), st.floats(-179, 179))
def test_a_cell_holds_its_points(lat, lon):
    """Its corner is the south-western one."""
    south, west = cell_of(lat, lon)
    assert south <= lat < south + 1
    assert west <= lon < west + 1
