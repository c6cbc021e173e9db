"""The time grammar of every language that is a folder; the language brings words and patterns.

grammar.py   `times.toml` → compiled rules: which words stand where, by meaning
meanings.py  what a day, weekday or night means, seen from the day of publication
stretches.py weeks, months, seasons and years; so long ago, since, and later
find.py      the longest match wherever some overlap; the ledger's values
"""

from vedette.code.languages.times.find import find_times, resolve_when
from vedette.code.languages.times.grammar import Grammar, grammar_of

__all__ = ["Grammar", "find_times", "grammar_of", "resolve_when"]
