"""`vedette coverage`: how much of what was published was seen."""

from datetime import date, datetime
from typing import get_args

import click
import msgspec
from rich.console import Console, JustifyMethod
from rich.table import Table

from vedette.cli import listing, options
from vedette.coverage import By
from vedette.desk import Coverage, CoverageAsk, CoverageLine, Desk
from vedette.desk.settings import Settings
from vedette.web import seen
from vedette.web.names import country_code

WIDE = 180
"""Columns of a table that no terminal shows: enough for a line a source."""

HEADS = ("expected", "seen", "share", "read", "coded", "failed", "later", "blind", "why")


@click.command()
@click.option("--source", "sources", multiple=True, metavar="ID", help="Only this source.")
@click.option("--country", "countries", multiple=True, metavar="XX", help="Only its sources.")
@click.option(
    "--language", "languages", multiple=True, metavar="xx", help="Only sources in this language."
)
@click.option("--since", type=options.DAY, help="First day, UTC; else four weeks ago.")
@click.option("--until", type=options.DAY, help="Last day, UTC; else today.")
@click.option(
    "--by",
    type=click.Choice(get_args(By)),
    default="source",
    show_default=True,
    help="What each line stands for.",
)
@listing.from_where
@click.pass_obj
def coverage(
    settings: Settings,
    sources: tuple[str, ...],
    countries: tuple[str, ...],
    languages: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    by: By,
    as_json: bool,
    sample: bool,
    ledger: str | None,
) -> None:
    """Say how much of what was published was seen, what was not, since when and why.

    The share is that of the time within reach of good polls. What was filled in long after it was
    published is counted as later, and never as seen.

    \b
    vedette coverage
    vedette coverage --country EE --by day --since 2026-03-01
    vedette coverage --source ee/err-news --json
    """
    options.check_order(since, until)
    ask = CoverageAsk(
        sources=frozenset(sources),
        countries=frozenset(map(_country, countries)),
        languages=frozenset(one.lower() for one in languages),
        since=since and since.date(),
        until=until and until.date(),
        by=by,
    )
    desk = listing.desk(settings, ledger, sample=sample)
    _check(sources, desk)
    told = desk.coverage(ask)
    sentence = seen.sentence(told, ended=until is not None)
    if as_json:
        options.show_json("coverage", sentence=sentence, **msgspec.to_builtins(told))
        return
    click.echo(sentence)
    _show(told)


def _check(sources: tuple[str, ...], desk: Desk) -> None:
    listed = {one.source.id for one in desk.sources()} if sources else set()
    for name in sources:
        if name not in listed:
            raise click.UsageError(f"there is no source {name}: vedette sources list names them")


def _country(given: str) -> str:
    code = country_code(given)
    if code is None:
        raise click.UsageError(f"--country takes a two-letter code such as EE, not {given!r}")
    return code


def _show(told: Coverage) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column(told.by, no_wrap=told.by != "source", overflow="fold")
    for heading in HEADS:
        justify: JustifyMethod = "left" if heading in {"blind", "why"} else "right"
        table.add_column(heading, no_wrap=heading != "why", justify=justify)
    if told.by == "language":
        table.add_column("coded for")
    for line in told.lines:
        deep = (seen.depth(told, line.name),) if told.by == "language" else ()
        table.add_row(seen.named(line.name, told.by), *_cells(line), *deep)
    shown = Console()
    (shown if shown.is_terminal else Console(width=WIDE)).print(table)


def _cells(line: CoverageLine) -> tuple[str, ...]:
    expected = "–" if line.expected is None else f"{line.expected:.0f}"
    counts = (line.read, line.coded, line.failed, line.later)
    return (
        expected,
        str(line.seen),
        seen.percent(line.share),
        *map(str, counts),
        _blind(line.blind),
        seen.reason(line.why),
    )


def _blind(since: date | None) -> str:
    return f"since {since:%Y-%m-%d %H:%M}" if since else ""
