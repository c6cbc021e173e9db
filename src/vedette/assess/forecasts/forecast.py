"""A forecast as the register tells it: its sayings, its state, how it was decided, its score."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from vedette.assess.forecasts.scoring import Likelihood, Score
from vedette.records import Aim, Interval, Span

State = Literal["due", "open", "came_true", "did_not", "void", "unscoreable"]
STATES: Final[tuple[State, ...]] = (
    "due", "open", "came_true", "did_not", "void", "unscoreable",
)  # fmt: skip
"""In the order in which lists show them: what waits for somebody first."""
Outcome = Literal["yes", "no", "void"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("yes", "no", "void")
DECIDED: Final[dict[Outcome, State]] = {"yes": "came_true", "no": "did_not", "void": "void"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What an analyst decided of a forecast: the number of the decision, the outcome, and why.

    `sayings` are the articles and findings that it means, `evidence` the words of a report that
    show how it came out.
    """

    number: int
    outcome: Outcome
    author: str
    reason: str
    at: datetime
    sayings: tuple[tuple[str, str], ...] = ()
    evidence: Aim | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One report's words of a forecast, what they say by the yardstick, and what they change.

    `changes` are against the saying before: `nearer`, `later`, `surer`, `less sure`, `withdrawn`,
    `a time is told`. `doubts` are the reasons why these words alone could not be scored. `score` is
    what they would have scored. `marked` is whether a coder marked the time, or it is the only one
    ahead in the sentence. `copies` are articles that repeat the report.
    """

    article: str
    finding: str
    source: str
    at: datetime
    called: str
    anchor: tuple[Span, ...]
    events: tuple[Span, ...]
    sentence: str
    start: int
    horizon: Interval | None = None
    due: str = ""
    marked: bool = True
    likelihood: Likelihood | None = None
    changes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    score: Score | None = None
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What somebody foretold, in every report of it, and how it came out.

    `forecaster` is empty for one who is not named; then `called` says how he is called. `scored` is
    the place in `sayings` of the words that are scored, None where none can be: then `doubts` has
    the reasons. `horizon` and `likelihood` are those of these words, else of the first.
    """

    id: str
    forecaster: str
    called: str
    event: str
    state: State
    sayings: tuple[Told, ...]
    scored: int | None = None
    doubts: tuple[str, ...] = ()
    horizon: Interval | None = None
    likelihood: Likelihood | None = None
    resolution: Resolution | None = None
    score: Score | None = None

    @property
    def said(self) -> Told:
        """The words that count: those that are scored, else the first."""
        return self.sayings[self.scored or 0]
