"""`vedette backfill`: what a source published before anybody watched it."""

import sys
from dataclasses import asdict
from datetime import datetime

import click

from vedette.cli import options
from vedette.desk import backfilling
from vedette.desk.filling import Filled
from vedette.desk.settings import Settings


@click.command()
@click.argument("source")
@options.ledger
@click.option(
    "--since",
    required=True,
    callback=options.moment,
    metavar="DATE",
    help="The first day, 2026-01-31.",
)
@click.option(
    "--until", callback=options.moment, metavar="DATE", help="Up to this day, without it."
)
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_obj
def backfill(
    settings: Settings,
    source: str,
    ledger: str | None,
    since: datetime,
    until: datetime | None,
    as_json: bool,
) -> None:
    """Fill a source's past from its sitemaps and its feed's archives, at the hosts' pace.

    Stopped, it goes on where it was. Where vedette watch runs over the ledger, it does the filling,
    and goes on with it when this command is stopped. Every article counts as known from now on,
    whatever it says of its publication, so --as-of never shows it earlier.

    \b
    vedette backfill ee/err-news --since 2026-01-01 --until 2026-02-01
    """
    settings = options.with_ledger(settings, ledger)
    if until is not None and until <= since:
        raise click.BadParameter("it is not after --since", param_hint="--until")
    with options.progress(f"filling {source}") as told:
        filled = backfilling.backfill(
            settings, source, since, until, told=lambda so_far: told(_short(so_far)), left=_left
        )
    if as_json:
        options.show_json("backfill", source=source, **asdict(filled))
    else:
        click.echo(_sentence(filled))
        for issue in filled.issues:
            click.echo(options.sentence(issue), err=True)
    if filled.issues and not filled.found:
        sys.exit(1)


def _left() -> None:
    click.echo("the desk that watches this ledger fills it in, also if this is stopped", err=True)


def _short(filled: Filled) -> str:
    return f"{filled.brought} of {filled.found - filled.known}, {filled.files} files"


def _sentence(filled: Filled) -> str:
    left = f" {filled.undated} addresses without a date were left." if filled.undated else ""
    return (
        f"{filled.brought} articles brought, {filled.failed} out of reach, {filled.known} known"
        f" already; {filled.files} files.{left}"
    )
