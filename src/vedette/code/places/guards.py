"""What looks like a toponym and is none: persons, common words, organisations.

A guard answers how much more evidence a name needs than its size gives, in powers of ten of
population, or None where no evidence will do. Its words are in `taxonomy/places-words.toml`.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from vedette.code.places.candidates import Candidate
from vedette.taxonomy.places import listed as words

_TITLE_CASE: Final = re.compile(r"[^\W\d_][^\W_]*[^\W\d_A-Z]$")
_INITIALS: Final = re.compile(r"(?:[A-Z]\.){2}")
LARGE: Final = 100_000
"""A town so large is not made a person by one unknown word before it ("Windy Hamburg")."""
METROPOLIS: Final = 500_000
"""… nor by a capitalised word behind it ("Hamburg Altona")."""


@cache
def _no_surnames() -> frozenset[str]:
    lists = ("organisation", "titles", "common", "not_names", "no_surnames")
    return frozenset().union(*map(words, lists)) - words("surnames")


@cache
def _makes_person() -> frozenset[str]:
    return frozenset().union(*map(words, ("titles", "first_names", "given", "particles")))


def lower_words(text: str) -> frozenset[str]:
    """Collect the words that the text also prints in lower case: `turkey` is then a bird."""
    found = re.findall(r"(?<![^\W_'’-])[^\W\d_]+", text)
    return frozenset(word for word in found if word.islower())


def surnames(found: Iterable[Candidate]) -> frozenset[str]:
    """Collect names that follow a first name somewhere: `Tusk` once `Donald Tusk` was read.

    A name that stands behind "in" or "near" anywhere in the text is a place after all.
    """
    single = [candidate for candidate in found if candidate.size == 1]
    places = {c.words for c in single if c.locative or _firm(c)}
    return frozenset(c.words for c in single if c.words not in places and _follows_name(c, places))


def _firm(candidate: Candidate) -> bool:
    """See whether the name is a state's, a capital's or a region's own."""
    return any(
        site.kind in {"country", "capital", "region"} and not alternate
        for site, alternate in candidate.owners
    )


def _follows_name(candidate: Candidate, places: set[str]) -> bool:
    before = candidate.before
    if not candidate.joined_before or candidate.shouted:
        return False
    if before in _makes_person():
        return True
    return (
        bool(_TITLE_CASE.match(before))
        and before[0].isupper()
        and before not in places
        and before not in words("common")
        and before not in words("not_names")
        and not candidate.opens
        and not _large(candidate, LARGE)
    )


def demand(candidate: Candidate, lower: frozenset[str], persons: frozenset[str]) -> float | None:
    """Tell how much a name must have beyond the ordinary, None where it cannot be a place.

    `lower` are the words that the text prints in lower case too, `persons` its surnames.
    """
    if candidate.size > 1:
        return _demand_of_several(candidate)
    word, firm = candidate.words, _firm(candidate)
    if word in words("short") or _INITIALS.fullmatch(word):
        return 0.0 if candidate.listed or candidate.locative or firm else None
    if len(word) <= 3 and not ((word.isupper() and firm) or _short(candidate)):
        return None
    if _person(candidate, persons, firm=firm) or (word.lower() in lower and not firm):
        return None
    if word.title() in words("never") or _begins_a_thing(candidate, firm=firm):
        return None
    return _doubt(candidate, firm=firm)


def _short(candidate: Candidate) -> bool:
    """See whether a name of three letters is a large town's, or an island's: "off Utö"."""
    island = any(site.kind == "island" for site, _ in candidate.owners)
    return _large(candidate, LARGE) or (candidate.locative and island)


def _begins_a_thing(candidate: Candidate, *, firm: bool) -> bool:
    """See whether a street or the like is called so: "Washington University" lies elsewhere."""
    return candidate.joined_after and candidate.after in words("street" if firm else "thing")


def _demand_of_several(candidate: Candidate) -> float | None:
    first = candidate.words.split()[0]
    if candidate.joined_before and candidate.before in words("titles") and not _firm(candidate):
        return None
    return 1.0 if first in words("first_names") and not candidate.locative else -0.5


def _person(candidate: Candidate, persons: frozenset[str], *, firm: bool) -> bool:
    if candidate.joined_before and candidate.before in _makes_person():
        return not (candidate.locative or candidate.shouted)
    surname = candidate.joined_after and _surname_like(candidate.after)
    if candidate.words in words("first_names") and surname:
        return not (firm and candidate.locative)
    if firm:
        return False
    if candidate.words in persons:
        return True
    return surname and not candidate.locative and not _large(candidate, METROPOLIS)


def _surname_like(word: str) -> bool:
    return word[:1].isupper() and not word.isupper() and word not in _no_surnames()


def _doubt(candidate: Candidate, *, firm: bool) -> float:
    """Sum up what speaks for and against a single word."""
    word = candidate.words.title() if candidate.words.isupper() else candidate.words
    if any(site.kind == "sea" for site, _ in candidate.owners):
        return 0.0 if candidate.before.lower() == "the" and not candidate.joined_name else 3.0
    if firm:
        return 3.0 if word in words("common") and not candidate.locative else 0.0
    need = _ambiguity(word, candidate) + _setting(candidate)
    if candidate.joined_after and candidate.after in words("organisation"):
        need += 2.0
    if candidate.joined_after and candidate.after in words("place_nouns"):
        need -= 0.5
    return need + 1.5 if candidate.after in words("says") else need


def _ambiguity(word: str, candidate: Candidate) -> float:
    if word in words("common"):
        return 1.0 if candidate.locative else 3.0
    if word in words("surnames") or word in words("first_names"):
        return 1.0 if candidate.locative else 1.5
    return 0.0


def _setting(candidate: Candidate) -> float:
    """Weigh the words before a name: "in Ivalo" is a place though hardly anybody lives there."""
    if candidate.locative:
        alone = sum(not alternate for _, alternate in candidate.owners) == 1
        return -1.4 if alone and len(candidate.words) > 4 else -0.8
    if candidate.opens:
        return 0.8
    return 0.1 if candidate.perhaps else 0.4


def _large(candidate: Candidate, people: int) -> bool:
    return any(site.population >= people and not alt for site, alt in candidate.owners)
