"""Words that name an incident, by lists and by what was learnt.

The lists: a pattern of `kinds.toml` that stands in a sentence and is not negated, supposed or
rehearsed there. What was learnt: the judge's verdict on the notions of the sentence, which sees
what the lists' writer did not think of. A verdict makes what the lists found firmer, or stands
where they found nothing; where both are sure and disagree, the lists have it unless the judge is
surer than `SURE`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from vedette.code.languages import Language
from vedette.code.languages.judge import Verdict
from vedette.code.languages.page import Page
from vedette.code.languages.words import Words
from vedette.records import Span
from vedette.taxonomy.kinds import ORDER

TIERS = ("strong", "bare", "weak")
"""How firmly words name an incident, the firmest first."""
FIRM = 0.5
"""Chance from which a verdict alone names an incident. Of 40 in articles that were not learnt 0.5
finds 26 with the lists and 0.3 finds 29, but with 0.35 every fourth to second article of the gate
that is out of scope had a finding."""
FAINT = 0.2
"""Chance from which it points back to one that was named."""
SURE = 0.9
"""Chance from which it stands beside firm words of the lists for another kind."""
_LEAD = 45
"""Characters before a trigger in which a word may take it back; half a clause."""
_GAP, _WIDE = 30, 70
"""Characters between notions that name one thing, and of all of them together."""
_NOTIONS = 6
"""Notions of a sentence that may name what happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name an incident: their kind, how firmly, and the sentence they stand in."""

    span: Span
    kind: str
    tier: str
    sentence: int


def find_mentions(
    page: Page, language: Language, verdicts: Sequence[Verdict], *, listed: bool
) -> Iterator[Mention]:
    """Give the mentions sentence by sentence, the firmest first; the lists' too where `listed`."""
    for number, sentence in enumerate(page.sentences):
        words = page.words(sentence)
        if language.words.patterns("polarity", "drill").names(words):
            continue
        found = list(_by_lists(sentence, number, words, language)) if listed else []
        found = _judged(found, verdicts[number], number)
        yield from sorted(found, key=lambda m: (TIERS.index(m.tier), m.span))


def _by_lists(sentence: Span, number: int, words: str, language: Language) -> Iterator[Mention]:
    for start, end, kind, tier in chosen(words, language):
        if not _taken_back(words[:start], language) and not _supposed(words[start:end], language):
            span = Span(sentence.start + start, sentence.start + end)
            yield Mention(span=span, kind=kind, tier=tier, sentence=number)


def _judged(found: list[Mention], verdict: Verdict, number: int) -> list[Mention]:
    """Join what the lists find in a sentence with the verdict on it."""
    if verdict.chance < FAINT or not verdict.evidence:
        return found
    firm = verdict.chance >= FIRM
    same = [m for m in found if m.kind == verdict.kind and m.tier != "weak"]
    if same:
        return [replace(m, tier="strong") if firm and m in same else m for m in found]
    disputed = any(m.tier == "strong" for m in found) and verdict.chance < SURE
    tier = "strong" if firm and not disputed else "weak"
    span = _naming(verdict)
    return [Mention(span=span, kind=verdict.kind, tier=tier, sentence=number), *found]


def _naming(verdict: Verdict) -> Span:
    """Span the strongest notion, and those near it that fit into one phrase."""
    start, end = verdict.evidence[0].span
    for notion in verdict.evidence[:_NOTIONS]:
        gap = max(notion.span.start - end, start - notion.span.end)
        low, high = min(start, notion.span.start), max(end, notion.span.end)
        if gap <= _GAP and high - low <= _WIDE:
            start, end = low, high
    return Span(start, end)


def chosen(words: str, language: Language) -> list[tuple[int, int, str, str]]:
    """Choose among matches that overlap; what is never of a kind takes only that kind away."""
    chosen: list[tuple[int, int, str, str]] = []
    never: list[tuple[int, int, str]] = []
    for start, end, kind, tier in _ranked(words, language):
        if tier == "never":
            never.append((start, end, kind))
        elif not any(s < end and start < e and k == kind for s, e, k in never) and not any(
            s < end and start < e for s, e, _, _ in chosen
        ):
            chosen.append((start, end, kind, tier))
    return chosen


def _ranked(words: str, language: Language) -> list[tuple[int, int, str, str]]:
    """Give the matches of all triggers as start, end, kind, tier; the one to keep comes first."""
    found: list[tuple[int, int, str, str]] = []
    for match in language.words.triggers.search(words):
        kind, tier = match.name.split()
        found.append((match.start, match.end, kind, tier))
    rank = ("never", *TIERS)
    return sorted(found, key=lambda m: (rank.index(m[3]), ORDER.index(m[2]), m[0] - m[1]))


def _taken_back(before: str, language: Language) -> bool:
    """Say whether the clause so far negates or supposes what follows."""
    near = before[-_LEAD:]
    clause = _clause_end(language.words).split(near)[-1]
    last = " ".join(clause.split()[-3:])
    return bool(
        language.words.patterns("polarity", "negation").names(last)
        or language.words.patterns("polarity", "hypothesis").names(clause)
    )


def _supposed(trigger: str, language: Language) -> bool:
    """Say whether the words of a trigger only suppose it: "Russia could attack"."""
    if "within" not in language.words.lexicon("polarity").tables:
        return False
    return bool(language.words.patterns("polarity", "within").names(trigger))


@lru_cache(maxsize=16)
def _clause_end(words: Words) -> re.Pattern[str]:
    """Compile what ends a clause in a language: a mark, or a word such as `but`."""
    joints = "|".join(words.lexicon("polarity").ordered("joints"))
    return re.compile(rf"[,;:–—]|\b(?:{joints})\b", re.IGNORECASE)
