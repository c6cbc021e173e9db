"""Two versions of a text, and the words by which they differ."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

from vedette.desk import Version

TOKEN: Final = re.compile(r"\n\s*\n|\s+|\w+|[^\w\s]")
"""A gap between paragraphs, a blank, a word, a sign: what a publisher changes is words."""
LONGEST: Final = 40_000
"""Tokens that are compared; a longer text is shown as it is. Two of this length take a second."""


class Run(NamedTuple):
    """Words that stayed, or that one version alone has."""

    how: Literal["same", "gone", "new"]
    words: str


def changes(before: str, after: str) -> tuple[Run, ...]:
    """Compare two texts by words; the runs that stayed and the new ones are the later text.

    >>> changes("Two drones fell.", "Three drones fell.")[:2]
    (Run(how='gone', words='Two'), Run(how='new', words='Three'))
    """
    one, other = TOKEN.findall(before), TOKEN.findall(after)
    if len(one) + len(other) > LONGEST:
        return (
            (Run("gone", before), Run("new", after)) if before != after else (Run("same", after),)
        )
    return tuple(_runs(one, other))


def _runs(one: list[str], other: list[str]) -> Iterator[Run]:
    for tag, i, j, k, n in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Run("same", "".join(other[k:n]))
            continue
        if i < j:
            yield Run("gone", "".join(one[i:j]))
        if k < n:
            yield Run("new", "".join(other[k:n]))


def before(versions: tuple[Version, ...], number: int) -> int | None:
    """Give the version that came before one; None for the first."""
    earlier = [one.number for one in versions if one.number < number]
    return max(earlier, default=None)


def told(runs: tuple[Run, ...]) -> tuple[int, int]:
    """Count the words that are new, and those that are gone."""
    counted = {"new": 0, "gone": 0, "same": 0}
    for run in runs:
        counted[run.how] += len(re.findall(r"\w+", run.words))
    return counted["new"], counted["gone"]
