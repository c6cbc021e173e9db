"""Tell calls and postures in a reader's words. Pages and the command line share them."""

from collections.abc import Mapping
from typing import Final

from vedette.desk import CallLine, CallStanding, Change, CountryTrack, Lane
from vedette.web.names import actor_name, country_name
from vedette.web.tongues import gettext, pgettext

SIGNS: Final[Mapping[CallStanding, str]] = {
    "unanswered": "stage-open",
    "may have followed": "stage-half",
    "followed": "stage-full",
    "refused": "stage-crossed",
    "unaddressed": "stage-stopped",
}
"""The sign in the sprite for a standing; its word stands beside it."""
LANES: Final[Mapping[Lane, str]] = {
    "alert": "alert",
    "protection": "protection",
    "presence": "forces",
    "passage": "passage",
    "exercise": "exercises",
}
WAYS: Final[Mapping[str, str]] = {
    "raise": "raised",
    "lower": "lowered",
    "deploy": "sent",
    "withdraw": "withdrawn",
    "close": "closed",
    "open": "opened",
    "exercise": "exercise",
    "hold": "held",
}


def caller(line: CallLine) -> str:
    """Name who asks."""
    return actor_name(line.callers, line.who)


def addressee(line: CallLine) -> str:
    """Name who is asked."""
    return actor_name(line.addressees, line.whom)


def called(actors: tuple[str, ...], words: str) -> str:
    """Give the report's own words for somebody, empty where they are the name itself."""
    return "" if words == actor_name(actors, words) else words


def way(change: Change) -> str:
    """Say what was done."""
    return pgettext("posture", WAYS.get(change.direction, change.direction or "changed"))


def level(change: Change) -> str:
    """Tell the level after a step of the lane of alerts; empty in the others.

    A level that words name is told by its name, else as steps above or below the first known.
    """
    if change.height is None:
        return ""
    return named(change.named.name if change.named else "", change.height)


def named(name: str, height: int) -> str:
    """Write a level.

    >>> named("bravo", 2), named("", 1), named("", 0), named("highest", 3)
    ('bravo', '+1', '0', 'highest')
    """
    if name:
        return name
    return f"{height:+d}" if height else "0"


def now(track: CountryTrack) -> str:
    """Tell the level of alert that holds, empty where no alert was told of."""
    return "" if track.level is None else named(track.named, track.level)


def state(track: CountryTrack) -> str:
    """Name whose postures these are."""
    return country_name(track.country)


def days(change: Change) -> str:
    """Tell when a step begins and, where it is told, till when it lasts.

    The day of the report is marked as such where no other is told.
    """
    told = change.day.isoformat()
    if not change.told_day:
        told = gettext("reported %(day)s", day=change.day)
    return (
        gettext("%(day)s, until %(until)s", day=told, until=change.until) if change.until else told
    )
