"""What is in scope, and what only sounds like it."""

from datetime import date
from pathlib import Path

import pytest

from vedette.code import Coder
from vedette.code.scope import weight, worth_a_look
from vedette.records import Article

ARTICLES = Path(__file__).resolve().parent.parent / "articles"


@pytest.mark.parametrize(
    "slug", ["hockey-bombardment", "copper-thieves", "landslip-derailment", "storm-floris-ferries"]
)
def test_sport_crime_and_accidents_yield_nothing(coder: Coder, slug: str) -> None:
    """Trigger words, quotations and cue verbs without anything in scope have no finding."""
    text = (ARTICLES / "train-traps" / f"{slug}.txt").read_text(encoding="utf-8")
    assert coder.code(Article(text=text, published=date(2026, 1, 1), language="en")).findings == ()


def test_a_suspicion_that_fell_is_still_worth_a_look() -> None:
    """An accident that officials had raised as sabotage is coded."""
    text = (ARTICLES / "train-traps" / "great-belt-dredger.txt").read_text(encoding="utf-8")
    assert worth_a_look(text)


def test_each_word_counts_once() -> None:
    """Saying NATO ten times does not put an article in scope."""
    assert weight("NATO met.") == weight("NATO met. " * 10)
    assert weight("The coach praised the league.") < 0


def test_short_articles_need_less() -> None:
    """A bulletin of two lines is in scope where a page with the same words is not."""
    line = "Belarus closed it."
    assert worth_a_look(line)
    assert not worth_a_look(line + " The weather stays dry and mild in the valley." * 30)
