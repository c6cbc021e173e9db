"""The stops of the guided tour: seven pages as they are, and what to look at on each."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A stop: what it is called, the element to look at by its name, and why.

    `path` is the page, in which `{incident}`, `{article}` and `{finding}` stand for ids that are
    found when somebody comes; the element is outlined by `frame.css`, by the stop's number.
    """

    title: str
    path: str
    look: str
    said: str


STOPS: Final = (
    Stop(
        title="Now",
        path="/",
        look="the first line of the list",
        said="What is new comes first by consequence, not by the clock. “Why here” opens the"
        " figures that put the line there.",
    ),
    Stop(
        title="An incident",
        path="/incidents/{incident}",
        look="the sentence under the headline",
        said="Several reports tell of one thing; here it is in one sentence. Each part of it leads"
        " to those who say so.",
    ),
    Stop(
        title="The words it is from",
        path="/article/{article}#f-{finding}",
        look="the marked words, and the numbered finding beside them",
        said="Whatever the desk claims, it shows the words it has it from. The shapes of the marks"
        " tell what from where, when and who.",
    ),
    Stop(
        title="Where sources differ",
        path="/incidents/{incident}#disagreements",
        look="the sides, each with its voices",
        said="The desk does not choose between them. A copy is no voice of its own, and two sources"
        " with one owner are one.",
    ),
    Stop(
        title="An alarm",
        path="/alarms",
        look="the sentence at the head of the page",
        said="An alarm is a count that is higher than the past lets one expect, with what it"
        " promises about false ones, and with the days that could not be seen.",
    ),
    Stop(
        title="A watch",
        path="/watches?name=tour&q=kind:sabotage",
        look="what it would have told in the last 90 days",
        said="A watch is a question that the desk asks for you. It is tried on the past before it"
        " is switched on.",
    ),
    Stop(
        title="Take it with you",
        path="/incidents/{incident}",
        look="the formats above the headline",
        said="Every list and every incident leaves in formats that other systems read. In this"
        " archive each says SAMPLE.",
    ),
)


def stop(number: int) -> Stop | None:
    """Give a stop by its number from 1; None where there is none.

    >>> stop(1).title, stop(0), stop(99)
    ('Now', None, None)
    """
    return STOPS[number - 1] if 1 <= number <= len(STOPS) else None


def number_of(given: str) -> int:
    """Read a stop's number off an address; 0 for what is none.

    >>> number_of("3"), number_of("-1"), number_of("many")
    (3, 0, 0)
    """
    number = int(given) if given.isascii() and given.isdecimal() and len(given) < 3 else 0
    return number if stop(number) else 0
