"""Who speaks, by where the words stand: behind the verb of saying, or before it in its clause.

Polish puts the subject on either side (`minister powiedział`, `powiedział minister`) and leaves it
out where it is known (`dodała`); then nobody is named.
"""

import re
from collections.abc import Sequence
from functools import cache

from vedette.code.languages.page import Page
from vedette.code.languages.pl.words import WORDS
from vedette.records import Span

_STOP = re.compile(r"[,;:(\n]| [–—] |[.!?…]+(?=\s|$)")
_DATIVE = re.compile(
    r"(?:[^\W\d_]{3,}(?:om|owi)(?= )|„[^”\n]{1,60}”|(?:Polskiemu )?Radiu [^\W\d_]\w+"
    r"|\w{3,}emu \w+(?:owi|u)|agencji [A-Z]\w+)"
)
_TAIL = re.compile(r" (?:w|we|na|podczas|po|przed|o|dla|do|za|przy|gdy|którą|który) ")
_PRONOUN = frozenset({"on", "ona", "oni", "one", "jego", "jej", "to", "który", "która", "którzy"})
_LONGEST = 110


def behind(page: Page, start: int, end: int) -> Span | None:
    """Give the subject that stands behind a verb of saying, up to a comma or the sentence's end."""
    start = _skipped(page, start, end)
    if page.text[start : start + 1] in {"–", "—"}:
        return None
    stop = _stop(page.text, start, end)
    for time in page.times:
        if start < time.span.start < stop:
            stop = time.span.start
    tail = _TAIL.search(page.text, start, stop)
    if tail and tail.start() > start:
        stop = tail.start()
    return _checked(page, start, stop)


def _stop(text: str, start: int, end: int) -> int:
    """Find where a noun phrase must end; the full stop of an abbreviation or initial is none."""
    for stop in _STOP.finditer(text, start, end):
        last = text[start : stop.start()].rsplit(" ", 1)[-1]
        abbreviated = last.lower() in WORDS.lexicon("statements").words("abbreviations")
        if not (stop.group().startswith(".") and (abbreviated or len(last) == 1)):
            return stop.start()
    return end


@cache
def _between() -> re.Pattern[str]:
    words = sorted(WORDS.lexicon("statements").words("between"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)


def _skipped(page: Page, start: int, end: int) -> int:
    """Pass over adverbs, times, platforms and those who are spoken to."""
    while start < end:
        while start < end and page.text[start] in " \u00a0":
            start += 1
        times = [t.span.end for t in page.times if t.span.start == start]
        found = _between().match(page.text, start) or _DATIVE.match(page.text, start)
        passed = max([*times, found.end() if found else start])
        if passed == start:
            break
        start = passed
    return start


@cache
def _leading() -> re.Pattern[str]:
    words = sorted(WORDS.lexicon("statements").words("before"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)


def ahead(page: Page, start: int, cue: int) -> Span | None:
    """Give the subject that stands before a verb of saying, from the head of its clause.

    An apposition between commas is passed over: in `Jan Lis, rzecznik portu, powiedział` it is Jan
    Lis.
    """
    words = page.text[start:cue]
    segments = list(re.finditer(r"[^,;:–—]+", words))
    while segments and not segments[-1].group().strip():
        segments.pop()
    if not segments:
        return None
    own = segments[-1]
    if words.rstrip().endswith(",") and len(segments) > 1:
        own = segments[-2]
    left = _without_lead(page, start + own.start(), start + own.end())
    right = _cut_end(page, left, start + own.end())
    return _checked(page, _behind_phrase(page.text, left, right), right)


def _behind_phrase(text: str, start: int, end: int) -> int:
    """Pass over `Po porażce w Sejmie` to the name at the end of a phrase with a preposition."""
    first = text[start:end].split(" ", 1)[0].lower()
    name = re.search(r"(?<= )(?:[^\W\d_a-ząćęłńóśźż][\w-]* ?)+$", text[start:end])
    return start + name.start() if first in _PREPOSITION and name else start


def _without_lead(page: Page, start: int, end: int) -> int:
    moved = -1
    while moved != start:
        moved = start
        while start < end and page.text[start] in " \u00a0":
            start += 1
        found = _leading().match(page.text, start, end)
        times = [t.span.end for t in page.times if t.span.start == start and t.span.end <= end]
        start = max([*times, found.end() if found else start])
    return start


def _cut_end(page: Page, start: int, end: int) -> int:
    """Take a time, and words such as `też` or `nie`, off the end of a phrase."""
    for time in page.times:
        if start < time.span.start < end <= time.span.end + 2:
            end = time.span.start
    words = page.text[start:end].rstrip()
    while words and (last := words.rsplit(" ", 1))[-1].lower() in _small() and len(last) > 1:
        words = last[0].rstrip()
    return start + len(words)


@cache
def _small() -> frozenset[str]:
    lexicon = WORDS.lexicon("statements")
    return lexicon.words("before") | lexicon.words("between")


def _checked(page: Page, start: int, end: int) -> Span | None:
    """Give a phrase as a span if it can be somebody."""
    words = page.text[start:end].strip(' \u00a0„”"')
    if not words or len(words) > _LONGEST or words.lower() in _PRONOUN:
        return None
    left = page.text.index(words, start)
    return Span(left, left + len(words))


def genitive(page: Page, start: int, end: int) -> Span | None:
    """Give the phrase behind `według` or `zdaniem`: a noun in the genitive and what hangs on it."""
    words = list(re.finditer(r"[^\W_]+(?:-[^\W_]+)*|[,.;:–—(]", page.text[start:end]))
    taken = 0
    nouns = 0
    for place, match in enumerate(words[:8]):
        word = match.group()
        if not word[0].isalnum() or not _hangs_on(word, nouns):
            break
        taken = place + 1
        nouns += not _is_adjective(word)
    if not taken:
        return None
    return Span(start + words[0].start(), start + words[taken - 1].end())


_ADJECTIVE = re.compile(r"\w+(?:iego|ego|iej|ej|ich|ych|skich|ckich)$")
_GENITIVE = re.compile(r"\w+(?:ów|i|y|u|ch|nia|cia)$")
_PREPOSITION = frozenset(
    {
        "podczas",
        "przed",
        "mimo",
        "według",
        "od",
        "do",
        "w",
        "we",
        "na",
        "po",
        "z",
        "ze",
        "o",
        "za",
        "przez",
        "nad",
        "pod",
        "przy",
    }
)


def _is_adjective(word: str) -> bool:
    return bool(_ADJECTIVE.match(word)) and word[0].islower()


def _hangs_on(word: str, nouns: int) -> bool:
    """Say whether a word continues a genitive phrase that has so many nouns already."""
    if word.lower() in _PREPOSITION:
        return False
    if nouns == 0 or word[0].isupper() or _is_adjective(word):
        return True
    return nouns < 3 and bool(_GENITIVE.match(word))


def first(spans: Sequence[Span | None]) -> Span | None:
    """Give the first that is there."""
    return next((span for span in spans if span is not None), None)
