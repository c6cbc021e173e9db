"""Tell why two incidents may be the same, in words, and the commands that decide it.

The ledger names the signs that weighed most, each with what it added to the odds. What a sign is,
`docs/reference/linking.md` says at length; here it has the few words that a reader is shown.
"""

import math
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vedette.desk import IncidentLine, IncidentSheet
from vedette.records import Kinship
from vedette.web.tongues import gettext
from vedette.web.words import spaced

SIGNS: Final[Mapping[str, str]] = {
    "one_kind": "the same kind",
    "told_same_day": "the same day",
    "told_next_day": "one day apart",
    "told_apart": "several days apart",
    "told_weeks_apart": "more than ten days apart",
    "wide_same": "a loosely told time that fits",
    "wide_apart": "a loosely told time that does not fit",
    "towns_one": "the same town",
    "towns_near": "10 to 30 km apart",
    "towns_apart": "30 to 150 km apart",
    "towns_far": "more than 150 km apart",
    "wide_touch": "areas that meet",
    "wide_far": "areas that do not meet",
    "where_shared": "places named alike",
    "where_differs": "places named otherwise",
    "where": "names of the place in common",
    "around": "words beside it in common",
    "hit": "words for what was hit in common",
    "words": "words of the reports in common",
    "names": "names in common",
    "names_sum": "rare names in common",
    "one_story": "in one story",
    "story": "how near the reports are",
    "apart": "time between the reports",
    "one_report": "told by one report",
    "one_report_day": "told by one report, of the same day",
    "one_class": "the same class of target",
    "one_series": "one a series, the other not",
    "both_lead": "both the matter of their reports",
    "one_leads": "only one the matter of its report",
    "one_accused": "the same accused",
    "day_and_town": "day and town at once",
    "day_and_kind": "day and kind at once",
    "town_and_kind": "town and kind at once",
}
"""The signs of `vedette.relate.kinship` in words that hold whichever way they weigh."""
LETTERS: Final = 12
"""Of an id in a command: one in many millions shares so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A sign in words, and the term it adds: above 0 it speaks for one incident."""

    words: str
    term: float

    @property
    def weight(self) -> str:
        """The term with its sign, as `+3.53` or `−1.03`."""
        return f"{self.term:+.2f}".replace("-", "−")


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """An incident that may be the same, why it may, and how an analyst says whether it is."""

    line: IncidentLine
    kinship: Kinship
    speaks_for: tuple[Reason, ...]
    against: tuple[Reason, ...]

    @property
    def likely(self) -> int:
        """How likely it is, by the words of the reports, in percent."""
        return likely(self.kinship.odds)

    @property
    def odds(self) -> str:
        """The logarithm of the odds, as `−0.67`."""
        return f"{self.kinship.odds:.2f}".replace("-", "−")

    def merging(self, ledger: str = "") -> str:
        """Write the command that makes one of the two."""
        return self._command("merge", ledger)

    def parting(self, ledger: str = "") -> str:
        """Write the command that says that they are two."""
        return self._command("split", ledger)

    def _command(self, verb: str, ledger: str) -> str:
        one, other = self.kinship.one[:LETTERS], self.kinship.other[:LETTERS]
        where = f" --ledger {shlex.quote(ledger)}" if ledger else ""
        return f'vedette decide {verb} {one} {other}{where} --reason "…"'


def likely(odds: float) -> int:
    """Give how likely something is by the logarithm of its odds, in percent.

    >>> likely(0.0), likely(2.2)
    (50, 90)
    """
    return round(100 / (1 + math.exp(-odds)))


def nearest(sheet: IncidentSheet) -> tuple[Near, ...]:
    """Give the incidents that may be the same as this one, the nearest first."""
    lines = {line.id: line for line in sheet.kin}
    return tuple(
        Near(
            line=lines[one.other],
            kinship=one,
            speaks_for=tuple(reason for reason in _reasons(one) if reason.term > 0),
            against=tuple(reason for reason in _reasons(one) if reason.term < 0),
        )
        for one in sheet.incident.kin
        if one.other in lines
    )


def _reasons(one: Kinship) -> Iterator[Reason]:
    for sign, term in one.reasons:
        yield Reason(words=gettext(SIGNS[sign]) if sign in SIGNS else spaced(sign), term=term)
