"""The time grammar that all languages share, with a language made for the test."""

import re
from datetime import date

import pytest

from vedette.code.languages import codes, language
from vedette.code.languages.times import Grammar, find_times, grammar_of, resolve_when
from vedette.code.languages.times.grammar import MEANINGS
from vedette.code.languages.times.vocabulary import Vocabulary
from vedette.code.languages.words import Words
from vedette.taxonomy import Lexicon

THURSDAY = date(2026, 3, 12)
TABLES = {
    "day": "[.]",
    "last": ["viime*"],
    "next": ["ensi"],
    "this": ["tämä*", "tänä*"],
    "ahead": ["aikoo"],
    "months": {"3": ["maalisku*"], "12": ["joulukuu*"]},
    "weekdays": {"0": ["maanantai*"], "1": ["tiistai*"]},
    "numbers": {"2": ["kaksi", "kahden"]},
    "units": {"D": ["päivää"], "W": ["viikkoa"]},
    "stretches": {"W": ["viiko*"], "Y": ["vuon*"]},
    "seasons": {"FA": ["syksyllä"]},
    "ordinals": {"-1": ["viimeise*"]},
    "near": {"-1": ["eilen"], "0": ["tänään"]},
    "signs": {"since": [" lähtien$", " alkaen$"]},
    "pieces": {"year": "(?: {y})?"},
    "rules": {
        "date": [r"{d}\.?{m}\.{y}"],
        "day": ["{d} {mon}{year}"],
        "days": [r"{d}\s?[–-]\s?{d2} {mon}{year}"],
        "night_of": ["{d} {mon} vastaisena yönä"],
        "night_between": ["{dow} vastaisena yönä"],
        "weekday": ["(?:{last} )?{dow}(?: lähtien)?"],
        "nth_weekday": ["{mon} {nth} {dow}"],
        "near": ["{near}"],
        "shifted": ["(?:{last}|{next}|{this}) {stretch}"],
        "ago": ["{n} {u} sitten"],
        "later": ["{n} {u} myöhemmin"],
        "month": ["{mon}{year}(?: (?:lähtien|alkaen))?"],
        "months": [r"{mon1}[–-]{mon}{year}"],
        "season": ["{s}(?: {y})?"],
    },
}


class _Words(Words):
    """Lists that are at hand instead of in a folder."""

    def __init__(self) -> None:
        super().__init__("vedette.code.languages")
        self.lexicon = lambda name: Lexicon(name=name, tables=TABLES)  # type: ignore[assignment]


WORDS = _Words()


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("3. maaliskuuta", "2026-03-03"),
        ("24. joulukuuta", "2025-12-24"),
        ("3. maaliskuuta 2024", "2024-03-03"),
        ("3.3.2026", "2026-03-03"),
        ("3.–5. maaliskuuta", "2026-03-03/2026-03-05"),
        ("4. maaliskuuta vastaisena yönä", "2026-03-03/2026-03-04"),
        ("tiistain vastaisena yönä", "2026-03-09/2026-03-10"),
        ("tiistaina", "2026-03-10"),
        ("maanantaista lähtien", "2026-03-09/2026-03-12"),
        ("maaliskuun viimeisenä maanantaina", "2026-03-30"),
        ("eilen", "2026-03-11"),
        ("viime viikolla", "2026-03-02/2026-03-08"),
        ("tänä vuonna", "2026"),
        ("kaksi viikkoa sitten", "2026-02-26"),
        ("maaliskuussa 2025", "2025-03"),
        ("joulukuusta alkaen", "2025-12/2026-03"),
        ("joulukuu–maaliskuu", "2025-12/2026-03"),
        ("syksyllä 2024", "2024-09/2024-11"),
    ],
)
def test_patterns_of_a_language_have_the_meaning_they_stand_under(words: str, value: str) -> None:
    """Endings, postpositions and any order of words are the language's; days are reckoned here."""
    found = find_times(f"Se tapahtui {words} Turussa", THURSDAY, WORDS)
    assert [resolve_when(time, THURSDAY, WORDS) for time in found] == [value]


def test_a_stem_yields_to_a_whole_word_and_to_a_longer_stem() -> None:
    """The nearest entry of a list gives the value."""
    words = Vocabulary({"1": ["tor*"], "2": ["torst*"], "3": ["torstai"]})
    assert [words.value(w) for w in ("torilla", "Torstaina", "torstai")] == ["1", "2", "3"]
    assert re.fullmatch(words.pattern, "torstaina")


@pytest.mark.parametrize("code", sorted(codes()))
def test_every_language_tells_days_months_and_nights(code: str) -> None:
    """A folder has twelve months, seven weekdays, and patterns only under known meanings."""
    lexicon = language(code).words.lexicon("times")
    assert {int(month) for month in lexicon.tables["months"]} == set(range(1, 13))
    assert {int(day) for day in lexicon.tables["weekdays"]} == set(range(7))
    assert set(lexicon.tables["rules"]) <= set(MEANINGS)
    assert {"day", "weekday", "near", "last_night", "month"} <= set(lexicon.tables["rules"])


@pytest.mark.parametrize("code", sorted(codes()))
def test_every_word_of_the_calendar_has_its_value(code: str) -> None:
    """Each month and weekday that a list names leads back to its number."""
    words = language(code).words
    grammar: Grammar = grammar_of(words)
    for piece, table in (("mon", "months"), ("dow", "weekdays")):
        for number, listed in words.lexicon("times").classes(table).items():
            assert {grammar.value(piece, word.removesuffix("*")) for word in listed} == {number}
