"""What a match of the time grammar is read against, and what it comes to."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Draft = tuple[str, Literal["DATE", "TIME", "DURATION"]] | None
"""A TIMEX3 value and its type; None where the words name no time after all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a match stands: the day published, the day told last, and how words look at it.

    `onward` says that words of the future stand by it; `since`, that it opens a stretch, and
    `until`, that it ends one.
    """

    today: date | None
    anchor: date | None
    onward: bool
    since: bool = False
    until: bool = False

    def ahead(self) -> bool:
        """Whether the words around look to the future: without a sign of that news looks back."""
        return self.onward

    def firm(self) -> bool:
        """Whether it bounds a stretch: one that runs already, however long, or is to end."""
        return self.until or (self.since and not self.onward)


def dated(value: str | None) -> Draft:
    """Make a DATE of a value, if there is one."""
    return (value, "DATE") if value else None
