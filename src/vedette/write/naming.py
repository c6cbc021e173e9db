"""Names for what leaves the desk: incidents, places and states in English words."""

from typing import Final

from vedette.records import Interval, Spot
from vedette.taxonomy.countries import countries

_SPELT: Final = {"cbrn": "CBRN", "gnss": "GNSS"}


def spaced(name: str) -> str:
    """Write an enum's value as words.

    >>> spaced("gnss_interference"), spaced("charges_dropped")
    ('GNSS interference', 'charges dropped')
    """
    return " ".join(_SPELT.get(word, word) for word in name.split("_"))


def state(code: str) -> str:
    """Name a state by its code; what is no code, such as a sea, is its own name.

    >>> state("PL"), state("Baltic Sea")
    ('Poland', 'Baltic Sea')
    """
    known = countries().get(code)
    return known.name if known else code


def is_state(value: object) -> bool:
    """Whether a field's value is a state's code."""
    return isinstance(value, str) and value in countries()


def place(spot: Spot | None) -> str:
    """Name a place with its country, where that is not the same; empty for none."""
    if spot is None:
        return ""
    country = state(spot.country)
    return spot.called if country in {"", spot.name} else f"{spot.called}, {country}"


def titled(kind: str, spot: Spot | None) -> str:
    """Name an incident by its kind and place.

    >>> titled("arson", None)
    'Arson'
    """
    name, where = spaced(kind), place(spot)
    return name[:1].upper() + name[1:] + (f", {where}" if where else "")


def days(when: Interval | None) -> str:
    """Write days as ISO 8601 does: one, or first and last with a slash between."""
    if when is None:
        return ""
    first, last = when.first.isoformat(), when.last.isoformat()
    return first if first == last else f"{first}/{last}"


def count(told: tuple[int, int] | None) -> str:
    """Write a count, `2-4` where sources differ, nothing where none is told."""
    if told is None:
        return ""
    low, high = told
    return str(low) if low == high else f"{low}-{high}"
