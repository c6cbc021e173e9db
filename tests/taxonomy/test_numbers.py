"""Numbers in words are what they are in figures."""

import re

import pytest

from vedette.taxonomy import lexicon
from vedette.taxonomy.numbers import NUMBER, value

_WHOLE = re.compile(rf"{NUMBER}(?!\w)", re.IGNORECASE)
_LISTS = lexicon("numbers")
_SMALL = ("", *_LISTS.ordered("units"), *_LISTS.ordered("teens"))
_TENS = ("", "", *_LISTS.ordered("tens"))


def spelt(n: int) -> str:
    """Write a number below a million in words."""
    if n >= 1000:
        rest = n % 1000
        joint = " and " if 0 < rest < 100 else " "
        return f"{spelt(n // 1000)} thousand{joint}{spelt(rest)}".strip()
    if n >= 100:
        return f"{_SMALL[n // 100]} hundred" + (f" and {spelt(n % 100)}" if n % 100 else "")
    return _SMALL[n] if n < 20 else f"{_TENS[n // 10]}-{_SMALL[n % 10]}".strip("-")


@pytest.mark.parametrize(("most", "step"), [(1200, 1), (20_000, 7), (1_000_000, 983)])
def test_a_number_in_words_is_read_whole(most: int, step: int) -> None:
    """Up to a million, with hyphens and without."""
    for n in range(1, most, step):
        for written in (spelt(n), spelt(n).replace("-", " ").title()):
            assert _WHOLE.fullmatch(written), written
            assert value(written) == n


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("half a dozen", [6]),
        ("half-million", [500_000]),
        ("a quarter of a million", [250_000]),
        ("two and a half thousand", [2500]),
        ("Dozen hurt, another hundred fled", [12, 100]),
        ("a few dozen of several hundred", []),
        ("hundreds of thousands", []),
        ("two hundred and three hundred", [200, 300]),
        ("five thousand and six thousand", [5000, 6000]),
        ("between one hundred and ten and one hundred and fifty", [110, 150]),
        ("a hundred five-ton trucks, forty one-way drones", [100, 5, 40, 1]),
        ("in 2026 200 of 45 200", [2026, 200, 45_200]),
        ("100,000 155mm shells, 1,5 million euros", [100_000, 1_500_000]),
        ("7" * 400, []),
        ("a" + " million" * 400, [1e30]),
    ],
)
def test_numbers_in_a_text(text: str, told: list[float]) -> None:
    """Each alone; what is vague is none, nor is what no computer could count."""
    assert [value(one.group()) for one in _WHOLE.finditer(text)] == told
