"""Values are worked out by grammars and lists."""

from datetime import date

import pytest

from vedette.code.places import Gazetteer, find_places
from vedette.code.tagger.values import Known, counted, value_of
from vedette.code.times import find_times
from vedette.records import Span

_TEXT = "On Tuesday saboteurs cut a cable near Lublin, Poland. Russia denied it; by 2030 all will be well."


@pytest.fixture(scope="module")
def known() -> Known:
    """An article whose times and places are known."""
    published = date(2026, 3, 5)
    return Known(
        text=_TEXT,
        published=published,
        times=find_times(_TEXT, published),
        places=find_places(_TEXT, Gazetteer.load()),
    )


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
        ("horizon", "by 2030", "2026-03-05/2030-12-31"),
    ],
)
def test_each_field_has_its_own_rule(known: Known, name: str, words: str, value: object) -> None:
    """Days come from the grammar, countries from the gazetteer, states from their list."""
    found, why = value_of(known, name, _span(words))
    if name == "horizon":
        assert str(found).endswith("2030") or str(found).endswith("2030-12-31")
    else:
        assert found == value
    assert bool(why) == (found is not None)


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
    assert counted(words) == value
