"""Who asks, binds himself or acts, as reports call him: states, bodies of states, named voices.

A state's organ stands for the state, and a body of many states for itself. "He", "the ministry" and
"residents" are nobody whose words or deeds could be told from another's.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from vedette.assess.alliances import alliance_of, alliances
from vedette.assess.voices import Voice, voice
from vedette.records import Field, Value
from vedette.taxonomy.countries import countries, country_of, mentions

_JOINED: Final = re.compile(r"^(?:[\s,;]|\b(?:and|or|both|the|of|as well as)\b)*$")
"""What stands between several states that are named in one breath."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Whoever a field names; `actors` are codes of states and short names of bodies."""

    called: str = ""
    actors: frozenset[str] = frozenset()
    voices: tuple[Voice, ...] = ()

    @property
    def named(self) -> bool:
        """Whether he can be known again in another report."""
        return bool(self.actors or self.voices)

    @property
    def keys(self) -> tuple[str, ...]:
        """By what he is looked up, each once: two that meet share one of these."""
        return tuple(sorted({*self.actors, *(key for one in self.voices for key in one.keys)}))

    def meets(self, other: "Party") -> bool:
        """Say whether two are of one state or body, or one voice."""
        return bool(self.actors & other.actors) or self._voiced(other)

    def same(self, other: "Party") -> bool:
        """Say whether two may be one; persons of two names are not, whatever their state."""
        persons = [one for one in self.voices if one.surname]
        others = [one for one in other.voices if one.surname]
        return self._voiced(other) if persons and others else self.meets(other)

    def _voiced(self, other: "Party") -> bool:
        return any(one.same(each) for one in self.voices for each in other.voices)


def party(entries: Iterable[Field]) -> Party:
    """Read whoever the entries of a field name."""
    listed = [entry for entry in entries if entry.text]
    spoken = (voice(entry.text or "", entry.value) for entry in listed)
    return Party(
        called=", ".join(entry.text or "" for entry in listed),
        actors=frozenset(a for entry in listed for a in actors_of(entry.value, entry.text or "")),
        voices=tuple(one for one in spoken if one.name),
    )


@lru_cache(maxsize=4096)
def actor_of(value: Value, words: str) -> str | None:
    """Give a state's code or a body's name: the value where it is one, else what the words mean.

    >>> actor_of("PL", "Warsaw"), actor_of(None, "NATO members"), actor_of("she", "she")
    ('PL', 'NATO', None)
    >>> actor_of("TV", "it"), actor_of("EU", "they"), actor_of(None, "IS")
    (None, 'EU', None)
    """
    if isinstance(value, str) and value in countries():
        return value
    named = value if isinstance(value, str) else words
    return alliance_of(named) or country_of(named) or alliance_of(words) or country_of(words)


@lru_cache(maxsize=4096)
def actors_of(value: Value, words: str) -> frozenset[str]:
    """Give the only actor that words mean, or all the states that they name in one breath.

    >>> sorted(actors_of(None, "Estonia, Latvia and Lithuania")), actors_of(None, "residents")
    (['EE', 'LT', 'LV'], frozenset())
    """
    if one := actor_of(value, words):
        return frozenset({one})
    found = mentions(words)
    between = (words[a.end : b.start] for a, b in pairwise(found))
    if len(found) > 1 and all(map(_JOINED.match, between)):
        return frozenset(one.code for one in found)
    return frozenset()


def names_of(actor: str) -> Iterator[str]:
    """Give what a state or body is called: its name, then its code or short name.

    >>> tuple(names_of("PL")), tuple(names_of("EU"))
    (('Poland', 'PL'), ('European Union', 'EU'))
    """
    if actor in countries():
        yield countries()[actor].name
    elif actor in alliances():
        yield str(alliances()[actor]["name"])
    yield actor
