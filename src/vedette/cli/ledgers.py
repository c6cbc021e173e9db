"""`vedette rebuild` and `erase`: proof that the views hold, and the one way to forget."""

import sys

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

    Its text, its writers and the findings that quote it go, in all versions; a tombstone with its
    hash, the author and the reason stays, and the article is not taken in again.

    \b
    vedette erase 3f2a… --author "A. Analyst" --reason "request of 2 March, Art. 17 GDPR"
    """
    running.erase(options.with_ledger(settings, ledger), article, author=author, reason=reason)
    click.echo(f"{article} is erased")
