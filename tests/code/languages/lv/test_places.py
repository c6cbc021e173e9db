"""Latvian toponyms in their cases."""

import pytest
from tests.code.languages.placing import whereabouts

from vedette.code.languages import language
from vedette.code.languages.places import find_spots, toponyms_of
from vedette.code.places import Gazetteer
from vedette.taxonomy.places import fold

LATVIAN = language("lv").words


@pytest.mark.parametrize(
    ("inflected", "name"),
    [
        ("Rīgā", "Rīga"),
        ("Daugavpilī", "Daugavpils"),
        ("Cēsīs", "Cēsis"),
        ("Talsos", "Talsi"),
        ("Ādažu", "Ādaži"),
        ("Rēzeknē", "Rēzekne"),
        ("Tukumā", "Tukums"),
        ("Saldū", "Saldus"),
        ("Jēkabpili", "Jēkabpils"),
        ("Valmieras", "Valmiera"),
        ("Harkivā", "Kharkiv"),
        ("Stambulā", "Istanbul"),
    ],
)
def test_the_nominative_is_among_the_forms(inflected: str, name: str) -> None:
    """Every case of a name leads back to what the gazetteer calls it."""
    assert fold(name) in {form.name for form in toponyms_of(LATVIAN).forms(inflected)}


@pytest.mark.parametrize(
    ("sentence", "words", "country"),
    [
        ("Sprādziens notika Rīgā.", "Rīgā", "LV"),
        ("Drons nokrita pie Dagdas.", "pie Dagdas", "LV"),
        ("Sliedes sabojātas netālu no Jēkabpils.", "netālu no Jēkabpils", "LV"),
        ("Liepājas ostā stāv kuģis.", "Liepājas", "LV"),
        ("Kabelis pārrauts Baltijas jūrā.", "Baltijas jūrā", "Baltic Sea"),
        ("Raķete trāpīja mājai Harkivā.", "Harkivā", "UA"),
        ("Aizdomās turētais apcietināts Rumānijā.", "Rumānijā", "RO"),
        ("Iznīcinātāji pārkāpa Igaunijas gaisa telpu.", "Igaunijas gaisa telpu", "EE"),
        (
            "Migranti aizturēti uz Latvijas un Baltkrievijas robežas.",
            "uz Latvijas un Baltkrievijas",
            "LV",
        ),
    ],
)
def test_a_case_or_a_word_beside_a_name_tells_where(
    gazetteer: Gazetteer, sentence: str, words: str, country: str
) -> None:
    """The locative, a word before and a word behind place something, with its country or sea."""
    told, there = whereabouts("lv", sentence, gazetteer)
    assert told.startswith(words)
    assert there == country


def test_whence_and_whither_are_places_but_not_where(gazetteer: Gazetteer) -> None:
    """Where somebody comes from and goes to is on the map, and nothing happened there."""
    spots = find_spots("Vīrietis no Londonas brauca uz Rīgu.", gazetteer, LATVIAN)
    assert [spot.place.text for spot in spots] == ["Londonas", "Rīgu"]
    assert not any(spot.locates for spot in spots)


def test_length_alone_tells_the_locative(gazetteer: Gazetteer) -> None:
    """`Rīga` is a name and `Rīgā` says where, though both are `riga` without marks."""
    (name,) = find_spots("Rīga klusē.", gazetteer, LATVIAN)
    (where,) = find_spots("Tas notika Rīgā.", gazetteer, LATVIAN)
    assert (name.locates, where.locates) == (False, True)


@pytest.mark.parametrize(
    "sentence",
    [
        "Par to sprieda Saeimā.",
        "Ieraksts publicēts Telegramā.",
        "Lieta nodota Ģenerālprokuratūrai.",
    ],
)
def test_organs_and_platforms_are_no_places(gazetteer: Gazetteer, sentence: str) -> None:
    """The locative of an institution does not make a place."""
    assert find_spots(sentence, gazetteer, LATVIAN) == ()
