"""The language of headlines: 300 of our own in ten languages, and some in their neighbours."""

import tomllib
from pathlib import Path

import pytest

from vedette.read.kin import FEW, likeliest
from vedette.read.language import detect

HEADLINES = tomllib.loads((Path(__file__).parent / "headlines.toml").read_text("utf-8"))
OURS = ("en", "pl", "lt", "lv", "et", "fi", "sv", "de", "uk", "ru")


def test_headlines_of_our_languages() -> None:
    """At least 97 of 100 are told right, and nine in ten of each language."""
    right = {code: [detect(line) == code for line in HEADLINES[code]] for code in OURS}
    assert all(sum(told) >= 0.9 * len(told) for told in right.values())
    every = [told for listed in right.values() for told in listed]
    assert len(every) == 300
    assert sum(every) >= 0.97 * len(every)


@pytest.mark.parametrize("code", sorted(HEADLINES))
def test_a_right_guess_stays(code: str) -> None:
    """Of headlines that were guessed right at most one in twenty is changed."""
    changed = [likeliest(line, code) != code for line in HEADLINES[code]]
    assert sum(changed) <= len(changed) / 20


@pytest.mark.parametrize(
    ("text", "guess", "told"),
    [
        ("Ballong drev över flottiljen", "no", "sv"),
        ("Начался суд над шпионом", "sr", "ru"),
        ("Міліцыя шукае падпальшчыкаў", "uk", "be"),
        ("Граница закрыта до весны", "", "ru"),
        ("Policja szuka sprawców", "en", "en"),
        ("", "ru", "ru"),
    ],
)
def test_letters_and_words_tell(text: str, guess: str, told: str) -> None:
    """A strange letter overrules the guess; a language without kin is left alone."""
    assert likeliest(text, guess) == told


def test_longer_texts_are_left_alone() -> None:
    """From so many words on the detector is right by itself."""
    assert likeliest("utan flagg " * FEW, "da") == "da"
