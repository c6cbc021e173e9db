"""`vedette sources`: who is listened to, how well they are seen, and one more of them."""

import asyncio
import re
import sys
from collections import Counter
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from vedette.cli import options
from vedette.desk import Desk, Health, adding, running
from vedette.desk.settings import Settings, home
from vedette.errors import LedgerError

WIDE = 200
"""Columns of a table that no terminal shows: enough for a line a source."""


@click.group()
def sources() -> None:
    """List the sources, check their files, add one."""


@sources.command("list")
@options.ledger
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a source.")
@click.pass_obj
def list_(settings: Settings, ledger: str | None, as_json: bool) -> None:
    """List the sources, and how well the ledger says that each is seen."""
    settings = options.with_ledger(settings, ledger)
    seen = _seen(settings)
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


def _seen(settings: Settings) -> tuple[Health, ...]:
    """Judge the sources by the ledger; without one, none has been polled."""
    listed = running.sources(settings).sources
    try:
        desk = Desk(settings.ledger_url, sources=listed)
    except LedgerError:
        return tuple(running.unpolled(source) for source in listed)
    return desk.sources()


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
@click.argument("url")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Where to write.")
@click.option("--print", "only_print", is_flag=True, help="Show the file instead of writing it.")
@click.pass_obj
def add(settings: Settings, url: str, folder: Path | None, only_print: bool) -> None:
    """Draft a source from an address: find its feed, language and name, and write the file.

    \b
    vedette sources add https://news.example
    """
    drafted = asyncio.run(adding.drafted(url, settings))
    if only_print:
        click.echo(drafted.toml)
        return
    into = folder or settings.sources_folder or home() / "sources"
    path = adding.write(drafted, into)
    click.echo(str(path))
    for question in drafted.questions:
        click.echo(f"open: {question}", err=True)
