"""How long the desk keeps what it took in: rules that say what goes, when, and what never does.

A rule lets *captures* go, the bytes of pages and files, or *articles*, with all their words. It
lets nothing go that something rests on; `HOLDS` says what that is.

>>> rule = Rule(name="pages", drop="captures", after=400, sources=("de/leine-bote",))
>>> rule.sentence
'captures after 400 days, of de/leine-bote'
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, Literal, get_args

from vedette.handling import Tlp, label

Drop = Literal["captures", "articles"]
"""What goes. *captures*: the bytes of pages and files, of which the text and the findings stay.
*articles*: their words in all versions, the bytes they were read from, and the findings."""

DROPS: Final[tuple[Drop, ...]] = get_args(Drop)

Found = Literal["any", "none"]
"""Of which articles: any, or those in which no coder has found anything."""

FOUND: Final[tuple[Found, ...]] = get_args(Found)

Hold = Literal["signed", "told", "decided", "promised", "running", "first"]
"""Why something stays, however old it is."""

HOLDS: Final[Mapping[Hold, str]] = MappingProxyType(
    {
        "signed": "a signed brief or handover names it, or an incident that it tells",
        "told": "an alert that went out rests on it",
        "decided": "a decision that is in force is about it",
        "promised": "it holds a pledge or a forecast, which time must judge",
        "running": "an incident that it tells has newer reports",
        "first": "its story, which is named by it, has other reports",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What goes `after` so many days: of some `sources` and of some `handling`, of all where empty.

    Days are counted from when the newest version, or the bytes, became known here. An article of
    which no coder has found anything (`found` is *none*) must have been coded.
    """

    name: str
    drop: Drop
    after: int
    sources: tuple[str, ...] = ()
    handling: tuple[Tlp, ...] = ()
    found: Found = "any"

    def until(self, now: datetime) -> datetime:
        """Give the moment before which something became known that may go."""
        return now - timedelta(days=self.after)

    @property
    def sentence(self) -> str:
        """Say what the rule lets go."""
        what = f"{self.drop} without findings" if self.found == "none" else self.drop
        told = [f"{what} after {self.after} days"]
        told += [f"of {', '.join(self.sources)}"] if self.sources else []
        told += [f"handled as {', '.join(map(label, self.handling))}"] if self.handling else []
        return ", ".join(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aged:
    """What a rule would let go: an article by its id, or bytes by their hash with their articles.

    `hold` is why it stays all the same, None where it goes. `size` are the bytes that it takes up
    packed, 0 for articles.
    """

    rule: str
    drop: Drop
    name: str
    articles: tuple[str, ...]
    source: str
    url: str
    known: datetime
    hold: Hold | None = None
    size: int = 0
