"""What the word lists know of each word: the kind of incident it triggers, the finding it cues.

The lists are the taxonomy's, as they stand for a reader of rules. Here they only hint: the network
weighs them with all the rest, so that a word it never met in training is not unknown to it.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

from vedette.records import Span
from vedette.taxonomy import lexicon
from vedette.taxonomy.kinds import ORDER, kinds
from vedette.taxonomy.patterns import Patterns

CUES: Final = ("statement", "posture", "forecast", "call", "pledge", "attribution", "denial")
"""Types that a single word may cue, the later before the earlier where two claim one word."""

_IRREGULAR: Final = {
    "said": "say", "told": "tell", "thought": "think", "wrote": "write", "written": "write",
    "held": "hold", "swore": "swear", "sworn": "swear", "found": "find", "saw": "see",
    "seen": "see", "spoke": "speak", "spoken": "speak", "knew": "know", "foresaw": "foresee",
    "undertook": "undertake", "undertaken": "undertake", "sent": "send", "withdrew": "withdraw",
    "withdrawn": "withdraw", "shut": "shut", "read": "read", "felt": "feel", "drew": "draw",
    "denies": "deny", "denied": "deny", "denying": "deny",
}  # fmt: skip
_ENDINGS: Final = frozenset(
    {"", "s", "es", "d", "ed", "ing", "e", "y", "ies", "ied", "ying", "ted", "ting", "red", "ring"}
    | {"ped", "ping", "ned", "ning", "led", "ling"}
)
"""What an inflected form may have behind its stem."""
_CHANGING: Final = ("e", "y")
_SHORTEST: Final = 3


@cache
def _stems() -> dict[str, int]:
    """Map stems of cue verbs to the number of their type, from 1."""
    listed = lexicon("cues").classes("verbs")
    return {_stem(word): CUES.index(type_) + 1 for type_ in CUES for word in listed[type_]}


def _stem(lemma: str) -> str:
    return lemma[:-1] if lemma.endswith(_CHANGING) and len(lemma) > _SHORTEST else lemma


@cache
def _triggers() -> Patterns:
    """Patterns of every kind's words; those that suffice alone are told apart by their name."""
    sure = {f"sure {kind.name}": kind.strong for kind in kinds()}
    return Patterns(sure | {kind.name: (*kind.bare, *kind.weak) for kind in kinds()})


@cache
def _phrases() -> Patterns:
    """Denials that several words make."""
    return Patterns(lexicon("cues").classes("phrases"))


def cues(text: str, words: Sequence[Span]) -> list[int]:
    """Give for each word the number of the type that it cues, 0 for none."""
    denied = bytearray(len(text))
    for match in _phrases().search(text):
        denied[match.start : match.end] = b"\x01" * (match.end - match.start)
    number = CUES.index("denial") + 1
    return [number if denied[start] else _cue(text[start:end].lower()) for start, end in words]


@cache
def _cue(word: str) -> int:
    word = _IRREGULAR.get(word, word)
    stems = _stems()
    for end in range(len(word), _SHORTEST - 1, -1):
        if word[:end] in stems and word[end:] in _ENDINGS:
            return stems[word[:end]]
    return 0


def triggers(text: str, words: Sequence[Span]) -> list[int]:
    """Give for each word the number of the kind, from 1, that it helps to name; 0 for none."""
    marks = bytearray(len(text))
    found = sorted(_triggers().search(text), key=lambda match: match.name.startswith("sure "))
    for match in found:
        number = ORDER.index(match.name.removeprefix("sure ")) + 1
        marks[match.start : match.end] = bytes([number]) * (match.end - match.start)
    return [marks[start] for start, _ in words]
