"""The gazetteer's tables and what the build takes from GeoNames."""

from vedette.taxonomy.places import KINDS, listed, scope, table
from vedette.taxonomy.places_build import compiled, kept, useful


def _city(code: str, people: int, lon: float = 20.0) -> dict[str, object]:
    return {
        "geonameid": people,
        "name": f"Town {people}",
        "countrycode": code,
        "population": people,
        "latitude": 50.0,
        "longitude": lon,
        "alternatenames": [],
    }


def test_what_is_kept() -> None:
    """Europe is kept densely, Russia only up to the Urals, the rest of the world by its cities."""
    assert kept(_city("PL", 500))
    assert kept(_city("RU", 500))
    assert not kept(_city("RU", 500, lon=90.0))
    assert kept(_city("US", 1_000))
    assert not kept(_city("BR", 14_999))
    assert kept(_city("BR", 15_000))


def test_the_order_of_cities_does_not_matter() -> None:
    """The same cities in any order give the same bytes."""
    cities = [_city("PL", people) for people in (500, 700, 900)]
    assert compiled(cities) == compiled(reversed(cities))


def test_useful_names() -> None:
    """Other spellings are kept; nicknames, codes and scripts of other alphabets are not."""
    assert useful("Warszawa", "Warsaw")
    assert useful("Varsovie", "Warsaw")
    assert not useful("Paris of the North", "Warsaw")
    assert not useful("WAW", "Warsaw")
    assert useful("Варшава", "Warsaw")
    assert useful("Куп'янськ", "Kupiansk")
    assert not useful("ВАРШАВА", "Warsaw")
    assert not useful("Βαρσοβία", "Warsaw")


def test_our_own_tables_are_whole() -> None:
    """Every place has a point on the globe, a kind that the file knows, and a state or a sea."""
    countries, seas = table("countries"), table("places")["sea"]
    known = {*countries, *seas, *table("places")["strait"], "", "AX", "BM", "EH", "AQ", "Kattegat"}
    for kind, places in table("places").items():
        assert kind in KINDS
        for name, place in places.items():
            for lat, lon in place["ends"] if kind == "line" else [place["at"]]:
                assert -90 <= lat <= 90, name
                assert -180 <= lon <= 180, name
            assert place.get("in", name) in known, name


def test_four_hundred_places_by_hand() -> None:
    """The tables hold what GeoNames has not: waters, islands, bases, crossings."""
    assert sum(len(places) for places in table("places").values()) >= 400


def test_regions_name_known_seats_of_known_states() -> None:
    """A region's state is in the table of countries, and it has words or points."""
    for code, regions in table("regions").items():
        assert code in table("countries")
        assert regions["words"] or regions.get("points")
        assert set(regions.get("short", {}).values()) <= set(regions.get("points", {}))


def test_word_lists_do_not_contradict() -> None:
    """A given name that is no place is not also listed as a place's name."""
    assert not listed("given") & listed("place_nouns")
    assert scope("near") <= scope("dense")
