"""The tables from words to probability: whole, in order, and looked up longest first."""

import pytest

from vedette.assess.forecasts.yardsticks import NAMES, yardstick

PUBLISHED = {
    "icd203": [(1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99)],
    "phia": [(0, 5), (10, 20), (25, 35), (40, 50), (55, 75), (80, 90), (95, 100)],
    "nato": [(0, 10), (10, 40), (40, 60), (60, 90), (90, 100)],
}
MODALITIES = {"impossible", "unlikely", "possible", "likely", "certain"}


@pytest.mark.parametrize("name", NAMES)
def test_the_intervals_are_those_that_were_published(name):
    """Band by band; each yardstick names who published it, when and where."""
    one = yardstick(name)
    assert [(band.low, band.high) for band in one.bands] == PUBLISHED[name]
    assert one.title
    assert one.publisher
    assert one.url.startswith("https://")


@pytest.mark.parametrize("name", NAMES)
def test_no_word_means_two_things(name):
    """A term stands in one band, and every modality has a term of the yardstick."""
    one = yardstick(name)
    listed = [word for band in one.bands for word in (*band.terms, *band.forms)]
    assert len(listed) == len(set(listed))
    assert set(one.defaults) == MODALITIES
    points = [sum((one.band(one.defaults[m]).low, one.band(one.defaults[m]).high)) for m in
              ("impossible", "unlikely", "possible", "likely", "certain")]  # fmt: skip
    assert points == sorted(points)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is almost certainly so", ["almost certainly"]),
        ("highly unlikely, or merely unlikely", ["highly unlikely", "unlikely"]),
        ("no longer likely", []),
        ("isn't likely, and not probable", []),
        ("It is not likely", ["not likely"]),
        ("the likelihood of rain", []),
        ("a roughly\neven chance", ["roughly\neven chance"]),
        ("more likely than not", []),
    ],
)
def test_the_longest_term_is_taken(text, found):
    """Words that a negation or a comparison makes another thing of are none."""
    assert [term.words for term in yardstick("icd203").of_words(text)] == found
