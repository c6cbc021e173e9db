"""Checking the source files, and drafting one more from what an address answers."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from vedette.collect import Client
from vedette.desk import running
from vedette.desk.answering import clock
from vedette.desk.settings import Settings
from vedette.errors import CollectError, SourceError
from vedette.records import Issue
from vedette.sources import Draft, Gap, Lead, Remark, draft, gaps, lead_of
from vedette.sources import check as check_

TRIED = 6
"""Usual places of a feed that are asked where a page names none."""


def check(settings: Settings) -> tuple[tuple[Issue, ...], tuple[Remark, ...]]:
    """Give what makes files unusable, and what the usable ones leave open."""
    listed = running.sources(settings)
    return listed.issues, check_(listed.sources, today=clock().date())


def unheard(settings: Settings) -> tuple[Gap, ...]:
    """Tell whom the list does not hear; who leaves out ours has a region of his own."""
    return gaps(running.sources(settings).sources) if settings.bundled else ()


def facts(told: Remark | Gap) -> dict[str, Any]:
    """Lay a remark or a gap out."""
    return asdict(told)


async def drafted(url: str, settings: Settings) -> Draft:
    """Ask an address, and the feed that it leads to, and draft the source.

    Raises SourceError where no feed can be found, CollectError where nothing answers.
    """
    known = running.sources(settings, founding=True).sources
    async with running.asking(settings) as ask:
        body, final = await _answer(ask, url)
        page = lead_of(body, final)
        if page.feed:
            return draft(body, final, known=known, seen=clock().date())
        for feed in (*page.feeds, *page.tries[:TRIED]):
            found = await _try(ask, feed)
            if found is not None and found[2].feed:
                seen = clock().date()
                return draft(found[0], found[1], page=page, known=known, seen=seen)
    raise SourceError(
        what="no feed was found",
        where=url,
        why=f"{len(page.feeds)} announced, {min(TRIED, len(page.tries))} usual places tried",
        remedy="give the address of the feed itself",
    )


async def _answer(ask: Client, url: str) -> tuple[bytes, str]:
    answer = await ask.get(url, now=clock())
    if answer.status != 200:
        raise CollectError(
            what=f"the server answered {answer.status}",
            where=url,
            remedy="check the address in a browser",
        )
    return answer.body, answer.final_url


async def _try(ask: Client, url: str) -> tuple[bytes, str, Lead] | None:
    try:
        body, final = await _answer(ask, url)
    except CollectError:
        return None
    return body, final, lead_of(body, final)


def write(drafted_: Draft, folder: Path) -> Path:
    """Write a draft's file under a folder of sources; an existing one stays as it is."""
    path = folder / drafted_.path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(drafted_.toml)
    except FileExistsError as fault:
        raise SourceError(
            what="there is such a file already",
            where=str(path),
            remedy="edit it, or name another folder with --folder",
        ) from fault
    except OSError as fault:
        raise SourceError(
            what="the source's file cannot be written",
            where=str(path),
            why=fault.strerror or str(fault),
            remedy="name another folder with --folder",
        ) from fault
    return path
