"""Time words in news English: where they stand, what they mean, and what the ledger keeps of them.

    find_times(text, published)        every time expression, with its TIMEX3 value and type
    widen(text, expression)            the same with the preposition before it: `by the end of 2027`
    resolve_when(expression, day)      what the ledger keeps as `when` or `made`
    resolve_due(expression, day)       … as `due`
    resolve_horizon(expression, day)   … as `horizon`

Own grammar; no library guesses. Types and values: TimeML's TIMEX3 (ISO-TimeML, ISO 24617-1).
"""

from vedette.code.times.find import find_times
from vedette.code.times.resolve import resolve_due, resolve_horizon, resolve_when, widen

__all__ = ["find_times", "resolve_due", "resolve_horizon", "resolve_when", "widen"]
