"""Lithuanian toponyms in their cases."""

import pytest
from tests.code.languages.placing import whereabouts

from vedette.code.languages import language
from vedette.code.languages.places import find_spots, toponyms_of
from vedette.code.places import Gazetteer
from vedette.taxonomy.places import fold

LITHUANIAN = language("lt").words


@pytest.mark.parametrize(
    ("inflected", "name"),
    [
        ("Vilniuje", "Vilnius"),
        ("Kaune", "Kaunas"),
        ("Panevėžio", "Panevėžys"),
        ("Šiauliuose", "Šiauliai"),
        ("Klaipėdos", "Klaipėda"),
        ("Marijampolėje", "Marijampolė"),
        ("Švenčionyse", "Švenčionys"),
        ("Alytaus", "Alytus"),
        ("Trakų", "Trakai"),
        ("Kaišiadorių", "Kaišiadorys"),
        ("Charkive", "Kharkiv"),
        ("Stambule", "Istanbul"),
        ("Medininkuose", "Medininkai"),
    ],
)
def test_the_nominative_is_among_the_forms(inflected: str, name: str) -> None:
    """Every case of a name leads back to what the gazetteer calls it."""
    assert fold(name) in {form.name for form in toponyms_of(LITHUANIAN).forms(inflected)}


@pytest.mark.parametrize(
    ("sentence", "words", "country"),
    [
        ("Sprogimas nugriaudėjo Kaune.", "Kaune", "LT"),
        ("Dronas nukrito prie Kybartų.", "prie Kybartų", "LT"),
        ("Bėgiai apgadinti netoli Kaišiadorių.", "netoli Kaišiadorių", "LT"),
        ("Vilniaus oro uoste sustojo skrydžiai.", "Vilniaus", "LT"),
        ("Kabelis nutrauktas Baltijos jūroje.", "Baltijos jūroje", "Baltic Sea"),
        ("Raketa pataikė į namą Charkive.", "Charkive", "UA"),
        ("Įtariamasis suimtas Rumunijoje.", "Rumunijoje", "RO"),
        ("Balionai įskrido į Lietuvą.", "į Lietuvą", "LT"),
        ("Naikintuvai pažeidė Estijos oro erdvę.", "Estijos oro erdvę", "EE"),
        (
            "Migrantai apgręžti Lietuvos ir Baltarusijos pasienyje.",
            "Lietuvos ir Baltarusijos",
            "LT",
        ),
    ],
)
def test_a_case_or_a_word_beside_a_name_tells_where(
    gazetteer: Gazetteer, sentence: str, words: str, country: str
) -> None:
    """The locative, a word before and a word behind place something, with its country or sea."""
    told, there = whereabouts("lt", sentence, gazetteer)
    assert told.startswith(words)
    assert there == country


def test_whence_and_whither_are_places_but_not_where(gazetteer: Gazetteer) -> None:
    """Where somebody comes from and goes to is on the map, and nothing happened there."""
    spots = find_spots("Vyras iš Londono vyko į Vilnių.", gazetteer, LITHUANIAN)
    assert [spot.place.text for spot in spots] == ["Londono", "Vilnių"]
    assert not any(spot.locates for spot in spots)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tai svarstyta Seime.",
        "Įrašas paskelbtas Telegrame.",
        "Byla perduota Generalinei prokuratūrai.",
    ],
)
def test_organs_and_platforms_are_no_places(gazetteer: Gazetteer, sentence: str) -> None:
    """The locative of an institution does not make a place."""
    assert find_spots(sentence, gazetteer, LITHUANIAN) == ()
