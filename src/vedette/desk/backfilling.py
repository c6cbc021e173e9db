"""Asking for a source's past: filled in here, or by the desk that watches the ledger.

One process holds the pace of every host. Where a desk watches, the filling is asked of it in the
ledger and followed until it is through; whoever stops following leaves it to the desk.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from vedette.collect.window import Window
from vedette.desk import running
from vedette.desk.answering import clock
from vedette.desk.filling import DONE, Backfill, Filled, name_of, site_channels
from vedette.desk.fillings import filled_from
from vedette.desk.line import Line
from vedette.desk.settings import Settings
from vedette.desk.sounding import chosen
from vedette.errors import SourceError
from vedette.ledger import fillings, work
from vedette.ledger.append import Appender
from vedette.ledger.fillings import Filling
from vedette.ledger.store import Store, Watched
from vedette.records import Source

FOLLOW = 1.0
"""Seconds between two looks at how far the desk is."""


def backfill(
    settings: Settings,
    source: str,
    since: datetime,
    until: datetime | None,
    *,
    told: Callable[[Filled], None],
    left: Callable[[], None],
) -> Filled:
    """Fill a time of a source by its id; raises SourceError where nothing of it can be filled.

    `left` hears that it is left to the desk that watches this ledger: two processes would ask every
    host twice as often.
    """
    chosen = _chosen(settings, source)
    asked = Filling(source=source, since=since, until=until, asked=clock())
    with running.opened(settings.ledger_url) as store:
        try:
            with store.watched(), running.engine(settings) as working:
                line = running.line(settings, store, working, [chosen])
                return asyncio.run(_here(settings, line, chosen, asked, told))
        except Watched:
            left()
            return _there(store, asked, told)


async def _here(
    settings: Settings,
    line: Line,
    source: Source,
    asked: Filling,
    told: Callable[[Filled], None],
) -> Filled:
    async def came() -> None:
        await asyncio.to_thread(line.finish)

    async with running.asking(settings) as client:
        return await Backfill(
            line=line,
            source=source,
            client=client.on_behalf(source.id),
            seen=Window(since=asked.since, until=asked.until),
            now=clock,
            sleep=asyncio.sleep,
            write=at_once,
            came=came,
            told=told,
        ).run()


async def at_once(function: Callable[..., Any], *given: Any) -> Any:
    """Run a function where nobody else writes."""
    return function(*given)


def _there(store: Store, asked: Filling, told: Callable[[Filled], None]) -> Filled:
    """Ask it of the desk that watches, unless that was done before, and follow."""
    with store.reading() as connection:
        before = [one for one in fillings.waiting(connection) if one.is_of(asked)]
    if not before:
        with Appender(store, now=clock).batch() as batch:
            fillings.ask(batch, asked)
    followed = before[0] if before else asked
    while True:
        with store.reading() as connection:
            outcome = fillings.outcome(connection, followed)
            told(_so_far(connection, followed))
        if outcome is not None:
            return filled_from(outcome)
        time.sleep(FOLLOW)


def _so_far(connection: Connection, asked: Filling) -> Filled:
    """Tell how far the desk is, by the files that it is through with."""
    name = name_of(asked.since, asked.until)
    listed = work.parts(connection, asked.source, name, since=asked.asked, limit=DONE)
    polls = [polls[-1] for polls in listed.values()]
    found, fresh = sum(one.seen for one in polls), sum(one.new for one in polls)
    return Filled(files=len(polls), found=found, known=found - fresh, brought=fresh)


def _chosen(settings: Settings, name: str) -> Source:
    (found,) = chosen(settings, [name])
    if not site_channels(found):
        raise SourceError(
            what="nothing of its past can be found",
            where=name,
            why="none of its channels is a site's",
            remedy="replay what you have of it: vedette replay",
        )
    return found
