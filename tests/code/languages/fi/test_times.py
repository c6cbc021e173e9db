"""Finnish time expressions, and what the ledger keeps of them."""

from datetime import date

import pytest

from vedette.code.languages import language
from vedette.code.languages.times import find_times, resolve_when

WORDS = language("fi").words
THURSDAY = date(2026, 3, 12)


def when(words: str) -> str | None:
    """Resolve the only time expression in a sentence about the past."""
    (found,) = find_times(f"Se tapahtui {words} Turussa.", THURSDAY, WORDS)
    return resolve_when(found, THURSDAY, WORDS)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("tiistaina", "2026-03-10"),
        ("torstaiaamuna", "2026-03-12"),
        ("viime keskiviikkona", "2026-03-11"),
        ("tiistaina 10. maaliskuuta", "2026-03-10"),
        ("24. joulukuuta", "2025-12-24"),
        ("11. marraskuuta 2024", "2024-11-11"),
        ("16.4.2025", "2025-04-16"),
        ("3.3.", "2026-03-03"),
        ("eilen illalla", "2026-03-11"),
        ("toissapäivänä", "2026-03-10"),
    ],
)
def test_days(words: str, value: str) -> None:
    """A day without a year is the last one before publication, today included."""
    assert when(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("maanantain ja tiistain välisenä yönä", "2026-03-09/2026-03-10"),
        ("tiistain vastaisena yönä", "2026-03-09/2026-03-10"),
        ("4. maaliskuuta vastaisena yönä", "2026-03-03/2026-03-04"),
        ("viime yönä", "2026-03-11/2026-03-12"),
        ("3. ja 4. maaliskuuta välisenä yönä", "2026-03-03/2026-03-04"),
        ("viikonloppuna", "2026-03-06/2026-03-08"),
        ("viime viikolla", "2026-03-02/2026-03-08"),
        ("viime vuonna", "2025"),
        ("joulukuussa", "2025-12"),
        ("toukokuussa 2025", "2025-05"),
        ("viime vuoden heinäkuussa", "2025-07"),
        ("keväällä 2022", "2022-03/2022-05"),
        ("vuonna 2024", "2024"),
    ],
)
def test_nights_and_periods(words: str, value: str) -> None:
    """A night joins two days; weeks and seasons are written by their first and last."""
    assert when(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("kaksi päivää sitten", "2026-03-10"),
        ("viikko sitten", "2026-03-05"),
        ("vuosi sitten", "2025"),
        ("muutama päivä sitten", "PAST"),
        ("äskettäin", "PAST"),
        ("maanantaista lähtien", "2026-03-09/2026-03-12"),
        ("tammikuusta alkaen", "2026-01/2026-03"),
    ],
)
def test_distances_and_stretches(words: str, value: str) -> None:
    """What has a beginning runs until publication; what nobody counts is only past."""
    assert when(words) == value
