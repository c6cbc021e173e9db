"""Finds statements: somebody's words or view, reported with a cue.

The cue is a verb of `statements.toml`, any verb that touches a quotation, or one of the phrases of
`aside`: `is convinced that`, `according to`, `in his view`, a name with a colon.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from vedette.code.aside import from_colon, from_phrase, from_view
from vedette.code.phrases import agent_of, is_passive, subject_of, verb_group
from vedette.code.polarity import is_nobody
from vedette.code.proposal import Cue, Proposal, unnamed
from vedette.code.reading import Reading, Sentence
from vedette.code.reported import content_of, manner_of, touches_quote
from vedette.code.told import told
from vedette.records import Span
from vedette.taxonomy import lexicon

_WORDS = lexicon("statements")
_CLAUSE = _WORDS.words("clause")
_OBJECT = _WORDS.words("object")
_ACTS = _WORDS.words("acts")
_CAREFUL = _WORDS.words("careful")
_MEASURED = _WORDS.words("measured")
_ADDRESSED = _WORDS.words("addressed")
_NEVER = _WORDS.words("never")
_MODALS = _WORDS.words("modals")
_BEFORE_TO = _WORDS.words("before_to")
_PREPOSITION = frozenset(_WORDS.classes("preposition"))


def find_statements(reading: Reading) -> list[Proposal]:
    """Propose every statement of an article, in the order of their cues."""
    found: list[Proposal] = []
    for sentence in reading.sentences:
        own = list(_in_sentence(reading, sentence))
        if not own and found:
            _continue_quote(reading, sentence, found[-1])
        found.extend(own)
    return found


def _in_sentence(reading: Reading, sentence: Sentence) -> Iterator[Proposal]:
    for token in sentence.doc:
        if reading.quote_at(sentence.at(token)) is not None:
            continue
        found = (
            _from_verb(reading, sentence, token)
            or from_view(reading, sentence, token)
            or from_phrase(reading, sentence, token)
            or from_colon(reading, sentence, token)
        )
        if found is not None:
            yield found


def _continue_quote(reading: Reading, sentence: Sentence, last: Proposal) -> None:
    """Give a quotation without a cue to the statement before it in the same paragraph."""
    near = last.sentence.paragraph == sentence.paragraph and (
        sentence.index - last.sentence.index <= 2
    )
    if not near or last.first_value("quote") == "indirect":
        return
    length = sentence.span.end - sentence.span.start
    for quote in reading.quotes_in(sentence.span):
        if quote.end - quote.start > 0.75 * length:
            last.add("content", reading.field(quote))


def _from_verb(reading: Reading, sentence: Sentence, verb: Token) -> Proposal | None:
    if verb.pos_ not in {"VERB", "AUX"} or verb.lemma_ == "be":
        return None
    if not (_reports(verb) or touches_quote(reading, sentence, verb)):
        return None
    speaker = speaker_of(verb)
    if speaker is None or speaker.lower_ in _NEVER or speaker.lemma_ in _NEVER:
        return None
    if is_nobody(speaker):
        return None
    content = content_of(reading, sentence, verb, speaker)
    if not content or (verb.lemma_ in _ACTS and manner_of(reading, content) == "indirect"):
        return None
    cue = Cue(sentence=sentence, words=verb_group(verb), rule=f"statement.cue:{verb.lemma_}")
    proposal = told(reading, cue, unnamed(reading, sentence, speaker), content)
    _add_addressee(reading, proposal, verb, content)
    return proposal


def _add_addressee(
    reading: Reading, proposal: Proposal, verb: Token, content: Sequence[Span]
) -> None:
    objects = (c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.i > verb.i)
    addressee = next(objects, None)
    if addressee is None or verb.lemma_ not in _ADDRESSED:
        return
    entry = unnamed(reading, proposal.sentence, addressee)
    span = entry.span
    if span is not None and not any(s.start < span.end and span.start < s.end for s in content):
        proposal.add("addressee", entry)


def _reports(verb: Token) -> bool:
    """Say whether a verb, as it stands, may report somebody's words."""
    lemma = verb.lemma_
    if not (lemma in _CLAUSE or lemma in _OBJECT or lemma in _PREPOSITION):
        return False
    if verb.dep_ in {"amod", "acl", "aux"} or _hypothetical(verb):
        return False
    deps = {c.dep_ for c in verb.children}
    compared = any(c.lower_ in {"as", "at"} for c in verb.children)
    if lemma in _MEASURED and (deps & {"oprd", "acomp"} or compared):
        return True
    if lemma in _CAREFUL:
        return "ccomp" in deps or verb.dep_ == "parataxis" or (lemma == "point" and "prep" in deps)
    return True


def _hypothetical(verb: Token) -> bool:
    """Say whether a verb is only wished, possible or to come: `would say`, `to say`."""
    helpers = [c for c in verb.children if c.dep_ == "aux"]
    negated = any(c.dep_ == "neg" for c in verb.children)
    if any(c.lower_ in _MODALS for c in helpers) and not negated:
        return True
    infinitive = verb.tag_ == "VB" and any(c.lower_ == "to" for c in helpers)
    return infinitive and verb.head.lemma_ not in _BEFORE_TO


def speaker_of(verb: Token) -> Token | None:
    """Find who speaks, before the verb or, where it stands first, behind it."""
    if is_passive(verb):
        return agent_of(verb)
    own = subject_of(verb)
    if own is not None:
        return own
    behind = {"dobj", "npadvmod", "attr"}
    return next((c for c in verb.children if c.dep_ in behind and c.i > verb.i), None)
