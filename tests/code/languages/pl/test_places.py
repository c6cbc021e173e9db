"""Polish toponyms in their cases."""

import pytest

from vedette.code.languages import language
from vedette.code.languages.places import find_spots, toponyms_of
from vedette.code.places import Gazetteer
from vedette.taxonomy.places import fold

POLISH = language("pl").words


@pytest.mark.parametrize(
    ("inflected", "name"),
    [
        ("Lublinie", "Lublin"),
        ("Dęblinem", "Dęblin"),
        ("Warszawą", "Warszawa"),
        ("Gdyni", "Gdynia"),
        ("Łodzi", "Łódź"),
        ("Katowicach", "Katowice"),
        ("Puław", "Puławy"),
        ("Suwałkach", "Suwałki"),
        ("Charkowie", "Charków"),
        ("Ustce", "Ustka"),
        ("Rydze", "Ryga"),
        ("Mielcu", "Mielec"),
        ("Białymstoku", "Białystok"),
        ("Zakopanem", "Zakopane"),
        ("Białej Podlaskiej", "Biała Podlaska"),
        ("Poznaniu", "Poznań"),
        ("Radomia", "Radom"),
        ("Tallinem", "Tallinn"),
    ],
)
def test_the_nominative_is_among_the_forms(inflected: str, name: str) -> None:
    """Every case of a name leads back to what the gazetteer calls it."""
    assert fold(name) in {form.name for form in toponyms_of(POLISH).forms(inflected)}


@pytest.mark.parametrize(
    ("sentence", "words", "country"),
    [
        ("Do wybuchu doszło w Lublinie.", "w Lublinie", "PL"),
        ("Tory wysadzono pod Dęblinem.", "pod Dęblinem", "PL"),
        ("We Wrocławiu spłonął skład.", "We Wrocławiu", "PL"),
        ("Dron spadł koło Puław.", "koło Puław", "PL"),
        ("Kabel przecięto na Bałtyku.", "na Bałtyku", "Baltic Sea"),
        ("Rakieta trafiła blok w Charkowie.", "w Charkowie", "UA"),
        ("Aresztowano go w Rumunii.", "w Rumunii", "RO"),
        ("Balony wleciały do Polski.", "do Polski", "PL"),
        ("Zakłócenia trwają na Podkarpaciu.", "na Podkarpaciu", "PL"),
        ("Myśliwce naruszyły estońską przestrzeń powietrzną.", "estońską przestrzeń", "EE"),
    ],
)
def test_a_preposition_leads_to_where(
    gazetteer: Gazetteer, sentence: str, words: str, country: str
) -> None:
    """A place under a preposition tells where, with its country or sea."""
    (spot,) = [spot for spot in find_spots(sentence, gazetteer, POLISH) if spot.locates]
    assert sentence[spot.span.start : spot.span.end].startswith(words)
    assert spot.place.country == country


def test_whence_and_whither_are_places_but_not_where(gazetteer: Gazetteer) -> None:
    """`Z Londynu` and `do Rzeszowa` are on the map, and nothing happened there."""
    spots = find_spots("Samolot z Londynu odesłano do Rzeszowa.", gazetteer, POLISH)
    assert [spot.place.text for spot in spots] == ["Londynu", "Rzeszowa"]
    assert not any(spot.locates for spot in spots)


@pytest.mark.parametrize(
    "sentence",
    ["Dyskutowano w Sejmie.", "Napisał to na Telegramie.", "Sprawa trafiła do Prokuratury."],
)
def test_organs_and_platforms_are_no_places(gazetteer: Gazetteer, sentence: str) -> None:
    """A preposition before a capital letter does not make a place."""
    assert find_spots(sentence, gazetteer, POLISH) == ()


def test_a_report_is_headed_by_its_place(gazetteer: Gazetteer) -> None:
    """`WILNO.` at the head of a line is the dateline."""
    (spot, *_) = find_spots("Tytuł\n\nWILNO. Kabel uszkodzono w niedzielę.", gazetteer, POLISH)
    assert spot.place.country == "LT"
