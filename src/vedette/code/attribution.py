"""Finds attributions: somebody says who is behind an incident.

Verbs that accuse (`blamed`, `traced to`, `holds responsible`) and phrases of being behind it
(`orchestrated by`); beliefs that name a state are in `belief`.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from vedette.code.belief import from_belief
from vedette.code.firmness import FORMAL, PROVEN, firmness_of
from vedette.code.phrases import (
    agent_of,
    is_passive,
    noun_phrase,
    subject_of,
    verb_group,
)
from vedette.code.polarity import is_negated
from vedette.code.proposal import Cue, Proposal, named
from vedette.code.reading import Reading, Sentence
from vedette.code.voices import Voices
from vedette.records import Field
from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of
from vedette.taxonomy.patterns import Patterns

_WORDS = lexicon("attributions")
_STATES = _WORDS.words("states")
_DOMESTIC = _WORDS.words("domestic")
_ACCUSE = _WORDS.words("verbs.accuse")
_GOALS = _WORDS.classes("goals")
_NAME = _WORDS.words("verbs.name")
_POINT = _WORDS.words("verbs.point")
_BEHIND = Patterns({"behind": _WORDS.ordered("phrases.behind")})
_COURTS = _WORDS.words("acts.courts")


def find_attributions(reading: Reading, voices: Voices) -> list[Proposal]:
    """Propose attributions; the same accused is named once in a sentence."""
    found: list[Proposal] = []
    for sentence in reading.sentences:
        for token in sentence.doc:
            made = _from_verb(reading, sentence, token, voices)
            if made is not None:
                found.append(made)
        found.extend(p for p in _from_phrases(reading, sentence, voices) if not _doubled(p, found))
    for statement in voices.statements:
        made = from_belief(reading, statement)
        if made is not None and not _doubled(made, found):
            found.append(made)
    return found


def _doubled(proposal: Proposal, found: list[Proposal]) -> bool:
    """Say whether the same sentence already accuses the same, or with the same cue."""
    return any(
        p.sentence.index == proposal.sentence.index
        and (_accused(p) == _accused(proposal) or p.anchor[0] == proposal.anchor[0])
        for p in found
    )


def _accused(proposal: Proposal) -> object:
    return next((f.value or f.text for f in proposal.fields.get("accused", ())), None)


def _from_verb(
    reading: Reading, sentence: Sentence, verb: Token, voices: Voices
) -> Proposal | None:
    if verb.pos_ != "VERB" or verb.dep_ == "acl" or is_negated(verb):
        return None
    accused = _accused_by(reading, sentence, verb)
    accuser = agent_of(verb) if is_passive(verb) else subject_of(verb)
    if accused is None or (accuser is not None and accuser.lower_ in {"nobody", "none"}):
        return None
    cue = Cue(sentence=sentence, words=verb_group(verb), rule=f"attribution.cue:{verb.lemma_}")
    made = _proposal(reading, cue, accuser, accused, voices)
    return made if _plausible(made, accused) else None


def _accused_by(reading: Reading, sentence: Sentence, verb: Token) -> Token | None:
    """Give whom a verb accuses, wherever its frame puts him: `blame Y for X`, `blame X on Y`."""
    direct = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    if verb.lemma_ in _ACCUSE:
        blamed = verb.lemma_ == "blame" and direct is not None and not _has_for(verb, direct)
        return (_goal(reading, sentence, verb, ("on",)) if blamed else None) or direct
    if verb.lemma_ in _GOALS:
        return _goal(reading, sentence, verb, _GOALS[verb.lemma_])
    if verb.lemma_ in _NAME:
        return _a_state(direct)
    if verb.lemma_ in _POINT:
        return _a_state(_goal(reading, sentence, verb, ("to", "at")))
    if verb.lemma_ == "hold":
        return _held_responsible(verb, direct)
    return None


def _a_state(token: Token | None) -> Token | None:
    return token if token is not None and country_of(_text(token)) in _STATES else None


def _held_responsible(verb: Token, direct: Token | None) -> Token | None:
    responsible = next((t for t in verb.subtree if t.lower_ == "responsible"), None)
    if responsible is None:
        return None
    return direct or next((c for c in responsible.children if c.dep_ == "nsubj"), None)


def _has_for(verb: Token, direct: Token) -> bool:
    return any(c.lower_ == "for" and c.i > verb.i for v in (verb, direct) for c in v.children)


def _goal(
    reading: Reading, sentence: Sentence, verb: Token, prepositions: Sequence[str]
) -> Token | None:
    """Give what stands behind a verb's preposition: a state first, then what hangs on the verb.

    The parser often hangs the phrase on the last noun before it (`the attack on a hospital to …`).
    """
    listed = []
    for token in verb.subtree:
        noun = next((c for c in token.children if c.dep_ == "pobj"), None)
        if noun is None or token.i < verb.i or token.lower_ not in prepositions:
            continue
        if not reading.times_in(sentence.span_of(*noun_phrase(noun))):
            listed.append((_a_state(noun) is None, token.head != verb, -token.i, noun))
    return min(listed, key=lambda row: row[:3])[3] if listed else None


def _text(token: Token) -> str:
    first, last = noun_phrase(token)
    return str(token.doc[first : last + 1].text)


def _plausible(proposal: Proposal, accused: Token) -> bool:
    """Leave out home politics, and a hostile state's counter-accusation."""
    accuser = proposal.first_value("accuser")
    country = proposal.first_value("accused")
    if country is None and accused.lemma_.lower() in _DOMESTIC:
        return False
    if accuser in _STATES and country not in {"UA", None}:
        return False
    return accuser is None or accuser != country


def _from_phrases(reading: Reading, sentence: Sentence, voices: Voices) -> Iterator[Proposal]:
    for match in _BEHIND.search(reading.words(sentence)):
        span = sentence.doc.char_span(match.start, match.end, alignment_mode="expand")
        if span is None:
            continue
        last = sentence.doc[span.end - 1]
        accused = next((c for c in last.children if c.dep_ == "pobj"), None)
        if accused is None and ("behind" in match.pattern or "responsible" in match.pattern):
            accused = subject_of(span.root) or subject_of(span.root.head)
        if accused is not None and country_of(_text(accused)) in _STATES | {"UA"}:
            rule = f"attribution.phrase:{match.pattern}"
            cue = Cue(sentence=sentence, words=(span.start, span.end - 1), rule=rule)
            proposal = _proposal(reading, cue, None, accused, voices)
            over = voices.over(cue.span.start)
            # Whoever reads the gold marks the cue of the saying; both are mentions of it.
            proposal.anchor.extend(over.anchor if over is not None else ())
            yield proposal


def _proposal(
    reading: Reading, cue: Cue, accuser: Token | None, accused: Token, voices: Voices
) -> Proposal:
    proposal = cue.propose("attribution", 0.55)
    verb = cue.rule.rpartition(":")[2]
    who = _accuser(reading, cue, accuser, voices) or _court_near(reading, cue.sentence, verb)
    if who is not None:
        proposal.add("accuser", who)
    proposal.add("accused", named(reading, cue.sentence, accused))
    words = reading.words(cue.sentence)
    proposal.set_value("firmness", firmness_of(who.text or "" if who else "", words, verb))
    return proposal


def _accuser(reading: Reading, cue: Cue, accuser: Token | None, voices: Voices) -> Field | None:
    """Give who accuses: the clause's own, else the speaker of the words around."""
    if accuser is not None:
        return named(reading, cue.sentence, accuser)
    speaker = next(iter(voices.speaker(cue.span.start)), None)
    if speaker is None or speaker.span is None:
        return None
    return reading.field(speaker.span, country_of(speaker.text or ""))


def _court_near(reading: Reading, sentence: Sentence, verb: str) -> Field | None:
    """Find the court or prosecutor of a passive charge in the same or the last sentence."""
    if verb not in FORMAL | PROVEN:
        return None
    for near in (sentence, *reading.sentences[max(0, sentence.index - 1) : sentence.index]):
        for token in near.doc:
            if token.lemma_.lower() in _COURTS and token.dep_ in {"nsubj", "pobj", "nsubjpass"}:
                return named(reading, near, token)
    return None
