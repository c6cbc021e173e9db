"""What a rule of the time grammar is: a pattern, and what its match means on a given day.

Weekdays look back (`we wtorek` is the last one, today included) unless a word of the future stands
in the same clause; so do days without a year.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from vedette.code.languages.pl.words import WORDS

Draft = tuple[str, Literal["DATE", "TIME", "DURATION"]] | None

TIMES = WORDS.lexicon("times")
NUMBERS = {
    name: {w: int(k) for w, k in TIMES.owners(name).items()}
    for name in ("months", "weekdays", "numbers", "ordinals")
}
UNITS = TIMES.owners("units")
SEASONS = TIMES.owners("seasons")


def any_of(words: "dict[str, int] | dict[str, str] | tuple[str, ...]") -> str:
    """Write a pattern for any of some words, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


MONTH: Final = any_of(NUMBERS["months"])
WEEKDAY: Final = any_of(NUMBERS["weekdays"])
NUMBER: Final = rf"(?:{any_of(NUMBERS['numbers'])}|\d{{1,3}})"
UNIT: Final = any_of(UNITS)
DAY: Final = r"(?:[0-3]?\d)(?:-?go)?"
YEAR: Final = r"(?:[,]? (?P<y>(?:19|20)\d\d)(?: (?:r\.|roku|rok))?)"
PART: Final = any_of(TIMES.ordered("parts"))
LAST: Final = r"(?:ubiegł|minion|zeszł|poprzedni|ostatni)\w*"
NEXT: Final = r"(?:przyszł|najbliższ|następn)\w*"
THIS: Final = r"(?:tym|bieżącym|tego|bieżącego)"
YEAR_OF: Final = r"(?P<of>ubiegłego|zeszłego|minionego|tego|bieżącego|przyszłego) roku"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a match stands: the day published, the day told last, and if words look ahead."""

    today: date | None
    anchor: date | None
    ahead: bool


Build = Callable[[re.Match[str], Setting], Draft]
RULES: Final[list[tuple[re.Pattern[str], Build]]] = []


def rule(pattern: str) -> Callable[[Build], Build]:
    """Register a function as the meaning of a pattern; a space in it stands for any gap."""

    def register(build: Build) -> Build:
        spaced = pattern.replace(" ", r"[ \u00a0\n]")
        RULES.append((re.compile(rf"(?<![\w.,]){spaced}(?!\w)", re.IGNORECASE), build))
        return build

    return register


def dated(value: str | None) -> Draft:
    """Make a DATE of a value, if there is one."""
    return (value, "DATE") if value else None


def month_number(word: str) -> int:
    """Give the number of a month in any case."""
    return NUMBERS["months"][word.lower()]


def count_of(word: str) -> int:
    """Give the number that a word or figures say."""
    return int(word) if word.isdecimal() else NUMBERS["numbers"][word.lower()]


def told_year(match: re.Match[str], setting: Setting) -> str | None:
    """Give the year behind a month or season: `2025 roku`, `ubiegłego roku`."""
    if match["y"] or match["of"] is None or setting.today is None:
        return match["y"]
    first = match["of"].lower()[0]
    step = {"u": -1, "z": -1, "m": -1, "p": 1}.get(first, 0)
    return f"{setting.today.year + step:04d}"


def day_number(word: str) -> int:
    """Give the number in `3`, `3-go`."""
    return int(re.sub(r"\D", "", word))
