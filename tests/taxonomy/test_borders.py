"""Where two states meet."""

from vedette.taxonomy.borders import meeting
from vedette.taxonomy.countries import countries
from vedette.taxonomy.places import table


def test_the_order_of_the_states_does_not_move_the_border():
    """From either side it lies at the same place, and belongs to the one asked first."""
    one, two = meeting("PL", "BY"), meeting("BY", "PL")
    assert (one.lat, one.lon, one.radius_km) == (two.lat, two.lon, two.radius_km)
    assert (one.country, two.country) == ("PL", "BY")


def test_states_that_do_not_meet_have_nothing_between_them():
    """Poland and Portugal have no border and no sea."""
    assert meeting("PL", "PT") is None


def test_states_meet_by_land_or_by_water():
    """Finland and Sweden have a border and a gulf; which one is asked for."""
    assert meeting("FI", "SE").precision == "line"
    assert meeting("SE", "FI", wet=True).country == "Baltic Sea"


def test_the_table_is_whole():
    """Every pair is of two states in order, every water one that the gazetteer knows."""
    seas = {*table("places")["sea"], "Taiwan Strait"}
    for kind in ("land", "water"):
        for pair in table("borders")[kind]:
            one, two = pair.split("-")
            assert one < two
            assert {one, two} - {"SJ"} <= set(countries())
    assert all(water["in"] in seas for water in table("borders")["water"].values())
