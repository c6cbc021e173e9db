"""Hosts that look like the host of a known source and are another's.

A cloned masthead stands on a domain that reads like the real one: letters of another alphabet, a
digit for a letter, a hyphen more, another ending, or the real domain as a part of a longer name.
Hosts are compared by their skeleton: what is left when letters that look alike are one.

>>> skeleton("xn--dlfi-v4d"), skeleton("d-e1fi"), skeleton("rnorning") == skeleton("morning")
('delfi', 'delfi', True)

Source of the method: Unicode Technical Standard 39, section 4 (confusable detection); the letters
are those of its table that stand in the domains of the Latin alphabet.
"""

import unicodedata
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from vedette.records import Source

SHORTEST: Final = 3
"""Letters of a name that can be mistaken; two are everybody's."""
TELLING: Final = 5
"""Letters from which a name under another ending is no chance: of the 211 sources that ship, `cert`
is that of four states, and `ria` that of an Estonian office and of a Russian agency."""

_SHAPES: Final = str.maketrans(
    "аеорсухівѕјԁһӏкмтнзԛԝбαοερικνυτχγ0135|łøđðıſ",
    "aeopcyxibsjdhlkmth3qwbaoepikvutxyolesllodils".replace("3", "e"),
)
"""Letters of other alphabets, digits and strokes, by the Latin letter that they look like."""
_PAIRS: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"))
"""Two letters that read as one."""
_SECOND: Final = frozenset(
    {"ac", "co", "com", "edu", "gov", "gob", "mil", "net", "org", "or", "in"}
)
"""What stands before the ending of a state and belongs to it, such as `co.uk` and `gov.ua`."""


def host(url: str) -> str:
    """Give the host of an address without `www.`, in small letters; nothing where it has none."""
    try:
        named = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return named.rstrip(".").removeprefix("www.")


def domain(named: str) -> tuple[str, str]:
    """Cut a host into the name that somebody has registered, and its ending.

    >>> domain("news.delfi.lt"), domain("www.bbc.co.uk"), domain("localhost")
    (('delfi', 'lt'), ('bbc', 'co.uk'), ('localhost', ''))
    """
    labels = named.split(".")
    ends = 2 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND else 1
    if len(labels) <= ends:
        return named, ""
    return labels[-ends - 1], ".".join(labels[-ends:])


def skeleton(name: str) -> str:
    """Give a name with letters that look alike made one, without hyphens and accents."""
    if name.startswith("xn--"):
        try:
            name = name.removeprefix("xn--").encode().decode("punycode")
        except ValueError:
            return name
    plain = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    told = bare.translate(_SHAPES).replace("-", "")
    for pair, letter in _PAIRS:
        told = told.replace(pair, letter)
    return told


class Lookalikes:
    """The hosts of known sources, by how they look."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._known: set[tuple[str, str]] = set()
        self._looks: dict[str, tuple[str, Source]] = {}
        for source in sources:
            for url in (source.home, *(channel.url for channel in source.channels)):
                name, ending = domain(host(url))
                if len(name) >= SHORTEST and ending and name not in _SECOND:
                    self._known.add((name, ending))
                    for looks in (name, name + ending.replace(".", "")):
                        self._looks.setdefault(skeleton(looks), (name, source))

    def of(self, url: str) -> Source | None:
        """Give the source for whose an address could be taken; None for its own, and for others.

        An address under a domain that some source has is that source's own.
        """
        named = host(url)
        name, ending = domain(named)
        if not ending or (name, ending) in self._known:
            return None
        like, source = self._looks.get(skeleton(name), ("", None))
        if source is None or (name == like and len(name) < TELLING):
            return self._within(named.split("."))
        return source

    def _within(self, labels: list[str]) -> Source | None:
        """Find a known domain that stands before another's: `delfi.lt.login.example`."""
        heads = (domain(".".join(labels[:n])) for n in range(2, len(labels)))
        found = next((name for name, ending in heads if (name, ending) in self._known), "")
        return self._looks[skeleton(found)][1] if found else None
