"""Swedish time expressions and what the ledger keeps of them."""

from datetime import date

import pytest

from vedette.code.languages import language
from vedette.code.languages.times import find_times, resolve_when

SWEDISH = language("sv").words
THURSDAY = date(2026, 3, 12)


def when(words: str) -> str | None:
    """Resolve the only time expression in a sentence about the past."""
    (found,) = find_times(f"Det hände {words} i Åbo.", THURSDAY, SWEDISH)
    return resolve_when(found, THURSDAY, SWEDISH)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("på tisdagen", "2026-03-10"),
        ("i tisdags", "2026-03-10"),
        ("på onsdagskvällen", "2026-03-11"),
        ("i måndags kväll", "2026-03-09"),
        ("måndagen den 9 mars", "2026-03-09"),
        ("den 3 mars", "2026-03-03"),
        ("den 24 december", "2025-12-24"),
        ("3.3.2026", "2026-03-03"),
        ("i går kväll", "2026-03-11"),
        ("i förrgår", "2026-03-10"),
        ("i morse", "2026-03-12"),
    ],
)
def test_days(words: str, value: str) -> None:
    """A day without a year is the last one before publication, today included."""
    assert when(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("natten till onsdagen", "2026-03-10/2026-03-11"),
        ("natten mot onsdag", "2026-03-10/2026-03-11"),
        ("natten mellan tisdagen och onsdagen", "2026-03-10/2026-03-11"),
        ("natten till den 4 mars", "2026-03-03/2026-03-04"),
        ("i natt", "2026-03-11/2026-03-12"),
        ("den 3–5 mars", "2026-03-03/2026-03-05"),
        ("i helgen", "2026-03-06/2026-03-08"),
        ("sedan i måndags", "2026-03-09/2026-03-12"),
        ("de senaste tre veckorna", "2026-02-19/2026-03-12"),
        ("förra veckan", "2026-03-02/2026-03-08"),
        ("för två veckor sedan", "2026-02-26"),
        ("sedan i januari", "2026-01/2026-03"),
        ("i november i fjol", "2025-11"),
        ("i början av februari", "2026-02"),
        ("mellan mars och maj 2025", "2025-03/2025-05"),
        ("i höstas", "2025-09/2025-11"),
        ("i fjol", "2025"),
        ("nyligen", "PAST"),
    ],
)
def test_nights_and_stretches(words: str, value: str) -> None:
    """A night lies between two days; what began then runs to publication."""
    assert when(words) == value


@pytest.mark.parametrize(
    "text", ["Tvåtusen personer deltog i marschen.", "Han är 2000 meter bort."]
)
def test_what_only_looks_like_a_time(text: str) -> None:
    """Words that begin like a weekday, and counts that look like years, are no times."""
    assert find_times(text, THURSDAY, SWEDISH) == ()
