"""Estonian time expressions, and what the ledger keeps of them."""

from datetime import date

import pytest

from vedette.code.languages import language
from vedette.code.languages.times import find_times, resolve_when

WORDS = language("et").words
THURSDAY = date(2026, 3, 12)


def when(words: str) -> str | None:
    """Resolve the only time expression in a sentence about the past."""
    (found,) = find_times(f"See juhtus {words} Tartus.", THURSDAY, WORDS)
    return resolve_when(found, THURSDAY, WORDS)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("teisipäeval", "2026-03-10"),
        ("neljapäeva hommikul", "2026-03-12"),
        ("möödunud kolmapäeval", "2026-03-11"),
        ("teisipäeval, 10. märtsil", "2026-03-10"),
        ("24. detsembril", "2025-12-24"),
        ("11. novembril 2024", "2024-11-11"),
        ("16.04.2025", "2025-04-16"),
        ("eile õhtul", "2026-03-11"),
        ("üleeile", "2026-03-10"),
    ],
)
def test_days(words: str, value: str) -> None:
    """A day without a year is the last one before publication, today included."""
    assert when(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("ööl vastu teisipäeva", "2026-03-09/2026-03-10"),
        ("öösel vastu 4. märtsi", "2026-03-03/2026-03-04"),
        ("möödunud ööl", "2026-03-11/2026-03-12"),
        ("täna öösel", "2026-03-11/2026-03-12"),
        ("nädalavahetusel", "2026-03-06/2026-03-08"),
        ("eelmisel nädalal", "2026-03-02/2026-03-08"),
        ("mullu", "2025"),
        ("tänavu", "2026"),
        ("detsembris", "2025-12"),
        ("2025. aasta mais", "2025-05"),
        ("mullu juulis", "2025-07"),
        ("2022. aasta kevadel", "2022-03/2022-05"),
        ("2024. aastal", "2024"),
    ],
)
def test_nights_and_periods(words: str, value: str) -> None:
    """A night joins two days; weeks and seasons are written by their first and last."""
    assert when(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("kaks päeva tagasi", "2026-03-10"),
        ("nädal tagasi", "2026-03-05"),
        ("aasta eest", "2025"),
        ("mõni päev tagasi", "PAST"),
        ("hiljuti", "PAST"),
        ("alates esmaspäevast", "2026-03-09/2026-03-12"),
        ("jaanuarist", "2026-01/2026-03"),
    ],
)
def test_distances_and_stretches(words: str, value: str) -> None:
    """What has a beginning runs until publication; what nobody counts is only past."""
    assert when(words) == value
