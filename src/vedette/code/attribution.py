"""Finds attributions: somebody says who is behind an incident, and how firmly."""

from collections.abc import Iterator

from spacy.tokens import Token

from vedette.code.phrases import (
    agent_of,
    is_negated,
    is_passive,
    noun_phrase,
    subject_of,
    trimmed,
    verb_group,
)
from vedette.code.proposal import Proposal
from vedette.code.reading import Reading, Sentence
from vedette.code.voices import Voices
from vedette.records import Field, Span
from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of
from vedette.taxonomy.patterns import Patterns

_WORDS = lexicon("attributions")
_STATES = _WORDS.words("states")
_BELIEFS = _WORDS.words("beliefs")
_DOMESTIC = _WORDS.words("domestic")
_ACCUSE = _WORDS.words("verbs.accuse")
_TO = _WORDS.words("verbs.to")
_NAME = _WORDS.words("verbs.name")
_BEHIND = Patterns({"behind": _WORDS.ordered("phrases.behind")})
_LADDER = Patterns(_WORDS.classes("ladder"))
_FORMAL = frozenset({"charge", "indict", "prosecute"})
_PROVEN = frozenset({"convict", "sentence", "jail", "imprison"})


def find_attributions(reading: Reading, voices: Voices) -> list[Proposal]:
    """Propose attributions: verbs of accusing, phrases of being behind it, beliefs about a state."""
    found: list[Proposal] = []
    for sentence in reading.sentences:
        for token in sentence.doc:
            made = _from_verb(reading, sentence, token, voices)
            if made is not None:
                found.append(made)
        found.extend(p for p in _from_phrases(reading, sentence, voices) if not _doubled(p, found))
    for statement in voices.statements:
        made = _from_belief(reading, statement)
        if made is not None and not _doubled(made, found):
            found.append(made)
    return found


def _doubled(proposal: Proposal, found: list[Proposal]) -> bool:
    """Say whether the same sentence already accuses the same."""
    return any(
        p.sentence.index == proposal.sentence.index
        and (_accused(p) == _accused(proposal) or p.anchor[0] == proposal.anchor[0])
        for p in found
    )


def _accused(proposal: Proposal) -> object:
    return next((f.value or f.text for f in proposal.fields.get("accused", ())), None)


def _from_verb(reading: Reading, sentence: Sentence, cue: Token, voices: Voices) -> Proposal | None:
    if cue.pos_ != "VERB" or is_negated(cue):
        return None
    accused = _object_of_blame(cue)
    if accused is None:
        return None
    accuser = agent_of(cue) if is_passive(cue) else subject_of(cue)
    if accuser is not None and accuser.lower_ in {"nobody", "none"}:
        return None
    anchor = sentence.span_of(*verb_group(cue))
    made = _proposal(
        reading, sentence, anchor, f"attribution.cue:{cue.lemma_}", accuser, accused, voices
    )
    return made if _plausible(made, accused) else None


def _object_of_blame(cue: Token) -> Token | None:
    """Give whom a verb accuses, wherever its frame puts him."""
    direct = next((c for c in cue.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    if cue.lemma_ in _ACCUSE:
        on = _object(cue, {"on"}) if cue.lemma_ == "blame" else None
        return on or direct
    if cue.lemma_ in _TO:
        return _object(cue, {"to", "with", "on"})
    if cue.lemma_ in _NAME and direct is not None:
        return direct if country_of(_text(direct)) in _STATES else None
    if cue.lemma_ == "point":
        goal = _object(cue, {"to", "at"})
        return goal if goal is not None and country_of(_text(goal)) in _STATES else None
    if cue.lemma_ == "hold":
        return _held_responsible(cue, direct)
    return None


def _held_responsible(cue: Token, direct: Token | None) -> Token | None:
    responsible = next((t for t in cue.subtree if t.lower_ == "responsible"), None)
    if responsible is None:
        return None
    return direct or next((c for c in responsible.children if c.dep_ == "nsubj"), None)


def _object(cue: Token, prepositions: set[str]) -> Token | None:
    for token in cue.subtree:
        if token.i > cue.i and token.lower_ in prepositions and token.dep_ in {"prep", "dative"}:
            return next((c for c in token.children if c.dep_ == "pobj"), None)
    return None


def _text(token: Token) -> str:
    first, last = noun_phrase(token)
    return str(token.doc[first : last + 1].text)


def _plausible(proposal: Proposal, accused: Token) -> bool:
    """Leave out home politics, and a hostile state's counter-accusation."""
    accuser = next((f.value for f in proposal.fields.get("accuser", ())), None)
    country = proposal.fields["accused"][0].value
    if country is None and accused.lemma_.lower() in _DOMESTIC:
        return False
    if accuser in _STATES and country not in {"UA", None}:
        return False
    return not (accuser is not None and accuser == country)


def _from_phrases(reading: Reading, sentence: Sentence, voices: Voices) -> Iterator[Proposal]:
    for match in _BEHIND.search(reading.words(sentence)):
        span = sentence.doc.char_span(match.start, match.end, alignment_mode="expand")
        if span is None:
            continue
        last = sentence.doc[span.end - 1]
        accused = next((c for c in last.children if c.dep_ == "pobj"), None)
        if accused is None and ("behind" in match.pattern or "responsible" in match.pattern):
            accused = subject_of(span.root) or subject_of(span.root.head)
        if accused is None or country_of(_text(accused)) not in _STATES | {"UA"}:
            continue
        anchor = sentence.span_of(span.start, span.end - 1)
        rule = "attribution.phrase:" + match.pattern
        yield _proposal(reading, sentence, anchor, rule, None, accused, voices)


def _from_belief(reading: Reading, statement: Proposal) -> Proposal | None:
    """A view whose words name a state as the doer: `believes that the order came from Moscow`."""
    cue = statement.rule.rpartition(":")[2]
    speaker = statement.fields["speaker"][0]
    if cue not in _BELIEFS or speaker.span is None or country_of(speaker.text or "") in _STATES:
        return None
    sentence = statement.sentence
    for content in statement.spans("content"):
        for token in sentence.doc:
            inside = content.start <= sentence.at(token) < content.end
            if inside and _doer(token) and _blames(reading, content, cue):
                return _believed(reading, statement, token, speaker)
    return None


def _doer(token: Token) -> bool:
    """Say whether a token names an accused state as one who acts: subject, agent, or source."""
    if token.pos_ not in {"PROPN", "ADJ", "NOUN"} or country_of(token.text) not in _STATES:
        return False
    head = token
    while head.dep_ in {"compound", "amod", "poss", "nmod"} and head.head.i != head.i:
        head = head.head
    if head.dep_ in {"nsubj", "nsubjpass"} and not head.lemma_.lower() in {"embassy", "ambassador"}:
        return True
    return (
        head.dep_ == "pobj"
        and head.head.lower_ in {"by", "from", "of", "for"}
        and head.head.dep_ in {"agent", "prep"}
    )


def _blames(reading: Reading, content: Span, cue: str) -> bool:
    """Beliefs blame by themselves; plain reports only with a word of being behind it."""
    words = reading.text[content.start : content.end]
    plain = {
        "say",
        "tell",
        "state",
        "report",
        "note",
        "write",
        "add",
        "repeat",
        "see",
        "hold",
        "find",
        "consider",
        "regard",
        "maintain",
        "claim",
    }
    return cue not in plain or bool(_BEHIND.names(words))


def _believed(reading: Reading, statement: Proposal, token: Token, speaker: Field) -> Proposal:
    sentence = statement.sentence
    proposal = Proposal(
        type="attribution",
        anchor=list(statement.anchor),
        sentence=sentence,
        rule="attribution.belief:" + statement.rule.rpartition(":")[2],
        confidence=0.45,
    )
    if speaker.span is not None:
        proposal.add("accuser", reading.field(speaker.span, country_of(speaker.text or "")))
    head = token
    while head.dep_ in {"compound", "amod", "poss", "nmod"} and head.head.i != head.i:
        head = head.head
    span = sentence.span_of(
        *(trimmed(sentence.doc, *noun_phrase(head, joined=False)) or (token.i, token.i))
    )
    proposal.add("accused", reading.field(span, country_of(token.text)))
    firmness = _firmness(speaker.text or "", reading.words(sentence), "")
    proposal.fields["firmness"] = [Field(value=firmness)]
    return proposal


def _proposal(  # noqa: PLR0913
    reading: Reading,
    sentence: Sentence,
    anchor: Span,
    rule: str,
    accuser: Token | None,
    accused: Token,
    voices: Voices,
) -> Proposal:
    proposal = Proposal(
        type="attribution", anchor=[anchor], sentence=sentence, rule=rule, confidence=0.55
    )
    who = ""
    if accuser is not None:
        span = sentence.span_of(
            *(trimmed(sentence.doc, *noun_phrase(accuser)) or (accuser.i, accuser.i))
        )
        who = reading.text[span.start : span.end]
        proposal.add("accuser", reading.field(span, country_of(who)))
    else:
        for speaker in voices.speaker(anchor.start):
            who = speaker.text or ""
            if speaker.span is not None:
                proposal.add("accuser", reading.field(speaker.span, country_of(who)))
    if not who:
        who = _court_near(reading, sentence, proposal, rule)
    span = sentence.span_of(
        *(trimmed(sentence.doc, *noun_phrase(accused)) or (accused.i, accused.i))
    )
    proposal.add("accused", reading.field(span, country_of(reading.text[span.start : span.end])))
    firmness = _firmness(who, reading.words(sentence), rule.rpartition(":")[2])
    proposal.fields["firmness"] = [Field(value=firmness)]
    return proposal


def _court_near(reading: Reading, sentence: Sentence, proposal: Proposal, rule: str) -> str:
    """Find the court or prosecutor of a passive charge in the same or the last sentence."""
    if rule.rpartition(":")[2] not in _FORMAL | _PROVEN:
        return ""
    for near in (sentence, *reading.sentences[max(0, sentence.index - 1) : sentence.index]):
        for token in near.doc:
            if token.lemma_.lower() in {
                "court",
                "prosecutor",
                "jury",
                "prosecution",
                "office",
            } and token.dep_ in {"nsubj", "pobj", "nsubjpass"}:
                span = near.span_of(*(trimmed(near.doc, *noun_phrase(token)) or (token.i, token.i)))
                who = reading.text[span.start : span.end]
                proposal.add("accuser", reading.field(span, country_of(who)))
                return who
    return ""


def _firmness(who: str, words: str, cue: str) -> int:
    """Give the rung of the coding guide's ladder: who says it, and with which words."""
    by = _LADDER.names(who)
    if cue in _PROVEN or ("court" in by and cue not in {"suspect"}):
        return 6
    if cue in _FORMAL:
        return 5
    around = _LADDER.names(words)
    if "speculation" in around:
        return 1
    if not who:
        return 2
    hedged = "hedge" in around or cue == "suspect"
    if "agency" in by:
        return 3
    if "official" in by or country_of(who) is not None:
        return 3 if hedged else 4
    return 2 if hedged else 3
