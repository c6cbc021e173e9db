"""How much is pledged, out of words."""

import pytest

from vedette.assess.pledges.levels import comparable, equal, level_of, written


@pytest.mark.parametrize(
    ("value", "words", "around", "amount", "unit"),
    [
        ("5 %GDP", "5% of gross domestic product", "", 5.0, "%GDP"),
        (None, "at least 3.5 per cent", "spend 3.5 per cent of its GDP", 3.5, "%GDP"),
        (None, "2,5 %", "", 2.5, "%"),
        (None, "€1.2bn for shells", "", 1.2e9, "EUR"),
        (None, "50 million euros", "", 5e7, "EUR"),
        (None, "$12 million for walls", "", 1.2e7, "USD"),
        (None, "40,000 artillery shells", "", 40_000.0, "things"),
        (None, "six batteries", "", 6.0, "things"),
        (None, "a mobile radar", "", 1.0, "things"),
        (None, "a dozen howitzers", "", 12.0, "things"),
        (None, "two dozen drones", "", 24.0, "things"),
        (None, "half a dozen tanks", "", 6.0, "things"),
        (None, "a half-dozen jets", "", 6.0, "things"),
        (None, "twenty-five tanks", "", 25.0, "things"),
        (None, "forty one-way drones", "", 40.0, "things"),
        (None, "half a million shells", "", 500_000.0, "things"),
        (None, "a quarter of a million drones", "", 250_000.0, "things"),
        (None, "one hundred thousand shells", "", 100_000.0, "things"),
        (None, "100,000 155mm shells", "", 100_000.0, "things"),
        (None, "a hundred and fifty vehicles", "", 150.0, "things"),
        (None, "a hundred five-ton trucks", "", 100.0, "things"),
        (None, "two thousand five hundred men", "", 2500.0, "things"),
        (None, "a million drones", "", 1e6, "things"),
        (None, "half a brigade", "", 0.5, "things"),
        (None, "2.5 tonnes of powder", "", 2.5, "things"),
        (None, "€400k for fences", "", 400_000.0, "EUR"),
        (None, "five hundred million euros", "", 5e8, "EUR"),
        (None, "two hundred fifty thousand euros", "", 250_000.0, "EUR"),
        (None, "two and a half billion euros", "", 2.5e9, "EUR"),
        (None, "€1,5 billion for shells", "", 1.5e9, "EUR"),
        (None, "2,5 million euros", "", 2.5e6, "EUR"),
        (None, "€500,000", "", 500_000.0, "EUR"),
        (None, "25 000 euros", "", 25_000.0, "EUR"),
    ],
)
def test_levels_are_read(value, words, around, amount, unit):
    """Shares, money and numbers of things are told from one another."""
    level = level_of(value, words, around)
    assert (level.amount, level.unit) == (amount, unit)


@pytest.mark.parametrize("words", ["full strength", "in 2027", "", "every mailroom"])
def test_what_is_no_level_is_none(words):
    """A year, a word, nothing: no level is guessed."""
    assert level_of(None, words) is None


def test_things_are_one_by_any_of_their_nouns():
    """Six batteries are the six batteries of air defence, and no six ships."""
    one, other = level_of(None, "six batteries"), level_of(None, "six air-defence batteries")
    assert comparable(one, other)
    assert equal(one, other)
    assert not comparable(one, level_of(None, "six ships"))


def test_a_share_is_written_in_figures_and_all_else_in_words():
    """Only a share of the product has one way to be written."""
    assert written(level_of("3.5 %GDP", "")) == "3.5 % of GDP"
    assert written(level_of(None, "six batteries"), "six batteries") == "six batteries"
