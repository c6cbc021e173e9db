"""How old somebody is, as English tells it: "a 42-year-old", "aged 42", "42 years old", "Ann, 42,".

An age is no number of people, and it describes a person whose name is withheld.
"""

import re
from typing import Final

from vedette.taxonomy.numbers import NUMBER, value

AGE: Final = re.compile(
    rf"(?P<years>{NUMBER})[\s-]years?[\s-]olds?\b"
    rf"|{NUMBER}[\s-](?:month|week|day)s?[\s-]olds?\b"
    rf"|\baged\s(?:about\s|between\s)?(?P<aged>{NUMBER})(?:(?:,|\sand|\sor|\sto)\s{NUMBER})*"
    r"|(?<=[^\W\d_])(?:,\s|\s\()(?P<beside>\d{1,3})(?=[,)]|$)"
    r"|\b(?:man|woman|boy|girl|citizen|national|driver)\sof\s(?P<of>\d{1,3})\b",
    re.IGNORECASE,
)
NEAR: Final = 40
"""Characters on either side of a number within which words make an age of it."""


def is_age(text: str, start: int, end: int) -> bool:
    """Say whether what stands at a place is an age, or a part of the words of one.

    >>> is_age("a 42-year-old", 2, 4), is_age("42 years of war", 0, 2)
    (True, False)
    """
    near = AGE.finditer(text, max(0, start - NEAR), end + NEAR)
    return any(found.start() <= start and end <= found.end() for found in near)


def age_beside(name: str, text: str) -> int | None:
    """Give the years of whoever is named: those behind the first of the name, else any "year-old".

    >>> age_beside("Ann", "A 27-year-old met Ann, 42, there."), age_beside("Ann", "Ann was 27.")
    (42, None)
    """
    end = text.index(name) + len(name)
    old, behind = None, None
    for found in AGE.finditer(text):
        group = found.lastgroup
        if group and found.start() >= end and not text[end : found.start()].strip(" ,("):
            behind = behind or found[group]
        old = old or found["years"]
    told = behind or old
    return round(value(told)) if told else None
