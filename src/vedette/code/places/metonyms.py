"""Toponyms that stand for a government or a team: "Moscow said", "talks between Kyiv and Brussels".

Told by the words beside the name alone: what it does, what is done to it, what is called its own.
Behind "in" or "near" a name is a place, whatever follows. Word lists: `taxonomy/places-words.toml`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile, pairwise
from typing import Final

from vedette.records import Place
from vedette.taxonomy.places import listed, table

_INTO: Final = re.compile(
    r"\b(?:in|near|at|from|outside|around|off|above|below|along|across|over|into|inside|through|via"
    r"|onto|within|beyond|past|leaving|visited|north|south|east|west|(?:north|south|east|west)(?:ern)?"
    r"|central|nearby|downtown|border|coast|city|capital|town)(?: of)?(?: the)?[ \u00a0\n]$",
    re.IGNORECASE,
)
"""Words after which a name is where something is."""
_OF: Final = re.compile(r"\b(?:of|to)(?: the)?[ \u00a0\n]$", re.IGNORECASE)
_COMMA_OR_AND: Final = re.compile(r"(?:, |,? (?:and|or|as well as) )(?:the )?")
_AND: Final = re.compile(r"\b(?:and|or|as)\b")
_BETWEEN: Final = re.compile(r"(?:(\w[\w-]*) )?(\w+) between (?:both )?(?:the )?$", re.IGNORECASE)
_DEALT: Final = re.compile(
    r"\b(\w[\w-]*) (?:with|against|on|over|for|from|to|towards?) (?:the )?$", re.IGNORECASE
)
_BY: Final = re.compile(r"\bby (?:the )?$", re.IGNORECASE)
_VERB: Final = re.compile(r"(\w[\w-]*) (?:the )?$")
_NEXT: Final = re.compile(r"(?:[ \u00a0\n]|, (?:which|who|meanwhile,|however,) ?)(?=\w)")
_WORD: Final = re.compile(r"[ \u00a0\n]?(\w[\w-]*)")
_OWN: Final = re.compile(r"['’]s?[ \u00a0\n]([\w-]+)(?: ([\w-]+))?")
_PAST: Final = re.compile(r"[a-z]{2,}ed")
_MODAL: Final = re.compile(r"(?:will|would|should|must|may|might|can|could|cannot)")
_LEAD: Final = 48


def marked(text: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """Mark the metonyms among the toponyms of a text; names in one list act together."""
    return tuple(
        replace(place, metonym=True)
        if _power(place) and _metonym(text, place, group[0], group[-1])
        else place
        for group in _groups(text, places)
        for place in group
    )


def _groups(text: str, places: Sequence[Place]) -> list[list[Place]]:
    """Part the names into lists such as "Riga, Tallinn and Vilnius"; most stand alone."""
    groups: list[list[Place]] = []
    for place in places:
        if groups and _COMMA_OR_AND.fullmatch(_gap(text, groups[-1][-1], place)):
            groups[-1].append(place)
        else:
            groups.append([place])
    return [part for group in groups for part in _lists(text, group)]


def _lists(text: str, group: list[Place]) -> list[list[Place]]:
    """Keep a list up to its last `and`; commas alone make none: "into Poland, Warsaw says"."""
    joins = [_gap(text, one, two) for one, two in pairwise(group)]
    ends = [number for number, join in enumerate(joins, 1) if _AND.search(join)]
    end = ends[-1] + 1 if ends else 0
    return ([group[:end]] if end else []) + [[place] for place in group[end:]]


def _gap(text: str, one: Place, two: Place) -> str:
    return text[one.span.end : two.span.start]


def _power(place: Place) -> bool:
    """Say whether a name can stand for who rules: a state, its seat, a palace, a large town."""
    return (
        place.precision in {"country", "town", "region"}
        or place.text in table("places")["landmark"]
    )


def _metonym(text: str, place: Place, first: Place, last: Place) -> bool:
    before = text[max(0, first.span.start - _LEAD) : first.span.start]
    dealt = _dealt_with(before, place)
    if _INTO.search(before) and not dealt:
        return False
    if dealt or _owns(text, place):
        return True
    after = text[last.span.end : last.span.end + _LEAD]
    return not _OF.search(before) and _acts(after, state=place.precision == "country")


def _owns(text: str, place: Place) -> bool:
    """See whether what follows is its government, or what a government has: "Moscow's claim"."""
    match = _OWN.match(text, place.span.end)
    words = match.groups("") if match else ()
    return any(word.lower() in listed("powers") for word in words)


def _dealt_with(before: str, place: Place) -> bool:
    """See whether the words before tell of dealings with it, or of what is done to it."""
    if between := _BETWEEN.search(before):
        return not listed("dealings").isdisjoint(word.lower() for word in between.groups(""))
    for pattern, words in ((_DEALT, "dealings"), (_VERB, "receives")):
        match = pattern.search(before)
        if match and match[1].lower() in listed(words):
            return True
    return place.precision == "country" and bool(_BY.search(before))


def _acts(after: str, *, state: bool) -> bool:
    """See whether a verb of saying or deciding follows, whose subject the name is.

    A state is taken for the subject of any verb in the past, and of any that it will do.
    """
    if not _NEXT.match(after):
        return False
    words = [word.lower() for word in _WORD.findall(after)]
    words = list(dropwhile(_passed, words[:5]))
    match words:
        case [verb, *_] if verb in listed("acts"):
            return True
        case [modal, verb, *_] if modal in listed("wills") and verb in listed("intents"):
            return True
        case [modal, verb, *_] if state and _MODAL.fullmatch(modal):
            return verb not in listed("endures")
        case [verb, *_]:
            return state and bool(_PAST.fullmatch(verb)) and verb not in listed("endures")
        case _:
            return False


def _passed(word: str) -> bool:
    """Say whether a word may stand between a subject and its verb: "Poland strongly denied"."""
    return word in listed("auxiliaries") or word.endswith("ly")
