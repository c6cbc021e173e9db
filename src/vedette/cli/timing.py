"""Briefs that a watching desk writes by itself: one a day or week, at an hour, into a folder."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from vedette.desk import BriefAsk, Desk
from vedette.desk.settings import Settings
from vedette.web import briefing

LOOK = 60.0
"""Seconds between two looks at the clock: a machine may have slept meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A brief that should be there, and of which days it is."""

    path: Path
    ask: BriefAsk


def due(settings: Settings, now: datetime) -> Due:
    """Name the newest brief that should be there at a moment.

    That of a day is due the next morning, that of a week on Monday morning. UTC.
    """
    early = (now.hour, now.minute) < settings.brief_time
    morning: date = (now - timedelta(days=early)).date()
    if settings.brief_every == "week":
        morning -= timedelta(days=morning.weekday())
    last = morning - briefing.ONE
    day, week = (last, None) if settings.brief_every == "day" else (None, last)
    kind = "html" if settings.brief_format == "html" else "md"
    path = Path(settings.brief_folder) / f"brief-{settings.brief_every}-{last}.{kind}"
    return Due(path=path, ask=briefing.ask_of(day, week, today=morning))


def write(desk: Desk, settings: Settings, told: Due) -> bool:
    """Write a brief, whole or not at all; one that is there stays as it is, edited or not."""
    if told.path.exists():
        return False
    told.path.parent.mkdir(parents=True, exist_ok=True)
    half = told.path.with_name(f".{told.path.name}.half")
    format_: briefing.Format = "html" if settings.brief_format == "html" else "markdown"
    made = desk.under(settings.ceilings.files).brief(told.ask)
    half.write_text(briefing.file(made, format_, sample=False), "utf-8")
    half.replace(told.path)
    return True


def attempt(desk: Desk, settings: Settings, told: Due) -> str:
    """Write a brief that is due, and say what came of it; nothing where it was there already."""
    try:
        return f"The brief is at {told.path}" if write(desk, settings, told) else ""
    except OSError as fault:
        remedy = "make room, or name another folder under [brief]"
        why = fault.strerror or fault
        return f"{told.path}: the brief cannot be written ({why}). Remedy: {remedy}."
    except Exception as fault:  # noqa: BLE001  # a ledger that is away is told, and tried again
        return f"{told.path}: the brief cannot be made ({fault})"


async def keep_writing(
    desk: Desk,
    settings: Settings,
    now: Callable[[], datetime],
    say: Callable[[str], None],
    look: float = LOOK,
) -> None:
    """Write each brief when it is due, for ever; what fails is said once, and tried again.

    One that fell due while the desk was not running is written when it starts; `look` is the
    seconds between two looks at the clock.
    """
    said = ""
    while True:
        came = await asyncio.to_thread(attempt, desk, settings, due(settings, now()))
        if came not in {said, ""}:
            say(came)
        said = came
        await asyncio.sleep(look)
