"""Attributions without a verb of accusing: views and reports that name a state as the doer.

`The service believes that the order came from Moscow`. A plain report (`said`) needs a word of
being behind it as well; a belief does not.
"""

from spacy.tokens import Token

from vedette.code.firmness import firmness_of
from vedette.code.phrases import clause_verb
from vedette.code.proposal import Proposal, named
from vedette.code.reading import Reading
from vedette.records import Field, Span
from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of
from vedette.taxonomy.patterns import Patterns

_WORDS = lexicon("attributions")
_STATES = _WORDS.words("states")
_BELIEFS = _WORDS.words("beliefs")
_PLAIN = _WORDS.words("plain")
_BEHIND = Patterns({"behind": _WORDS.ordered("phrases.behind")})
_FUTURE = frozenset({"will", "would", "could", "might", "may"})
_MODIFIERS = frozenset({"compound", "amod", "poss", "nmod"})


def from_belief(reading: Reading, statement: Proposal) -> Proposal | None:
    """Propose the attribution that a statement amounts to, if it names a state as the doer."""
    cue = statement.rule.rpartition(":")[2]
    speaker = statement.fields["speaker"][0]
    if cue not in _BELIEFS | _PLAIN or country_of(speaker.text or "") in _STATES:
        return None
    for content in statement.spans("content"):
        words = reading.text[content.start : content.end]
        if cue in _BELIEFS or _BEHIND.names(words):
            doer = _doer_in(statement, content)
            if doer is not None and not _foretold(doer):
                return _believed(reading, statement, doer, speaker)
    return None


def _doer_in(statement: Proposal, content: Span) -> Token | None:
    """Give the noun by which a state is named as subject, agent or source of what is said."""
    sentence = statement.sentence
    for token in sentence.doc:
        if not content.start <= sentence.at(token) < content.end:
            continue
        if token.pos_ in {"PROPN", "ADJ", "NOUN"} and country_of(token.text) in _STATES:
            head = _head(token)
            source = head.dep_ == "pobj" and head.head.lower_ in {"by", "from", "of", "for"}
            if source or head.dep_ in {"nsubj", "nsubjpass"}:
                return head
    return None


def _foretold(doer: Token) -> bool:
    """Say whether the doer's clause is about what may or will happen."""
    helpers = (c.lower_ for c in clause_verb(doer).children if c.dep_ == "aux")
    return any(helper in _FUTURE for helper in helpers)


def _head(token: Token) -> Token:
    while token.dep_ in _MODIFIERS and token.head != token:
        token = token.head
    return token


def _believed(reading: Reading, statement: Proposal, doer: Token, speaker: Field) -> Proposal:
    sentence = statement.sentence
    cue = statement.rule.rpartition(":")[2]
    proposal = Proposal(
        type="attribution",
        anchor=list(statement.anchor),
        sentence=sentence,
        rule=f"attribution.belief:{cue}",
        confidence=0.45,
    )
    who = speaker.text or ""
    if speaker.span is not None:
        proposal.add("accuser", reading.field(speaker.span, country_of(who)))
    proposal.add("accused", named(reading, sentence, doer, joined=False))
    proposal.set_value("firmness", firmness_of(who, reading.words(sentence), ""))
    return proposal
