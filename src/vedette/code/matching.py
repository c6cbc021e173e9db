"""Pairs the findings of two codings of one text: which of them tell the same thing.

Two findings of one type match where any mention of one overlaps any mention of the other; those
whose anchor is only a cue may also match by their content, with half of their words in common.
Pairs are one to one, the best first. The measure of accuracy against marked articles and `vedette
code diff` both look through these eyes.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from vedette.records import Field, Finding, Span
from vedette.taxonomy.codebook import CONTENT, REFERENCES

ENOUGH = 0.5
"""F1 of words from which two texts say the same; what the coding guide's scorer has."""

_BY_VALUE = frozenset({"status", "modality", "direction", "quote", "firmness", "state", "series"})
_OR_VALUE = frozenset({"when", "due", "made", "horizon", "killed", "injured", "target"})
_WORD = re.compile(r"\w+")


def match(ones: Sequence[Finding], others: Sequence[Finding]) -> dict[int, int]:
    """Pair findings one to one, best affinity first; numbers of one list to those of the other."""
    ranked = sorted(
        (-affinity(one, other), i, j)
        for i, one in enumerate(ones)
        for j, other in enumerate(others)
        if one.type == other.type
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for negative, i, j in ranked:
        if negative < 0 and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def affinity(one: Finding, other: Finding) -> float:
    """Tell how well two findings of one type match; 0 means not at all."""
    shared = max(_shared(a, b) for a in one.anchor for b in other.anchor)
    total = 1 + shared / 100 if shared > 0 else 0.0
    name = CONTENT.get(one.type)
    if name:
        same = overlap_f1(_joined(one, name), _joined(other, name))
        total = total + same if total else (same if same >= ENOUGH else 0.0)
    if total and one.type == "incident":
        total += one.kind == other.kind
    return total


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _joined(finding: Finding, name: str) -> str:
    return " ".join(entry.text or "" for entry in finding.fields.get(name, ()))


def entries(finding: Finding) -> Iterator[tuple[str, Field]]:
    """Give every field entry of a finding with its field's name, an incident's kind among them."""
    if finding.type == "incident":
        yield "kind", Field(value=finding.kind)
    for name, listed in finding.fields.items():
        for entry in listed:
            yield name, entry


def agrees(name: str, right: Field, guess: Field, renamed: Mapping[str, str]) -> bool:
    """Say whether an entry says what the right one says: by its words, or by its value.

    `renamed` gives for a guessed finding's id that of the one it was paired with.
    """
    if name in REFERENCES:
        return renamed.get(str(guess.value)) == right.value
    known = right.value is not None and guess.value is not None
    if known and right.text is None:
        return guess.value == right.value
    if name in _BY_VALUE:
        return guess.value == right.value
    if known and guess.text is None and guess.value == right.value:
        return True
    same = guess.value is not None and guess.value == right.value
    return overlap_f1(right.text, guess.text) >= ENOUGH or (name in _OR_VALUE and same)


def overlap_f1(one: str | None, other: str | None) -> float:
    """Give the F1 of two texts' words, case apart.

    >>> overlap_f1("the port of Izmail", "Izmail port")
    0.6666666666666666
    """
    a, b = _words(one), _words(other)
    common = sum((a & b).values())
    return 2 * common / (sum(a.values()) + sum(b.values())) if common else 0.0


def _words(text: str | None) -> Counter[str]:
    return Counter(word.lower() for word in _WORD.findall(text or ""))
