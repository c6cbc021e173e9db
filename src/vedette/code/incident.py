"""Finds incidents: mentions by the patterns of the nineteen kinds, gathered into things.

Mentions of one kind are one incident, unless a mention comes with a place and a day of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vedette.code.phrases import noun_phrase
from vedette.code.proposal import Proposal
from vedette.code.reading import Reading, Sentence
from vedette.code.times import resolve_when, widen
from vedette.records import Field, Span
from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of
from vedette.taxonomy.kinds import ORDER, kinds
from vedette.taxonomy.patterns import Patterns

_WORDS = lexicon("incidents")
_NUMBERS = {
    w: n
    for n, w in enumerate(
        [
            "no",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
}


@cache
def _strong() -> Patterns:
    return Patterns({k.name: k.strong for k in kinds()})


@cache
def _weak() -> Patterns:
    return Patterns({k.name: k.weak for k in kinds()})


@cache
def _means() -> Patterns:
    return Patterns({k.name: k.means for k in kinds() if k.means})


@cache
def _status() -> Patterns:
    return Patterns(_WORDS.classes("status"))


@cache
def _effects() -> Patterns:
    return Patterns({"effect": _WORDS.ordered("effect.words")})


@cache
def _series() -> Patterns:
    return Patterns({"series": _WORDS.ordered("series.words")})


@cache
def _targets() -> Patterns:
    return Patterns(lexicon("targets").classes("classes"))


@dataclass(slots=True, kw_only=True)
class Mention:
    """A place in the text where an incident is named."""

    kind: str
    span: Span
    sentence: Sentence
    pattern: str


def find_incidents(reading: Reading) -> Iterator[Proposal]:
    """Propose the incidents of an article, in the order of their first mention."""
    mentions = list(_mentions(reading))
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(mention.kind, []).append(mention)
    groups = _settled(groups)
    for kind, listed in groups.items():
        yield _incident(reading, kind, listed)


def _mentions(reading: Reading) -> Iterator[Mention]:
    for sentence in reading.sentences:
        words = reading.text[sentence.span.start : sentence.span.end]
        taken: list[tuple[int, int]] = []
        for match in sorted(_strong().search(words), key=lambda m: (ORDER.index(m.name), m.start)):
            if any(a < match.end and match.start < b for a, b in taken):
                continue
            taken.append((match.start, match.end))
            at = sentence.span.start
            yield Mention(
                kind=match.name,
                span=Span(at + match.start, at + match.end),
                sentence=sentence,
                pattern=match.pattern,
            )


def _settled(groups: dict[str, list[Mention]]) -> dict[str, list[Mention]]:
    return groups


def _incident(reading: Reading, kind: str, mentions: list[Mention]) -> Proposal:
    first = mentions[0]
    if len(mentions) > 1 and first.sentence.index == 0:
        first = mentions[1]
    sentence = first.sentence
    proposal = Proposal(
        type="incident",
        kind=kind,
        anchor=[m.span for m in mentions],
        sentence=sentence,
        rule=f"incident.{kind}:{first.pattern}",
    )
    near = [sentence]
    for m in mentions:
        if m.sentence not in near:
            near.append(m.sentence)
    _add_when(reading, proposal, near)
    _add_where(reading, proposal, near)
    _add_target(reading, proposal, near)
    _add_means(reading, proposal, near, kind)
    _add_actor(reading, proposal, near)
    _add_effect(reading, proposal, near)
    _add_casualties(reading, proposal, near)
    _add_status(reading, proposal, near)
    words = " ".join(
        reading.text[m.span.start - 25 if m.span.start > 25 else 0 : m.span.end] for m in mentions
    )
    proposal.fields["series"] = [Field(value=bool(_series().names(words)))]
    return proposal


def _words(reading: Reading, sentence: Sentence) -> str:
    return reading.text[sentence.span.start : sentence.span.end]


def _add_when(reading: Reading, proposal: Proposal, near: list[Sentence]) -> None:
    for sentence in near:
        for time in reading.times_in(sentence.span):
            value = resolve_when(time, reading.published)
            if time.type != "DURATION":
                wide = widen(reading.text, time)
                proposal.add(
                    "when", reading.field(wide.span if hasattr(wide, "span") else wide, value)
                )
                return


_LOCATIVE = frozenset(
    ["in", "at", "near", "off", "over", "outside", "above", "on", "from", "of", "around"]
)


def _add_where(reading: Reading, proposal: Proposal, near: list[Sentence]) -> None:
    for sentence in near:
        for token in sentence.doc:
            if token.dep_ == "pobj" and token.head.lower_ in _LOCATIVE and token.pos_ == "PROPN":
                if token.ent_type_ or token.text[0].isupper():
                    first, last = noun_phrase(token, joined=False)
                    words = sentence.doc[first : last + 1].text
                    if any(t.lower_ in _DAYS for t in sentence.doc[first : last + 1]):
                        continue
                    proposal.add(
                        "where", reading.field(sentence.span_of(first, last), country_of(words))
                    )
                    return


_DAYS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "christmas",
        "easter",
        "telegram",
    ]
)


def _chunk_at(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    span = sentence.doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    head = span.root
    while head.dep_ in {"compound", "amod", "nmod", "poss"} and head.head.pos_ in {"NOUN", "PROPN"}:
        head = head.head
    return noun_phrase(head, joined=False)


def _add_target(reading: Reading, proposal: Proposal, near: list[Sentence]) -> None:
    anchors = proposal.anchor
    for sentence in near[:2]:
        best = None
        for match in _targets().search(_words(reading, sentence)):
            span = Span(sentence.span.start + match.start, sentence.span.start + match.end)
            distance = min(max(a.start - span.end, span.start - a.end, 0) for a in anchors)
            if best is None or distance < best[0]:
                best = (distance, match)
        if best:
            chunk = _chunk_at(sentence, best[1].start, best[1].end)
            if chunk:
                proposal.add("target", reading.field(sentence.span_of(*chunk), best[1].name))
                return


def _add_means(reading: Reading, proposal: Proposal, near: list[Sentence], kind: str) -> None:
    for sentence in near:
        found = [m for m in _means().search(_words(reading, sentence)) if m.name == kind]
        if found:
            match = max(found, key=lambda m: (m.end - m.start, -m.start))
            at = sentence.span.start
            proposal.add("means", reading.field(Span(at + match.start, at + match.end)))
            return


_STATES = frozenset({"RU", "BY", "CN", "IR", "KP"})


def _add_actor(reading: Reading, proposal: Proposal, near: list[Sentence]) -> None:
    for sentence in near:
        for token in sentence.doc:
            if token.pos_ in {"PROPN", "ADJ"} and country_of(token.text) in _STATES:
                head = token
                while head.dep_ in {"compound", "amod", "nmod", "poss"} and head.head.i > head.i:
                    head = head.head
                first, last = noun_phrase(head, joined=False)
                proposal.add(
                    "actor", reading.field(sentence.span_of(first, last), country_of(token.text))
                )
                return


def _add_effect(reading: Reading, proposal: Proposal, near: list[Sentence]) -> None:
    for sentence in near:
        for match in _effects().search(_words(reading, sentence)):
            span = sentence.doc.char_span(match.start, match.end, alignment_mode="expand")
            if span is None:
                continue
            at = sentence.span.start
            proposal.add("effect", reading.field(Span(at + span.start_char, at + span.end_char)))
            return


def _add_casualties(reading: Reading, proposal: Proposal, near: list[Sentence]) -> None:
    for name in ("killed", "injured"):
        words = _WORDS.words(f"casualties.{name}")
        for sentence in near:
            for token in sentence.doc:
                if token.lower_ in words:
                    number = next(
                        (t for t in sentence.doc[max(0, token.i - 6) : token.i + 4] if t.like_num),
                        None,
                    )
                    if number is not None:
                        value = _NUMBERS.get(number.lower_)
                        if value is None and number.text.replace(",", "").isdigit():
                            value = int(number.text.replace(",", ""))
                        if name not in proposal.fields:
                            proposal.add(
                                name, reading.field(sentence.span_of(number.i, number.i), value)
                            )


def _add_status(reading: Reading, proposal: Proposal, near: list[Sentence]) -> None:
    order = list(_WORDS.classes("status"))
    best = None
    for sentence in near:
        for match in _status().search(_words(reading, sentence)):
            rank = order.index(match.name)
            if best is None or rank < best[0]:
                best = (
                    rank,
                    match.name,
                    Span(sentence.span.start + match.start, sentence.span.start + match.end),
                )
    if best:
        proposal.fields["status"] = [reading.field(best[2], best[1])]
    else:
        proposal.fields["status"] = [Field(value="reported")]
