"""From chances of words to the entries of fields."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from vedette.code.tagger.anchors import Run, runs, trimmed
from vedette.code.tagger.labels import ROLES
from vedette.code.tagger.network import Floats
from vedette.code.tagger.values import Known, value_of
from vedette.records import Field, FindingType, Span

_ONE: Final = frozenset(
    {"speaker", "denier", "caller", "forecaster", "horizon", "probability", "due", "made",
     "killed", "injured"}
)  # fmt: skip
"""Fields of one entry at most: the surest run of words has it."""
_CLAUSE: Final = frozenset({"act", "event", "action", "change"})
"""Fields of one clause: the run with the most weight has it, a surer short one does not."""
_SILENT: Final = frozenset({("incident", "status")})
"""Roles that only help the network; the field's value is told by an attribute."""


class Entry(NamedTuple):
    """Words of a field with their chance."""

    start: int
    end: int
    chance: float


def entries(
    type_: FindingType, chances: Floats, settings: Mapping[str, Any]
) -> Mapping[str, list[Entry]]:
    """Give the words of every field of a finding from T × roles chances."""
    found: dict[str, list[Entry]] = {}
    for column, (owner, name) in enumerate(ROLES):
        if owner == type_ and (owner, name) not in _SILENT:
            threshold = settings["roles"].get(f"{owner}.{name}", settings["role"])
            listed = _picked(name, chances[:, column], threshold, settings["low"])
            if listed:
                found[name] = listed
    return found


def _picked(name: str, chances: Floats, threshold: float, low: float) -> list[Entry]:
    listed = [Entry(*run) for run in runs(chances, threshold, threshold * low)]
    if name in _CLAUSE:
        return sorted(listed, key=lambda run: -float(chances[run.start : run.end].sum()))[:1]
    if name in _ONE:
        return sorted(listed, key=lambda run: -run.chance)[:1]
    return listed


def field_of(known: Known, words: Sequence[Span], name: str, entry: Entry) -> Field:
    """Make a field's entry of words, with its value and the evidence for both."""
    start, end = trimmed(known.text, words, entry.start, entry.end)
    span = Span(words[start].start, words[end - 1].end)
    value, why = value_of(known, name, span)
    return Field(span=span, text=known.text[span.start : span.end], value=value)
