"""The codebook in tables: which fields a finding of each type has, and which values are allowed.

The prose is `docs/reference/findings.md`. What is asked of a language model, what a gold file may
hold and how two codings are compared all follow from here.

>>> sorted(FIELDS["pledge"])
['act', 'due', 'made', 'promisor', 'status', 'target']
"""

from collections.abc import Mapping
from typing import Final

from vedette.records import FindingType


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FIELDS: Final[Mapping[FindingType, frozenset[str]]] = {
    "incident": _set("when where target means actor killed injured effect status series"),
    "attribution": _set("accuser accused incident firmness"),
    "denial": _set("denier incident attribution state"),
    "statement": _set("speaker content quote addressee"),
    "pledge": _set("promisor act target due made status"),
    "forecast": _set("forecaster event horizon modality probability"),
    "call": _set("caller addressee action"),
    "posture": _set("actor change direction region when"),
}
"""The fields of each type; `kind` and `anchor` stand on the finding itself."""

_STAGES = (
    "reported under_investigation confirmed attributed charged convicted foiled unattributed "
    "contested revised accident refuted acquitted charges_dropped closed_unsolved retracted"
)
ENUMS: Final[Mapping[tuple[str, str], frozenset[object]]] = {
    ("incident", "status"): _set(_STAGES),
    ("incident", "series"): frozenset({True, False}),
    ("denial", "state"): _set("no_comment denied dismissed_as_absurd accepted claimed"),
    ("statement", "quote"): _set("direct indirect mixed"),
    ("pledge", "status"): _set("made kept broken delayed withdrawn"),
    ("forecast", "modality"): _set("possible likely certain unlikely impossible"),
    ("posture", "direction"): _set("raise lower deploy withdraw close open exercise hold"),
    ("attribution", "firmness"): frozenset(range(7)),
}
"""Fields, by type and name, whose value is one of a few."""

REFERENCES: Final = frozenset({"incident", "attribution"})
"""Fields whose value is the id of another finding."""

CONTENT: Final[Mapping[FindingType, str]] = {
    "statement": "content",
    "pledge": "act",
    "forecast": "event",
    "call": "action",
    "posture": "change",
}
"""The field that holds what a finding is about, for types whose anchor is only a cue."""
