"""How many were killed or hurt, and whether several things are reported as one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vedette.code.languages.words import Words
from vedette.taxonomy.patterns import Match

# "three people died", "died three people": the number stands this near its verb.
_REACH = 48
_FIGURE = r"\d{1,3}(?:[ \u00a0]?\d{3})*"
# Units, hours and ages are counted as well: a number must have people or the verb beside it.
_BESIDE = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """A number of people: where its words stand in the sentence, and the number."""

    start: int
    end: int
    count: int


def find_toll(sentence: str, name: str, words: Words) -> Toll | None:
    """Find the number of `killed` or `injured` in a sentence, the one nearest to its verb."""
    found = []
    for verb in words.patterns("tolls", name).search(sentence):
        if _befell_nobody(sentence[: verb.start], words):
            continue
        for number in _numbers(words).finditer(sentence):
            far = _distance(sentence, number, verb)
            if far is None or not _counts_people(sentence, number, far[1], words):
                continue
            if all(far <= other for other in _others(sentence, number, name, words)):
                found.append((far, number))
    if not found:
        return None
    number = min(found, key=lambda entry: entry[0])[1]
    return Toll(start=number.start(), end=number.end(), count=_count(number.group(), words))


def _befell_nobody(before: str, words: Words) -> bool:
    """Say whether the words right before a verb take it back: "nobody was hurt"."""
    if "nobody" not in words.lexicon("tolls").tables:
        return False
    last = " ".join(before.split()[-2:])
    return any(found.end == len(last) for found in words.patterns("tolls", "nobody").search(last))


def _distance(sentence: str, number: re.Match[str], verb: Match) -> tuple[int, int] | None:
    """Measure how far a number is from a verb: commas between, then characters."""
    gap = max(verb.start - number.end(), number.start() - verb.end)
    clause = sentence[min(verb.end, number.end()) : max(verb.start, number.start())]
    commas = clause.count(",") + clause.count(";")
    return (commas, gap) if 0 < gap <= _REACH and commas <= 1 else None


def _others(
    sentence: str, number: re.Match[str], name: str, words: Words
) -> Iterator[tuple[int, int]]:
    """Give how far a number is from the verbs of the other toll: "one died, two were hurt"."""
    other = "injured" if name == "killed" else "killed"
    for verb in words.patterns("tolls", other).search(sentence):
        if far := _distance(sentence, number, verb):
            yield far


def _counts_people(sentence: str, number: re.Match[str], gap: int, words: Words) -> bool:
    behind = sentence[number.end() : number.end() + _BESIDE]
    return gap <= 2 or bool(words.patterns("tolls", "people").names(behind))


def counted(given: str, words: Words) -> int | None:
    """Read the first number of some words; None where they have none."""
    found = _numbers(words).search(given)
    return _count(found.group(), words) if found else None


def is_series(sentences: Sequence[str], words: Words) -> bool:
    """Say whether any sentence tells of several things as one."""
    return any(words.patterns("tolls", "series").names(sentence) for sentence in sentences)


@lru_cache(maxsize=16)
def _numbers(words: Words) -> re.Pattern[str]:
    named = sorted(words.lexicon("tolls").owners("numbers"), key=len, reverse=True)
    return re.compile(rf"(?<![\w.,])(?:{'|'.join(named)}|{_FIGURE})(?![\w.,]*\d|\w)", re.IGNORECASE)


def _count(given: str, words: Words) -> int:
    digits = re.sub(r"\s", "", given)
    if digits.isdecimal():
        return int(digits)
    return int(words.lexicon("tolls").owners("numbers")[given.lower()])
