"""Phrases around a token: the noun phrase it heads, the subject of a verb, the words of a clause.

All of it works on token numbers of one sentence's parse; first and last are included.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

Range = tuple[int, int]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_LOOSE = frozenset({"relcl", "acl", "advcl", "parataxis", "dep", "ccomp"})
_TRIM = frozenset(["punct", "cc"])
_EDGE = frozenset(",;:.!?…–—-\"'“”‘’„«»()[]•")


def noun_phrase(head: Token, *, joined: bool = True) -> Range:
    """Give the phrase that a noun heads, without relative clauses and trailing appositions.

    An office followed by a name stays whole (`the director, Vice-Admiral X`); a name followed by an
    office does not. `joined` keeps `X and Y` together.
    """
    members = {head.i}
    for child in head.children:
        if _belongs(head, child, joined=joined):
            members.update(t.i for t in _kept(child))
    return _block(members, head.i)


def _kept(child: Token) -> Iterator[Token]:
    """Give a child's subtree without the clauses hanging off it."""
    yield child
    for grandchild in child.children:
        if grandchild.dep_ not in _LOOSE and not _long_apposition(child, grandchild):
            yield from _kept(grandchild)


def _belongs(head: Token, child: Token, *, joined: bool) -> bool:
    if child.dep_ in _LOOSE:
        return (
            child.dep_ == "acl" and child.i == head.i + 1 and child.lower_ in {"calling", "called"}
        )
    if child.dep_ in {"conj", "cc"}:
        return joined
    if child.dep_ == "prep" and any(c.dep_ == "pcomp" for c in child.children):
        return False
    return not _long_apposition(head, child)


def _long_apposition(head: Token, child: Token) -> bool:
    if child.dep_ != "appos":
        return False
    return head.pos_ == "PROPN" or child.pos_ != "PROPN"


def _block(members: set[int], centre: int) -> Range:
    """Give the unbroken run of token numbers around the centre."""
    first = last = centre
    while first - 1 in members:
        first -= 1
    while last + 1 in members:
        last += 1
    return first, last


def trimmed(doc: Doc, first: int, last: int) -> Range | None:
    """Drop punctuation and quotation marks at both edges; None where nothing is left."""
    while first <= last and (doc[first].text in _EDGE or doc[first].is_space):
        first += 1
    while last >= first and (doc[last].text in _EDGE or doc[last].is_space):
        last -= 1
    return (first, last) if first <= last else None


def runs(doc: Doc, numbers: Iterable[int]) -> Iterator[Range]:
    """Give the unbroken runs among token numbers, trimmed; runs without a word are dropped."""
    ordered = sorted(set(numbers))
    start = 0
    for at in range(1, len(ordered) + 1):
        if at == len(ordered) or ordered[at] != ordered[at - 1] + 1:
            run = trimmed(doc, ordered[start], ordered[at - 1])
            if run and any(t.is_alpha or t.like_num for t in doc[run[0] : run[1] + 1]):
                yield run
            start = at


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """Find who does it: the verb's own subject, else that of the verb it is joined or hung to."""
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    # The parser sometimes hangs the subject on the auxiliary: `The services are convinced`.
    own = next((c for v in (verb, *helpers) for c in v.children if c.dep_ in SUBJECTS), None)
    if own is not None:
        return _referent(own, verb)
    if depth > 4 or verb.head == verb:
        return None
    if verb.dep_ in {"conj", "xcomp", "advcl", "aux"}:
        return subject_of(verb.head, depth + 1)
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return verb.head
    return None


def _referent(subject: Token, verb: Token) -> Token:
    """Put the noun that its clause hangs on in a relative pronoun's place."""
    if subject.tag_ in {"WDT", "WP"} or (subject.lower_ == "that" and verb.dep_ == "relcl"):
        clause = verb
        while clause.dep_ == "conj":
            clause = clause.head
        if clause.dep_ == "relcl":
            return _whole_name(clause.head)
    return subject


def _whole_name(noun: Token) -> Token:
    """Give the owner of a place name: in `the embassy in Copenhagen, which …` the embassy."""
    if (
        noun.dep_ == "pobj"
        and noun.pos_ == "PROPN"
        and noun.head.lower_ in {"in", "of", "at", "to"}
    ):
        owner = noun.head.head
        if owner.pos_ in {"NOUN", "PROPN"}:
            return owner
    return noun


def clause_verb(token: Token) -> Token:
    """Climb to the verb of the clause that a token stands in; to the root where there is none."""
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return token


def agent_of(verb: Token) -> Token | None:
    """Find the doer behind `by` of a passive."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def is_passive(verb: Token) -> bool:
    """Say whether a verb stands in the passive."""
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) or (
        verb.tag_ == "VBN" and any(c.dep_ == "agent" for c in verb.children)
    )


def verb_group(verb: Token) -> Range:
    """Give the verb with its auxiliaries and negation: `had called`, `did not rule out`."""
    near = [
        c.i
        for c in verb.children
        if c.dep_ in {"aux", "auxpass", "neg", "prt"} and abs(c.i - verb.i) <= 3
    ]
    return min([verb.i, *near]), max([verb.i, *near])


def clause(verb: Token, *, without: Iterable[int] = ()) -> Range | None:
    """Give the words of the clause that a verb heads, without its opening `that`."""
    left_out = set(without)
    members = [t.i for t in verb.subtree if t.i not in left_out]
    while (
        members
        and verb.doc[members[0]].dep_ in {"mark", "cc", "punct"}
        and (verb.doc[members[0]].lower_ in {"that", "and", "but", ","})
    ):
        members.pop(0)
    return trimmed(verb.doc, members[0], members[-1]) if members else None
