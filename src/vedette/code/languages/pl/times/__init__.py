"""The Polish time grammar: where times stand, what they mean, what the ledger keeps of them.

    rule.py      what a rule is, and the words of the calendar
    days.py      `3 marca`, `we wtorek`, `w nocy z 3 na 4 marca`, `wczoraj`
    periods.py   `w ubiegłym tygodniu`, `przed dwoma laty`, `od maja`, `wiosną 2022 roku`
    find.py      the longest match wherever some overlap; the ledger's values

`days` and `periods` register their rules when they are imported.
"""

from vedette.code.languages.pl.times import days, periods
from vedette.code.languages.pl.times.find import find_times, resolve_when

__all__ = ["days", "find_times", "periods", "resolve_when"]
