"""What may be asked of the register of forecasts, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from vedette.answers import Head, IncidentLine
from vedette.assess.forecasts.calibration import ENOUGH, Bin, Record
from vedette.assess.forecasts.deciders import Decider
from vedette.assess.forecasts.forecast import (
    OUTCOMES,
    STATES,
    Forecast,
    Outcome,
    Resolution,
    State,
    Told,
)
from vedette.assess.forecasts.scoring import Likelihood, Score
from vedette.assess.forecasts.yardsticks import NAMES, USUAL, Name

__all__ = [
    "ENOUGH", "NAMES", "OUTCOMES", "STATES", "USUAL", "Bin", "Forecast", "ForecastAsk",
    "ForecastPage", "ForecastSheet", "ForecasterSheet", "Likelihood", "Name", "Outcome",
    "Proposal", "Record", "Resolution", "Scale", "Score", "State", "Told",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastAsk:
    """A question to the register: every filter that is not empty must hold.

    `by` is part of a forecaster's name. `due_from` and `due_before` let through those whose time
    ends on a day or later, and before a day. `before` is how many come before the page.
    """

    states: frozenset[State] = frozenset()
    by: str = ""
    due_from: date | None = None
    due_before: date | None = None
    limit: int = 50
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The yardstick by which words of likelihood are mapped, and where it was published."""

    id: str
    name: str
    title: str
    publisher: str
    published: date
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastPage:
    """A piece of the register: due, open, decided and unscoreable ones, in that order.

    `states` counts all that answer the question but for the states it asks for. `heads` are the
    reports, by their articles. `deciders` counts the incidents that may decide each one that is
    due, at most ten.
    """

    lines: tuple[Forecast, ...]
    next: int | None = None
    states: Mapping[State, int] = field(default_factory=dict)
    heads: Mapping[str, Head] = field(default_factory=dict)
    deciders: Mapping[str, int] = field(default_factory=dict)
    yardstick: Scale | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An incident that may decide a forecast, and what of it agrees."""

    decider: Decider
    line: IncidentLine


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastSheet:
    """Everything about one forecast: its reports, how its words were mapped, what may decide it.

    `proposals` are there until it is decided. `shown` names the incidents that the words which
    decided it tell of now. `record` is that of the forecaster, None for one without a name.
    """

    forecast: Forecast
    heads: Mapping[str, Head]
    yardstick: Scale
    proposals: tuple[Proposal, ...] = ()
    shown: tuple[str, ...] = ()
    record: Record | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecasterSheet:
    """What one forecaster foretold, and how good it was; `record.bins` is empty below `enough`."""

    name: str
    record: Record
    forecasts: tuple[Forecast, ...]
    heads: Mapping[str, Head]
    yardstick: Scale
    enough: int = ENOUGH
