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
        ("horizon", "by 2030", "2030"),
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
    ],
)
def test_counts(words: str, value: object) -> None:
    """Numbers in words and figures; an unlikely one is none."""
    article = Article(text=words, published=date(2026, 3, 5))
    sight = see(article, words, Gazetteer.load())
    assert sight.value("incident", "killed", Span(0, len(words)))[0] == value
