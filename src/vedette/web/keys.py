"""The keys of the desk in one table: the list that `?` opens and the page `/keys` are made of it.

A key that goes somewhere is two: `g`, then a letter. None of them does anything while somebody
types in a box, nor with Ctrl, Alt or Meta.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Keys that are pressed one after the other, or either of them, and what they do.

    `to` is the page that they lead to, empty where they stay here.
    """

    keys: tuple[str, ...]
    does: str
    to: str = ""
    either: bool = False


HERE: Final = (
    Key(keys=("/",), does="search"),
    Key(keys=("j", "k"), does="next, previous line", either=True),
    Key(keys=("o", "Enter"), does="open the line", either=True),
    Key(keys=("?",), does="these keys"),
    Key(keys=("Esc",), does="let go of a box; close what is open"),
)
LIST: Final = (Key(keys=("x",), does="tick the incident, or take the tick off"),)
"""What one does to the line of a list that one is at."""
DUTY: Final = (
    Key(keys=("a",), does="acknowledge the line"),
    Key(keys=("z",), does="put it off"),
)
"""What whoever may decide does to the line that he is at."""
REVIEW: Final = (
    Key(keys=("c", "d"), does="it holds, it does not", either=True),
    Key(keys=("s", "n"), does="the same, not the same", either=True),
    Key(keys=("y", "x"), does="it came true, it did not", either=True),
    Key(keys=("v",), does="nobody can decide it"),
    Key(keys=("e",), does="seen"),
    Key(keys=("u",), does="take the last back"),
)
"""What decides in the review queue."""
GO: Final = (
    Key(keys=("g", "n"), does="Now", to="/"),
    Key(keys=("g", "i"), does="Incidents", to="/incidents"),
    Key(keys=("g", "s"), does="Stories", to="/stories"),
    Key(keys=("g", "f"), does="Findings", to="/findings"),
    Key(keys=("g", "m"), does="Map", to="/map"),
    Key(keys=("g", "a"), does="Alarms", to="/alarms"),
    Key(keys=("g", "w"), does="Watches", to="/watches"),
    Key(keys=("g", "b"), does="Brief", to="/brief"),
    Key(keys=("g", "c"), does="Coverage", to="/coverage"),
    Key(keys=("g", "r"), does="Review", to="/review"),
    Key(keys=("g", "o"), does="Handover", to="/handover"),
    Key(keys=("g", "d"), does="Add by hand", to="/add"),
    Key(keys=("g", "h"), does="Help", to="/help"),
)
"""Where `g` and a letter lead."""
