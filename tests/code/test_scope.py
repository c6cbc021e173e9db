"""What is in scope, and what only sounds like it."""

from datetime import date
from pathlib import Path

import pytest

from vedette.code import Coder
from vedette.code.scope import in_scope, tells_enough, weight
from vedette.records import Article

ARTICLES = Path(__file__).resolve().parent.parent / "articles"


@pytest.mark.parametrize(
    "slug", ["hockey-bombardment", "copper-thieves", "landslip-derailment", "storm-floris-ferries"]
)
def test_sport_crime_and_accidents_yield_nothing(coder: Coder, slug: str) -> None:
    """Trigger words, quotations and cue verbs without anything in scope have no finding."""
    text = (ARTICLES / "train-traps" / f"{slug}.txt").read_text(encoding="utf-8")
    assert coder.code(Article(text=text, published=date(2026, 1, 1), language="en")).findings == ()


def test_a_suspicion_that_fell_is_still_in_scope() -> None:
    """An accident that officials had raised as sabotage is coded."""
    text = (ARTICLES / "train-traps" / "great-belt-dredger.txt").read_text(encoding="utf-8")
    assert in_scope(text)


def test_each_word_counts_once() -> None:
    """Saying NATO ten times does not put an article in scope."""
    assert weight("NATO met.") == weight("NATO met. " * 10)
    assert weight("The coach praised the league.") < 0


def test_short_articles_need_less() -> None:
    """A bulletin of two lines is in scope where a page with the same words is not."""
    line = "Belarus closed it."
    assert in_scope(line)
    assert not in_scope(line + " The weather stays dry and mild in the valley." * 30)


def test_the_words_of_ordinary_crime_never_suffice() -> None:
    """Police, blast and suspect are in every court column; one word of states makes the turn."""
    crime = "Police and prosecutors investigate an explosion, the suspect and an attack."
    assert weight(crime) >= 4
    crime = crime.ljust(500, ".")
    assert not in_scope(crime)
    assert in_scope(crime + " Moscow denied it.")


def test_mere_words_need_more() -> None:
    """Where nothing happened and nobody is accused, a faint subject is not enough."""
    text = "Russia and Ukraine. ".ljust(1000, ".")
    assert in_scope(text)
    assert not tells_enough(text, {"statement", "pledge"})
    assert tells_enough(text, {"statement", "incident"})
    assert tells_enough(text.replace("Russia", "NATO, Russia"), {"statement"})


@pytest.mark.parametrize("slug", ["patch-notes", "geese-invasion", "malmo-stairwell"])
def test_games_birds_and_feuds_yield_nothing(slug: str) -> None:
    """Borrowed war words and a blast among neighbours stay out."""
    text = (ARTICLES / "train-traps" / f"{slug}.txt").read_text(encoding="utf-8")
    assert not in_scope(text)
