"""`vedette log`: what vedette itself did, for whoever must answer for it."""

from collections import deque
from datetime import datetime
from typing import Any

import click

from vedette.cli import options
from vedette.desk import diary
from vedette.desk.settings import Settings


@click.group()
def log() -> None:
    """Look up what vedette itself did.

    \b
    vedette log requests --source ee/err-news
    """


@log.command()
@options.ledger
@click.option("--source", default="", help="Only those for this source, such as ee/err-news.")
@click.option("--host", default="", help="Only those to this host.")
@click.option(
    "--since", callback=options.moment, metavar="DATE", help="Only from this day or time on."
)
@click.option("--limit", type=click.IntRange(1), help="The newest so many; else all.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a request.")
@click.pass_obj
def requests(
    settings: Settings,
    ledger: str | None,
    source: str,
    host: str,
    since: datetime | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """List every request that was made, or refused before it was made, the oldest first.

    \b
    vedette log requests --host news.example --since 2026-03-02
    """
    folder = options.with_ledger(settings, ledger).requests_folder
    found = diary.kept(folder, source=source, host=host, since=since)
    told = None
    for told in deque(found, maxlen=limit) if limit else found:
        if as_json:
            options.show_json("request", **told)
        else:
            click.echo(_line(told))
    if told is None:
        click.echo("No such request is in the log.", err=True)


def _line(told: dict[str, Any]) -> str:
    """Write a request on one line: when, what became of it, how much, for whom, where, why."""
    became = str(told["status"] or told["became"])
    why = f"  ({told['why']})" if told["why"] else ""
    size = f"{told['bytes']:,} B"
    seconds = f"waited {told['waited']:.1f} s"
    at = told["at"][:19]
    return f"{at}  {became:8} {size:>12}  {seconds:14}  {told['source']:20}  {told['url']}{why}"
