"""Names of incidents, days and counts as others read them."""

from datetime import date

import pytest

from vedette.records import Interval, Spot
from vedette.write import naming

LIPOWA = Spot(name="Lipowa", lat=51.2, lon=22.6, country="PL", precision="town", radius_km=5.0)


def test_an_incident_is_named_by_its_kind_and_place():
    """A state is named once, though it is its own place, and a sea as it is."""
    assert naming.titled("gnss_interference", LIPOWA) == "GNSS interference, Lipowa, Poland"
    whole = Spot(name="Poland", lat=52, lon=19, country="PL", precision="country", radius_km=315)
    assert naming.place(whole) == "Poland"
    assert naming.place(None) == ""


@pytest.mark.parametrize(
    ("last", "told"),
    [(date(2026, 3, 1), "2026-03-01"), (date(2026, 3, 4), "2026-03-01/2026-03-04")],
)
def test_days_are_an_interval_of_iso_8601(last, told):
    """One day stands alone, several with a slash between the first and the last."""
    assert naming.days(Interval(date(2026, 3, 1), last)) == told


def test_counts_tell_how_far_sources_differ():
    """One number, or two with a dash; nothing where none is told."""
    assert [naming.count(told) for told in (None, (3, 3), (2, 4))] == ["", "3", "2-4"]
