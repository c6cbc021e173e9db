"""What a rule is: a pattern, and a function that gives its match a meaning.

A rule's function turns the match and its scene into a value and a TIMEX3 type, or into None where
the words only look like a time. Where rules overlap the longest match wins, then the earlier rule.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from vedette.code.times import words as w
from vedette.code.times.scene import Scene

Type = Literal["DATE", "TIME", "DURATION", "SET"]
Draft = tuple[str, Type] | None
Build = Callable[[re.Match[str], Scene], Draft]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern and the function that gives its match a meaning; `name` says which fired."""

    name: str
    pattern: re.Pattern[str]
    build: Build


RULES: Final[list[Rule]] = []


def rule(pattern: str) -> Callable[[Build], Build]:
    """Register a function as the meaning of a pattern; a space in it stands for any gap."""

    def register(build: Build) -> Build:
        compiled = re.compile(rf"(?<![\w$€£])(?:{w.pattern(pattern)})(?!\w)", re.IGNORECASE)
        RULES.append(Rule(name=build.__name__.strip("_"), pattern=compiled, build=build))
        return build

    return register


def dated(value: str | None) -> Draft:
    """Make a DATE of a value, if there is one."""
    return (value, "DATE") if value else None
