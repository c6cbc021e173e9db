"""Latvian time expressions and what the ledger keeps of them."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.code.languages import language
from vedette.code.languages.times import find_times, resolve_when

LATVIAN = language("lv").words
THURSDAY = date(2026, 3, 12)


def when(words: str) -> str | None:
    """Resolve the only time expression in a sentence about the past."""
    (found,) = find_times(f"Tas notika {words} pie upes.", THURSDAY, LATVIAN)
    return resolve_when(found, THURSDAY, LATVIAN)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("otrdien", "2026-03-10"),
        ("trešdienas rītā", "2026-03-11"),
        ("pagājušajā ceturtdienā", "2026-03-05"),
        ("3. martā", "2026-03-03"),
        ("otrdien, 10. martā", "2026-03-10"),
        ("24. decembrī", "2025-12-24"),
        ("2024. gada 11. novembrī", "2024-11-11"),
        ("šā gada 3. martā", "2026-03-03"),
        ("vakar", "2026-03-11"),
        ("aizvakar vakarā", "2026-03-10"),
        ("pēdējā februāra svētdienā", "2026-02-22"),
    ],
)
def test_days(words: str, value: str) -> None:
    """A day without a year is the last one before publication, today included."""
    assert when(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("naktī no svētdienas uz pirmdienu", "2026-03-08/2026-03-09"),
        ("naktī uz otrdienu", "2026-03-09/2026-03-10"),
        ("naktī uz 4. martu", "2026-03-03/2026-03-04"),
        ("pagājušajā naktī", "2026-03-11/2026-03-12"),
        ("šonakt", "2026-03-11/2026-03-12"),
        ("no 3. līdz 5. martam", "2026-03-03/2026-03-05"),
        ("nedēļas nogalē", "2026-03-06/2026-03-08"),
        ("pagājušajā nedēļā", "2026-03-02/2026-03-08"),
        ("pagājušajā mēnesī", "2026-02"),
        ("pērn", "2025"),
        ("pērn maijā", "2025-05"),
        ("pērnruden", "2025-09/2025-11"),
        ("pagājušā gada jūlijā", "2025-07"),
        ("decembrī", "2025-12"),
        ("2025. gada maijā", "2025-05"),
        ("2022. gada pavasarī", "2022-03/2022-05"),
        ("no 2017. līdz 2022. gadam", "2017/2022"),
        ("2024. gadā", "2024"),
    ],
)
def test_nights_and_periods(words: str, value: str) -> None:
    """A night joins two days; weeks and seasons are written by their first and last."""
    assert when(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("pirms divām dienām", "2026-03-10"),
        ("pirms nedēļas", "2026-03-05"),
        ("pirms trim gadiem", "2023"),
        ("pirms dažām dienām", "PAST"),
        ("nesen", "PAST"),
        ("kopš pirmdienas", "2026-03-09/2026-03-12"),
        ("kopš janvāra", "2026-01/2026-03"),
        ("jau divas nedēļas", "2026-02-26/2026-03-12"),
    ],
)
def test_distances_and_stretches(words: str, value: str) -> None:
    """What is said to go on runs until publication; what nobody counts is only past."""
    assert when(words) == value


def test_words_of_the_future_turn_a_weekday_ahead() -> None:
    """A sitting that will be held on Friday is on the next, one that was held on the last."""
    (ahead,) = find_times("Sēde notiks piektdien.", THURSDAY, LATVIAN)
    (back,) = find_times("Sēde notika piektdien.", THURSDAY, LATVIAN)
    assert (ahead.value, back.value) == ("2026-03-13", "2026-03-06")


@given(
    st.lists(
        st.sampled_from(
            [
                "naktī",
                "uz",
                "no",
                "līdz",
                "kopš",
                "3.",
                "martā",
                "2025.",
                "gada",
                "gadā",
                "otrdien",
                "pirms",
                "divām",
                "nedēļām",
                "pagājušajā",
                "vakar",
                "–",
                "pērn",
                "maijā",
            ]
        ),
        max_size=25,
    ).map(" ".join),
    st.dates(date(1990, 1, 1)),
)
def test_spans_slice_back_and_values_resolve(text: str, day: date) -> None:
    """Words of time in any order give expressions that stand where they say, in order."""
    found = find_times(text, day, LATVIAN)
    assert all(text[t.span.start : t.span.end] == t.text for t in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(isinstance(resolve_when(t, day, LATVIAN), str | None) for t in found)
