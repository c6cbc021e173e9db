"""Checking the source files, and drafting one more from what an address leads to."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from vedette.desk import running
from vedette.desk.answering import clock
from vedette.desk.scouting import Scout, Site, Way
from vedette.desk.settings import Settings
from vedette.desk.specimens import SHIPPED, remarks
from vedette.desk.trial import articles, newest
from vedette.engines import Engine
from vedette.errors import SourceError
from vedette.records import Article, Issue, Source
from vedette.sources import Draft, Gap, Lead, Remark, draft_of, gaps, joined, refuse_known
from vedette.sources import check as check_
from vedette.sources.addresses import web_fault


def check(settings: Settings) -> tuple[tuple[Issue, ...], tuple[Remark, ...]]:
    """Give what makes files unusable, and what the usable ones leave open."""
    listed = running.sources(settings)
    folders = [one for one in (settings.sources_folder, SHIPPED) if one is not None]
    told = (*check_(listed.sources, today=clock().date()), *remarks(listed.sources, folders))
    return listed.issues, told


def unheard(settings: Settings) -> tuple[Gap, ...]:
    """Tell whom the list does not hear; who leaves out ours has a region of his own."""
    whole = settings.bundled and not (settings.countries or settings.languages)
    return gaps(running.sources(settings).sources) if whole else ()


def facts(told: Remark | Gap) -> dict[str, Any]:
    """Lay a remark or a gap out."""
    return asdict(told)


async def drafted(
    url: str,
    settings: Settings,
    working: Engine,
    *,
    told: Callable[[str], None] = lambda _: None,
) -> tuple[Draft, tuple[Article | Issue, ...]]:
    """Ask an address and what it leads to, read the newest there, and draft the source.

    Gives the draft, and up to three articles as they would be read. Raises SourceError where
    nothing can be polled or the source is listed, CollectError where nothing usable answers.
    """
    if fault := web_fault(url):
        remedy = "give the whole http(s) address"
        bare = "://" not in url and not web_fault(f"https://{url}")
        raise SourceError(what=fault, where=url, remedy=f"write https://{url}" if bare else remedy)
    known = running.sources(settings, founding=True).sources
    refuse_known(url, known)
    async with running.asking(settings) as ask:
        site = await Scout(ask=ask, now=clock(), told=told).site(url)
        best = site.ways[0]
        refuse_known(best.channel.url, known)
        captures = await newest(best, ask, now=clock(), told=told)
    read = tuple(articles(captures, working))
    lead = joined(best.lead, site.lead) if best.lead and not site.lead.feed else site.lead
    return _with_ways(_draft(lead, best, read, known), site), read


def _draft(
    lead: Lead, best: Way, read: Sequence[Article | Issue], known: Sequence[Source]
) -> Draft:
    """Draft in the language of the articles; where the page claims another, both are told."""
    seen = Counter(one.language for one in read if isinstance(one, Article) and one.language)
    language = seen.most_common(1)[0][0] if seen else lead.language
    made = draft_of(
        replace(lead, language=language), (best.channel,), known=known, found=best.found
    )
    claimed = re.split(r"[-_]", lead.language.lower(), maxsplit=1)[0]
    if not claimed or claimed == language:
        return made
    doubt = f"it calls its language {claimed}, the articles read are in {language}"
    return replace(made, questions=(doubt, *made.questions))


def _with_ways(made: Draft, site: Site) -> Draft:
    """Note what was found where; a list is no other way where there is a feed or a sitemap."""
    best, *others = site.ways
    notes = tuple(f"{way.channel.kind} {way.channel.url} ({way.found})" for way in site.ways)
    spare = tuple(way.channel for way in others if way.channel.kind != "index")
    feeds = tuple(feed for feed in site.lead.feeds if feed != best.channel.url)
    return replace(made, notes=notes, spare=spare, others=feeds)


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
