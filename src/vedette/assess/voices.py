"""Who speaks: a person, a body, or somebody who is not named.

A person is known again by the surname, and by the given name where both reports tell it; a body or
an office by the words of its name and by its state. "Analysts" and "he" are nobody whose record
could be kept: what they say is put together within one text alone.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from anyascii import anyascii

from vedette.records import Value
from vedette.taxonomy.countries import countries

CUT: Final = 6
"""Letters of a body's word that count, as for all words that are compared. Of a person's name all
do: Sandelin is not Sandell."""
_NAMES: Final = tomllib.loads(files(__package__).joinpath("voices.toml").read_text("utf-8"))
_PARTICLES, _PRONOUNS, _ROLES, _ANYBODY, _BODIES = (
    frozenset(_NAMES[key]) for key in ("particles", "pronouns", "roles", "anybody", "bodies")
)
_WORD: Final = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_LEADING: Final = re.compile(
    r"^(?:the|a|an|its|their|his|her|our|my|this|that|those|these)\s+", re.IGNORECASE
)
_SOME: Final = re.compile(r"^(?:an?|one|some|two|three|several|many|most|another)\s", re.IGNORECASE)
_JOINING: Final = frozenset({"of", "for", "at", "in"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody as one report calls him; `name` is empty for one who is not named.

    `words` are the stems of the name: those of a person's given names beside `surname`, or those of
    a body. `state` is ISO alpha-2 where the words mean a state or its organ.
    """

    name: str = ""
    surname: str = ""
    words: frozenset[str] = frozenset()
    state: str = ""
    initials: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """By what he is looked up: two that are the same share one of these."""
        if not self.name:
            return ()
        return (self.surname,) if self.surname else (*sorted(self.words), self.name, self.initials)

    def same(self, other: "Voice") -> bool:
        """Say whether two who are named are one."""
        if not self.name or not other.name or bool(self.surname) != bool(other.surname):
            return False
        if self.surname:
            given = self.words & other.words
            return self.surname == other.surname and len(given) == min(
                len(self.words), len(other.words)
            )
        return self._one_body(other)

    def _one_body(self, other: "Voice") -> bool:
        if self.state and other.state and self.state != other.state:
            return False
        if self.words == other.words or other.name == self.initials or self.name == other.initials:
            return True
        less, more = sorted((self.words, other.words), key=len)
        return len(less) > 1 and less < more


@lru_cache(maxsize=4096)
def voice(text: str, value: Value = None) -> Voice:
    """Read how a report calls somebody; a value that is no state is the name that it stands for.

    >>> voice("Polish Prime Minister Donald Tusk").name, voice("analysts").name
    ('Donald Tusk', '')
    >>> voice("Tusk").same(voice("Prime Minister Donald Tusk"))
    True
    >>> dis = voice("the Danish Defence Intelligence Service", "DK")
    >>> dis.same(voice("Defence Intelligence Service")), dis.same(voice("Foreign Ministry", "DK"))
    (True, False)
    """
    state = value if isinstance(value, str) and value in countries() else ""
    if isinstance(value, str) and value and not state:
        text = value
    bare = _LEADING.sub("", text.strip())
    words = _WORD.findall(bare)
    if not words or words[0].lower() in _PRONOUNS or words[-1].lower() in _ANYBODY:
        return Voice()
    if not any(word[0].isupper() for word in words):
        # An organ that is called by a common noun is named by the state whose it is.
        return _body(bare, words, state) if state else Voice()
    person = next(filter(_is_full, map(_person, _parts(bare))), _person(_before_of(words)))
    if len(person) == 1 and len(words) == 1 and state:
        person = []
    if not person and (_SOME.match(text) or not _may_name(words)):
        return Voice()
    if person:
        *given, surname = person
        return Voice(
            name=" ".join(person),
            surname=_plain(surname),
            words=frozenset(_plain(word) for word in given if word not in _PARTICLES),
            state=state,
        )
    return _body(bare, words, state)


def _may_name(words: list[str]) -> bool:
    """Say whether words may name a body or an office: they begin as a name, or have its word."""
    return words[0][0].isupper() or bool((_BODIES | _ROLES) & {word.lower() for word in words})


def _parts(name: str) -> list[list[str]]:
    """Cut "the head of Eastline, Maris Abele" at its commas."""
    parts = name.split(",")
    return [_WORD.findall(part) for part in parts] if parts[1:] else []


def _is_full(person: list[str]) -> bool:
    return len(person) > 1


def _before_of(words: list[str]) -> list[str]:
    """Leave "of the Baltic Institute" out behind a person's name."""
    for n, word in enumerate(words):
        name = words[:n]
        if n > 1 and word in {"of", "at", "from", "with"} and all(w[0].isupper() for w in name):
            lowered = {w.lower() for w in name}
            return words if lowered & (_BODIES | _ROLES) else name
    return words


def _body(name: str, words: list[str], state: str) -> Voice:
    capitals = [word for word in words if word[0].isupper()]
    return Voice(
        name=name if capitals else f"{name} ({state})",
        words=frozenset(stem(word) for word in words if len(word) > 2),
        state=state,
        initials="".join(word[0] for word in capitals) if len(capitals) > 2 else "",
    )


def _person(words: list[str]) -> list[str]:
    """Give a person's name at the end of how he is called, nothing for a body or an office."""
    start = len(words)
    while start and (words[start - 1][0].isupper() or words[start - 1] in _PARTICLES):
        start -= 1
    held = [word.lower() for word in words]
    roles = [n for n, word in enumerate(held) if word in _ROLES]
    first = max([start, *(n + 1 for n in roles)])
    while first < len(words) and words[first] in _PARTICLES:
        first += 1
    name, long = words[first:], len(words) - first > 1
    of_a_role = start and held[start - 1] in _JOINING and not any(start <= n for n in roles)
    body = _BODIES & set(held if not (roles and long) else held[first:])
    if not name or len(name) > 4 or body or of_a_role or any(map(_acronym, name)):
        return []
    lone = len(words) == 1 or (roles and not _JOINING & set(held))
    return name if long or lone else []


def _acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def stem(word: str) -> str:
    """Write a word in plain small letters and cut it to what its forms share."""
    return _plain(word)[:CUT]


@lru_cache(maxsize=4096)
def _plain(word: str) -> str:
    """Write a name in plain small letters, without the ending of a genitive: all of it counts."""
    return re.sub("'s?$", "", str(anyascii(word)).lower())


def one_by_one(voices: Sequence[Voice]) -> list[str]:
    """Give each voice the fullest name that any of the same one has; the unnamed have none."""
    members: list[list[Voice]] = []
    keyed: dict[str, list[int]] = {}
    numbers: list[int | None] = []
    for one in voices:
        near = sorted({n for key in one.keys for n in keyed.get(key, ())})
        number = next((n for n in near if any(one.same(other) for other in members[n])), None)
        if number is None and one.name:
            number = len(members)
            members.append([])
        if number is not None and one not in members[number]:
            members[number].append(one)
            for key in one.keys:
                keyed.setdefault(key, []).append(number)
        numbers.append(number)
    names = [fullest(held).name for held in members]
    return ["" if number is None else names[number] for number in numbers]


def fullest(voices: Sequence[Voice]) -> Voice:
    """Give the name that says most, the first of several."""
    return max(voices, key=lambda one: (bool(one.name), len(one.words), bool(one.surname)))
