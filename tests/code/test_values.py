"""Values are worked out by grammars and lists."""

from datetime import date

import pytest

from vedette.code.places import Gazetteer
from vedette.code.values import Sight, see
from vedette.records import Article, Span

_TEXT = (
    "On Tuesday saboteurs cut a cable near Lublin, Poland. Russia denied it; "
    "by 2030 all will be well."
)


@pytest.fixture(scope="module")
def sight() -> Sight:
    """An article whose times and places are known."""
    article = Article(text=_TEXT, published=date(2026, 3, 5))
    return see(article, _TEXT, Gazetteer.load())


def _span(words: str) -> Span:
    start = _TEXT.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("name", "words", "value"),
    [
        ("when", "On Tuesday", "2026-03-03"),
        ("where", "near Lublin", "PL"),
        ("actor", "Russia", "RU"),
        ("actor", "saboteurs", None),
        ("horizon", "by 2030", "2026-03-05/2030"),
    ],
)
def test_each_field_has_its_own_rule(sight: Sight, name: str, words: str, value: object) -> None:
    """Days come from the grammar, countries from the gazetteer, states from their list."""
    found, maker = sight.value("incident", name, _span(words))
    assert found == value
    assert bool(maker) == (found is not None)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("more than 1,200", 1200),
        ("a dozen people", 12),
        ("between four and six", (4, 6)),
        ("nobody", 0),
        ("several", None),
        ("99999999999", None),
        ("two hundred", 200),
        ("At least two dozen", 24),
        ("a hundred and fifty-two", 152),
        ("fourteen children", 14),
        ("half a dozen", 6),
        ("several hundred", None),
        ("no fewer than 20", 20),
        ("no people", 0),
        ("none of the 12", 0),
        ("a 3,000-strong crowd", 3000),
        ("1.5 million", 1_500_000),
        ("at 20.52", None),
        ("an F-16", None),
        ("five, including two children", 5),
        ("two to three hundred", (200, 300)),
        ("between two hundred and three hundred", (200, 300)),
        ("from a hundred to a hundred and fifty", (100, 150)),
        ("20-30", (20, 30)),
        ("a seven-year-old", 1),
        ("three girls aged five, six and 10", 3),
        ("a man of 63", 1),
    ],
)
def test_counts(words: str, value: object) -> None:
    """Numbers in words and figures; an unlikely one is none."""
    article = Article(text=words, published=date(2026, 3, 5))
    sight = see(article, words, Gazetteer.load())
    assert sight.value("incident", "killed", Span(0, len(words)))[0] == value
