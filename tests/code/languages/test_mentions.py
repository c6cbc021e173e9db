"""Mentions by lists and by verdicts: which has it where they say different things."""

from datetime import date

import pytest

from vedette.code.languages import language
from vedette.code.languages.judge import Verdict
from vedette.code.languages.mentions import FIRM, Mention, find_mentions
from vedette.code.languages.notions import Notion
from vedette.code.languages.page import Page
from vedette.records import Span

TEXT = "Brandstiftung am Bahnhof."
"""A list has its first word as arson, firmly."""


def mentions(verdict: Verdict, text: str = TEXT, *, listed: bool = True) -> list[Mention]:
    """Give the mentions of one German sentence that has been judged so."""
    page = Page(
        text=text,
        published=date(2026, 3, 12),
        sentences=(Span(0, len(text)),),
        speech=(),
        times=(),
        spots=(),
    )
    return list(find_mentions(page, language("de"), [verdict], listed=listed))


def verdict(chance: float, kind: str, *at: tuple[int, int]) -> Verdict:
    """Make a verdict whose evidence stands at these places."""
    return Verdict(
        chance=chance, kind=kind, evidence=tuple(Notion(Span(*span), "fire") for span in at)
    )


@pytest.mark.parametrize(
    ("chance", "tiers"),
    [
        (0.05, [("arson", "strong")]),
        (0.6, [("arson", "strong"), ("sabotage", "weak")]),
        (0.95, [("arson", "strong"), ("sabotage", "strong")]),
    ],
)
def test_firm_words_of_the_lists_yield_to_a_sure_verdict_alone(
    chance: float, tiers: list[tuple[str, str]]
) -> None:
    """A verdict of another kind points back at most, unless it is nearly certain."""
    given = mentions(verdict(chance, "sabotage", (17, 24)))
    assert sorted((m.kind, m.tier) for m in given) == tiers


def test_a_verdict_stands_where_the_lists_find_nothing() -> None:
    """Firm from the threshold on, faint below it, nothing without evidence."""
    text = "Das Haus steht am Morgen ohne Dach da."
    assert [m.tier for m in mentions(verdict(FIRM, "arson", (28, 35)), text)] == ["strong"]
    assert [m.tier for m in mentions(verdict(FIRM - 0.1, "arson", (28, 35)), text)] == ["weak"]
    assert mentions(verdict(0.9, "arson"), text) == []


def test_without_lists_the_verdict_has_it_alone() -> None:
    """An article that the lists have out of scope has what the judge names, and no more."""
    assert mentions(verdict(0.1, "arson", (0, 13)), listed=False) == []
    given = mentions(verdict(0.6, "sabotage", (17, 24)), listed=False)
    assert [m.kind for m in given] == ["sabotage"]


def test_notions_near_each_other_are_one_phrase() -> None:
    """The words named reach from the strongest notion to those near it, and not over the text."""
    text = "Flammen schlugen aus dem Tor, " + "x" * 60 + " brannte."
    (given,) = mentions(verdict(0.6, "arson", (0, 7), (25, 28), (91, 98)), text, listed=False)
    assert text[given.span.start : given.span.end] == "Flammen schlugen aus dem Tor"
