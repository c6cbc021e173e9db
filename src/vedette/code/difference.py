"""What two coders make differently of one text: found by one alone, or told otherwise.

Findings are paired as the coding guide's scorer pairs them (`matching`). A pair is told otherwise
where an entry of a field has other words or another value; where the words stand does not count,
for the mentions are what the pair was made by.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vedette.code.matching import agrees, entries, match
from vedette.records import Field, Finding, Value
from vedette.taxonomy.codebook import REFERENCES


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Entries of one field that only one of two findings has.

    `close` is whether the scorer would take them for the same: half of their words in common, or
    the value.
    """

    field: str
    before: tuple[Field, ...]
    after: tuple[Field, ...]
    close: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One thing that two coders found and tell otherwise."""

    one: Finding
    other: Finding
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How two codings of one text differ; `same` counts the equal pairs by type."""

    only_one: tuple[Finding, ...]
    only_other: tuple[Finding, ...]
    changed: tuple[Changed, ...]
    same: Mapping[str, int]

    def __bool__(self) -> bool:
        return bool(self.only_one or self.only_other or self.changed)


def compare(ones: Sequence[Finding], others: Sequence[Finding]) -> Difference:
    """Compare what two coders found in one text."""
    pairs = match(ones, others)
    renamed = {others[j].id: ones[i].id for i, j in pairs.items()}
    told = [(ones[i], others[j], changes(ones[i], others[j], renamed)) for i, j in pairs.items()]
    taken = set(pairs.values())
    return Difference(
        only_one=tuple(one for i, one in enumerate(ones) if i not in pairs),
        only_other=tuple(other for j, other in enumerate(others) if j not in taken),
        changed=tuple(Changed(one=a, other=b, changes=found) for a, b, found in told if found),
        same=Counter(one.type for one, _, found in told if not found),
    )


def changes(one: Finding, other: Finding, renamed: Mapping[str, str]) -> tuple[Change, ...]:
    """Give the fields in which two findings differ, in the order of their names."""
    before, after = _by_field(one, {}), _by_field(other, renamed)
    found = []
    for name in sorted({*before, *after}):
        left = _without(before.get(name, []), after.get(name, []))
        right = _without(after.get(name, []), before.get(name, []))
        if left or right:
            close = _close(name, left, right)
            found.append(Change(field=name, before=tuple(left), after=tuple(right), close=close))
    return tuple(found)


def _by_field(finding: Finding, renamed: Mapping[str, str]) -> dict[str, list[Field]]:
    """Give the entries by field; ids of paired findings in the words of the first coder."""
    listed: dict[str, list[Field]] = {}
    for name, entry in entries(finding):
        known = renamed.get(str(entry.value)) if name in REFERENCES else None
        told = Field(span=entry.span, text=entry.text, value=known) if known else entry
        listed.setdefault(name, []).append(told)
    return listed


def _without(listed: Sequence[Field], others: Sequence[Field]) -> list[Field]:
    """Give the entries whose words and value are not among others."""
    spare = Counter(_told(entry) for entry in others)
    left = []
    for entry in listed:
        if spare[_told(entry)]:
            spare[_told(entry)] -= 1
        else:
            left.append(entry)
    return left


def _told(entry: Field) -> tuple[str | None, type, Value]:
    return entry.text, type(entry.value), entry.value


def _close(name: str, left: Sequence[Field], right: Sequence[Field]) -> bool:
    """Say whether each entry of one side has one on the other that says the same."""
    spare = list(right)
    for entry in left:
        same = next((n for n, it in enumerate(spare) if agrees(name, entry, it, {})), None)
        if same is None or name in REFERENCES:
            return False
        del spare[same]
    return bool(left) and not spare
