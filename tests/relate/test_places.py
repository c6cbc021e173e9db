"""The place of an incident, out of the toponyms of its report."""

import pytest

from vedette.records import Field, Finding, Place, Span
from vedette.relate.places import spot
from vedette.taxonomy.sites import distance_km

KNOWN = {
    "Bydgoszcz": (53.12, 18.0, "PL", "town", 9.0),
    "Poland": (52.0, 20.0, "PL", "country", 315.0),
    "Gulf of Finland": (59.9, 26.0, "Baltic Sea", "sea", 98.0),
    "Baltic Sea": (58.0, 20.0, "Baltic Sea", "sea", 346.0),
    "Hanko": (59.82, 22.97, "FI", "town", 4.0),
    "Kołobrzeg": (54.18, 15.58, "PL", "town", 5.0),
    "Warsaw": (52.23, 21.01, "PL", "town", 16.0),
    "Lublin": (51.25, 22.57, "PL", "town", 9.0),
    "Mika": (52.08, 21.53, "PL", "town", 2.0),
    "Krefeld": (51.34, 6.58, "DE", "town", 8.0),
    "Uerdingen": (51.35, 6.65, "DE", "town", 2.0),
    "Moscow": (55.75, 37.62, "RU", "town", 40.0),
}


def _places(text, metonyms=()):
    found = []
    for name, (lat, lon, country, precision, radius) in KNOWN.items():
        start = text.find(name)
        if start >= 0:
            place = Place(
                span=Span(start, start + len(name)),
                text=name,
                lat=lat,
                lon=lon,
                country=country,
                precision=precision,
                radius_km=radius,
                metonym=name in metonyms,
            )
            found.append(place)
    return tuple(sorted(found, key=lambda place: place.span))


def _finding(text, *where):
    entries = []
    for words, value in where:
        start = text.find(words) if words else -1
        span = Span(start, start + len(words)) if start >= 0 else None
        entries.append(Field(span=span, text=words if span else None, value=value))
    return Finding(id="f", type="incident", anchor=(Span(0, 1),), fields={"where": tuple(entries)})


@pytest.mark.parametrize(
    ("text", "where", "name", "precision"),
    [
        ("a warehouse in Bydgoszcz", [("a warehouse in Bydgoszcz", "PL")], "Bydgoszcz", "town"),
        ("in Poland, in Bydgoszcz", [("Poland", "PL"), ("Bydgoszcz", "PL")], "Bydgoszcz", "town"),
        ("in Uerdingen, Krefeld", [("Uerdingen, Krefeld", "DE")], "Uerdingen", "town"),
        ("in Krefeld near Uerdingen", [("Krefeld near Uerdingen", "DE")], "Uerdingen", "town"),
        ("at Mika, near Lublin", [("Mika", "PL"), ("Lublin", "PL")], "Mika", "town"),
        ("on the Warsaw-Lublin line", [("Warsaw-Lublin line", "PL")], "Warsaw–Lublin", "line"),
        ("from Warsaw to Lublin", [("from Warsaw to Lublin", None)], "Warsaw–Lublin", "line"),
        ("the Warsaw-Lublin line at Mika", [("Warsaw-Lublin line at Mika", "PL")], "Mika", "town"),
        ("in the Baltic Sea", [("Baltic Sea", "Baltic Sea")], "Baltic Sea", "sea"),
    ],
)  # fmt: skip
def test_the_finest_place_counts(text, where, name, precision):
    """A town before its country, a suburb before its town, two ends as one line."""
    found = spot(_finding(text, *where), _places(text))
    assert (found.name, found.precision) == (name, precision)


def test_south_of_a_town_in_a_gulf_lies_at_sea():
    """The disc lies south of the town, in the sea named, and does not claim to be the town."""
    text = "south of Hanko in the Gulf of Finland"
    found = spot(_finding(text, (text, "Baltic Sea")), _places(text))
    assert (found.country, found.precision, found.geonames) == ("Baltic Sea", "sea", None)
    assert found.lat < 59.82
    assert distance_km(found.lat, found.lon, 59.55, 22.85) < found.radius_km


def test_a_told_distance_is_gone():
    """41 km north of Kołobrzeg is 41 km from it, give or take a fifth."""
    text = "41 km north of Kołobrzeg"
    found = spot(_finding(text, (text, "Baltic Sea")), _places(text))
    assert 40 < distance_km(found.lat, found.lon, 54.18, 15.58) < 42
    assert found.radius_km < 10


@pytest.mark.parametrize(
    ("told", "km"),
    [("1,200 km", 1200), ("1\u00a0200 km", 1200), ("1,2 km", 1.2), ("0.500 km", 0.5)],
)
def test_digits_may_be_grouped(told, km):
    """A comma before three digits groups them; before fewer, or behind nought, it parts."""
    text = f"{told} north of Kołobrzeg"
    found = spot(_finding(text, (text, "Baltic Sea")), _places(text))
    assert distance_km(found.lat, found.lon, 54.18, 15.58) == pytest.approx(km, abs=0.02)


def test_a_distance_beats_a_name():
    """Twenty nautical miles off is told more closely than the line that was cut."""
    text = "between Warsaw and Lublin, twenty nautical miles east of Hanko"
    where = [("between Warsaw and Lublin", None), ("twenty nautical miles east of Hanko", None)]
    found = spot(_finding(text, *where), _places(text))
    assert found.name == "twenty nautical miles east of Hanko"
    assert 36 < distance_km(found.lat, found.lon, 59.82, 22.97) < 38


def test_off_a_town_is_water_around_it():
    """The disc keeps the town's middle, and is no town."""
    found = spot(_finding("off Hanko", ("off Hanko", "FI")), _places("off Hanko"))
    assert (found.name, found.precision, found.radius_km) == ("off Hanko", "sea", 34.0)


def test_a_part_of_a_country_is_a_region():
    """Northern Poland is half as wide as Poland and lies north of its middle."""
    text = "northern Poland"
    found = spot(_finding(text, (text, "PL")), _places(text))
    assert (found.precision, found.radius_km, found.country) == ("region", 157.5, "PL")
    assert 53 < found.lat < 54


def test_two_states_meet_at_their_border_or_in_their_sea():
    """A border is a line between both; a cable lies in the water, and one state may be told."""
    text = "on the Polish-Belarusian border"
    found = spot(_finding(text, (text, "PL")), _places(text))
    assert (found.name, found.precision) == ("Poland–Belarus border", "line")
    text = "a cable between Finland and Estonia"
    found = spot(_finding(text, (text, "FI")), ())
    assert (found.country, found.precision) == ("Baltic Sea", "sea")
    text = "the border with Belarus"
    assert spot(_finding(text, (text, "LT")), ()).name == "Belarus–Lithuania border"


def test_an_order_is_no_border():
    """A recorder that was ordered lies at no border of its state; a capital makes no difference."""
    text = "a pipeline to Belarus whose recorder was ordered"
    assert spot(_finding(text, (text, "LT")), ()).name == "Lithuania"
    text = "Border with Belarus"
    assert spot(_finding(text, (text, "LT")), ()).name == "Belarus–Lithuania border"


def test_a_nameless_where_is_put_at_the_nearest_town():
    """Near the lake, said beside Krefeld, is thereabouts and no closer."""
    text = "In Krefeld a depot near the lake burned."
    found = spot(_finding(text, ("near the lake", None)), _places(text))
    assert (found.name, found.radius_km) == ("Krefeld", 25.0)


def test_a_metonym_is_no_place():
    """Moscow that said something holds no incident."""
    text = "Moscow said Bydgoszcz"
    found = spot(_finding(text, (text, None)), _places(text, metonyms=("Moscow",)))
    assert found.name == "Bydgoszcz"


def test_a_country_alone_is_a_country():
    """Where no toponym was found, the value tells a state with its extent, or a sea."""
    found = spot(_finding("x", ("", "PL")), ())
    assert (found.name, found.precision, found.geonames) == ("Poland", "country", 798544)
    assert 300 < found.radius_km < 330
    assert spot(_finding("x", ("", "North Sea")), ()).precision == "sea"


def test_nothing_told_is_no_place():
    """No entry, or one that names nothing, gives None."""
    assert spot(_finding("x"), ()) is None
    assert spot(_finding("a warehouse", ("a warehouse", None)), ()) is None


def test_old_codings_stay_readable():
    """Places without precision and radius still give a spot."""
    text = "in Poland"
    place = Place(span=Span(3, 9), text="Poland", lat=52.0, lon=20.0, country="PL")
    found = spot(_finding(text, ("Poland", "PL")), (place,))
    assert found.precision == "country"
