"""Swedish toponyms, and the words that lead to them."""

import pytest
from tests.code.languages.placing import whereabouts

from vedette.code.languages import language
from vedette.code.languages.places import find_spots
from vedette.code.places import Gazetteer

SWEDISH = language("sv").words


@pytest.mark.parametrize(
    ("sentence", "words", "country"),
    [
        ("Branden bröt ut utanför Nådendal.", "utanför Nådendal", "FI"),
        ("I norska Kirkenes hördes skott.", "norska Kirkenes", "NO"),
        ("I Uleåborg stals en radar.", "I Uleåborg", "FI"),
        ("Kabeln slets av i Östersjön.", "i Östersjön", "Baltic Sea"),
        ("En robot slog ner i Charkiv.", "i Charkiv", "UA"),
        ("Han greps i Rumänien.", "i Rumänien", "RO"),
        ("Planen kränkte estniskt luftrum.", "estniskt luftrum", "EE"),
        ("På Gotland är det lugnt.", "På Gotland", "SE"),
        ("Fartyget stoppades i Finska viken.", "i Finska viken", "Baltic Sea"),
        ("Vid Nuijamaa gränsstation är det kö.", "Vid Nuijamaa", "FI"),
        ("Göteborgs hamn stängdes.", "Göteborgs", "SE"),
    ],
)
def test_a_preposition_leads_to_where(
    gazetteer: Gazetteer, sentence: str, words: str, country: str
) -> None:
    """A place under a preposition, or under an adjective that takes its place, tells where."""
    told, there = whereabouts("sv", sentence, gazetteer)
    assert told.startswith(words)
    assert there == country


def test_whence_and_whither_are_places_but_not_where(gazetteer: Gazetteer) -> None:
    """What comes from one town and goes to another happened in neither."""
    spots = find_spots("Planet från London flög till Warszawa.", gazetteer, SWEDISH)
    assert [spot.place.text for spot in spots] == ["London", "Warszawa"]
    assert not any(spot.locates for spot in spots)


@pytest.mark.parametrize(
    "text",
    [
        "Enligt Säpo var det lugnt.",
        "På Facebook syntes inget.",
        "I Sverige och Försvarsmakten råder lugn.",
    ],
)
def test_capitalised_words_that_are_no_towns(gazetteer: Gazetteer, text: str) -> None:
    """Nouns, services and media behind a preposition are on no map."""
    assert [spot for spot in find_spots(text, gazetteer, SWEDISH) if not spot.wide] == []
