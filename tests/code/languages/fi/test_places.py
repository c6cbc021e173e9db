"""Finnish toponyms in their cases."""

import pytest
from tests.code.languages.placing import whereabouts

from vedette.code.languages import language
from vedette.code.languages.places import find_spots
from vedette.code.places import Gazetteer

WORDS = language("fi").words


@pytest.mark.parametrize(
    ("sentence", "words", "country"),
    [
        ("Räjähdys sattui Lahdessa.", "Lahdessa", "FI"),
        ("Drooni putosi Hangossa.", "Hangossa", "FI"),
        ("Rata katkesi Riihimäellä.", "Riihimäellä", "FI"),
        ("Kaapeli katkesi Suomenlahdella.", "Suomenlahdella", "Baltic Sea"),
        ("Ohjus osui taloon Harkovassa.", "Harkovassa", "UA"),
        ("Ohjuksia ammuttiin Harkovaan.", "Harkovaan", "UA"),
        ("Hänet pidätettiin Pietarissa.", "Pietarissa", "RU"),
        ("Hänet pidätettiin Romaniassa.", "Romaniassa", "RO"),
        ("Drooni lensi Suomeen.", "Suomeen", "FI"),
        ("Alus nähtiin Porkkalan lähellä.", "Porkkalan", "FI"),
        ("Koneet loukkasivat Viron ilmatilaa.", "Viron ilmatilaa", "EE"),
        ("Häiriöt jatkuvat Itä-Suomessa.", "Itä-Suomessa", "FI"),
    ],
)
def test_an_ending_or_a_word_behind_tells_where(
    gazetteer: Gazetteer, sentence: str, words: str, country: str
) -> None:
    """A place in a case of place, or before a word for near, has its country or sea."""
    assert whereabouts("fi", sentence, gazetteer) == (words, country)


def test_whence_is_a_place_but_not_where(gazetteer: Gazetteer) -> None:
    """What comes from a town is on the map, and nothing happened there."""
    spots = find_spots("Kone lensi Lontoosta ja Riiasta.", gazetteer, WORDS)
    assert [spot.place.country for spot in spots] == ["GB", "LV"]
    assert not any(spot.locates for spot in spots)


@pytest.mark.parametrize(
    "sentence",
    [
        "Pakosta keskusteltiin Eduskunnassa.",
        "Hän kirjoitti siitä Telegramissa.",
        "Tutkinnassa apuna oli Supo.",
    ],
)
def test_organs_and_platforms_are_no_places(gazetteer: Gazetteer, sentence: str) -> None:
    """A case of place and a capital letter do not make a place."""
    assert find_spots(sentence, gazetteer, WORDS) == ()
