"""German toponyms, and the words that lead to them."""

import pytest
from tests.code.languages.placing import whereabouts

from vedette.code.languages import language
from vedette.code.languages.places import find_spots
from vedette.code.places import Gazetteer

GERMAN = language("de").words


@pytest.mark.parametrize(
    ("sentence", "words", "country"),
    [
        ("Bei Uelzen brannte ein Kabelschacht.", "Bei Uelzen", "DE"),
        ("Im lettischen Daugavpils fielen Schüsse.", "lettischen Daugavpils", "LV"),
        ("Am Flughafen Hannover stand alles still.", "Flughafen Hannover", "DE"),
        ("Das Kabel riss in der Ostsee.", "in der Ostsee", "Baltic Sea"),
        ("Die Rakete traf ein Haus in Charkiw.", "in Charkiw", "UA"),
        ("Festgenommen wurde er in Rumänien.", "in Rumänien", "RO"),
        ("Jets drangen in estnischen Luftraum ein.", "estnischen Luftraum", "EE"),
        ("Auf der Krim brannte ein Depot.", "Auf der Krim", "UA"),
        ("Über München kreisten Drohnen.", "Über München", "DE"),
        ("Vor Rügen liegt ein Frachter.", "Vor Rügen", "DE"),
    ],
)
def test_a_preposition_leads_to_where(
    gazetteer: Gazetteer, sentence: str, words: str, country: str
) -> None:
    """A place under a preposition, or under an adjective that takes its place, tells where."""
    told, there = whereabouts("de", sentence, gazetteer)
    assert told.startswith(words)
    assert there == country


def test_whence_and_whither_are_places_but_not_where(gazetteer: Gazetteer) -> None:
    """What comes from one town and goes to another happened in neither."""
    spots = find_spots("Das Flugzeug aus London flog nach Warschau.", gazetteer, GERMAN)
    assert [spot.place.text for spot in spots] == ["London", "Warschau"]
    assert not any(spot.locates for spot in spots)


@pytest.mark.parametrize(
    "text",
    [
        "In Haft sitzen zwei Männer.",
        "Nach Angaben der Behörden blieb alles ruhig.",
        "In Flammen stand nur Papier.",
        "Im Norden ist es kalt.",
    ],
)
def test_capitalised_words_that_are_no_towns(gazetteer: Gazetteer, text: str) -> None:
    """Nouns, services and media behind a preposition are on no map."""
    assert [spot for spot in find_spots(text, gazetteer, GERMAN) if not spot.wide] == []
