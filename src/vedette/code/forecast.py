"""Finds forecasts: somebody says that something may or will happen.

Verbs (`expects`), modals in somebody's words (`could`), and predicates (`is unlikely`, `cannot be
excluded`, `puts the chance of … at`). What a speaker will do himself is a measure or a pledge.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from vedette.code.phrases import Range, clause, is_negated, noun_phrase, subject_of, verb_group
from vedette.code.proposal import Proposal
from vedette.code.reading import Reading, Sentence
from vedette.code.times import resolve_horizon, widen
from vedette.code.voices import Voices
from vedette.records import Field, Span, TimeExpression
from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of
from vedette.taxonomy.patterns import Match, Patterns

_WORDS = lexicon("forecasts")
_VERBS = {verb: modality for modality, listed in _WORDS.classes("verbs").items() for verb in listed}
_MODALS = {
    word: modality for modality, listed in _WORDS.classes("modals").items() for word in listed
}
_STRONGER = Patterns(_WORDS.classes("stronger"))
_PREDICATES = Patterns(_WORDS.classes("predicates"))
_OWN = _WORDS.words("own.verbs")
_WARNINGS = _WORDS.words("own.warnings")
_OPPOSITE = {
    "likely": "unlikely",
    "possible": "impossible",
    "certain": "unlikely",
    "unlikely": "likely",
}
_PROBABILITY = re.compile(
    r"(?:\d{1,3}(?:\.\d)?\s?(?:%|per ?cent|percent)|one (?:chance )?in \w+)", re.IGNORECASE
)
_TOLD = frozenset({"i", "we", "you"})


def find_forecasts(reading: Reading, voices: Voices) -> list[Proposal]:
    """Propose forecasts; of two in one clause the first of the three ways counts."""
    found: list[Proposal] = []
    for sentence in reading.sentences:
        own: list[Proposal] = []
        for token in sentence.doc:
            made = _from_verb(reading, sentence, token, voices)
            if made is not None:
                own.append(made)
        for made in _from_predicates(reading, sentence, voices):
            if not _covered(made, own):
                own.append(made)
        for token in sentence.doc:
            made = _from_modal(reading, sentence, token, voices)
            if made is not None and not _covered(made, own):
                own.append(made)
        found.extend(own)
    return found


def _covered(proposal: Proposal, others: list[Proposal]) -> bool:
    """Say whether an earlier proposal's clause holds this one's cue, or the other way round."""
    at = proposal.anchor[0]
    for other in others:
        if any(s.start <= at.start < s.end for s in other.spans("event")):
            return True
        if any(s.start <= other.anchor[0].start < s.end for s in proposal.spans("event")):
            return True
    return False


def _from_verb(reading: Reading, sentence: Sentence, cue: Token, voices: Voices) -> Proposal | None:
    modality = _VERBS.get(cue.lemma_)
    forecaster = subject_of(cue)
    if modality is None or cue.pos_ != "VERB" or forecaster is None:
        return None
    inner = next(
        (c for c in cue.children if c.dep_ in {"ccomp", "xcomp", "dobj"} and c.i > cue.i), None
    )
    if inner is None or inner.lower_ in {"that", "it", "this", "as"}:
        return None
    event = clause(inner)
    if event is None:
        return None
    if is_negated(cue):
        modality = _OPPOSITE[modality]
    quoted = voices.speaker(sentence.at(cue)) if forecaster.lower_ == "i" else ()
    rule = f"forecast.verb:{cue.lemma_}"
    return _proposal(
        reading,
        sentence,
        verb_group(cue),
        rule,
        None if quoted else forecaster,
        quoted,
        event,
        modality,
    )


def _from_predicates(reading: Reading, sentence: Sentence, voices: Voices) -> Iterator[Proposal]:
    last = -1
    for match in sorted(_PREDICATES.search(reading.words(sentence)), key=lambda m: m.start):
        span = sentence.doc.char_span(match.start, match.end, alignment_mode="expand")
        if span is None or match.start <= last:
            continue
        event = _said_of(span.root, match)
        if event is None:
            continue
        last = match.end
        over = voices.over(sentence.span.start + match.start)
        speakers = tuple(over.fields.get("speaker", ())) if over else ()
        governor = _governor(span.root)
        modality = _by_number(reading, sentence) if match.name == "chance" else match.name
        yield _proposal(
            reading, sentence, (span.start, span.end - 1), f"forecast.predicate:{match.name}",
            None if speakers else governor, speakers, event, modality,
        )  # fmt: skip


def _said_of(root: Token, match: Match) -> Range | None:
    """Give the clause that a predicate such as `is unlikely` is said of."""
    if match.name == "chance":
        of = next(
            (t for t in root.subtree if t.lower_ in {"of", "that"} and t.dep_ in {"prep", "mark"}),
            None,
        )
        if of is None:
            return None
        if of.dep_ == "mark":
            return clause(of.head)
        thing = next((c for c in of.children if c.dep_ in {"pobj", "pcomp"}), None)
        return clause(thing) if thing is not None else None
    verb = root
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    inner = next((c for c in verb.children if c.dep_ in {"ccomp", "csubj"} and c.i != root.i), None)
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if inner is not None and (subject is None or subject.lower_ == "it"):
        return clause(inner)
    return clause(verb)


def _governor(root: Token) -> Token | None:
    """Give who considers it likely: the subject of a verb of thinking above the predicate."""
    for token in (root, *root.ancestors):
        if token.pos_ == "VERB" and token.lemma_ in {
            "consider",
            "think",
            "hold",
            "put",
            "rate",
            "regard",
            "give",
            "see",
            "rule",
            "exclude",
        }:
            return subject_of(token)
    return None


def _by_number(reading: Reading, sentence: Sentence) -> str:
    """Read the modality off the number: under a quarter unlikely, over half likely."""
    found = _PROBABILITY.search(reading.words(sentence))
    digits = re.match(r"\d+", found.group()) if found else None
    if digits is None:
        return "possible"
    share = int(digits.group())
    return "unlikely" if share <= 30 else "likely" if share > 50 else "possible"


def _from_modal(
    reading: Reading, sentence: Sentence, modal: Token, voices: Voices
) -> Proposal | None:
    modality = _MODALS.get(modal.lower_)
    if modality is None or modal.dep_ != "aux" or modal.tag_ != "MD":
        return None
    verb = modal.head
    over = voices.over(sentence.at(modal))
    if over is None or _unreal(verb, modality) or not _foretells(reading, verb, modality, over):
        return None
    event = clause(verb)
    if event is None:
        return None
    stronger = _STRONGER.names(sentence.doc[event[0] : event[1] + 1].text)
    modality = next((level for level in _WORDS.classes("stronger") if level in stronger), modality)
    if is_negated(verb) and modality in {"certain", "possible"}:
        modality = "unlikely" if modality == "certain" else "impossible"
    anchor = (modal.i, verb.i if 0 < verb.i - modal.i <= 3 else modal.i)
    speakers = tuple(over.fields.get("speaker", ()))
    return _proposal(
        reading, sentence, anchor, f"forecast.modal:{modal.lower_}", None, speakers, event, modality
    )


def _unreal(verb: Token, modality: str) -> bool:
    """Leave out the past (`could have been`), conditions and questions."""
    if (
        any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children)
        and modality == "possible"
    ):
        return True
    return any(
        c.dep_ == "mark" and c.lower_ in {"if", "whether", "unless"} for c in verb.children
    ) or any(
        c.dep_ == "advmod" and c.lower_ in {"when", "where", "how", "why"} for c in verb.children
    )


def _foretells(reading: Reading, verb: Token, modality: str, over: Proposal) -> bool:
    """Say whether a modal clause tells the future of others, not the speaker's own measure."""
    subject = subject_of(verb)
    if subject is None:
        return False
    cue = over.rule.rpartition(":")[2]
    if cue in _WARNINGS:
        return subject.lower_ not in {"i", "you"}
    if subject.lower_ in _TOLD:
        return False
    if modality != "certain":
        return verb.lemma_ not in {"say", "call", "like", "remember", "know", "stop"}
    if verb.lemma_ in _OWN:
        return False
    words = " ".join(t.text for t in subject.subtree)
    speaker = " ".join(f.text or "" for f in over.fields.get("speaker", ()))
    own = subject.pos_ == "PRON" or (
        country_of(words) is not None and country_of(words) == country_of(speaker)
    )
    return not own or subject.lower_ in {"it", "they", "there", "this", "that"}


def _proposal(  # noqa: PLR0913
    reading: Reading,
    sentence: Sentence,
    anchor: Range,
    rule: str,
    forecaster: Token | None,
    quoted: tuple[Field, ...],
    event: Range,
    modality: str,
) -> Proposal:
    proposal = Proposal(
        type="forecast",
        anchor=[sentence.span_of(*anchor)],
        sentence=sentence,
        rule=rule,
        confidence=0.5,
    )
    if forecaster is not None:
        proposal.add("forecaster", reading.field(sentence.span_of(*noun_phrase(forecaster))))
    elif quoted:
        proposal.add("forecaster", *quoted)
    proposal.add("event", reading.field(sentence.span_of(*event)))
    _add_horizon(reading, sentence, proposal)
    proposal.fields["modality"] = [Field(value=modality)]
    chance = _PROBABILITY.search(reading.words(sentence))
    if chance:
        at = sentence.span.start
        value = _share(chance.group())
        proposal.add(
            "probability", reading.field(Span(at + chance.start(), at + chance.end()), value)
        )
    return proposal


def _share(words: str) -> float | None:
    digits = re.match(r"\d+(?:\.\d+)?", words)
    return float(digits.group()) / 100 if digits else None


def _add_horizon(reading: Reading, sentence: Sentence, proposal: Proposal) -> None:
    """Give the time ahead that stands nearest behind the cue, in its clause if there is one."""
    ahead: list[tuple[bool, int, Span, str]] = []
    events = proposal.spans("event")
    for time in reading.times_in(sentence.span):
        wide = widen(reading.text, time)
        value = resolve_horizon(wide, reading.published)
        if value is None or time.type == "SET" or not _ahead(time, value, reading):
            continue
        outside = not any(e.start <= time.span.start < e.end for e in events)
        ahead.append((outside, abs(time.span.start - proposal.anchor[0].end), wide.span, value))
    if ahead:
        _, _, span, value = min(ahead)
        proposal.add("horizon", reading.field(span, value))


def _ahead(time: TimeExpression, value: str, reading: Reading) -> bool:
    last = value.split("/")[-1]
    if reading.published is None:
        return True
    today = reading.published.isoformat()
    return last > today[: len(last)] or (
        time.type != "TIME" and last == today[: len(last)] and len(last) < 10
    )
