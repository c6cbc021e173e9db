"""Estonian toponyms in their cases."""

import pytest
from tests.code.languages.placing import whereabouts

from vedette.code.languages import language
from vedette.code.languages.places import find_spots
from vedette.code.places import Gazetteer

WORDS = language("et").words


@pytest.mark.parametrize(
    ("sentence", "words", "country"),
    [
        ("Plahvatus toimus Tapal.", "Tapal", "EE"),
        ("Droon kukkus Võrumaal.", "Võrumaal", "EE"),
        ("Raudtee lõhuti Kohtla-Järvel.", "Kohtla-Järvel", "EE"),
        ("Kaabel katkes Soome lahes.", "Soome lahes", "Baltic Sea"),
        ("Rakett tabas maja Harkivis.", "Harkivis", "UA"),
        ("Rünnak Kiievile kestis kaua.", "Kiievile", "UA"),
        ("Ta vahistati Peterburis.", "Peterburis", "RU"),
        ("Ta vahistati Rumeenias.", "Rumeenias", "RO"),
        ("Droon lendas Lätti.", "Lätti", "LV"),
        ("Laev seisis Pärnu lähedal.", "Pärnu", "EE"),
        ("Lennukid rikkusid Vene õhuruumi.", "Vene õhuruumi", "RU"),
        ("Häired jätkuvad Kagu-Eestis.", "Kagu-Eestis", "EE"),
    ],
)
def test_an_ending_or_a_word_behind_tells_where(
    gazetteer: Gazetteer, sentence: str, words: str, country: str
) -> None:
    """A place in a case of place, or before a word for near, has its country or sea."""
    assert whereabouts("et", sentence, gazetteer) == (words, country)


def test_whence_is_a_place_but_not_where(gazetteer: Gazetteer) -> None:
    """What comes from a town is on the map, and nothing happened there."""
    spots = find_spots("Lennuk tuli Londonist ja Riiast.", gazetteer, WORDS)
    assert [spot.place.country for spot in spots] == ["GB", "LV"]
    assert not any(spot.locates for spot in spots)


@pytest.mark.parametrize(
    "sentence",
    [
        "Seda arutati Riigikogus.",
        "Ta kirjutas sellest Telegramis.",
        "Uurimisel aitas Kapo.",
    ],
)
def test_organs_and_platforms_are_no_places(gazetteer: Gazetteer, sentence: str) -> None:
    """A case of place and a capital letter do not make a place."""
    assert find_spots(sentence, gazetteer, WORDS) == ()
