"""What sayings say by one yardstick, remembered."""

from typing import Final

from vedette.assess.forecasts.foretold import Foretold, doubts, likelihood_of
from vedette.assess.forecasts.scoring import Likelihood
from vedette.assess.forecasts.yardsticks import Yardstick

REMEMBERED: Final = 50_000
"""Sayings whose mapping is kept in memory, about 300 bytes each; 10,000 take 2 s to map anew."""


class Measure:
    """What sayings say by one yardstick, worked out once for each: the list is asked for often."""

    def __init__(self, yardstick: Yardstick) -> None:
        self.yardstick = yardstick
        self._known: dict[tuple[str, str], tuple[Likelihood | None, tuple[str, ...]]] = {}

    def of(self, told: Foretold) -> tuple[Likelihood | None, tuple[str, ...]]:
        """Give how likely it is said to be, and the reasons why it cannot be scored."""
        name = told.article, told.finding
        found = self._known.get(name)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = likelihood_of(told, self.yardstick), doubts(told, self.yardstick)
            self._known[name] = found
        return found
