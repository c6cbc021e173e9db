"""`vedette sources`: who is listened to, how well they are seen, and one more of them."""

import asyncio
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from vedette.cli import options
from vedette.desk import Desk, Health, adding, running, sounding
from vedette.desk.settings import Settings, home
from vedette.desk.sounding import Sounded
from vedette.records import Article, Issue, Source

WIDE = 200
"""Columns of a table that no terminal shows: enough for a line a source."""


@click.group()
def sources() -> None:
    """List the sources, check their files, ask them once, add one."""


@sources.command("list")
@options.ledger
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a source.")
@click.pass_obj
def list_(settings: Settings, ledger: str | None, as_json: bool) -> None:
    """List the sources, and how well the ledger says that each is seen."""
    begun = bool(ledger) or running.is_begun(settings)
    seen = _seen(options.with_ledger(settings, ledger), begun=begun)
    if as_json:
        for found in seen:
            options.show_json("source", **_facts(found))
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("source", "name", "country", "grade", "state", "entries", "why"):
        table.add_column(heading, no_wrap=heading not in {"name", "why"}, overflow="fold")
    for found in seen:
        facts = _facts(found)
        names = ("source", "name", "country", "reliability", "state", "entries", "why")
        table.add_row(*(str(facts[name]) for name in names))
    shown = Console()
    (shown if shown.is_terminal else Console(width=WIDE)).print(table)


def _seen(settings: Settings, *, begun: bool) -> tuple[Health, ...]:
    """Judge the sources by the ledger; before that of the settings is begun none has been polled.

    Raises LedgerError where it cannot be opened.
    """
    listed = running.sources(settings).sources
    if not begun:
        return tuple(running.unpolled(source) for source in listed)
    return Desk(settings.ledger_url, sources=listed).sources()


def _facts(found: Health) -> dict[str, object]:
    source = found.source
    return {
        "source": source.id,
        "name": source.name,
        "country": source.country,
        "languages": list(source.languages),
        "ownership": source.ownership,
        "sector": source.sector,
        "reliability": source.reliability,
        "state": found.state,
        "since": found.since.isoformat() if found.since else None,
        "why": found.why,
        "polls": found.polls,
        "entries": found.entries,
        "findings": found.findings,
        "expected_a_day": found.expected,
        "channels": [channel.url for channel in source.channels],
    }


@sources.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a remark or gap.")
@click.pass_obj
def check(settings: Settings, as_json: bool) -> None:
    """Say what the source files leave open, and whom they do not hear.

    Missing, doubled, stale and unverified is told file by file; below it, for each state of the
    region, the kinds of body of which there is no source, with the reason. Exit 1 where a file
    cannot be used.
    """
    issues, remarks = adding.check(settings)
    for issue in issues:
        if as_json:
            options.show_json("issue", input=issue.input, what=issue.what, remedy=issue.remedy)
        else:
            click.echo(f"{issue.input}: {issue.what}. {issue.remedy}")
    for remark in remarks:
        if as_json:
            options.show_json("remark", **adding.facts(remark))
        else:
            click.echo(f"{remark.source} [{remark.kind}] {remark.what}. {remark.remedy}")
    for gap in adding.unheard(settings):
        if as_json:
            options.show_json("gap", **adding.facts(gap))
        else:
            click.echo(f"{gap.country} [unheard] {', '.join(gap.sectors)}: {gap.reason}")
    if not as_json:
        kinds = Counter(remark.kind for remark in remarks)
        told = ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())) or "nothing open"
        files = {re.sub(r":\d+$", "", issue.input) for issue in issues}
        click.echo(f"{len(files)} unusable files; {told}", err=True)
    if issues:
        sys.exit(1)


@sources.command()
@click.argument("names", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "--write",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Note today as verified in the files of this folder whose channels answered.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a channel.")
@click.pass_obj
def ask(settings: Settings, names: tuple[str, ...], folder: Path | None, as_json: bool) -> None:
    """Ask every channel once, at its host's pace, and say which answer and list something.

    Feeds, sitemaps, lists of links, endpoints and pages; nothing is kept. Exit 1 where one does not
    answer, or lists nothing.

    \b
    vedette sources ask
    vedette sources ask ee/err-news --write ~/sources
    """
    if folder is not None and not folder.is_dir():
        raise click.BadParameter(f"there is no folder {folder}", param_hint="--write")
    listed = sounding.chosen(settings, names)
    told = asyncio.run(_asked(settings, listed, as_json))
    if folder is not None:
        written = sounding.write(folder, listed, told)
        click.echo(f"{len(written)} files verified today", err=True)
    good = sum(one.good for one in told)
    if not as_json:
        click.echo(f"{good} of {len(told)} channels answer and list something", err=True)
    if good < len(told):
        sys.exit(1)


async def _asked(settings: Settings, listed: Sequence[Source], as_json: bool) -> list[Sounded]:
    told = []
    with options.progress("asking") as shown:
        async for one in sounding.sound(settings, listed):
            told.append(one)
            shown(f"{len(told)} channels")
            if as_json:
                options.show_json("sounded", **asdict(one), good=one.good)
            else:
                click.echo(_sounded(one))
    return told


def _sounded(one: Sounded) -> str:
    """Tell in a line what came of asking a channel.

    >>> _sounded(Sounded(source="ee/x", kind="feed", url="https://x.ee/rss", outcome="new",
    ...                  listed=30))
    'ee/x [good] 30 listed, feed https://x.ee/rss'
    """
    state = "good" if one.good else "empty" if one.outcome in sounding.GOOD else one.outcome
    moved = f", moved to {one.moved_to}" if one.moved_to else ""
    why = f": {one.why}" if one.why else ""
    return f"{one.source} [{state}] {one.listed} listed, {one.kind} {one.url}{moved}{why}"


@sources.command()
@click.argument("url")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Where to write.")
@click.option("--print", "only_print", is_flag=True, help="Show the file instead of writing it.")
@click.pass_obj
def add(settings: Settings, url: str, folder: Path | None, only_print: bool) -> None:
    """Draft a source from an address: find the way to its articles, and write the file.

    Looks for feeds, then for a sitemap of news (through robots.txt and at the usual places), then
    for a list of articles on the page itself. The file says what was found where and what is left
    to answer; three articles are shown as they would be read.

    \b
    vedette sources add https://news.example
    vedette sources add https://news.example/en/news --print
    """
    with options.progress("adding") as told, running.engine(settings) as working:
        drafted, read = asyncio.run(adding.drafted(url, settings, working, told=told))
    if only_print:
        click.echo(drafted.toml)
    else:
        into = folder or settings.sources_folder or home() / "sources"
        click.echo(str(adding.write(drafted, into)))
    for note in drafted.notes:
        click.echo(f"found: {note}", err=True)
    for one in read:
        click.echo(f"read: {_as_read(one)}", err=True)
    for question in () if only_print else drafted.questions:
        click.echo(f"open: {question}", err=True)


def _as_read(made: Article | Issue) -> str:
    """Tell in a line how an article was read: when, in which language, how long, its title.

    >>> _as_read(Article(text="Two cables were cut.", title="Cables cut", language="en"))
    'no date, en, 4 words: Cables cut'
    """
    if isinstance(made, Issue):
        return options.sentence(made)
    day = made.published.isoformat() if made.published else "no date"
    words = f"{len(made.text.split())} words"
    return f"{day}, {made.language or 'no language'}, {words}: {made.title or made.text[:80]}"
