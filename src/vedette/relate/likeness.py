"""Likeness: whether one text repeats another, in the same words, in others, or in another language.

What two texts share, weighed by rarity, is set against the lighter of them: once in any order, once
in the order of both, sentence by sentence. The similarity is the geometric mean of the two: who
tells the same happening anew shares its names, but not in the same places.

A copy keeps the facts and changes words. A template keeps the words and changes the facts: where
sentences stay the same but for their facts, and fewer facts than other words are shared, nothing
was copied.
"""

from vedette.relate.rarity import weigh
from vedette.relate.traces import Trace, is_fact, marks_of, tongue_of

ALIKE = 0.45
"""Least similarity of copies in one language. On the streams for development reworded copies begin
at 0.48, other reports of one happening end at 0.42 but for one at 0.49."""
TRANSLATED = 0.235
"""The same in two languages: there translations begin at 0.24, others end at 0.22."""
TEMPLATE = 0.98
"""Least share of the heavier text within one source: an outlet does not copy itself, it fills in
its template; but the same text at two addresses is one."""
SMALLEST = 90.0
"""Weight, of some twenty words, under which containment says nothing: a headline is contained in
every follow-up."""
SMALLEST_TRANSLATED = 150.0
"""The same for two languages: three sentences on the same matter share all their names."""
FRAME = 0.6
"""Least share of the other words that two sentences of one template have in common."""
WORDS = 3
"""Words that must be left of a sentence without its facts."""
LOST = 0.1
"""How much less of the facts than of the other words two fillings of a template share: 0.16 to 0.98
on most of the tuning half of tests/copies; copies with such a sentence lose 0.03 at most."""


def alike(one: Trace, other: Trace, *, one_source: bool) -> float | None:
    """Give the similarity of two texts if one repeats the other, else None."""
    translated = _foreign(one, other)
    least = TRANSLATED if translated else ALIKE
    shared = weigh(one.marks & other.marks)
    contained = _contained(one, other, shared)
    if contained < least * least:  # no order can mend that
        return None
    if one_source and shared < TEMPLATE * max(one.weight, other.weight):
        return None
    similarity = _between(contained, _ordered(one, other))
    if similarity < least or (not translated and filled(one, other)):
        return None
    return similarity


def may(one: Trace, weight: float, packed: bytes) -> bool:
    """Say whether a packed text of some weight may be alike at all, without unpacking it."""
    least = TRANSLATED if _apart(one.tongue, tongue_of(packed)) else ALIKE
    shared = weigh(one.marks.intersection(marks_of(packed)))
    return shared >= least * least * min(one.weight, weight)


def like(one: Trace, other: Trace) -> float:
    """Give the similarity of two texts, 0 to 1."""
    contained = _contained(one, other, weigh(one.marks & other.marks))
    return _between(contained, _ordered(one, other))


def _between(contained: float, ordered: float) -> float:
    """Give the geometric mean."""
    return float((contained * ordered) ** 0.5)


def _foreign(one: Trace, other: Trace) -> bool:
    return _apart(one.tongue, other.tongue)


def _apart(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _share(shared: float, one: float, other: float, *, foreign: bool) -> float:
    """Give a share of the lighter text, unless that is all but nothing."""
    light, heavy = sorted((one, other))
    least = SMALLEST_TRANSLATED if foreign else SMALLEST
    return min(1.0, shared / max(light, min(heavy, least))) if light else 0.0


def _contained(one: Trace, other: Trace, shared: float) -> float:
    """Give the share of the lighter text that the other one has, in whatever order."""
    return _share(shared, one.weight, other.weight, foreign=_foreign(one, other))


def _ordered(one: Trace, other: Trace) -> float:
    """Give the share of the lighter text that stands in the other in the same order of sentences.

    The heaviest alignment of sentences that never crosses, as Needleman and Wunsch (1970) find it:
    `best` is a row of their table, of which only what a match changes is looked at.
    """
    best = [0.0] * (len(other.sentences) + 1)
    for mine in one.sentences:
        # From the last on: what a sentence is set against must not hold a match of this row yet.
        for at, shared in sorted(other.shared(mine).items(), reverse=True):
            matched = best[at] + shared
            for n in range(at + 1, len(best)):
                if best[n] >= matched:  # so are all after it
                    break
                best[n] = matched
    return _share(best[-1], one.whole, other.whole, foreign=_foreign(one, other))


def filled(one: Trace, other: Trace) -> bool:
    """Say whether two texts are one template with other facts in it."""
    few, many = sorted((one, other), key=lambda trace: (len(trace.sentences), trace.pack()))
    if not any(_refilled(sentence, few, many) for sentence in few.sentences):
        return False
    light, heavy = sorted((one, other), key=lambda trace: (trace.weight, trace.pack()))
    facts = frozenset(filter(is_fact, light.marks))
    return _kept(facts, heavy) < _kept(light.marks - facts, heavy) - LOST


def _refilled(sentence: frozenset[int], mine: Trace, theirs: Trace) -> bool:
    """Say whether a sentence stands in the other text with other facts, new to both."""
    facts = frozenset(filter(is_fact, sentence))
    if facts <= theirs.marks:
        return False
    nearest = _nearest(sentence, theirs)
    others = frozenset(filter(is_fact, nearest))
    frame, frames = sentence - facts, nearest - others
    if len(frame | frames) < WORDS or len(frame & frames) < FRAME * len(frame | frames):
        return False
    return not others <= mine.marks


def _nearest(sentence: frozenset[int], trace: Trace) -> frozenset[int]:
    """Give the sentence that shares most, of those alike the lightest."""
    shared, weights = trace.shared(sentence), trace.weights
    nearest = max(range(len(weights)), key=lambda at: (shared.get(at, 0.0), -weights[at]))
    return trace.sentences[nearest]


def _kept(marks: frozenset[int], trace: Trace) -> float:
    return weigh(marks & trace.marks) / weigh(marks) if marks else 1.0
