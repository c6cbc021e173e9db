"""A finding that an analyst makes of words he selected: worked out when it is decided.

He says which words name it, which words fill its fields, and which of the codebook's values hold.
The normal forms beside the words (a state, a day, a place on the map) are worked out as for any
coder, once, and kept with the decision: an upgrade of the coder changes nothing of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from vedette.code.places import Gazetteer
from vedette.code.values import Sight, see
from vedette.errors import LedgerError
from vedette.records import Article, FindingType, Span, Value
from vedette.relate.authors import author_of
from vedette.relate.found import located
from vedette.taxonomy.codebook import ENUMS, FIELDS, REFERENCES

__all__ = ["ENUMS", "ROLES", "Marked", "author_of", "particulars"]

ROLES: Final[Mapping[FindingType, tuple[str, ...]]] = {
    type_: tuple(sorted(names)) for type_, names in FIELDS.items()
}
"""The fields that a finding of each type may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A finding as an analyst marks it: words by field, or a value where the codebook has some.

    `kind` is that of an incident, None for all other types.
    """

    type: FindingType
    anchor: Span
    kind: str | None = None
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)


def particulars(article: Article, marked: Marked) -> dict[str, Any]:
    """Give what is kept of it with the decision; raises LedgerError where words do not stand there.

    Of words that stand there more than once, those nearest to the anchor are meant.
    """
    sight = see(article, article.text, Gazetteer.load())
    fields: dict[str, list[dict[str, Any]]] = {}
    spans: list[Span] = [marked.anchor]
    for name, given in sorted(marked.fields.items()):
        for entry, span in _entries(sight, marked, name, given):
            fields.setdefault(name, []).append(entry)
            spans += [span] if span else []
    places = [asdict(one) for one in sight.places if any(_meet(one.span, span) for span in spans)]
    return {"kind": marked.kind, "fields": fields, "places": places}


def _entries(
    sight: Sight, marked: Marked, name: str, given: Sequence[str]
) -> Iterator[tuple[dict[str, Any], Span | None]]:
    allowed = ENUMS.get((marked.type, name))
    for words in filter(None, (" ".join(one.split()) for one in given)):
        if allowed is not None:
            yield {"value": _value(words, allowed)}, None
            continue
        span = located(sight.text, words, marked.anchor.start)
        if span is None:
            raise LedgerError(
                what=f"{words!r} does not stand in the text",
                where=name,
                remedy="give the words of the field as they stand in the article",
            )
        value, _ = (None, "") if name in REFERENCES else sight.value(marked.type, name, span)
        stands = sight.text[slice(*span)]
        told = {"words": stands, "at": span.start, "value": value}
        yield {key: one for key, one in told.items() if one is not None}, span


def _value(written: str, allowed: frozenset[object]) -> Value:
    """Read one of the codebook's values; what is none is left to be refused with those that are.

    >>> _value("4", frozenset(range(7))), _value("Under investigation", frozenset({"x"}))
    (4, 'under_investigation')
    """
    plain = written.lower().replace(" ", "_")
    if allowed == frozenset({True, False}):
        return {"true": True, "yes": True, "false": False, "no": False}.get(plain, plain)
    return (
        int(plain) if plain.isdecimal() and all(isinstance(one, int) for one in allowed) else plain
    )


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
