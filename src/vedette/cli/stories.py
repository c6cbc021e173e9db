"""`vedette stories` and `story`: reports that belong together, what happened, what was said."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import click

from vedette.cli import listing, options
from vedette.cli.prose import counted, many, part, printed, wrapped
from vedette.desk import IncidentLine, Spoken, StoryAsk, StoryLine, StorySheet
from vedette.desk.settings import Settings
from vedette.records import Disagreement
from vedette.web import affairs, sayings


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
    page = listing.desk(settings, ledger, sample=sample).stories(ask)
    listing.show(page.lines, page.next, "story", _story_line, as_json=as_json)


def _story_line(line: StoryLine) -> Iterator[str]:
    yield f"{options.short(line.id)}  {line.title or 'Untitled'}"
    copies = f", {line.copies} of them repeated" if line.copies else ""
    yield from wrapped(
        f"{many(line.reports, 'report')}{copies}, {many(len(line.voices), 'voice')}; "
        f"{line.first:%Y-%m-%d} to {line.last:%Y-%m-%d}"
    )
    for name in line.incidents:
        yield f"    incident {options.short(name)}"
    if line.said:
        yield f"    {many(line.said, 'quotation')} in several reports"


@click.command()
@click.argument("id_", metavar="ID")
@listing.from_where
@click.pass_obj
def story(settings: Settings, id_: str, ledger: str | None, sample: bool, as_json: bool) -> None:
    """Tell everything about one story: its incidents, what was said in it, its reports.

    The id may be shortened as long as it is that of one story. With --json, one vedette.story/1, as
    /api/stories answers.

    \b
    vedette story 6915869f
    vedette story 6915869f --json
    """
    sheet = listing.desk(settings, ledger, sample=sample).only("story", id_)
    listing.tell(sheet, "story", _told, as_json=as_json)


def _told(sheet: StorySheet) -> Iterator[str]:
    line = sheet.line
    yield f"{line.title or 'Untitled'} ({line.id})"
    copies = f", {line.copies} of them repeated" if line.copies else ""
    yield f"told by: {many(line.reports, 'report')}{copies} ({', '.join(line.voices)})"
    yield f"known: {line.first:%Y-%m-%d %H:%M} to {line.last:%Y-%m-%d %H:%M}"
    yield from part("Incidents", map(_incident, sheet.incidents))
    several = [one for one in sheet.said if one.reports > 1]
    alone = [one for one in sheet.said if one.reports < 2]
    yield from part("Said, and quoted by several", _all_said(several))
    yield from part("Said, and quoted by one report and its copies", _all_said(alone))
    yield from part("Reports", _reports(sheet))


def _incident(line: IncidentLine) -> str:
    when = f", {affairs.days(line.when)}" if line.when else ""
    return f"  {options.short(line.id)}  {affairs.titled(line)}{when} [{affairs.status(line)}]"


def _all_said(listed: Iterable[Spoken]) -> Iterator[str]:
    for one in listed:
        yield f"  {one.utterance.speaker or 'somebody'} ({one.utterance.type}; {counted(one)})"
        for report in sayings.quoting(one):
            yield from _quoted(report, one)
        for differing in one.disagreements:
            yield from _differing(differing)


def _quoted(report: sayings.Quoting, one: Spoken) -> Iterator[str]:
    for quote in report.quotes:
        called = sayings.named(quote, one)
        given = f" (given to {called})" if called else ""
        yield from wrapped(f"{report.head.outlet}: “{quote.saying.words}”{given}")
    for copy in report.copies:
        yield from wrapped(f"copied by {copy.head.outlet}", "      ")


def _differing(differing: Disagreement) -> Iterator[str]:
    sides = (
        f"{affairs.side(differing.field, held.value)} ({', '.join(held.voices) or 'copies'})"
        for held in differing.sides
    )
    field = affairs.differing(differing.field)
    yield from wrapped(f"reports differ on {field}: {'; '.join(sides)}")


def _reports(sheet: StorySheet) -> Iterator[str]:
    for report in affairs.folded(sheet.heads):
        yield f"  {report.head.known:%Y-%m-%d %H:%M}  {printed(report)}"
        for copy in report.copies:
            yield from wrapped(f"copied by {printed(copy)}")
