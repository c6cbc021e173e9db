"""German time expressions and what the ledger keeps of them."""

from datetime import date

import pytest

from vedette.code.languages import language
from vedette.code.languages.times import find_times, resolve_when

GERMAN = language("de").words
THURSDAY = date(2026, 3, 12)


def when(words: str) -> str | None:
    """Resolve the only time expression in a sentence about the past."""
    (found,) = find_times(f"Es geschah {words} in Turku.", THURSDAY, GERMAN)
    return resolve_when(found, THURSDAY, GERMAN)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("am Dienstag", "2026-03-10"),
        ("am vergangenen Donnerstag", "2026-03-05"),
        ("am Mittwochabend", "2026-03-11"),
        ("am frühen Dienstagmorgen", "2026-03-10"),
        ("am Montag, dem 9. März", "2026-03-09"),
        ("am 3. März", "2026-03-03"),
        ("am 24. Dezember", "2025-12-24"),
        ("am 5. Jänner", "2026-01-05"),
        ("03.03.2026", "2026-03-03"),
        ("gestern Abend", "2026-03-11"),
    ],
)
def test_days(words: str, value: str) -> None:
    """A day without a year is the last one before publication, today included."""
    assert when(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("in der Nacht zum Mittwoch", "2026-03-10/2026-03-11"),
        ("in der Nacht auf Mittwoch", "2026-03-10/2026-03-11"),
        ("in der Nacht von Dienstag auf Mittwoch", "2026-03-10/2026-03-11"),
        ("in der Nacht zum 4. März", "2026-03-03/2026-03-04"),
        ("in der vergangenen Nacht", "2026-03-11/2026-03-12"),
        ("vom 3. bis 5. März", "2026-03-03/2026-03-05"),
        ("am Wochenende", "2026-03-06/2026-03-08"),
        ("seit Montag", "2026-03-09/2026-03-12"),
        ("seit drei Wochen", "2026-02-19/2026-03-12"),
        ("in der vergangenen Woche", "2026-03-02/2026-03-08"),
        ("vor zwei Wochen", "2026-02-26"),
        ("seit Januar", "2026-01/2026-03"),
        ("im vergangenen November", "2025-11"),
        ("Anfang Februar", "2026-02"),
        ("zwischen März und Mai 2025", "2025-03/2025-05"),
        ("im Herbst 2024", "2024-09/2024-11"),
        ("im vergangenen Jahr", "2025"),
        ("kürzlich", "PAST"),
    ],
)
def test_nights_and_stretches(words: str, value: str) -> None:
    """A night lies between two days; what began then runs to publication."""
    assert when(words) == value


@pytest.mark.parametrize(
    "text", ["In der Montagehalle arbeiten 2000 Menschen.", "Der Mai-Tai kostet 12 Euro."]
)
def test_what_only_looks_like_a_time(text: str) -> None:
    """Words that begin like a weekday, and counts that look like years, are no times."""
    assert find_times(text, THURSDAY, GERMAN) == ()
