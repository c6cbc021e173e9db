"""The level of alert that words name: `Bravo`, "level 3 of 4", "the highest", "orange".

Without a word for an alert, readiness or threat beside them such words name no level.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from vedette.postures import Level

_ALERT: Final = re.compile(
    r"""\b(?:
    alerts?|readiness|preparedness|martial\ law|DEFCON|FPCON|alarm(?:\ level)?|security\ level
    |state\ of\ (?:emergency|alert|alarm|siege|war)
    |states?\ of\ (?:heightened|high|higher|increased|full)
    |threat\ (?:level|assessment)|terror(?:ism)?\ (?:level|threat)
    |(?:alpha|alfa|bravo|charlie|delta)(?:-CRP)?(?=\ (?:level|state))
    |(?-i:ALFA|ALPHA|BRAVO|CHARLIE|DELTA)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBERED: Final = re.compile(
    r"""\b(?:level|step|stage|tier|category)\s+(\d|one|two|three|four|five|six)\b
    (?:\s*(?:of|on\ a\ scale\ of|out\ of)\s+(\d|three|four|five|six))?
    |\b(first|second|third|fourth|fifth)\ (?:alert\ |readiness\ |threat\ )?(?:level|step|stage)
    (?:\s*(?:of|out\ of)\s+(\d|three|four|five|six))?""",
    re.IGNORECASE | re.VERBOSE,
)
_SCALE: Final = re.compile(
    r"\b(\d|three|four|five|six)[- ](?:step|level|stage|point|tier)", re.IGNORECASE
)
_NUMBERS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
                   "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}  # fmt: skip
_HIGHEST: Final = re.compile(r"\b(second[- ])?(?:highest|top|maximum)\b", re.IGNORECASE)
_LOWEST: Final = re.compile(r"\b(?:lowest|normal)\b", re.IGNORECASE)
_TO: Final = re.compile(r"\bto\s+(?:the\s+)?[“\"'‘]?$", re.IGNORECASE)


def alerts(words: str) -> bool:
    """Say whether words speak of an alert, of readiness or of a threat level.

    >>> alerts("raised the alert level at ports"), alerts("doubled their rounds")
    (True, False)
    """
    return bool(_ALERT.search(words))


def level_of(words: str) -> Level | None:
    """Give the level that words name, the one after "to" of several; None where they name none.

    >>> level_of("raised the alert from Bravo to Charlie")
    Level(name='charlie', rank=3, of=4)
    >>> level_of("level 3 of 5 readiness"), level_of("red cars")
    (Level(name='3 of 5', rank=3, of=5), None)
    """
    if not alerts(words):
        return None
    found = sorted(_named(words), key=lambda told: (_TO.search(words[: told[0]]) is None, told[0]))
    return found[0][1] if found else None


def _named(words: str) -> Iterator[tuple[int, Level]]:
    yield from _numbered(words)
    of = _size(words)
    if found := _HIGHEST.search(words):
        rank = of and (of - 1 if found[1] else of)
        yield found.start(), Level(name=found[0].lower(), rank=rank, of=of)
    if found := _LOWEST.search(words):
        rank = 0 if found[0].lower() == "normal" else 1
        yield found.start(), Level(name=found[0].lower(), rank=rank, of=of)
    yield from _listed(words)


def _numbered(words: str) -> Iterator[tuple[int, Level]]:
    for found in _NUMBERED.finditer(words):
        rank = _number(found[1] or found[3])
        of = _number(found[2] or found[4]) or _size(words)
        if rank and (of is None or rank <= of):
            yield (
                found.start(),
                Level(name=f"{rank} of {of}" if of else str(rank), rank=rank, of=of),
            )


def _listed(words: str) -> Iterator[tuple[int, Level]]:
    """Give the names that stand in a scale; those of everyday words only where one is told of."""
    for pattern, ranks in _scales():
        for found in pattern.finditer(words):
            rank, of = ranks[found["name"].lower()], len(set(ranks.values()))
            yield found.start("name"), Level(name=found["name"].lower(), rank=rank, of=of)


def _size(words: str) -> int | None:
    found = _SCALE.search(words)
    return _number(found[1]) if found else None


def _number(word: str | None) -> int | None:
    if not word:
        return None
    return int(word) if word.isdecimal() else _NUMBERS[word.lower()]


@cache
def _scales() -> Sequence[tuple[re.Pattern[str], Mapping[str, int]]]:
    told = tomllib.loads(files(__package__).joinpath("scales.toml").read_text("utf-8"))
    return [_scale(scale) for scale in told.values()]


def _scale(told: Mapping[str, Any]) -> tuple[re.Pattern[str], Mapping[str, int]]:
    ranks = {name: n for n, name in enumerate(told["names"], 1)}
    ranks |= {other: ranks[name] for other, name in told.get("also", {}).items()}
    names = "|".join(sorted(ranks, key=len, reverse=True))
    if not told["everyday"]:
        return re.compile(rf"\b(?P<name>{names})\b", re.IGNORECASE), ranks
    before = r"\b(?:to|from|at|remains|stays|level)\s+(?:the\s+)?[“\"'‘]?"
    after = r"(?!\s+(?:alert|readiness|level of readiness|preparedness))"
    return re.compile(rf"{before}(?P<name>{names})\b{after}", re.IGNORECASE), ranks
