"""What a module of the coder proposes before assembly: a finding without an id.

References between findings are by identity here: an attribution proposes with the proposal of its
incident, and `assemble` turns that into an id.
"""

from dataclasses import dataclass, field

from vedette.code.reading import Sentence
from vedette.records import Field, FindingType, Span


@dataclass(slots=True, kw_only=True, eq=False)
class Proposal:
    """A finding in the making; the fields may still grow as other sentences add to it."""

    type: FindingType
    anchor: list[Span]
    sentence: Sentence
    rule: str
    confidence: float = 0.5
    kind: str | None = None
    fields: dict[str, list[Field]] = field(default_factory=dict)
    about: dict[str, list["Proposal"]] = field(default_factory=dict)

    def add(self, name: str, *entries: Field) -> None:
        """Append entries to a field, words that stand there already left out."""
        listed = self.fields.setdefault(name, [])
        for entry in entries:
            if entry not in listed:
                listed.append(entry)

    def spans(self, name: str) -> tuple[Span, ...]:
        """Give the spans of a field's entries."""
        return tuple(e.span for e in self.fields.get(name, ()) if e.span is not None)
