"""Lithuanian time expressions and what the ledger keeps of them."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.code.languages import language
from vedette.code.languages.times import find_times, resolve_when

LITHUANIAN = language("lt").words
THURSDAY = date(2026, 3, 12)


def when(words: str) -> str | None:
    """Resolve the only time expression in a sentence about the past."""
    (found,) = find_times(f"Tai nutiko {words} prie upės.", THURSDAY, LITHUANIAN)
    return resolve_when(found, THURSDAY, LITHUANIAN)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("antradienį", "2026-03-10"),
        ("trečiadienio rytą", "2026-03-11"),
        ("praėjusį ketvirtadienį", "2026-03-05"),
        ("kovo 3 d.", "2026-03-03"),
        ("kovo 3-iąją", "2026-03-03"),
        ("antradienį, kovo 10 d.", "2026-03-10"),
        ("gruodžio 24 d.", "2025-12-24"),
        ("2024 m. lapkričio 11 d.", "2024-11-11"),
        ("2024 metų lapkričio 11 dieną", "2024-11-11"),
        ("vakar", "2026-03-11"),
        ("užvakar vakare", "2026-03-10"),
        ("paskutinį vasario sekmadienį", "2026-02-22"),
    ],
)
def test_days(words: str, value: str) -> None:
    """A day without a year is the last one before publication, today included."""
    assert when(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("naktį iš sekmadienio į pirmadienį", "2026-03-08/2026-03-09"),
        ("naktį į antradienį", "2026-03-09/2026-03-10"),
        ("naktį į kovo 4 d.", "2026-03-03/2026-03-04"),
        ("praėjusią naktį", "2026-03-11/2026-03-12"),
        ("šiąnakt", "2026-03-11/2026-03-12"),
        ("kovo 3–5 d.", "2026-03-03/2026-03-05"),
        ("praėjusį savaitgalį", "2026-03-06/2026-03-08"),
        ("praėjusią savaitę", "2026-03-02/2026-03-08"),
        ("praėjusį mėnesį", "2026-02"),
        ("pernai", "2025"),
        ("pernai gegužę", "2025-05"),
        ("praėjusių metų liepą", "2025-07"),
        ("gruodį", "2025-12"),
        ("2025 m. gegužę", "2025-05"),
        ("2022 metų pavasarį", "2022-03/2022-05"),
        ("2017–2022 metais", "2017/2022"),
        ("2024 metais", "2024"),
    ],
)
def test_nights_and_periods(words: str, value: str) -> None:
    """A night joins two days; weeks and seasons are written by their first and last."""
    assert when(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("prieš dvi dienas", "2026-03-10"),
        ("prieš savaitę", "2026-03-05"),
        ("prieš trejus metus", "2023"),
        ("prieš kelias dienas", "PAST"),
        ("neseniai", "PAST"),
        ("nuo pirmadienio", "2026-03-09/2026-03-12"),
        ("nuo sausio pradžios", "2026-01/2026-03"),
        ("jau dvi savaites", "2026-02-26/2026-03-12"),
    ],
)
def test_distances_and_stretches(words: str, value: str) -> None:
    """What is said to go on runs until publication; what nobody counts is only past."""
    assert when(words) == value


def test_words_of_the_future_turn_a_weekday_ahead() -> None:
    """A sitting that will be held on Friday is on the next, one that was held on the last."""
    (ahead,) = find_times("Posėdis vyks penktadienį.", THURSDAY, LITHUANIAN)
    (back,) = find_times("Posėdis įvyko penktadienį.", THURSDAY, LITHUANIAN)
    assert (ahead.value, back.value) == ("2026-03-13", "2026-03-06")


@given(
    st.lists(
        st.sampled_from(
            [
                "naktį",
                "į",
                "iš",
                "nuo",
                "iki",
                "kovo",
                "3",
                "d.",
                "2025",
                "m.",
                "metų",
                "antradienį",
                "prieš",
                "dvi",
                "savaites",
                "praėjusį",
                "vakar",
                "–",
                "pernai",
                "gegužę",
            ]
        ),
        max_size=25,
    ).map(" ".join),
    st.dates(date(1990, 1, 1)),
)
def test_spans_slice_back_and_values_resolve(text: str, day: date) -> None:
    """Words of time in any order give expressions that stand where they say, in order."""
    found = find_times(text, day, LITHUANIAN)
    assert all(text[t.span.start : t.span.end] == t.text for t in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(isinstance(resolve_when(t, day, LITHUANIAN), str | None) for t in found)
