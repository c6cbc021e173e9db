"""Finds statements: somebody's words or view, reported with a cue.

A cue is a verb of `statements.toml`, any verb that touches a quotation, `is convinced that`,
`according to`, `in his view`, or a name with a colon and a quotation behind it.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from vedette.code.phrases import (
    Range,
    agent_of,
    is_passive,
    noun_phrase,
    runs,
    subject_of,
    trimmed,
    verb_group,
)
from vedette.code.proposal import Proposal
from vedette.code.reading import Reading, Sentence
from vedette.code.reported import content_of, touches_quote
from vedette.records import Field, Span
from vedette.taxonomy import lexicon

_WORDS = lexicon("statements")
_CLAUSE = _WORDS.words("clause")
_OBJECT = _WORDS.words("object")
_VIEW = _WORDS.words("view")
_ACTS = _WORDS.words("acts")
_CAREFUL = _WORDS.words("careful")
_MEASURED = _WORDS.words("measured")
_ACCORDING = _WORDS.words("according")
_ADDRESSED = _WORDS.words("addressed")
_NEVER = _WORDS.words("never")
_PREPOSITION = frozenset(_WORDS.classes("preposition"))


def find_statements(reading: Reading) -> list[Proposal]:
    """Propose every statement of an article, in the order of their cues."""
    found: list[Proposal] = []
    for sentence in reading.sentences:
        own = list(_in_sentence(reading, sentence))
        if not own:
            _continue_quote(reading, sentence, found)
        found.extend(own)
    return found


def _in_sentence(reading: Reading, sentence: Sentence) -> Iterator[Proposal]:
    for token in sentence.doc:
        if reading.quote_at(sentence.at(token)) is not None:
            continue
        found = (
            _from_verb(reading, sentence, token)
            or _from_view(reading, sentence, token)
            or _from_phrase(reading, sentence, token)
            or _from_colon(reading, sentence, token)
        )
        if found is not None:
            yield found


def _continue_quote(reading: Reading, sentence: Sentence, found: list[Proposal]) -> None:
    """A quotation without a cue belongs to the statement before it in the same paragraph."""
    if not found or found[-1].sentence.paragraph != sentence.paragraph:
        return
    last = found[-1]
    if last.sentence.index < sentence.index - 2 or last.fields["quote"][0].value == "indirect":
        return
    for quote in reading.quotes_in(sentence.span):
        whole = quote.end - quote.start > 0.75 * (sentence.span.end - sentence.span.start)
        if whole:
            last.add("content", reading.field(quote))


def _from_verb(reading: Reading, sentence: Sentence, cue: Token) -> Proposal | None:
    if cue.pos_ not in {"VERB", "AUX"} or cue.lemma_ == "be":
        return None
    quoted = touches_quote(reading, sentence, cue)
    if not (quoted or _reports(cue)):
        return None
    speaker = speaker_of(cue)
    if speaker is None or speaker.lower_ in _NEVER or speaker.lemma_ in _NEVER:
        return None
    content = list(content_of(reading, sentence, cue, speaker))
    if not content:
        return None
    manner = manner_of(reading, content)
    if cue.lemma_ in _ACTS and manner == "indirect":
        return None
    proposal = _proposal(
        reading,
        sentence,
        f"statement.cue:{cue.lemma_}",
        noun_phrase(speaker),
        content,
        verb_group(cue),
    )
    addressee = next(
        (c for c in cue.children if c.dep_ in {"dobj", "dative"} and c.i > cue.i), None
    )
    if addressee is not None and cue.lemma_ in _ADDRESSED:
        span = sentence.span_of(*noun_phrase(addressee))
        if not any(s.start < span.end and span.start < s.end for s in content):
            proposal.add("addressee", reading.field(span))
    return proposal


def _reports(cue: Token) -> bool:
    """Say whether a verb, as it stands, may report somebody's words."""
    lemma = cue.lemma_
    if not (lemma in _CLAUSE or lemma in _OBJECT or lemma in _PREPOSITION):
        return False
    if cue.dep_ in {"amod", "acl", "aux"} or cue.tag_ == "VB" and _to(cue):
        return False
    deps = {c.dep_ for c in cue.children}
    if (
        any(
            c.lower_ in {"would", "should", "must", "could", "can", "might", "may", "will"}
            for c in cue.children
            if c.dep_ == "aux"
        )
        and "neg" not in deps
    ):
        return False
    if lemma in _MEASURED and (
        "oprd" in deps or "acomp" in deps or any(c.lower_ in {"as", "at"} for c in cue.children)
    ):
        return True
    if lemma in _CAREFUL:
        return "ccomp" in deps or cue.dep_ == "parataxis" or (lemma == "point" and "prep" in deps)
    return True


def _to(cue: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in cue.children) and cue.head.lemma_ not in {
        "go", "begin", "seem", "refuse",
    }  # fmt: skip


def speaker_of(cue: Token) -> Token | None:
    """Find who speaks, before the verb or, where it stands first, behind it."""
    if is_passive(cue):
        return agent_of(cue)
    own = subject_of(cue)
    if own is not None:
        return own
    behind = [c for c in cue.children if c.dep_ in {"dobj", "npadvmod", "attr"} and c.i > cue.i]
    return behind[0] if behind else None


def _from_view(reading: Reading, sentence: Sentence, token: Token) -> Proposal | None:
    """`is convinced that …`"""
    if token.lower_ not in _VIEW or token.head.lemma_ != "be" and not is_passive(token):
        return None
    speaker = subject_of(token) or subject_of(token.head)
    clauses = [
        c
        for c in (*token.children, *token.head.children)
        if c.dep_ in {"ccomp", "prep"} and c.i > token.i
    ]
    if speaker is None or speaker.lower_ in _NEVER or not clauses:
        return None
    numbers = {t.i for t in clauses[0].subtree}
    content = [sentence.span_of(*run) for run in runs(sentence.doc, numbers)]
    if not content:
        return None
    first = min(token.i, token.head.i if token.head.lemma_ == "be" else token.i)
    return _proposal(
        reading,
        sentence,
        f"statement.view:{token.lower_}",
        noun_phrase(speaker),
        content,
        (first, token.i),
    )


def _from_phrase(reading: Reading, sentence: Sentence, token: Token) -> Proposal | None:
    """`according to X`, `in the words of X`, `in X's view`, `by his reckoning`."""
    if token.dep_ in {"prep", "pobj"} or token.lower_ == "according":
        if token.lower_ == "according":
            to = next((c for c in token.children if c.lower_ == "to"), None)
            speaker = (
                next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
            )
            if to is None or speaker is None:
                return None
            return _aside(reading, sentence, token, speaker, (token.i, to.i))
        if token.lower_ in _ACCORDING and token.head.lower_ in {"in", "by"}:
            owner = next((c for c in token.children if c.dep_ == "poss"), None)
            if owner is None:
                of = next((c for c in token.children if c.lower_ == "of"), None)
                owner = (
                    next((c for c in of.children if c.dep_ == "pobj"), None)
                    if of is not None
                    else None
                )
            if owner is None:
                return None
            return _aside(reading, sentence, token.head, owner, (token.head.i, token.i))
    return None


def _aside(
    reading: Reading, sentence: Sentence, top: Token, speaker: Token, anchor: Range
) -> Proposal | None:
    """Report the clause that a phrase such as `according to X` hangs on."""
    doc = sentence.doc
    first, last = noun_phrase(speaker)
    hidden = {t.i for t in top.subtree}
    clause_head = top.head
    while clause_head.pos_ not in {"VERB", "AUX"} and clause_head.head != clause_head:
        clause_head = clause_head.head
    around = {t.i for t in clause_head.subtree} - hidden
    if len(around) < 3:
        around = set(range(len(doc))) - hidden
    content = [sentence.span_of(*run) for run in runs(doc, around)]
    content = [span for span in content if span.end - span.start > 8]
    if not content:
        return None
    return _proposal(
        reading,
        sentence,
        f"statement.phrase:{doc[anchor[0]].lower_}",
        (first, last),
        content,
        anchor,
    )


def _from_colon(reading: Reading, sentence: Sentence, token: Token) -> Proposal | None:
    """A name, a colon and a quotation, without any verb: `The minister: "No."`"""
    if token.text != ":" or token.i == 0:
        return None
    quote = next(
        (q for q in reading.quotes_in(sentence.span) if 0 < q.start - sentence.at(token) <= 4), None
    )
    before = sentence.doc[: token.i]
    if quote is None or any(t.pos_ in {"VERB", "AUX"} for t in before):
        return None
    head = sentence.doc[token.i - 1]
    while head.dep_ in {"pobj", "prep", "compound", "appos"} and head.head.i < token.i:
        head = head.head
    return _proposal(
        reading, sentence, "statement.colon", noun_phrase(head), [quote], noun_phrase(head)
    )


def _proposal(  # noqa: PLR0913 - the parts of one statement
    reading: Reading,
    sentence: Sentence,
    rule: str,
    speaker: Range,
    content: list[Span],
    anchor: Range,
) -> Proposal:
    proposal = Proposal(
        type="statement",
        anchor=[sentence.span_of(*anchor)],
        sentence=sentence,
        rule=rule,
        confidence=0.75,
    )
    kept = [_unquoted(reading, piece) for piece in content]
    who = trimmed(sentence.doc, *speaker) or speaker
    proposal.add("speaker", reading.field(sentence.span_of(*who)))
    proposal.add("content", *(reading.field(span) for span in kept))
    proposal.fields["quote"] = [Field(value=manner_of(reading, kept))]
    return proposal


def _unquoted(reading: Reading, piece: Span) -> Span:
    """Pull a piece that is a quotation with its marks inside the marks."""
    for quote in reading.quotes:
        if abs(quote.start - piece.start) <= 1 and abs(quote.end - piece.end) <= 1:
            return quote
    return piece


def manner_of(reading: Reading, content: list[Span]) -> str:
    """Say how words are reported: `direct`, `indirect`, or `mixed`."""
    inside = [reading.quote_at(span.start) for span in content]
    if all(q is not None and span.end <= q.end for q, span in zip(inside, content, strict=True)):
        return "direct"
    if any(q.start < s.end and s.start < q.end for s in content for q in reading.quotes):
        return "mixed"
    return "indirect"
