"""What a module of the coder proposes before assembly: a finding without an id.

References between findings are by identity here: an attribution proposes with the proposal of its
incident, and `assemble` turns that into an id.
"""

from dataclasses import dataclass, field

from spacy.tokens import Token

from vedette.code.phrases import Range, noun_phrase, trimmed
from vedette.code.reading import Reading, Sentence
from vedette.records import Field, FindingType, Span
from vedette.taxonomy.countries import country_of


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
        """Append entries to a field, those that stand there already left out."""
        listed = self.fields.setdefault(name, [])
        for entry in entries:
            if entry not in listed:
                listed.append(entry)

    def set_value(self, name: str, value: str | int | bool) -> None:
        """Give a field a value without words, in place of what stood there."""
        self.fields[name] = [Field(value=value)]

    def spans(self, name: str) -> tuple[Span, ...]:
        """Give the spans of a field's entries."""
        return tuple(e.span for e in self.fields.get(name, ()) if e.span is not None)

    def first_value(self, name: str) -> object:
        """Give the value of a field's first entry, None where there is none."""
        return next((entry.value for entry in self.fields.get(name, ())), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The words that fired a rule: token numbers in a sentence, and the rule's name."""

    sentence: Sentence
    words: Range
    rule: str

    @property
    def span(self) -> Span:
        return self.sentence.span_of(*self.words)

    def propose(self, type_: FindingType, confidence: float) -> Proposal:
        """Open a proposal on these words."""
        return Proposal(
            type=type_,
            anchor=[self.span],
            sentence=self.sentence,
            rule=self.rule,
            confidence=confidence,
        )


def named(reading: Reading, sentence: Sentence, head: Token, *, joined: bool = True) -> Field:
    """Make an entry of the phrase that a noun heads, as written, with its state if it is one."""
    first, last = trimmed(sentence.doc, *noun_phrase(head, joined=joined)) or (head.i, head.i)
    span = sentence.span_of(first, last)
    return reading.field(span, country_of(reading.text[span.start : span.end]))


def unnamed(reading: Reading, sentence: Sentence, head: Token) -> Field:
    """Make an entry of a noun's phrase without any value, for fields that have none."""
    return reading.field(named(reading, sentence, head).span or sentence.span)


Speaker = Token | tuple[Field, ...] | None
"""Who a finding belongs to: a token of its clause, the speaker of the words around, or nobody."""


def add_speaker(reading: Reading, proposal: Proposal, name: str, who: Speaker) -> None:
    """Fill the field of the one who calls, foretells or accuses."""
    if isinstance(who, tuple):
        proposal.add(name, *who)
    elif who is not None:
        proposal.add(name, unnamed(reading, proposal.sentence, who))
