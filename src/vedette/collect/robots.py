"""What a host's robots.txt allows, asked once a day and kept.

No file (any 4xx but 429) allows everything; a server that fails (5xx, 429) forbids everything for
an hour, one that cannot be reached for a minute, unless an older copy is at hand.

Source: RFC 9309, sections 2.3.1 (access results), 2.4 (caching), 2.5 (limits).
"""

from collections.abc import MutableMapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from protego import Protego

LARGEST = 512 * 1024
"""Bytes that are parsed; RFC 9309 asks for at least 500 KiB."""

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
OLDEST = timedelta(days=30)
"""How long a copy stands in for a file that cannot be reached, as RFC 9309 allows."""

LONGEST_DELAY = 3600.0
"""Seconds; a crawl-delay beyond it is a mistake or a wish to be left alone by search engines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A host's robots.txt as it was at `at`; `ask_again` says when it must be looked at anew."""

    text: str
    at: datetime
    ask_again: datetime
    state: Literal["read", "absent", "failing", "unreachable"] = "read"
    why: str = ""

    def allows(self, url: str, agent: str) -> bool:
        """Tell whether this agent (a product name such as `vedette`) may ask for an address."""
        if self.state in {"failing", "unreachable"}:
            return False
        return self.state == "absent" or _parsed(self.text).can_fetch(url, agent)

    def delay(self, agent: str) -> float:
        """Tell the seconds to leave between two requests, 0.0 where the file names none."""
        said = _parsed(self.text).crawl_delay(agent) if self.state == "read" else None
        return min(max(0.0, said or 0.0), LONGEST_DELAY)

    def sitemaps(self) -> tuple[str, ...]:
        """Give the sitemaps that the file names, for whatever agent."""
        if self.state != "read":
            return ()
        return tuple(dict.fromkeys(_parsed(self.text).sitemaps))


Kept = MutableMapping[str, Rules]
"""Origin (`https://example.org:443`) → its rules; whoever hands it in decides how long it lives."""


def from_answer(status: int, body: bytes, now: datetime) -> Rules:
    """Read the answer to a request for robots.txt."""
    if status >= 500 or status == 429:
        return failing(f"status {status}", now)
    if status >= 300:
        return Rules(text="", at=now, ask_again=now + DAY, state="absent")
    text = body[:LARGEST].decode("utf-8-sig", "replace")
    return Rules(text=text, at=now, ask_again=now + DAY)


def failing(why: str, now: datetime) -> Rules:
    """Forbid everything for an hour, since nobody can say what is allowed."""
    return Rules(text="", at=now, ask_again=now + HOUR, state="failing", why=why)


def unreachable(why: str, now: datetime) -> Rules:
    """Forbid everything for a minute: often it is our own line that is down, not the host."""
    return Rules(text="", at=now, ask_again=now + MINUTE, state="unreachable", why=why)


def renewed(old: Rules | None, new: Rules, now: datetime) -> Rules:
    """Keep an older copy where the new look failed and the copy is not too old."""
    failed = new.state in {"failing", "unreachable"}
    if failed and old and old.state in {"read", "absent"} and now - old.at < OLDEST:
        return replace(old, ask_again=new.ask_again)
    return new


@lru_cache(maxsize=64)
def _parsed(text: str) -> Protego:
    return Protego.parse(text)
