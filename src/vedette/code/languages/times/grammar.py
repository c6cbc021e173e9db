"""From the lists and patterns of `times.toml` to compiled rules.

A pattern stands under its meaning, and is a regular expression whose braces hold other patterns:

    [rules]
    day = ["(?:we? {dow},? )?{d} {mon}{year}?"]

`{mon}` is any word of `[months]`, in a group of that name; so are `{mon1}` and `{mon2}` where a
rule needs two. A language may name pieces of its own under `[pieces]`. A space stands for any gap.

    {d} {d2}             day of the month, with what `day` puts behind it (`3-го`, `3.`)
    {mon} {mon1} {mon2}  month          {m}            month in figures
    {y} {y2}             year           {dow} {dow2}   weekday
    {n} number           {u} unit       {stretch}      week, weekend, month, quarter, year
    {s} season           {nth} ordinal  {near}         yesterday, today
    {last} {next} {this} words of shifting, in groups of those names
    {part} {past} {present}             words that have no value of their own
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache

from vedette.code.languages.times import meanings, stretches
from vedette.code.languages.times.setting import Draft, Setting
from vedette.code.languages.times.vocabulary import Vocabulary, any_of
from vedette.code.languages.words import Words
from vedette.taxonomy import Lexicon

Meaning = Callable[[re.Match[str], Setting, "Grammar"], Draft]
MEANINGS: dict[str, Meaning] = {**meanings.MEANINGS, **stretches.MEANINGS}
_TABLES = {
    "mon": "months",
    "dow": "weekdays",
    "n": "numbers",
    "u": "units",
    "stretch": "stretches",
    "s": "seasons",
    "nth": "ordinals",
    "near": "near",
}
_LISTS = ("last", "next", "this")
_BARE = {"part": "parts", "past": "past_ref", "present": "present_ref"}
_PIECE = re.compile(r"\{([a-z_]+?)(\d?)\}")
_ALWAYS = {"date": ("{y}-{m}-{d}",)}
"""Rules of every language: 2026-03-04."""
_DEEPEST = 6
"""Pieces within pieces."""


class Grammar:
    """The rules of one language, in the order of its file, and the values of its words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._tables = lexicon.tables
        self._vocabularies = {
            piece: Vocabulary(lexicon.classes(table))
            for piece, table in _TABLES.items()
            if table in self._tables
        }
        self.rules = tuple(self._rules())

    def value(self, piece: str, word: str) -> str:
        """Give the value of a word of a piece: `grammar.value("mon", "marca")` is 3."""
        return self._vocabularies[piece].value(word)

    def number(self, piece: str, word: str) -> int:
        """Give the number of a word, or the one that figures say."""
        digits = re.sub(r"\D", "", word)
        return int(digits) if digits else int(self.value(piece, word))

    @cached_property
    def clause(self) -> re.Pattern[str]:
        """What ends a clause: a mark, or a comma before some words."""
        joints = self._signs("joints")
        return re.compile(r"[.;!?\n–—]" + (f"|, {any_of(joints)}\\b" if joints else ""))

    @cached_property
    def ahead(self) -> re.Pattern[str]:
        """Words that turn a clause to the future, by their beginnings."""
        return _searched(self._tables.get("ahead", ()))

    @cached_property
    def back(self) -> re.Pattern[str]:
        """Words that turn a clause to the past: verbs, most of them by their endings."""
        return _searched(self._tables.get("back", ()))

    @cached_property
    def onto(self) -> re.Pattern[str]:
        """How an expression that looks to the future begins or ends by itself."""
        return _searched(self._signs("onto"))

    @cached_property
    def since(self) -> re.Pattern[str]:
        """How an expression that runs up to publication begins or ends."""
        return _searched(self._signs("since"))

    @cached_property
    def year(self) -> re.Pattern[str]:
        """Words for a year: a month behind `last` and one of them is of last year."""
        words = any_of(self._tables.get("stretches", {}).get("Y", ()))
        return _searched((rf"\b{words}\b", *self._signs("year")))

    @cached_property
    def middle(self) -> re.Pattern[str]:
        """Words for the middle of a year."""
        return _searched(self._signs("middle"))

    def _signs(self, name: str) -> tuple[str, ...]:
        return tuple(self._tables.get("signs", {}).get(name, ()))

    def _rules(self) -> Iterator[tuple[re.Pattern[str], Meaning]]:
        listed = {**_ALWAYS, **self._tables["rules"]}
        for meaning, patterns in listed.items():
            for pattern in (*_ALWAYS.get(meaning, ()), *patterns):
                spaced = self._filled(pattern).replace(" ", r"[ \u00a0\n]")
                compiled = re.compile(rf"(?<![\w.,]){spaced}(?!\w)", re.IGNORECASE)
                yield compiled, MEANINGS[meaning]

    def _filled(self, pattern: str) -> str:
        """Put the pieces into a pattern; those of the language's own may hold others."""
        for _ in range(_DEEPEST):
            if not _PIECE.search(pattern):
                break
            pattern = _PIECE.sub(lambda found: self._piece(found[1], found[2]), pattern)
        return pattern

    def _piece(self, name: str, count: str) -> str:
        group = f"?P<{name}{count}>"
        if name in self._vocabularies:
            figures = r"|\d{1,3}" if name == "n" else ""
            return f"({group}{self._vocabularies[name].pattern}{figures})"
        if name in _LISTS:
            return f"({group}{any_of(self._tables.get(name, ()))})"
        if name in _BARE:
            return any_of(self._tables.get(_BARE[name], ()))
        fixed = {
            "d": rf"({group}[0-3]?\d)(?:{self._tables.get('day', '')})?",
            "m": rf"({group}[01]?\d)",
            "y": rf"({group}(?:19|20)\d\d)",
        }
        return fixed[name] if name in fixed else f"(?:{self._tables['pieces'][name + count]})"


def _searched(patterns: "tuple[str, ...] | list[str]") -> re.Pattern[str]:
    return re.compile("|".join(patterns) if patterns else r"(?!)", re.IGNORECASE)


@lru_cache(maxsize=16)
def grammar_of(words: Words) -> Grammar:
    """Compile a language's `times.toml`, once and when it is first needed."""
    return Grammar(words.lexicon("times"))
