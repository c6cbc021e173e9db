"""What of a report is compared: its words, names, numbers, days and places, and what it tells.

A `Signature` is worked out of one article and its coding alone, so it can be made once, anywhere.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from operator import mul
from typing import Final, TypeVar
from weakref import WeakKeyDictionary

from vedette.imported import laid_out
from vedette.records import Article, Coding, LeftOut, Place, TimeExpression
from vedette.relate import tellings, words
from vedette.relate.copies import appeared
from vedette.relate.figures import Figures, figures
from vedette.relate.tellings import Sketch
from vedette.relate.utterances import Said, said
from vedette.relate.words import Cuts
from vedette.titled import below

CODED: Final = frozenset({"en", "pl"})
"""Languages whose coder misses few incidents: only there does finding none tell something. With all
ten no figure of the development streams is another."""
TITLE: Final = 2
"""A word of the title counts as often."""
STEPS: Final = 10_000
"""A stem's share is kept in so many steps of 1: reports hold the same numbers, 24 bytes each."""
_SHARES: Final = tuple(step / STEPS for step in range(STEPS + 1))


Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Signature:
    """A report, ready to be compared.

    `vector` has length 1, but for rounding: each stem's share by how often it stands here and how
    rare it is; `weight` is that of its stems, each once. `below` is where the text goes on below
    its title. `days` are those named by date, `sites` the places named, as rounded coordinates,
    `states` those that it accuses of anything. `left_out` are the findings that decisions keep out,
    `hidden` the tellings among them. `register` names the source of a report that is another
    system's word on one incident: each that it lists is another, and it tells of no further one.
    It is empty for all others.
    """

    article: str
    source: str
    at: datetime
    known: datetime
    language: str
    title: str
    text: str
    below: int
    vector: Mapping[str, float]
    weight: float
    heading: Cuts
    names: Cuts
    numbers: frozenset[str]
    days: frozenset[str]
    sites: frozenset[tuple[float, float]]
    sketches: tuple[Sketch, ...]
    times: tuple[TimeExpression, ...]
    places: tuple[Place, ...]
    said: tuple[Said, ...]
    states: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    hidden: tuple[Sketch, ...] = ()
    register: str = ""

    @property
    def stems(self) -> AbstractSet[str]:
        """The stems of text and title."""
        return self.vector.keys()

    @property
    def is_ordinary(self) -> bool:
        """Say whether a coder that misses little found neither finding nor place nor day in it.

        What is out of scope is not read further.
        """
        told = self.sketches or self.said or self.places or self.times or self.hidden
        return self.language in CODED and not told

    @property
    def figures(self) -> Figures:
        """What the report counts; only who tells of an incident is asked, so it is read then."""
        return figures(self.title, self.body)

    @property
    def body(self) -> str:
        """What the report says below its title, which counts as a title and not once more."""
        return self.text[self.below :]


def lasting(make: Callable[[Signature], Made]) -> Callable[[Signature], Made]:
    """Make something of a signature once, to live as long as that does."""
    made: WeakKeyDictionary[Signature, Made] = WeakKeyDictionary()

    @wraps(make)
    def of(signature: Signature) -> Made:
        if (found := made.get(signature)) is None:
            found = made[signature] = make(signature)
        return found

    return of


def sign(article: Article, coding: Coding) -> Signature:
    """Work out a report's signature; `article.known` must be set."""
    assert article.known is not None
    start = below(article.title, article.text)
    body = article.text[start:]
    vector = _vector(article.title, body)
    return Signature(
        article=article.id,
        source=article.source,
        at=appeared(article.published, article.known),
        known=article.known,
        language=article.language,
        title=article.title,
        text=article.text,
        below=start,
        vector=vector,
        weight=words.weight(vector),
        heading=Cuts(words.stems(article.title)),
        names=words.names(body),
        numbers=words.numbers(body),
        days=frozenset(
            time.value for time in coding.times if time.type == "DATE" and len(time.value) == 10
        ),
        sites=frozenset(
            (round(place.lat, 2), round(place.lon, 2))
            for place in coding.places
            if not place.metonym
        ),
        sketches=tellings.sketches(article, coding),
        times=coding.times,
        places=coding.places,
        said=said(article, coding),
        states=tellings.states(coding),
        register=article.source if laid_out(article.reader) else "",
    )


def _vector(title: str, body: str) -> dict[str, float]:
    """Weigh the stems of a text by the logarithm of how often, times how rare."""
    often = Counter(words.stems(body))
    for cut in words.stems(title):
        often[cut] += TITLE
    raw = {cut: (1 + math.log(n)) * words.rarity(cut) for cut, n in often.items()}
    return {cut: _SHARES[round(STEPS * share)] for cut, share in words.unit(raw).items()}


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Give the cosine of two vectors of length 1."""
    common = one.keys() & other.keys()
    return math.fsum(map(mul, map(one.__getitem__, common), map(other.__getitem__, common)))
