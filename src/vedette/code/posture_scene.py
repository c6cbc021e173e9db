"""Where and when a posture changes."""

from spacy.tokens import Token

from vedette.code.proposal import Proposal, named
from vedette.code.reading import Reading, Sentence
from vedette.code.times import resolve_when, widen
from vedette.records import Place
from vedette.taxonomy import lexicon

_AREAS = lexicon("postures").words("areas")
_ROLES = frozenset({"pobj", "conj", "compound", "dobj"})


def add_region(reading: Reading, proposal: Proposal, verb: Token) -> None:
    """Name the place of the clause, else a border or crossing that it speaks of."""
    sentence = proposal.sentence
    clause = {t.i for t in verb.subtree}
    actors = proposal.spans("actor")
    for place in reading.places_in(sentence.span):
        spoken = any(a.start <= place.span.start < a.end for a in actors)
        if not spoken and _inside(sentence, place, clause):
            proposal.add("region", reading.field(place.span, place.country))
            return
    area = next((t for t in verb.subtree if t.lower_ in _AREAS), None)
    if area is not None:
        proposal.add("region", named(reading, sentence, area, joined=False))


def _inside(sentence: Sentence, place: Place, clause: set[int]) -> bool:
    begin = place.span.start - sentence.span.start
    end = place.span.end - sentence.span.start
    span = sentence.doc.char_span(begin, end, alignment_mode="expand")
    return span is not None and span.root.i in clause and span.root.dep_ in _ROLES


def add_when(reading: Reading, proposal: Proposal) -> None:
    """Take the time nearest to the cue, one inside the change before one outside."""
    changes = proposal.spans("change")
    listed = []
    for time in reading.times_in(proposal.sentence.span):
        wide = widen(reading.text, time)
        outside = not any(c.start <= time.span.start < c.end for c in changes)
        value = resolve_when(wide, reading.published)
        distance = abs(time.span.start - proposal.anchor[0].end)
        listed.append((outside, distance, wide.span, value))
    if listed:
        _, _, span, value = min(listed, key=lambda row: row[:3])
        proposal.add("when", reading.field(span, value))
