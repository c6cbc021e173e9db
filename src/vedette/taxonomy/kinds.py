"""The nineteen kinds of incident, one file each under `kinds/`.

>>> kind("arson").definition
'Deliberate fire, whatever the target.'
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from vedette.taxonomy import lexicon

# In the order of the coding guide: the first that fits from the top.
ORDER = (
    "assassination", "cbrn", "missile_drone_strike", "drone_incursion", "airspace_violation",
    "gnss_interference", "undersea_infrastructure", "explosive_attack", "arson", "sabotage",
    "cyberattack", "influence_operation", "vandalism", "espionage", "border_provocation",
    "naval_incident", "military_buildup", "economic_coercion", "unexplained",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a kind is, the sentences that are and are not of it, and the words that name it.

    `strong` patterns name an incident of the kind on their own, `bare` ones only beside a place, a
    day or in the title; `weak` ones point back to one that was named. `target` is the class of target where nothing else tells it. `crosswalk` maps to
    other people's codebooks.
    """

    name: str
    definition: str
    target: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    strong: tuple[str, ...]
    bare: tuple[str, ...]
    weak: tuple[str, ...]
    means: tuple[str, ...]
    never: tuple[str, ...]
    crosswalk: Mapping[str, str]


@cache
def kind(name: str) -> Kind:
    """Load one kind from its file."""
    words = lexicon(f"kinds/{name}")
    return Kind(
        name=name,
        definition=words.tables["definition"],
        target=words.tables["target"],
        examples=words.ordered("examples"),
        counter_examples=words.ordered("counter_examples"),
        strong=words.ordered("strong"),
        bare=words.ordered("bare"),
        weak=words.ordered("weak"),
        means=words.ordered("means"),
        never=words.ordered("never"),
        crosswalk=words.table("crosswalk"),
    )


def kinds() -> tuple[Kind, ...]:
    """Give all kinds in the order of the coding guide."""
    return tuple(kind(name) for name in ORDER)
