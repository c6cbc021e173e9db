"""Whether an act was done at all: negation, refusal and mere wanting, for every type of finding.

A verb is negated by its own `not` or `never`, by a subject or object that is nobody (`no cable was
cut`, `none of them denied it`), and by a verb above it that is negated or refuses.
"""

from spacy.tokens import Token

from vedette.code.phrases import SUBJECTS
from vedette.taxonomy import lexicon

_WORDS = lexicon("polarity")
_NOBODY = _WORDS.words("nobody")
_NO = _WORDS.words("no")
_ADVERBS = _WORDS.words("adverbs")
_ONLY = _WORDS.words("only")
_REFUSE = _WORDS.words("refuse")
_WANT = _WORDS.words("want")
_DEEPEST = 3
"""Verbs above one that are looked at: `did not want to agree to commit`."""


def is_negated(verb: Token) -> bool:
    """Say whether a verb's act was not done: by `not`, by a subject that is nobody, by refusal."""
    return any(_denies(token) for token in verb.children) or _under(verb, _REFUSE, _DEEPEST)


def is_withheld(verb: Token) -> bool:
    """Say whether a verb's act is negated, or only wanted, tried or asked for."""
    return is_negated(verb) or _under(verb, _REFUSE | _WANT, _DEEPEST)


def is_nobody(noun: Token) -> bool:
    """Say whether a noun phrase names nobody: `none of them`, `no cable`, `no one`."""
    return noun.lower_ in _NOBODY or any(
        c.i < noun.i and c.dep_ == "det" and c.lower_ in _NO for c in noun.children
    )


def _denies(child: Token) -> bool:
    if child.dep_ == "neg" or child.lower_ in _ADVERBS:
        return child.i + 1 >= len(child.doc) or child.nbor().lower_ not in _ONLY
    return child.dep_ in SUBJECTS and is_nobody(child)


def _under(verb: Token, words: frozenset[str], depth: int) -> bool:
    """Say whether an infinitive hangs on such a word, or on a verb that is itself negated."""
    head = verb.head
    if depth == 0 or head == verb:
        return False
    if verb.dep_ == "conj" and any(c.lower_ in {"or", "nor"} for c in head.children):
        return any(_denies(c) for c in head.children) or _under(head, words, depth - 1)
    if verb.dep_ not in {"xcomp", "ccomp", "acl"} or not _is_infinitive(verb):
        return False
    if head.lemma_ in words or any(_denies(c) for c in head.children):
        return True
    return _under(head, words, depth - 1)


def _is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
