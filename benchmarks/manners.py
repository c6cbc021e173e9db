"""Whether a day of polls kept to what each host asked for: robots.txt, Retry-After and pace."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice, pairwise
from typing import Any
from urllib.parse import urlsplit

import httpx2

from collect import BEHAVIOURS, Hurried
from vedette.records import Channel

REST = 7200
"""Seconds that the busy addresses of a day ask for, twice."""

QUICK = {"slow?s=3": "slow?s=1", "drip?s=60": "drip?s=1", "drip?s=5": "", "hang?s=60": "hang?s=1",
         "429?n=2&after=2": "429?n=2&after={rest}",
         "503?n=2&after=2": "503?n=2&after={rest}"}  # fmt: skip
"""Behaviours that take wall time, made short; empty where another shows the same."""

PACE = 1.0
"""Seconds between two requests to a host."""


BUSY = re.compile("429|503")
HOSTS = 4
"""Hosts that the behaviours stand on: who asks one to come back later is a host of its own."""


def odd_ones(bases: Sequence[str], *, rest: int) -> dict[str, Channel]:
    """Give a channel for every behaviour of the test web, by name; `bases` are `HOSTS` hosts.

    `rest` are the seconds that busy ones ask for.
    """
    named = [told.format(rest=rest) for name in BEHAVIOURS if (told := QUICK.get(name, name))]
    busy = dict(zip(filter(BUSY.match, named), bases[1:], strict=True))
    at = {name: f"{busy.get(name, bases[0])}/b/{name}" for name in named}
    return {f"b/{name}": Channel(kind="feed", url=url) for name, url in at.items()}


def bare(name: str) -> str:
    """Name a behaviour without its numbers, however it is written: `b/429?n=2`, `429?n=9`.

    >>> bare("/b/429?n=2&after=2"), bare("to?u=URL"), bare("private/x")
    ('429', 'to', 'private/x')
    """
    return name.removeprefix("/").removeprefix("b/").partition("?")[0]


@dataclass(kw_only=True)
class Manners:
    """What was sent to whom at which second of the gate's clock."""

    clock: Hurried
    sent: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    async def note(self, request: httpx2.Request) -> None:
        """Note a request as it is sent; a hook of the HTTP client."""
        self.sent[urlsplit(str(request.url)).netloc].append(self.clock.seconds)

    def hurried(self) -> int:
        """Count the requests that came sooner after another to the same host than its pace."""
        return sum(
            after - before < PACE - 1e-6
            for moments in self.sent.values()
            for before, after in pairwise(moments)
        )


def forbidden(paths: Iterable[str]) -> int:
    """Count the requests for what robots.txt forbids."""
    return sum("private" in path or "print=1" in path for path in paths)


def restless(log: Iterable[Mapping[str, Any]]) -> int:
    """Count the requests that came before a busy address was to be asked again.

    `log` is the test web's: each request with its path and the moment of the web's own clock.
    """
    asked: defaultdict[str, list[datetime]] = defaultdict(list)
    for row in log:
        asked[row["path"]].append(datetime.fromisoformat(row["clock"]))
    return sum(
        after - before < rest
        for path, moments in asked.items()
        if (told := _rest(path)) is not None
        for times, rest in [told]
        for before, after in islice(pairwise(moments), times)
    )


def _rest(path: str) -> tuple[int, timedelta] | None:
    """Tell how often a path answers that it is busy, and for how long it wants to be left alone."""
    if path.endswith("429-forever"):
        return 10_000, timedelta(days=1)
    found = re.search(r"/b/(?:429|503)\?n=(\d+)&after=(\d+)", path)
    return (int(found[1]), timedelta(seconds=int(found[2]))) if found else None
