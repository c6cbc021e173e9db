"""Somebody's very words in Polish print: between „ ” and behind the dashes of a dialogue.

    – Nie mamy wątpliwości – powiedział minister. – To sabotaż.

A dash opens speech at the head of a line or behind a full stop, before a capital letter. Another
one closes it where a verb of saying follows, and the aside runs to its full stop or to the next
dash; what follows a third dash is speech again.
"""

import re
from functools import cache

from vedette.code.languages.page import find_sentences
from vedette.code.languages.pl.words import WORDS
from vedette.code.quotes import find_quotes
from vedette.records import Span

_OPENS = re.compile(r"(?:(?m:^)|(?<=[.!?…”:] ))[–—-] (?=[^\W\d_a-ząćęłńóśźż]|[„\d…])")
_DASH = re.compile(r"[ \u00a0]?[–—] ")
_LONGEST = 600
"""Characters of an aside; those of the training set have up to 120."""
_NEAR = 60
"""Characters behind a dash in which the verb that makes an aside must stand."""


@cache
def cue_pattern() -> re.Pattern[str]:
    """Compile every form of the verbs of saying, the longest first."""
    lexicon = WORDS.lexicon("statements")
    forms = {*lexicon.words("present"), *lexicon.words("phrases")}
    for past in lexicon.words("past"):
        forms |= past_forms(past)
    ranked = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(ranked)})(?![\w-])", re.IGNORECASE)


def past_forms(form: str) -> set[str]:
    """Give the third persons of a past tense in -ł.

    >>> sorted(past_forms("powiedział"))
    ['powiedziali', 'powiedział', 'powiedziała', 'powiedziało', 'powiedziały', 'powiedzieli']
    """
    stem = form.removesuffix("ł")
    forms = {stem + ending for ending in ("ł", "ła", "ło", "ły", "li")}
    return forms | ({stem[:-1] + "eli"} if stem.endswith("a") else set())


def find_turns(text: str) -> tuple[Span, ...]:
    """Find what is said in a text's dialogues, without the asides."""
    said: list[Span] = []
    end = 0
    for opening in _OPENS.finditer(text):
        if opening.start() >= end:
            line = text.find("\n", opening.end())
            pieces, end = _turn(text, opening.end(), len(text) if line < 0 else line)
            said.extend(pieces)
    return tuple(said)


def _turn(text: str, start: int, stop: int) -> tuple[list[Span], int]:
    """Read one turn from behind its opening dash: its pieces, and where it ends."""
    pieces: list[Span] = []
    at = start
    while at < stop:
        aside = _aside(text, at, stop)
        pieces.append(_trimmed(text, at, aside.start if aside else stop))
        at = aside.end if aside else stop
        again = _DASH.match(text, at) if aside else None
        if again is None:
            break
        at = again.end()
    return [piece for piece in pieces if piece.start < piece.end], max(at, start)


def _aside(text: str, start: int, stop: int) -> Span | None:
    """Find the next aside with its opening dash: to its full stop or to the dash behind it."""
    for dash in _DASH.finditer(text, start, stop):
        near = text[dash.end() : min(stop, dash.end() + _NEAR)]
        closing = _DASH.search(near)
        near = near[: closing.start()] if closing else near
        if near[:1].islower() and cue_pattern().search(near):
            return Span(dash.start(), _aside_end(text, dash.end(), stop))
    return None


def _aside_end(text: str, start: int, stop: int) -> int:
    stop = min(stop, start + _LONGEST)
    sentences = find_sentences(text[start:stop], WORDS.lexicon("statements").words("abbreviations"))
    end = start + (sentences[0].end if sentences else 0)
    dash = _DASH.search(text, start, end)
    return dash.start() if dash else end


def _trimmed(text: str, start: int, end: int) -> Span:
    """Cut white space and what closes a piece of speech before its aside: a final full stop."""
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    return Span(left, max(left, start + len(words.rstrip().removesuffix("."))))


def find_speech(text: str) -> tuple[Span, ...]:
    """Give all that is somebody's very words, marks left out; none lies inside another."""
    said = find_turns(text)
    quotes = [q for q in find_quotes(text) if not any(_inside(q, piece) for piece in said)]
    return tuple(sorted([*said, *quotes]))


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
