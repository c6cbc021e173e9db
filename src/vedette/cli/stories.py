"""`vedette stories`: reports that belong together, and the incidents in them."""

from collections.abc import Iterator
from datetime import datetime

import click

from vedette.cli import listing, options
from vedette.cli.prose import many, wrapped
from vedette.desk import StoryAsk, StoryLine
from vedette.desk.settings import Settings


@click.command()
@click.option(
    "--reports",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    help="Only of at least so many reports, copies counted.",
)
@listing.days
@listing.from_where
@click.pass_obj
def stories(  # one parameter an option
    settings: Settings,
    reports: int,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    ledger: str | None,
    sample: bool,
    as_json: bool,
) -> None:
    """List stories, the one last reported first: reports that belong together, and incidents.

    With --json, one vedette.story-line/1 a line.

    \b
    vedette stories --since 2026-03-01
    vedette stories --reports 1 --json
    """
    options.check_order(since, until)
    ask = StoryAsk(
        since=since.date() if since else None,
        until=until.date() if until else None,
        reports=reports,
        limit=limit,
    )
    listing.show(
        listing.desk(settings, ledger, sample=sample).stories(ask),
        "story",
        _story_line,
        as_json=as_json,
    )


def _story_line(line: StoryLine) -> Iterator[str]:
    yield f"{options.short(line.id)}  {line.title or 'Untitled'}"
    copies = f", {line.copies} of them repeated" if line.copies else ""
    yield from wrapped(
        f"{many(line.reports, 'report')}{copies}, {many(len(line.voices), 'voice')}; "
        f"{line.first:%Y-%m-%d} to {line.last:%Y-%m-%d}"
    )
    for name in line.incidents:
        yield f"    incident {options.short(name)}"
