"""Finds denials: the accused answers, denies, scoffs, admits, claims, or says nothing.

Some cues name the act (`denied`, `pleaded guilty`, `claimed responsibility`). Beyond them, whatever
a state that the article finds accused is reported to say is its answer, and the words tell which.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from vedette.code.phrases import subject_of, verb_group
from vedette.code.polarity import is_negated, is_nobody, is_withheld
from vedette.code.proposal import Cue, Proposal, named
from vedette.code.reading import Reading, Sentence
from vedette.code.voices import Voices
from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of
from vedette.taxonomy.patterns import Patterns

_WORDS = lexicon("denials")
_VERBS = _WORDS.owners("verbs")
_SCOFFS = _WORDS.words("scoffs")
_PHRASES = Patterns(_WORDS.classes("phrases"))
_CUES = _WORDS.words("answers.cues")
_SILENCES = _WORDS.words("answers.silences")
_CLAIMS = _WORDS.words("answers.claims")
_STRIKES = Patterns({"strike": _WORDS.ordered("answers.strikes")})
_STATES = lexicon("attributions").words("states")
_NOBODY = frozenset({"i", "we", "you", "nobody"})
_DONE = frozenset({"accepted", "claimed"})
"""States whose words hold no negation of their own, so that one beside them undoes them."""


def find_denials(reading: Reading, voices: Voices, accused: Sequence[str]) -> list[Proposal]:
    """Propose denials; `accused` are the states that the article's other findings name."""
    found: list[Proposal] = []
    for sentence in reading.sentences:
        found.extend(_in_sentence(reading, sentence, voices))
    for statement in voices.statements:
        answer = _answer(reading, statement, accused)
        if answer is not None and not _known(answer, found):
            found.append(answer)
    return found


def _known(answer: Proposal, found: list[Proposal]) -> bool:
    """Say whether this answer was found already: on the same cue, or by the same state close by."""
    span = answer.anchor[0]
    state = answer.first_value("denier")
    for other in found:
        if any(a.start < span.end and span.start < a.end for a in other.anchor):
            return True
        near = abs(other.sentence.index - answer.sentence.index) <= 1
        if near and state is not None and other.first_value("denier") == state:
            return True
    return False


def _in_sentence(reading: Reading, sentence: Sentence, voices: Voices) -> Iterator[Proposal]:
    matches = list(_PHRASES.search(reading.words(sentence)))
    absurd = any(m.name == "absurd" for m in matches)
    taken: list[int] = []
    for token in sentence.doc:
        state = None if reading.quote_at(sentence.at(token)) else _state(token, absurd=absurd)
        if state is not None:
            cue = Cue(sentence=sentence, words=verb_group(token), rule=f"denial.cue:{token.lemma_}")
            made = _proposal(reading, cue, subject_of(token), state, voices)
            if made is not None:
                taken.append(token.idx)
                yield made
    for match in matches:
        span = sentence.doc.char_span(match.start, match.end, alignment_mode="expand")
        if match.name == "absurd" or span is None or any(abs(t - match.start) < 25 for t in taken):
            continue
        verb = span.root if span.root.pos_ in {"VERB", "AUX"} else span.root.head
        if match.name in _DONE and is_withheld(verb):
            continue
        words = (span.start, span.end - 1)
        cue = Cue(sentence=sentence, words=words, rule=f"denial.phrase:{match.name}")
        made = _proposal(reading, cue, subject_of(verb), match.name, voices)
        if made is not None:
            taken.append(match.start)
            yield made


def _state(verb: Token, *, absurd: bool) -> str | None:
    """Say what a verb makes of an accusation; None for words that are no answer."""
    group = _VERBS.get(verb.lemma_) if verb.pos_ == "VERB" else None
    if group is not None and is_withheld(verb) and not _neither(verb):
        return None
    if group == "denied":
        return "no_comment" if _neither(verb) else "denied"
    deps = {c.dep_ for c in verb.children}
    if group == "accepted" and not deps & {"dobj", "ccomp"}:
        return "accepted"
    if group == "rejected" and deps & {"dobj", "prep"}:
        return "dismissed_as_absurd" if absurd or verb.lemma_ in _SCOFFS else "denied"
    return None


def _neither(verb: Token) -> bool:
    return any(c.lower_ in {"neither", "nor"} for c in verb.children)


def _proposal(
    reading: Reading, cue: Cue, denier: Token | None, state: str, voices: Voices
) -> Proposal | None:
    if denier is None or denier.lower_ in _NOBODY:
        return None
    if state != "no_comment" and is_nobody(denier):
        return None
    proposal = cue.propose("denial", 0.6)
    speakers = voices.speaker(cue.span.start) if denier.pos_ == "PRON" else ()
    for speaker in speakers:
        if speaker.span is not None:
            proposal.add("denier", reading.field(speaker.span, country_of(speaker.text or "")))
    if not speakers:
        proposal.add("denier", named(reading, cue.sentence, denier))
    proposal.set_value("state", state)
    return proposal


def _answer(reading: Reading, statement: Proposal, accused: Sequence[str]) -> Proposal | None:
    """Take what an accused state says, or a belligerent says that he struck, for its answer."""
    speaker = statement.fields["speaker"][0]
    country = country_of(speaker.text or "")
    cue = statement.rule.rpartition(":")[2]
    words = " ".join(f.text or "" for f in statement.fields["content"])
    strike = cue in _CLAIMS and country in {"RU", "UA"} and bool(_STRIKES.names(words))
    answers = country in accused and country in _STATES
    if speaker.span is None or cue not in _CUES or not (strike or answers):
        return None
    if _of_silence(statement):
        return None
    if statement.sentence.index == 0 and statement.sentence.span.start == 0:
        return None  # the title says it again below
    proposal = Proposal(
        type="denial",
        anchor=list(statement.anchor),
        sentence=statement.sentence,
        rule=f"denial.answer:{cue}",
        confidence=0.5,
    )
    proposal.add("denier", reading.field(speaker.span, country))
    quoted = statement.first_value("quote") != "indirect"
    proposal.set_value("state", "claimed" if strike else _tone(cue, words, quoted=quoted))
    return proposal


def _of_silence(statement: Proposal) -> bool:
    """Say whether what is said is that others have not denied: no answer to an accusation."""
    sentence = statement.sentence
    return any(
        token.lemma_ in _SILENCES and is_negated(token)
        for span in statement.spans("content")
        for token in sentence.doc
        if span.start <= sentence.at(token) < span.end
    )


def _tone(cue: str, words: str, *, quoted: bool) -> str:
    names = _PHRASES.names(words)
    if "no_comment" in names:
        return "no_comment"
    if "absurd" in names or cue in _SCOFFS:
        return "dismissed_as_absurd"
    characterised = _VERBS.get(cue) == "characterise" and quoted
    return "dismissed_as_absurd" if characterised else "denied"
