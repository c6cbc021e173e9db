"""A finding in the making, without its id, and the step from drafts to findings."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from vedette.records import Field, Finding, FindingType, Span, Value, finding_id

_ORDER: tuple[FindingType, ...] = ("incident", "statement")


@dataclass(slots=True, kw_only=True, eq=False)
class Draft:
    """What a finding will hold; the anchors and fields may still grow."""

    type: FindingType
    anchor: list[Span]
    rule: str
    kind: str | None = None
    confidence: float = 0.5
    fields: dict[str, list[Field]] = field(default_factory=dict)

    def add(self, name: str, text: str, span: Span, value: Value = None) -> None:
        """Append an entry made of the article's words, unless it stands there already."""
        entry = Field(span=span, text=text[span.start : span.end], value=value)
        listed = self.fields.setdefault(name, [])
        if entry not in listed:
            listed.append(entry)

    def set_value(self, name: str, value: Value) -> None:
        """Give a field a value without words, in place of what stood there."""
        self.fields[name] = [Field(value=value)]


def findings(coding: str, drafts: Sequence[Draft]) -> tuple[Finding, ...]:
    """Turn drafts into findings of a coding, incidents first, each in the order of the text."""
    ranked = sorted(drafts, key=lambda d: (_ORDER.index(d.type), min(d.anchor), d.kind or ""))
    made = {found.id: found for found in (_finding(coding, draft) for draft in ranked)}
    return tuple(made.values())


def _finding(coding: str, draft: Draft) -> Finding:
    fields = {name: tuple(listed) for name, listed in draft.fields.items() if listed}
    anchor = tuple(draft.anchor)
    return Finding(
        id=finding_id(coding, draft.type, draft.kind, anchor, fields),
        type=draft.type,
        kind=draft.kind,
        anchor=anchor,
        fields=fields,
        confidence=draft.confidence,
        rule=draft.rule,
    )
