"""Fillings that were left to the desk: done beside the line, by the one client that asks.

So the pace of each host holds for polls and fillings together. Each source is filled once at a
time; what was begun before a kill goes on, since each page and each file that is done is a row.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from vedette.collect import Client
from vedette.collect.window import Window
from vedette.desk.filling import Backfill, Filled
from vedette.desk.line import Line
from vedette.errors import Away, CollectError, SourceError, VedetteError
from vedette.ledger import fillings
from vedette.ledger.fillings import Filling
from vedette.records import Issue, Source

LOOK = 2.0
"""Seconds between two looks at what was asked for."""


@dataclass(slots=True, kw_only=True)
class Fillings:
    """Fills what is asked for in the ledger; `write` as in `Backfill`, `came` wakes what reads."""

    line: Line
    sources: Sequence[Source]
    client: Client
    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]
    write: Callable[..., Awaitable[Any]]
    came: Callable[[], None]
    _under_way: set[str] = field(default_factory=set)

    async def run(self) -> None:
        """Take up whatever is asked for, until cancelled."""
        async with asyncio.TaskGroup() as group:
            while True:
                for one in await asyncio.to_thread(self._waiting):
                    if one.source not in self._under_way:
                        self._under_way.add(one.source)
                        group.create_task(self._fill(one))
                await self.sleep(LOOK)

    def _waiting(self) -> tuple[Filling, ...]:
        with self.line.store.reading() as connection:
            return fillings.waiting(connection)

    async def _fill(self, asked: Filling) -> None:
        """Fill one time of one source, and say what came of it, whatever it is."""
        try:
            outcome = asdict(await self._backfill(asked).run())
        except Away:
            raise  # nothing is wrong with the filling: the watch begins it again
        except VedetteError as fault:
            outcome = {"fault": _parts(fault)}
        except Exception as fault:  # noqa: BLE001  # one filling that breaks must not stop the rest
            why = f"{type(fault).__name__}: {fault}"[:300]
            outcome = {"fault": {"what": "the filling broke", "where": asked.source, "why": why}}
        await self.write(self._close, asked, outcome)
        self._under_way.discard(asked.source)

    def _backfill(self, asked: Filling) -> Backfill:
        source = next((one for one in self.sources if one.id == asked.source), None)
        if source is None:
            raise SourceError(
                what=f"the desk that watches knows no source {asked.source}",
                where="the source files",
                remedy="start vedette watch again, so that it reads the files anew",
            )

        async def came() -> None:
            self.came()

        return Backfill(
            line=self.line,
            source=source,
            client=self.client.on_behalf(source.id),
            seen=Window(since=asked.since, until=asked.until),
            now=self.now,
            sleep=self.sleep,
            write=self.write,
            came=came,
        )

    def _close(self, asked: Filling, outcome: Mapping[str, Any]) -> None:
        with self.line.appender.batch() as batch:
            fillings.close(batch, asked, outcome, self.now())


def _parts(fault: VedetteError) -> dict[str, str]:
    return {"what": fault.what, "where": fault.where, "why": fault.why, "remedy": fault.remedy}


def filled_from(outcome: Mapping[str, Any]) -> Filled:
    """Read what came of a filling; raises CollectError where it came to nothing."""
    fault = outcome.get("fault")
    if fault is not None:
        raise CollectError(**fault)
    issues = [Issue(**one) for one in outcome["issues"]]
    return Filled(**{**outcome, "issues": issues})
