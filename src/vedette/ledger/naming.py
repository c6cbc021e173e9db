"""Who foretells something in a report: its own words, and the statements around them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from vedette.assess.voices import Voice, fullest, voice
from vedette.records import Field, Finding

TYPE: Final = "forecast"
WHO: Final[Mapping[str, str]] = {TYPE: "forecaster", "statement": "speaker"}
SINGULAR: Final = frozenset({"he", "she", "his", "her", "i", "my"})


def named(one: Finding, beside: Sequence[Finding]) -> tuple[str, Voice]:
    """Give how whoever foretells is called, and whom that means.

    What is foretold in somebody's reported words is foretold by him. "He" is the one person whose
    words the report has, where it has those of one alone.
    """
    own = first(one, "forecaster")
    speakers = [first(said, "speaker") for said in beside if _within(one, said)]
    listed = [entry for entry in (own, *speakers) if entry.text]
    for entry in listed:
        if (found := voice(entry.text or "", entry.value)).name:
            return entry.text or "", found
    called = next((entry.text for entry in listed if entry.text), "")
    persons = _persons(beside)
    if persons and called.lower() in SINGULAR and all(persons[0].same(p) for p in persons):
        return called, fullest(persons)
    return called, Voice()


def _within(one: Finding, said: Finding) -> bool:
    """Say whether a cue stands in the words that a statement reports."""
    at = one.anchor[0]
    spans = [entry.span for entry in said.fields.get("content", ()) if entry.span]
    return said.type == "statement" and any(s.start <= at.start and at.end <= s.end for s in spans)


def _persons(beside: Iterable[Finding]) -> list[Voice]:
    """Give the persons whose words a report has."""
    entries = [first(one, WHO[one.type]) for one in beside if one.type in WHO]
    found = [voice(entry.text, entry.value) for entry in entries if entry.text]
    return [one for one in found if one.surname]


def first(one: Finding, name: str) -> Field:
    """Give the first entry of a field, an empty one where there is none."""
    return next(iter(one.fields.get(name, ())), Field())
