"""From chances of words to the entries of fields."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from vedette.code.tagger.anchors import runs, trimmed
from vedette.code.tagger.labels import ROLES
from vedette.code.tagger.network import Floats
from vedette.code.values import STATES, Sight
from vedette.records import Field, FindingType, Span
from vedette.taxonomy.countries import mentions

_ONE: Final = frozenset(
    {"speaker", "denier", "caller", "forecaster", "horizon", "probability", "due", "made",
     "killed", "injured", "status"}
)  # fmt: skip
"""Fields of one entry at most: the surest run of words has it."""
_CLAUSE: Final = frozenset({"act", "event", "action", "change"})
"""Fields of one clause: the run with the most weight has it, a surer short one does not."""


_ARTICLES: Final = frozenset({"a", "an", "the", "its", "their"})
_BEFORE: Final = frozenset(
    {"to", "by", "on", "of", "and", "from", "with", "for", "at", "in", "that", "against", "but"}
)
_BEHIND: Final = frozenset({"and", "of", "in", "had", "has", "who", "that", "which", "is", "was"})
_SEVERAL: Final = frozenset({"accuser", "accused", "actor"})
_LISTING: Final = frozenset({",", "and"})
_GAP: Final = 2
"""Words between two runs of one field that are taken for a slip of the network: with them joined,
ledger F1 on held-out articles rose from .531 to .537."""


class Entry(NamedTuple):
    """Words of a field with their chance."""

    start: int
    end: int
    chance: float

    def moved(self, by: int) -> "Entry":
        """Give the same words counted from elsewhere."""
        return Entry(self.start + by, self.end + by, self.chance)


def entries(
    type_: FindingType, chances: Floats, settings: Mapping[str, Any]
) -> Mapping[str, list[Entry]]:
    """Give the words of every field of a finding from T × roles chances."""
    found: dict[str, list[Entry]] = {}
    for column, (owner, name) in enumerate(ROLES):
        if owner == type_:
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
    return _joined(listed)


def _joined(listed: Sequence[Entry]) -> list[Entry]:
    """Join runs that only a word or two part."""
    joined: list[Entry] = []
    for entry in listed:
        if joined and entry.start - joined[-1].end <= _GAP:
            last = joined.pop()
            joined.append(Entry(last.start, entry.end, max(last.chance, entry.chance)))
        else:
            joined.append(entry)
    return joined


def within_lines(text: str, words: Sequence[Span], name: str, entry: Entry) -> list[Entry]:
    """Cut words at line ends: a title's last word and the dateline's first are no one place.

    Of a field with one entry the longest part stays.
    """
    places = [
        place
        for place in range(entry.start + 1, entry.end)
        if "\n" in text[words[place - 1].end : words[place].start]
    ]
    ends = [*places, entry.end]
    parts = [
        Entry(start, end, entry.chance)
        for start, end in zip([entry.start, *places], ends, strict=True)
    ]
    if name in _ONE | _CLAUSE:
        return [max(parts, key=lambda part: part.end - part.start)]
    return parts


def each_state(text: str, words: Sequence[Span], name: str, entry: Entry) -> list[Entry]:
    """Cut a list of states into one entry for each: London, Ottawa and Warsaw are three accusers.

    What is not states alone stays whole ("A Latvian and two Ukrainians"). On held-out articles F1
    of accusers rose from .651 to .664.
    """
    if name not in _SEVERAL:
        return [entry]
    between = [n for n in range(entry.start, entry.end) if _word(text, words, n) in _LISTING]
    starts = [entry.start, *(place + 1 for place in between)]
    parts = [
        Entry(start, end, entry.chance)
        for start, end in zip(starts, [*between, entry.end], strict=True)
        if start < end
    ]
    named = [text[words[part.start].start : words[part.end - 1].end] for part in parts]
    return parts if all(map(_is_state, named)) else [entry]


def _word(text: str, words: Sequence[Span], place: int) -> str:
    return text[words[place].start : words[place].end].lower()


def _is_state(name: str) -> bool:
    found = mentions(name)
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(name))


def told_once(fields: Sequence[Field]) -> list[Field]:
    """Leave out an entry whose words another one has as well: one entry for each place or target.

    >>> [field.text for field in told_once([Field(text="Data cable"), Field(text="A data cable")])]
    ['Data cable']
    """
    kept: list[tuple[frozenset[str], Field]] = []
    for field in sorted(fields, key=lambda field: -len(_named(field))):
        words = _named(field)
        if not any(words <= other for other, _ in kept):
            kept.append((words, field))
    chosen = [field for _, field in kept]
    return [field for field in fields if field in chosen]


def _named(field: Field) -> frozenset[str]:
    return frozenset((field.text or "").lower().split()) - _ARTICLES


def _bare(text: str, words: Sequence[Span], start: int, end: int) -> tuple[int, int]:
    """Take words that only join off both ends of a name; one word stays."""

    def joins(place: int, among: frozenset[str]) -> bool:
        return _word(text, words, place) in among

    while end - start > 1 and joins(start, _BEFORE):
        start += 1
    while end - start > 1 and joins(end - 1, _BEHIND):
        end -= 1
    return start, end


def field_of(
    sight: Sight, words: Sequence[Span], type_: FindingType, name: str, entry: Entry
) -> Field:
    """Make a field's entry of words, with its value and the evidence for both."""
    start, end = trimmed(sight.text, words, entry.start, entry.end)
    if name in STATES:
        start, end = _bare(sight.text, words, start, end)
    span = Span(words[start].start, words[end - 1].end)
    value, maker = sight.value(type_, name, span)
    rule = f"words {entry.chance:.2f}" + (f", {maker}" if maker else "")
    return Field(span=span, text=sight.text[span.start : span.end], value=value, rule=rule)
