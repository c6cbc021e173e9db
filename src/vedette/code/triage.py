"""Picks the sentences worth parsing, by one pass of an Aho-Corasick automaton.

A sentence without any cue, trigger, modal or quotation mark has no finding in it; on the training
set one sentence in fourteen falls out, and no finding with it. Syntax takes most of the time.
"""

from functools import cache

import ahocorasick_rs

from vedette.taxonomy import lexicon
from vedette.taxonomy.kinds import kinds
from vedette.taxonomy.patterns import keys

_WORDS = lexicon("triage")
# A stem is a lemma without its last letter where that letter changes: `deny` – `denied`.
_CHANGING = ("e", "y")


def _stems(lemmas: frozenset[str]) -> set[str]:
    return {
        lemma[:-1] if lemma.endswith(_CHANGING) and len(lemma) > 3 else lemma for lemma in lemmas
    }


def _verbs() -> frozenset[str]:
    listed: set[str] = set()
    for name, tables in (
        ("statements", ("clause", "object", "acts")),
        ("calls", ("to", "for", "object", "that", "against")),
        ("pledges", ("verbs", "give")),
        ("attributions", ("verbs.accuse", "goals", "verbs.name", "verbs.point")),
    ):
        for table in tables:
            listed |= lexicon(name).words(table)
    for name in ("postures", "forecasts", "denials"):
        for verbs in lexicon(name).classes("verbs").values():
            listed |= set(verbs)
    return frozenset(listed)


def _triggers() -> set[str]:
    patterns = [p for kind in kinds() for p in (*kind.strong, *kind.bare, *kind.weak, *kind.means)]
    for name, table in (("incidents", "status"), ("denials", "phrases"), ("postures", "states")):
        patterns += [p for listed in lexicon(name).classes(table).values() for p in listed]
    patterns += lexicon("incidents").ordered("effect.words")
    patterns += lexicon("attributions").ordered("phrases.behind")
    return {key for pattern in patterns for key in keys(pattern)}


@cache
def _automaton() -> ahocorasick_rs.AhoCorasick:
    words = _stems(_verbs()) | _triggers()
    for table in ("irregular", "modals", "words", "marks"):
        words |= _WORDS.words(table)
    return ahocorasick_rs.AhoCorasick(sorted(words))


def worth_parsing(sentence: str) -> bool:
    """Say whether any cue or trigger stands in a sentence, even inside a longer word."""
    return bool(_automaton().find_matches_as_indexes(sentence.lower()))
