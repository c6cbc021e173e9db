"""Places in a text: which words are toponyms, and where on the map they lie.

The gazetteer here is a small one of our own, compiled for the test; the articles are invented.
"""

from pathlib import Path

import pytest

from vedette.code.places import Gazetteer, find_places
from vedette.code.tagger.coder import TaggerCoder
from vedette.code.tagger.network import Network
from vedette.errors import CodeError
from vedette.taxonomy.places import Site, fold
from vedette.taxonomy.places_build import compiled

CITIES = [
    ("Warsaw", "PL", 1_702_139, 52.23, 21.01, ["Warszawa", "Varsovie"]),
    ("Lublin", "PL", 360_044, 51.25, 22.57, []),
    ("Suwałki", "PL", 69_222, 54.11, 22.93, ["Suwalki"]),
    ("Police", "PL", 34_284, 53.55, 14.57, []),
    ("Kyiv", "UA", 2_952_301, 50.45, 30.52, ["Kiyev"]),
    ("Lviv", "UA", 717_273, 49.84, 24.02, ["Lvov"]),
    ("Ivalo", "FI", 3_998, 68.66, 27.54, []),
    ("Bryansk", "RU", 427_236, 53.27, 34.32, []),
    ("Paris", "FR", 2_138_551, 48.85, 2.35, []),
    ("Paris", "US", 25_171, 33.66, -95.56, []),
    ("Nice", "FR", 342_669, 43.70, 7.27, []),
    ("Hamburg", "DE", 1_852_478, 53.55, 9.99, []),
    ("Frankfurt am Main", "DE", 650_000, 50.11, 8.68, ["Frankfurt"]),
    ("Mobile", "US", 195_111, 30.69, -88.04, []),
    ("Brest", "BY", 300_715, 52.10, 23.69, []),
    ("Brest", "FR", 144_899, 48.39, -4.49, []),
    ("Tusk", "PL", 900, 52.0, 20.0, []),
    ("Atlanta", "US", 463_878, 33.75, -84.39, []),
    ("Tbilisi", "GE", 1_049_498, 41.69, 44.83, []),
]


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """Compile a few cities and our own tables of waters, regions and countries."""
    path: Path = tmp_path_factory.mktemp("places") / "places.bin"
    path.write_bytes(compiled(city(*row, number=i) for i, row in enumerate(CITIES, 1)))
    return Gazetteer.load(path)


def city(  # noqa: PLR0917  # the columns of the table above
    name: str, code: str, people: int, lat: float, lon: float, others: list[str], *, number: int
) -> dict[str, object]:
    """Write a city as GeoNames does."""
    return {
        "geonameid": number,
        "name": name,
        "countrycode": code,
        "population": people,
        "latitude": lat,
        "longitude": lon,
        "alternatenames": others,
    }


def _found(text: str, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    places = find_places(text, gazetteer)
    for place in places:
        assert text[place.span.start : place.span.end] == place.text
    return [(place.text, place.country) for place in places]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A blast on the line near Lublin, Poland.", [("Lublin", "PL"), ("Poland", "PL")]),
        ("A fire in Frankfurt am Main.", [("Frankfurt am Main", "DE")]),
        ("Kyiv's mayor spoke of Lvov.", [("Kyiv", "UA"), ("Lvov", "UA")]),
        ("Shells fell in the Bryansk region.", [("Bryansk region", "RU")]),
        ("A cable in the Gulf of Finland was cut.", [("Gulf of Finland", "Baltic Sea")]),
        ("Ships on the Baltic Sea and the Black Sea.", [
            ("Baltic Sea", "Baltic Sea"), ("Black Sea", "Black Sea")]),
        ("Jets over Bornholm and Gotland.", [("Bornholm", "DK"), ("Gotland", "SE")]),
        ("The crossing at Medininkai is shut.", [("Medininkai", "LT")]),
        ("The brigade in Ivalo waits.", [("Ivalo", "FI")]),
        ("SUWAŁKI: Two men were held.", [("SUWAŁKI", "PL")]),
        ("They met in Nice, France.", [("Nice", "FR"), ("France", "FR")]),
        ("The United States and Ukraine agreed.", [("United States", "US"), ("Ukraine", "UA")]),
    ],
)  # fmt: skip
def test_toponyms(text: str, places: list[tuple[str, str]], gazetteer: Gazetteer) -> None:
    """Cities, regions, waters, islands and crossings are found by their longest name."""
    assert _found(text, gazetteer) == places


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton waved.",
        "Donald Tusk spoke. Later Tusk left.",
        "Mr Lublin denied it.",
        "Nice words were said.",
        "Police said that police were there.",
        "Mobile phones were jammed.",
        "The Polish and Russian ministers met.",
        "A German ship of the warsaw line.",
    ],
)
def test_no_toponyms(text: str, gazetteer: Gazetteer) -> None:
    """Persons, common words and adjectives are no places, even where a town has their name."""
    assert _found(text, gazetteer) == []


def test_adjectives_on_request(gazetteer: Gazetteer) -> None:
    """Where adjectives are asked for, they lie in the middle of their country; peoples do not."""
    text = "Polish guards met Poles in Lublin, far from the Turkish Straits."
    places = find_places(text, gazetteer, adjectives=True)
    assert [place.text for place in places] == ["Polish", "Lublin", "Turkish Straits"]


def test_the_text_decides_between_namesakes(gazetteer: Gazetteer) -> None:
    """The countries of the text, and the words behind a comma, choose among towns of one name."""
    assert ("Brest", "BY") in _found("Belarus moved troops from Minsk to Brest.", gazetteer)
    assert ("Brest", "FR") in _found("The French navy sailed from Brest, France.", gazetteer)
    assert ("Paris", "US") in _found("He lives in Paris, Texas.", gazetteer)
    assert ("Paris", "FR") in _found("He lives in Paris.", gazetteer)


def test_a_sense_once_told_holds_for_the_whole_text(gazetteer: Gazetteer) -> None:
    """After "Paris, Texas" every Paris of the text is that one, and before it too."""
    found = _found(
        "Paris mourns. The fire in Paris, Texas, took a life. Paris will rebuild.", gazetteer
    )
    assert [country for name, country in found if name == "Paris"] == ["US", "US", "US"]


def test_a_state_is_told_from_a_region_by_its_towns(gazetteer: Gazetteer) -> None:
    """Georgia behind Atlanta is the American one, otherwise the state in the Caucasus."""
    assert ("Georgia", "US") in _found("He lives in Atlanta, Georgia.", gazetteer)
    assert ("Georgia", "GE") in _found("Tbilisi said that Georgia would wait.", gazetteer)


def test_a_place_carries_its_point_and_its_number(gazetteer: Gazetteer) -> None:
    """A city has coordinates and a GeoNames id; a sea has a point and no id."""
    city_, sea = find_places("From Warsaw to the Black Sea.", gazetteer)
    assert (round(city_.lat), round(city_.lon), city_.geonames) == (52, 21, 1)
    assert (round(sea.lat), round(sea.lon), sea.geonames) == (43, 34, None)


def test_a_place_tells_how_closely_it_is_told(gazetteer: Gazetteer) -> None:
    """A town, a state, a water and a pipeline have an extent that fits them."""
    text = "Between Warsaw, Poland, Gotland, Nord Stream, C-Lion1, Vaindloo and the Black Sea."
    told = {p.text: (p.precision, p.radius_km) for p in find_places(text, gazetteer)}
    assert told["Warsaw"] == ("town", pytest.approx(14.7, rel=0.05))
    assert told["Poland"] == ("country", pytest.approx(315, rel=0.05))
    assert told["Black Sea"] == ("sea", pytest.approx(370, rel=0.05))
    assert told["Gotland"] == ("region", pytest.approx(32, rel=0.05))
    assert told["Vaindloo"][0] == "point"
    assert told["Nord Stream"][0] == told["C-Lion1"][0] == "line"
    assert 500 < told["Nord Stream"][1] < 650


def test_a_town_that_the_gazetteer_has_not_is_not_put_elsewhere(gazetteer: Gazetteer) -> None:
    """Ivalo in Ohio is not the one in Finland, there and in the rest of the text."""
    text = "IVALO, Ohio (AP) - A fire. It broke out near Ivalo on Monday."
    assert [place.text for place in find_places(text, gazetteer)] == ["Ohio"]


def test_a_capital_does_not_vouch_for_itself(gazetteer: Gazetteer) -> None:
    """However often Paris is named, it is Texas that counts where the text names Texas."""
    text = "The Paris police said that Paris, Texas, is safe. In Paris nobody slept."
    assert {c for name, c in _found(text, gazetteer) if name == "Paris"} == {"US"}


@pytest.mark.parametrize(
    ("text", "metonyms"),
    [
        ("Kyiv accused Moscow of strikes near Lviv.", ["Kyiv"]),
        ("Kyiv said on Monday that Poland had denied it.", ["Kyiv", "Poland"]),
        ("Officials in Kyiv said nothing.", []),
        ("Talks between Warsaw and Kyiv broke down in Brest.", ["Warsaw", "Kyiv"]),
        ("A cable between Finland and Estonia was cut.", []),
        ("Tbilisi, Kyiv and Warsaw denied it.", ["Tbilisi", "Kyiv", "Warsaw"]),
        ("Drones crossed into Poland, Warsaw says.", ["Warsaw"]),
        ("Poland's government met in Warsaw.", ["Poland"]),
        ("The Kremlin denied it. Drones flew over the Kremlin.", ["Kremlin"]),
        ("Sanctions against Russia were signed in Paris.", ["Russia"]),
        ("Russia struck Lviv with missiles.", ["Russia"]),
        ("A fire broke out in Lublin, Poland.", []),
        ("The mayor of Lviv said that he was well.", []),
    ],
)
def test_a_name_that_acts_is_a_metonym(
    text: str, metonyms: list[str], gazetteer: Gazetteer
) -> None:
    """Who says, decides or is dealt with is a government; where something is, is a place."""
    assert [p.text for p in find_places(text, gazetteer) if p.metonym] == metonyms


def test_every_spelling_finds_the_same_place(gazetteer: Gazetteer) -> None:
    """Case, marks and hyphens do not matter to the gazetteer."""
    spellings = ["Suwałki", "SUWALKI", "suwałki"]
    assert len({gazetteer.find(name)[0][0] for name in spellings}) == 1
    assert fold("Cluj-Napoca") == fold("CLUJ  NAPOCA") == "cluj napoca"


def test_a_missing_gazetteer_says_what_to_do(tmp_path: Path) -> None:
    """Without the compiled file there is an error with its remedy."""
    with pytest.raises(CodeError, match=r"hatch_build\.py"):
        Gazetteer.load(tmp_path / "none.bin")


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    """A file of another format is an error, not nonsense."""
    path = tmp_path / "places.bin"
    path.write_bytes(b"\0" * 100)
    with pytest.raises(CodeError, match="no gazetteer"):
        Gazetteer.load(path)


def test_another_gazetteer_is_another_taxonomy(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """A coding's hash covers the places' file: one city more gives codings of another name."""
    path = tmp_path / "places.bin"
    path.write_bytes(compiled([city(*CITIES[0], number=1)]))
    other, network = Gazetteer.load(path), Network.load()
    assert other.digest != gazetteer.digest
    assert TaggerCoder(network, other).taxonomy != TaggerCoder(network, gazetteer).taxonomy
    assert (
        TaggerCoder(network, other).taxonomy == TaggerCoder(network, Gazetteer.load(path)).taxonomy
    )


def test_sites_come_back_as_they_went_in(gazetteer: Gazetteer) -> None:
    """What was compiled is what is found, to the fifth decimal of a degree."""
    ((site, alternate),) = gazetteer.find("Lviv")
    assert site == Site(6, "Lviv", 49.84, 24.02, 717_273, "UA", "city", 9.7)
    assert not alternate
