"""In which order news of incidents deserve a look: five factors, multiplied, each of them told.

    consequence = kind × harm × credibility × turn × rarity

It is a rule of thumb that can be read, not a model that was fitted. It knows no clock: the same
facts give the same number. It is monotone: a graver kind, more harm, a better credibility, a firmer
accusation or a rarer thing never lowers it (`tests/assess/test_consequence.py` shows it for each).
The figures are settings of taste, written down so that they can be argued with; what they put above
what is what matters, not their size.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Final, Literal

Turn = Literal["new", "firmer", "moved", "told"]
"""What the news is: an incident that was not known, a firmer accusation, another stage, a further
report."""

KINDS: Final[Mapping[str, float]] = {
    **dict.fromkeys(("assassination", "cbrn", "missile_drone_strike", "explosive_attack"), 1.0),
    **dict.fromkeys(("sabotage", "undersea_infrastructure", "border_provocation", "arson"), 0.8),
    **dict.fromkeys(("drone_incursion", "airspace_violation", "naval_incident"), 0.7),
    **dict.fromkeys(("cyberattack", "military_buildup", "gnss_interference", "unexplained"), 0.5),
    **dict.fromkeys(("espionage", "economic_coercion", "influence_operation"), 0.4),
    "vandalism": 0.25,
}
"""What a kind threatens: lives first, then what many live on, then a border, then a system or a
bargain, last a wall. In a tier no kind stands before another."""
OTHER: Final = 0.5
"""Of a kind that a plugin brings: the middle."""

CREDIBLE: Final[Mapping[int, float]] = {1: 1.0, 2: 0.85, 3: 0.65, 6: 0.5, 4: 0.3, 5: 0.15}
"""By the figure of the grade. What cannot be judged (6) stands between possibly true and doubtful:
the first report of a night is one of these."""

TURNS: Final[Mapping[Turn, float]] = {"new": 1.0, "firmer": 0.8, "moved": 0.8, "told": 0.4}
"""A further report of what is known is worth a look when there is time."""
RUNG: Final = 0.15
"""What each rung adds by which the accusation is firmer than it was, of six."""

INJURED: Final = 1.5
KILLED: Final = 2.0
MANY: Final = 3.0
"""Harm: somebody injured, somebody killed, `LARGE` or more killed."""
LARGE: Final = 10

RARE: Final = 1.0
"""What the first of its kind at a place in the days looked at has more than the usual one; the
n-th has `RARE / n`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the order looks at.

    `credibility` is the grade's figure, `before` and `firmness` are rungs of the ladder of
    attribution (0 to 6) when the reader last looked and now, `others` how many of its kind became
    known at its place in the days before. `killed` and `injured` are the highest that is told.
    """

    kind: str
    credibility: int
    turn: Turn
    before: int = 0
    firmness: int = 0
    others: int = 0
    killed: int = 0
    injured: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """The factors by their names, in the order in which they are told."""

    factors: Mapping[str, float]

    @property
    def score(self) -> float:
        """The product."""
        return prod(self.factors.values())


def consequence(facts: Facts) -> Consequence:
    """Weigh news.

    >>> quiet = Facts(kind="vandalism", credibility=3, turn="told", others=4)
    >>> blast = Facts(kind="explosive_attack", credibility=2, turn="new", killed=1)
    >>> consequence(quiet).score < 0.1 < 3 < consequence(blast).score
    True
    """
    return Consequence(
        factors={
            "kind": KINDS.get(facts.kind, OTHER),
            "harm": _harm(facts),
            "credibility": CREDIBLE[facts.credibility],
            "turn": TURNS[facts.turn] + RUNG * max(0, facts.firmness - facts.before),
            "rarity": 1 + RARE / (1 + facts.others),
        }
    )


def _harm(facts: Facts) -> float:
    if facts.killed >= LARGE:
        return MANY
    if facts.killed:
        return KILLED
    return INJURED if facts.injured else 1.0
