"""Names in Cyrillic, and the tables of names that every language brings."""

import pytest

from vedette.code.languages import codes, language
from vedette.code.languages.places import find_spots
from vedette.code.languages.places.lands import LANDS
from vedette.code.languages.places.romanization import romanized
from vedette.code.places import Gazetteer
from vedette.taxonomy.countries import countries


@pytest.mark.parametrize(
    ("name", "standard", "latin"),
    [
        ("Згурівка", "uk", "zghurivka"),
        ("Їжакевич", "uk", "yizhakevych"),
        ("Кам'янське", "uk", "kamianske"),
        ("Ізмаїл", "uk1965", "izmayil"),
        ("Щербинівка", "uk", "shcherbynivka"),
        ("Ельня", "ru", "yelnya"),
        ("Новое Девяткино", "ru", "novoye devyatkino"),
        ("Подъячево", "ru", "podyachevo"),
        ("Гродна", "be", "hrodna"),
        ("Харьков", "iso9", "harkov"),
    ],
)
def test_standards_of_romanization(name: str, standard: str, latin: str) -> None:
    """What is written depends on the standard, the head of a word, and vowels before."""
    assert romanized(name, standard) == latin


@pytest.mark.parametrize("code", sorted(codes()))
def test_states_are_those_of_the_tables(code: str, gazetteer: Gazetteer) -> None:
    """Every state is one that we know, its first name is found as it, and all lands exist."""
    words = language(code).words
    for state, listed in words.lexicon("states").tables.items():
        assert state in countries()
        (spot,) = find_spots(listed["names"][0], gazetteer, words)
        assert spot.place
        assert spot.place.country == state
    for land in words.lexicon("places").tables.get("lands", {}):
        assert any(site.kind in LANDS for site, _ in gazetteer.find(land)), land
