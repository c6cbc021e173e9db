"""`vedette pledges` and `pledge`: who bound himself to what by when, and what became of it."""

from collections.abc import Iterator
from datetime import datetime

import click

from vedette.cli import listing, options
from vedette.cli.prose import counted, part, ruled, wrapped
from vedette.desk import STANDS, Course, Official, PledgeAsk, PledgeLine, PledgeSheet, Words
from vedette.desk.settings import Settings
from vedette.web import promises


@click.command()
@click.option(
    "--standing",
    "standings",
    multiple=True,
    metavar="STANDING",
    type=click.Choice(STANDS, case_sensitive=False),
    help="Only in this standing, such as behind; may be repeated.",
)
@click.option(
    "--by", default="", metavar="PROMISOR", help="Only by him: a name, or a state's code."
)
@click.option("--due-before", type=options.DAY, help="Only what is due before this day.")
@listing.most
@listing.from_where
@click.pass_obj
def pledges(  # one parameter an option
    settings: Settings,
    standings: tuple[str, ...],
    by: str,
    due_before: datetime | None,
    limit: int,
    ledger: str | None,
    sample: bool,
    as_json: bool,
) -> None:
    """List pledges, what was moved last first, each with how it stands.

    Open, on course, behind, kept, broken, revised or lapsed. What the allies bound themselves to in
    The Hague and in Wales is among them, with the official figures. With --json, one
    vedette.pledge-line/1 a line.

    \b
    vedette pledges --standing behind
    vedette pledges --by NATO --due-before 2036-01-01 --json
    """
    ask = PledgeAsk(
        standings=frozenset(standings),
        by=by.strip(),
        due_before=due_before.date() if due_before else None,
        limit=limit,
    )
    page = listing.desk(settings, ledger, sample=sample).pledges(ask)
    listing.show(page.lines, page.next, "pledge", _pledge_line, as_json=as_json)


@click.command()
@click.argument("id_", metavar="ID")
@listing.from_where
@click.pass_obj
def pledge(settings: Settings, id_: str, ledger: str | None, sample: bool, as_json: bool) -> None:
    """Tell everything about one pledge: what moved its standing, the words, the official figures.

    The id may be shortened as long as it is that of one pledge. With --json, one vedette.pledge/1,
    as /api/pledges answers.

    \b
    vedette pledge 76bbc8e8
    vedette pledge 76bbc8e8 --json
    """
    sheet = listing.desk(settings, ledger, sample=sample).pledge(id_)
    listing.tell(sheet, "pledge", _told, as_json=as_json)


def _pledge_line(line: PledgeLine) -> Iterator[str]:
    level = f", {line.level}" if line.level else ""
    due = f", due {promises.due(line)}" if line.due else ""
    yield f"{options.short(line.id)}  {promises.promisor(line)}{level}{due} [{line.standing}]"
    yield from wrapped(line.act)
    paper = ["an official paper"] if line.declared else []
    told_by = [*paper, *([counted(line)] if line.reports else [])]
    yield from wrapped(f"so since {line.moved:%Y-%m-%d}; told by {'; '.join(told_by)}")


def _told(sheet: PledgeSheet) -> Iterator[str]:
    line, one = sheet.line, sheet.pledge
    yield f"{promises.promisor(line)}: {line.act} ({line.id})"
    yield f"standing: {line.standing}"
    yield f"level: {line.level or 'not told'}"
    yield f"due: {promises.due(line) or 'not told'}"
    if line.made:
        yield f"made: {line.made}"
    if one.review:
        yield f"review: {one.review}"
    if one.declared:
        yield from wrapped(f"official paper: {_paper(one.declared)}", "")
    for title, other in (("in its place", sheet.revised), ("in place of", sheet.revises)):
        if other:
            yield f"{title}: {other.act} ({options.short(other.id)})"
    yield from part("How its standing changed", _turns(sheet))
    yield from part("Official figures against the path", _figures(sheet))
    yield from part("Reports that bear on it", _reports(sheet))


def _paper(one: Official) -> str:
    return f"{one.publisher}, {one.name}, {one.published}, {one.url}"


def _turns(sheet: PledgeSheet) -> Iterator[str]:
    for one in sheet.turns:
        yield f"  {one.turn.at:%Y-%m-%d}  {one.turn.standing}: {one.turn.why}"
        if one.told:
            yield from wrapped(_quoted(one.told))
        elif one.turn.official:
            yield from wrapped(_paper(one.turn.official))
        elif one.turn.decided:
            yield from wrapped(ruled(one.turn.decided))


def _quoted(told: Words) -> str:
    return f"{told.head.outlet}, {told.head.title}: “{told.sentence}”"


def _figures(sheet: PledgeSheet) -> Iterator[str]:
    courses = promises.ranked(sheet.pledge.courses)
    if len(courses) == 1:
        yield from _years(courses[0])
        return
    for one in courses:
        newest = one.newest
        needed = f", the path needs {newest.needed:.2f} %" if newest.needed is not None else ""
        yield (
            f"  {promises.member(one.of)}: {newest.value:.2f} % in {newest.year}"
            f"{', an estimate' if newest.estimate else ''}{needed} ({promises.state_of(one)})"
        )


def _years(one: Course) -> Iterator[str]:
    for figure in reversed(one.figures):
        needed = f"  the path needs {figure.needed:.2f} %" if figure.needed is not None else ""
        estimate = "  (estimate)" if figure.estimate else ""
        yield f"  {figure.year}  {figure.value:.2f} %{needed}{estimate}"


def _reports(sheet: PledgeSheet) -> Iterator[str]:
    for report in promises.reports(sheet):
        yield f"  {report.head.known:%Y-%m-%d %H:%M}  {report.head.outlet}, {report.head.title}"
        for borne in report.borne:
            status = f" ({borne.bearing.status})" if borne.bearing.status else ""
            review = ", in review" if borne.review else ""
            yield from wrapped(f"“{borne.told.sentence}”{status}{review}")
        for head in report.copies:
            yield from wrapped(f"copied by {head.outlet}, {head.title}", "      ")
