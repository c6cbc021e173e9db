"""Polish time expressions, their TIMEX3 values, and what the ledger keeps of them."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.code.languages import language
from vedette.code.languages.times import find_times, resolve_when

POLISH = language("pl").words
THURSDAY = date(2026, 3, 12)


def when(words: str) -> str | None:
    """Resolve the only time expression in a sentence about the past."""
    (found,) = find_times(f"Stało się to {words} w Łodzi.", THURSDAY, POLISH)
    return resolve_when(found, THURSDAY, POLISH)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("we wtorek", "2026-03-10"),
        ("w czwartek rano", "2026-03-12"),
        ("w ubiegły czwartek", "2026-03-05"),
        ("w zeszłą środę", "2026-03-11"),
        ("w sobotę nad ranem", "2026-03-07"),
        ("w poniedziałkowy wieczór", "2026-03-09"),
        ("we wtorek, 10 marca", "2026-03-10"),
        ("3 marca", "2026-03-03"),
        ("24 grudnia", "2025-12-24"),
        ("11 listopada 2024 roku", "2024-11-11"),
        ("16.04.2025 r.", "2025-04-16"),
        ("wczoraj", "2026-03-11"),
        ("przedwczoraj wieczorem", "2026-03-10"),
        ("w ostatnią niedzielę lutego", "2026-02-22"),
        ("w drugi wtorek lutego", "2026-02-10"),
    ],
)
def test_days(words: str, value: str) -> None:
    """A day without a year is the last one before publication, today included."""
    assert when(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("w nocy z 3 na 4 marca", "2026-03-03/2026-03-04"),
        ("w nocy z 30 kwietnia na 1 maja 2025 r.", "2025-04-30/2025-05-01"),
        ("w nocy z niedzieli na poniedziałek", "2026-03-08/2026-03-09"),
        ("minionej nocy", "2026-03-11/2026-03-12"),
        ("dziś w nocy", "2026-03-11/2026-03-12"),
        ("od 3 do 5 marca", "2026-03-03/2026-03-05"),
        ("3–5 marca", "2026-03-03/2026-03-05"),
        ("w miniony weekend", "2026-03-06/2026-03-08"),
        ("w ubiegłym tygodniu", "2026-03-02/2026-03-08"),
        ("w zeszłym miesiącu", "2026-02"),
        ("w zeszłym roku", "2025"),
        ("w grudniu", "2025-12"),
        ("w maju 2025 roku", "2025-05"),
        ("w lipcu ubiegłego roku", "2025-07"),
        ("wiosną 2022 roku", "2022-03/2022-05"),
        ("w latach 2017–2022", "2017/2022"),
        ("w 2024 roku", "2024"),
    ],
)
def test_nights_and_periods(words: str, value: str) -> None:
    """A night joins two days; weeks and seasons are written by their first and last."""
    assert when(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("przed dwoma dniami", "2026-03-10"),
        ("dwa dni temu", "2026-03-10"),
        ("przed tygodniem", "2026-03-05"),
        ("przed trzema laty", "2023"),
        ("rok temu", "2025"),
        ("kilka dni temu", "PAST"),
        ("niedawno", "PAST"),
        ("od poniedziałku", "2026-03-09/2026-03-12"),
        ("od stycznia", "2026-01/2026-03"),
        ("od dwóch tygodni", "2026-02-26/2026-03-12"),
    ],
)
def test_distances_and_stretches(words: str, value: str) -> None:
    """`od` runs until publication; what nobody counts is only past."""
    assert when(words) == value


def test_a_day_later_counts_from_the_day_told_last() -> None:
    """`Dzień później` is the day behind the one in the sentence before."""
    text = "W nocy z 1 na 2 marca ostrzelano Charków. Dzień później trafiono Odessę."
    assert [time.value for time in find_times(text, THURSDAY, POLISH)][1] == "2026-03-03"


def test_words_of_the_future_turn_a_weekday_ahead() -> None:
    """`Odbędzie się w piątek` is the next Friday, `odbyło się w piątek` the last."""
    (ahead,) = find_times("Posiedzenie odbędzie się w piątek.", THURSDAY, POLISH)
    (back,) = find_times("Posiedzenie odbyło się w piątek.", THURSDAY, POLISH)
    assert (ahead.value, back.value) == ("2026-03-13", "2026-03-06")


def test_without_publication_what_is_relative_stays_open() -> None:
    """A day of the calendar keeps an X for its year, and the ledger keeps nothing of it."""
    (found,) = find_times("Wybuch był 3 marca.", None, POLISH)
    assert found.value == "XXXX-03-03"
    assert resolve_when(found, None, POLISH) is None
    assert find_times("Wybuch był wczoraj.", None, POLISH) == ()


def test_impossible_days_are_no_times() -> None:
    """30 February does not exist."""
    assert (
        find_times("Ustalono to 30 lutego 2026 roku.", THURSDAY, POLISH)[0].text
        != "30 lutego 2026 roku"
    )


WORDS = [
    "w",
    "nocy",
    "z",
    "3",
    "na",
    "marca",
    "od",
    "do",
    "przed",
    "we",
    "wtorek",
    "rokiem",
    "2025",
    "roku",
    "temu",
    "lutego",
    "–",
    "wczoraj",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), st.dates(date(1990, 1, 1)))
def test_spans_slice_back_and_values_resolve(text: str, day: date) -> None:
    """Words of time in any order give expressions that stand where they say, in order."""
    found = find_times(text, day, POLISH)
    assert all(text[t.span.start : t.span.end] == t.text for t in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(isinstance(resolve_when(t, day, POLISH), str | None) for t in found)
