"""Statements whose cue is no verb of saying: views, `according to`, `in his view`, a colon."""

from spacy.tokens import Token

from vedette.code.phrases import Range, clause_verb, is_passive, runs, subject_of
from vedette.code.proposal import Cue, Proposal, unnamed
from vedette.code.reading import Reading, Sentence
from vedette.code.told import told
from vedette.records import Span
from vedette.taxonomy import lexicon

_WORDS = lexicon("statements")
_VIEW = _WORDS.words("view")
_ACCORDING = _WORDS.words("according")
_NEVER = _WORDS.words("never")


def from_view(reading: Reading, sentence: Sentence, token: Token) -> Proposal | None:
    """Read `is convinced that …`, `are aware of …`."""
    be = token.head
    if token.lower_ not in _VIEW or (be.lemma_ != "be" and not is_passive(token)):
        return None
    speaker = subject_of(token) or subject_of(be)
    inner = [c for c in (*token.children, *be.children) if c.dep_ in {"ccomp", "prep"}]
    held = next((c for c in inner if c.i > token.i), None)
    if speaker is None or held is None or speaker.lower_ in _NEVER:
        return None
    numbers = (t.i for t in held.subtree if not (t.dep_ == "mark" and t.head == held))
    content = [sentence.span_of(*run) for run in runs(sentence.doc, numbers)]
    first = min(token.i, be.i) if be.lemma_ == "be" else token.i
    cue = Cue(sentence=sentence, words=(first, token.i), rule=f"statement.view:{token.lower_}")
    return told(reading, cue, unnamed(reading, sentence, speaker), content) if content else None


def from_phrase(reading: Reading, sentence: Sentence, token: Token) -> Proposal | None:
    """Read `according to X`, `in the words of X`, `in X's view`, `by his reckoning`."""
    if token.lower_ == "according":
        to = next((c for c in token.children if c.lower_ == "to"), None)
        speaker = _object(to)
        if to is None or speaker is None:
            return None
        return _put_in(reading, sentence, token, speaker, (token.i, to.i))
    if token.lower_ in _ACCORDING and token.head.lower_ in {"in", "by"}:
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        owner = owner or _object(next((c for c in token.children if c.lower_ == "of"), None))
        if owner is not None:
            return _put_in(reading, sentence, token.head, owner, (token.head.i, token.i))
    return None


def _object(preposition: Token | None) -> Token | None:
    if preposition is None:
        return None
    return next((c for c in preposition.children if c.dep_ == "pobj"), None)


def _put_in(
    reading: Reading, sentence: Sentence, top: Token, speaker: Token, words: Range
) -> Proposal | None:
    """Report the clause into which such a phrase is put."""
    hidden = {t.i for t in top.subtree}
    around = {t.i for t in clause_verb(top.head).subtree} - hidden
    if len(around) < 3:
        around = set(range(len(sentence.doc))) - hidden
    spans = (sentence.span_of(*run) for run in runs(sentence.doc, around))
    # Shorter remnants are conjunctions and adverbs between the commas.
    content = [span for span in spans if span.end - span.start > 8]
    if not content:
        return None
    rule = f"statement.phrase:{sentence.doc[words[0]].lower_}"
    cue = Cue(sentence=sentence, words=words, rule=rule)
    return told(reading, cue, unnamed(reading, sentence, speaker), content)


def from_colon(reading: Reading, sentence: Sentence, token: Token) -> Proposal | None:
    """Read a name, a colon and a quotation without any verb (`The minister: "No."`)."""
    if token.text != ":" or token.i == 0:
        return None
    quote = _quote_behind(reading, sentence, token)
    if quote is None or any(t.pos_ in {"VERB", "AUX"} for t in sentence.doc[: token.i]):
        return None
    head = sentence.doc[token.i - 1]
    while head.dep_ in {"pobj", "prep", "compound", "appos"} and head.head.i < token.i:
        head = head.head
    speaker = unnamed(reading, sentence, head)
    cue = Cue(sentence=sentence, words=(head.i, head.i), rule="statement.colon")
    return told(reading, cue, speaker, [quote])


def _quote_behind(reading: Reading, sentence: Sentence, colon: Token) -> Span | None:
    at = sentence.at(colon)
    return next((q for q in reading.quotes_in(sentence.span) if 0 < q.start - at <= 4), None)
