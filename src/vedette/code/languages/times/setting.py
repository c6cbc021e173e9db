"""What a match of the time grammar is read against, and what it comes to."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Draft = tuple[str, Literal["DATE", "TIME", "DURATION"]] | None
"""A TIMEX3 value and its type; None where the words name no time after all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a match stands: the day published, the day told last, and if words look ahead."""

    today: date | None
    anchor: date | None
    ahead: bool


def dated(value: str | None) -> Draft:
    """Make a DATE of a value, if there is one."""
    return (value, "DATE") if value else None
