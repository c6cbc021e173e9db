"""Who may be told: the Traffic Light Protocol, version 2.0 (FIRST, August 2022).

What vedette reads is public, so its handling is *clear* until somebody says otherwise: of a source,
of what is imported, of a note. What is made of several parts is handled as the strictest of them.
Every exit (a page, a feed, a mail, a file) has a *ceiling*, and nothing above it leaves there.

>>> strictest(["clear", "amber", "green"]), strictest([])
('amber', 'clear')
>>> within("amber+strict", "amber"), within("green", "amber")
(False, True)
>>> label("amber+strict")
'TLP:AMBER+STRICT'
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, cast, get_args

Tlp = Literal["clear", "green", "amber", "amber+strict", "red"]
"""*Clear*: the world; *green*: the community; *amber*: an organisation and its clients, on a
need-to-know basis; *amber+strict*: the organisation alone; *red*: the recipients in person."""

LEVELS: Final[tuple[Tlp, ...]] = get_args(Tlp)
"""From what everybody may know to what nobody passes on."""
MEANT: Final[Mapping[Tlp, str]] = MappingProxyType(
    {
        "clear": "The world may be told.",
        "green": "The community may be told, nobody beyond it.",
        "amber": "The organisation and its clients may be told, as far as they need to know.",
        "amber+strict": "The organisation alone may be told, as far as it needs to know.",
        "red": "The recipients in person may be told, and nobody else.",
    }
)
"""What each level allows, in a sentence."""
MARKINGS: Final[Mapping[Tlp, str]] = MappingProxyType(
    {
        "clear": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
        "green": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
        "amber": "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
        "amber+strict": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
        "red": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
    }
)
"""The ids under which OASIS publishes the levels as markings of STIX 2.1."""
_LABEL = re.compile(r"\bTLP:\s?(AMBER\+STRICT|[A-Z]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceilings:
    """The strictest that may leave through each exit: pages, `/api`, feeds, and files.

    Files are exports, evidence and briefs.
    """

    pages: Tlp = "red"
    api: Tlp = "clear"
    feeds: Tlp = "clear"
    files: Tlp = "clear"


def level(name: str) -> Tlp:
    """Read a level by its name; raises ValueError."""
    return LEVELS[LEVELS.index(cast("Tlp", name))]


def strictest(levels: Iterable[Tlp]) -> Tlp:
    """Give the handling of what is made of parts; what is made of none is clear."""
    return max(levels, key=LEVELS.index, default="clear")


def within(level: Tlp, ceiling: Tlp) -> bool:
    """Say whether something may leave through an exit with a ceiling."""
    return LEVELS.index(level) <= LEVELS.index(ceiling)


def above(ceiling: Tlp) -> tuple[Tlp, ...]:
    """Give what may not leave through an exit with a ceiling.

    >>> above("amber")
    ('amber+strict', 'red')
    """
    return LEVELS[LEVELS.index(ceiling) + 1 :]


def labelled(text: str) -> Tlp:
    """Give the strictest level that a text bears as a label; one that bears none is clear.

    >>> labelled("**TLP:AMBER+STRICT** and TLP: GREEN"), labelled("a traffic light")
    ('amber+strict', 'clear')
    """
    found = (name.lower() for name in _LABEL.findall(text.upper()))
    return strictest(level(name) for name in found if name in LEVELS)


def unknown(text: str) -> str:
    """Give the first label of a text that names no level; version 1.0 called *clear* white.

    >>> unknown("[TLP:ORANGE] Drones"), unknown("TLP:WHITE, TLP:RED")
    ('TLP:ORANGE', '')
    """
    known = {*LEVELS, "white"}
    found = (name for name in _LABEL.findall(text.upper()) if name.lower() not in known)
    return next((f"TLP:{name}" for name in found), "")


def label(level: Tlp) -> str:
    """Write a level as the standard has it printed."""
    return f"TLP:{level.upper()}"
