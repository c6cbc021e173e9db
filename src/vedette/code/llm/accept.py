"""Keeps of a model's answer what holds in the article and in the codebook, and counts the rest."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from vedette.code.llm.quoting import Quotable
from vedette.code.llm.reply import Written
from vedette.code.llm.schema import STATUS_WORDS, is_reference
from vedette.code.values import Sight, fitting
from vedette.records import Coding, Field, Finding, FindingType, Span, finding_id
from vedette.taxonomy.codebook import ENUMS, FIELDS
from vedette.taxonomy.kinds import ORDER

RULE = "llm"
TYPES: tuple[FindingType, ...] = get_args(FindingType)
MOST = 50
"""Quotations of one field that are looked at; our marked articles have 6 at the most."""

QUOTATION = "quotations that are not in the article"
VALUE = "values that are not in the codebook"
ANCHORLESS = "findings without words in the article"
REFERENCE = "references to findings that are not there"
UNKNOWN = "findings of no type of the codebook"
TWICE = "findings told twice"


class Accepting:
    """Turns what was written about one text into findings; everything dropped is counted."""

    def __init__(self, sight: Sight, head: Coding) -> None:
        self._sight = sight
        self._head = head
        self._quotable = Quotable(sight.text)
        self._dropped: Counter[str] = Counter()
        self._ids: dict[str, str] = {}

    def accept(self, written: Sequence[Written]) -> Coding:
        """Give the coding; incidents come first, then attributions, because others name them."""
        made: dict[str, Finding] = {}
        for one in self._in_order(written):
            finding = self._finding(one)
            if finding is None:
                continue
            if finding.id in made:
                self._dropped[TWICE] += 1
            made.setdefault(finding.id, finding)
            self._ids.setdefault(str(one.told.get("id")), finding.id)
        dropped = dict(sorted(self._dropped.items()))
        return replace(self._head, findings=tuple(made.values()), dropped=dropped)

    def _in_order(self, written: Iterable[Written]) -> list[Written]:
        known = [one for one in written if self._is_known(one.told)]
        return sorted(known, key=lambda one: TYPES.index(one.told["type"]))

    def _is_known(self, told: Mapping[str, Any]) -> bool:
        known = told.get("type") in TYPES if isinstance(told.get("type"), str) else False
        if known and told["type"] == "incident" and told.get("kind") not in ORDER:
            self._dropped[VALUE] += 1
            return False
        if not known:
            self._dropped[UNKNOWN] += 1
        return known

    def _finding(self, one: Written) -> Finding | None:
        told, type_ = one.told, one.told["type"]
        anchor = self._anchor(told.get("anchor"))
        if not anchor:
            self._dropped[ANCHORLESS] += 1
            return None
        fields = {name: tuple(self._field(told, name, anchor[0])) for name in sorted(FIELDS[type_])}
        kept = {name: entries for name, entries in fields.items() if entries}
        kind = told["kind"] if type_ == "incident" else None
        return Finding(
            id=finding_id(self._head.id, type_, kind, anchor, kept),
            type=type_,
            kind=kind,
            anchor=anchor,
            fields=kept,
            confidence=round(one.confidence, 3),
            rule=RULE,
        )

    def _anchor(self, quotations: Any) -> tuple[Span, ...]:
        """Find the mentions; the second time that the same words are quoted is their next place."""
        spans: list[Span] = []
        for quotation in self._texts(quotations):
            seen = sum(self._sight.text[s.start : s.end] == quotation for s in spans)
            wanted = f"{quotation}#{seen + 1}" if seen else quotation
            span = self._quotable.find(wanted)
            if span is None:
                self._dropped[QUOTATION] += 1
            elif span not in spans:
                spans.append(span)
        return tuple(spans)

    def _texts(self, quotations: Any) -> Iterator[str]:
        """Give the quotations of a list; whatever else stands in it is none."""
        listed = quotations if isinstance(quotations, list) else [quotations] if quotations else []
        for quotation in listed[:MOST]:
            if isinstance(quotation, str):
                if quotation.strip():
                    yield quotation
            else:
                self._dropped[QUOTATION] += 1

    def _field(self, told: Mapping[str, Any], name: str, near: Span) -> Iterator[Field]:
        type_, given = told["type"], told.get(name)
        if is_reference(type_, name):
            yield from self._references(given)
        elif (type_, name) in ENUMS:
            words = told.get(STATUS_WORDS) if (type_, name) == ("incident", "status") else None
            yield from self._enum(ENUMS[type_, name], given, words, near)
        else:
            yield from self._worded(type_, name, given, near)

    def _worded(self, type_: str, name: str, given: Any, near: Span) -> Iterator[Field]:
        seen = set()
        for span in self._spans(given, near):
            if span not in seen:
                seen.add(span)
                value, rule = self._sight.value(type_, name, span)
                words = self._sight.text[span.start : span.end]
                yield Field(span=span, text=words, value=value, rule=rule or RULE)

    def _spans(self, quotations: Any, near: Span) -> Iterator[Span]:
        for quotation in self._texts(quotations):
            span = self._quotable.find(quotation, near)
            if span is None:
                self._dropped[QUOTATION] += 1
            else:
                yield span

    def _enum(
        self, values: frozenset[object], given: Any, words: Any, near: Span
    ) -> Iterator[Field]:
        if given is None:
            return
        if not fitting(given, values):
            self._dropped[VALUE] += 1
            return
        span = next(self._spans(words, near), None)
        text = self._sight.text[span.start : span.end] if span else None
        yield Field(span=span, text=text, value=given, rule=RULE)

    def _references(self, given: Any) -> Iterator[Field]:
        seen = set()
        for name in self._texts(given):
            known = self._ids.get(name)
            if known is None:
                self._dropped[REFERENCE] += 1
            elif known not in seen:
                seen.add(known)
                yield Field(value=known, rule=RULE)
