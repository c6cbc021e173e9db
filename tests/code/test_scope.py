"""What is in scope, and what only sounds like it."""

from datetime import date
from pathlib import Path

import pytest

from vedette.code import Coder
from vedette.code.scope import weight
from vedette.code.tagger.network import Network
from vedette.code.tagger.triage import SHORT, Triage
from vedette.records import Article

ARTICLES = Path(__file__).resolve().parent.parent / "articles"


@pytest.mark.parametrize(
    "slug", ["hockey-bombardment", "copper-thieves", "landslip-derailment", "storm-floris-ferries"]
)
def test_sport_crime_and_accidents_yield_nothing(coder: Coder, slug: str) -> None:
    """Trigger words, quotations and cue verbs without anything in scope have no finding."""
    text = (ARTICLES / "train-traps" / f"{slug}.txt").read_text(encoding="utf-8")
    assert coder.code(Article(text=text, published=date(2026, 1, 1), language="en")).findings == ()


@pytest.fixture(scope="module")
def triage() -> Triage:
    """The triage that ships."""
    return Network.load().triage


def test_a_suspicion_that_fell_is_still_worth_a_look(triage: Triage) -> None:
    """An accident that officials had raised as sabotage is coded."""
    text = (ARTICLES / "train-traps" / "great-belt-dredger.txt").read_text(encoding="utf-8")
    assert triage.worth_a_look(text)


def test_each_word_counts_once(triage: Triage) -> None:
    """Saying NATO ten times does not put an article in scope."""
    assert weight("NATO met.") == weight("NATO met. " * 10)
    assert weight("The coach praised the league.") < 0
    met = triage.weight("The choir met.\n")
    assert met < triage.weight("Saboteurs derailed a train for Russian intelligence.")


def test_a_bulletin_is_always_looked_at(triage: Triage) -> None:
    """Two lines are looked at where a page of such lines is not."""
    line = "The cake needs two eggs and a cup of flour. "
    assert triage.worth_a_look(line * 2)
    assert not triage.worth_a_look(line * 30)
    assert len(line * 2) <= SHORT


def test_loud_words_are_looked_at_whatever_was_learnt() -> None:
    """A model that lets nothing pass does not silence the list of words."""
    deaf = Triage(["0\talways", "0\tunknown", "9\tleast"])
    padding = " and so it went on" * 40
    assert deaf.worth_a_look("Kremlin troops, the GRU and NATO: hybrid sabotage." + padding)
    assert not deaf.worth_a_look("The coach praised the league." + padding)
