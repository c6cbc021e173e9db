"""`vedette rebuild`, `erase` and `ledger`: proof that all holds, copies, and how to forget."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from vedette.cli import options
from vedette.desk import running
from vedette.desk.settings import Settings


@click.command()
@options.ledger
@click.option("--check", is_flag=True, help="Compare with a fresh fold instead, changing nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_obj
def rebuild(settings: Settings, ledger: str | None, check: bool, as_json: bool) -> None:
    """Drop every view and fold the log afresh; with --check, prove that it would be the same.

    \b
    vedette rebuild --check && echo the views hold
    """
    settings = options.with_ledger(settings, ledger)
    with options.progress("folding"):
        rows, differing = running.rebuild(settings, check=check)
    if as_json:
        options.show_json("rebuild", rows=rows, holds=not differing, differing=list(differing))
    elif differing:
        click.echo(f"the views differ from the log in {', '.join(differing)}; run vedette rebuild")
    else:
        click.echo(f"{rows} rows of the log folded; the views hold")
    if differing:
        sys.exit(1)


def _said(context: click.Context, option: click.Parameter, given: str) -> str:
    if not given.strip():
        raise click.BadParameter("it is empty; the tombstone must say it", context, option)
    return given


@click.command()
@click.argument("article")
@options.ledger
@click.option("--author", required=True, callback=_said, help="Who erases it.")
@click.option(
    "--reason", required=True, callback=_said, help="Why: the request and its legal ground."
)
@click.pass_obj
def erase(settings: Settings, article: str, ledger: str | None, author: str, reason: str) -> None:
    """Take an article's words out of the ledger, because the law asks for it.

    Its text, its writers and the findings that quote it go, in all versions, and so does the text
    of signed briefs and handovers that tell of it; a tombstone with its hash, the author and the
    reason stays, and the article is not taken in again.

    \b
    vedette erase 3f2a… --author "A. Analyst" --reason "request of 2 March, Art. 17 GDPR"
    """
    settings = options.with_ledger(settings, ledger)
    signed = running.erase(settings, article, author=author, reason=reason)
    click.echo(f"{article} is erased")
    for number in signed:
        click.echo(f"the paper signed as {number} told of it, and its text is erased too")


@click.group()
def ledger() -> None:
    """Look whether the ledger's file is whole, and copy it while it is in use, or to PostgreSQL.

    \b
    vedette ledger check && vedette ledger backup ledger-monday.sqlite
    """


@ledger.command()
@options.ledger
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.pass_obj
def check(settings: Settings, ledger: str | None, as_json: bool) -> None:
    """Walk every page of the ledger's file, and say what a disk or a crash has spoilt.

    The exit status is 1 where something is. It reads the whole file, about a minute for each 10 GB.

    \b
    vedette ledger check || echo "restore a backup"
    """
    with options.progress("reading every page"):
        found = running.faults(options.with_ledger(settings, ledger))
    if as_json:
        options.show_json("check", whole=not found, faults=list(found))
    else:
        click.echo("\n".join(found) or "the ledger's file is whole")
    if found:
        click.echo("restore a backup: docs/how-to/backup.md", err=True)
        sys.exit(1)


@ledger.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@options.ledger
@click.pass_obj
def backup(settings: Settings, file: Path, ledger: str | None) -> None:
    """Copy the ledger to a new FILE, as it stands at one moment; watching goes on.

    What is not whole is not copied, and the copy is looked at before it has its name.

    \b
    vedette ledger backup ledger-monday.sqlite
    """
    with options.progress("copying"):
        size = running.back_up(options.with_ledger(settings, ledger), file)
    click.echo(f"{file} is whole, {size:,} bytes")


@ledger.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--json", "as_json", is_flag=True, help="Print what was copied as JSON.")
@click.pass_obj
def copy(settings: Settings, source: str, target: str, as_json: bool) -> None:
    """Copy the ledger at one address to another, which holds none: SQLite or PostgreSQL, any way.

    An address is a URL as for --ledger, or the path of a SQLite file. It is the ledger as it stood
    at one moment; watching goes on. All of it arrives or nothing does, and the copy, read back,
    adds up to what was read.

    \b
    vedette ledger copy ledger.sqlite postgresql+psycopg://vedette@localhost/vedette
    """
    with options.progress("copying") as told:
        held = running.move(options.with_ledger(settings, source), _url(settings, target), told)
    if as_json:
        options.show_json("copy", tables=[asdict(one) for one in held])
    else:
        rows = sum(one.rows for one in held)
        click.echo(f"{rows:,} rows in {len(held)} tables; both ledgers hold the same")


def _url(settings: Settings, told: str) -> str:
    return options.with_ledger(settings, told).ledger_url


@ledger.command()
@options.ledger
@click.option("--json", "as_json", is_flag=True, help="Print the sums as JSON.")
@click.pass_obj
def digest(settings: Settings, ledger: str | None, as_json: bool) -> None:
    """Add up every table of the ledger: two that hold the same give the same, in any database.

    \b
    vedette ledger digest --ledger sqlite:///ledger.sqlite
    """
    with options.progress("adding up") as told:
        held = running.sums(options.with_ledger(settings, ledger), told)
    if as_json:
        options.show_json("digest", tables=[asdict(one) for one in held])
        return
    for one in held:
        click.echo(f"{one.table:20} {one.rows:12,} {one.digest}")
