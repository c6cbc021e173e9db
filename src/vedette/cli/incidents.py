"""`vedette incidents`, `incident` and `stories`: what happened, as far as reports tell."""

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Literal, TypeVar, get_args

import click
import msgspec

from vedette.blame import stage, text
from vedette.cli import options
from vedette.desk import (
    Account,
    Desk,
    IncidentAsk,
    IncidentLine,
    IncidentSheet,
    Page,
    Status,
    StoryAsk,
    StoryLine,
    inputs,
    running,
)
from vedette.desk.settings import Settings
from vedette.records import Grade
from vedette.web import affairs
from vedette.web.names import country_code

Listed = TypeVar("Listed", IncidentLine, StoryLine)
WIDE = 100
"""Columns of text that nobody's terminal bounds."""


def _countries(
    context: click.Context, option: click.Parameter, given: tuple[str, ...]
) -> frozenset[str]:
    codes = {name: country_code(name) for name in given}
    for name, code in codes.items():
        if code is None:
            told = f"{name!r} is neither two letters, such as PL, nor a sea, such as 'Baltic Sea'"
            raise click.BadParameter(told, context, option)
    return frozenset(code for code in codes.values() if code)


def from_where(command: Any) -> Any:
    """Add which ledger is asked, and whether the answer is JSON."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line."),
        click.option("--sample", is_flag=True, help="From the sample's ledger."),
        options.ledger,
    ):
        command = option(command)
    return command


def days(command: Any) -> Any:
    """Add between which days, and how many lines."""
    for option in (
        click.option(
            "--limit", type=click.IntRange(1), default=50, show_default=True, help="Most lines."
        ),
        click.option("--until", type=options.DAY, help="Reported on this day, UTC, or earlier."),
        click.option("--since", type=options.DAY, help="Reported on this day, UTC, or later."),
    ):
        command = option(command)
    return command


def _desk(settings: Settings, ledger: str | None, *, sample: bool) -> Desk:
    settings = options.with_ledger(settings, ledger)
    if sample:
        return running.sample_desk(settings)
    return running.live_desk(settings, running.sources(settings).sources)


@click.command()
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND",
    type=click.Choice(inputs.kinds(), case_sensitive=False),
    help="Only of this kind; may be repeated.",
)
@click.option(
    "--country",
    "countries",
    multiple=True,
    metavar="XX",
    callback=_countries,
    help="Only in this country, by its two letters, or in this sea.",
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    metavar="STAGE",
    type=click.Choice(get_args(Status), case_sensitive=False),
    help="Only in this stage, such as charged.",
)
@days
@from_where
@click.pass_obj
def incidents(  # one parameter an option
    settings: Settings,
    kinds: tuple[str, ...],
    countries: frozenset[str],
    statuses: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    limit: int,
    ledger: str | None,
    sample: bool,
    as_json: bool,
) -> None:
    """List incidents, the one last reported first.

    Each has its id, which `vedette incident` takes, and how many reports and voices tell it; copies
    are no voices. With --json, one vedette.incident-line/1 a line.

    \b
    vedette incidents --since 2026-03-01
    vedette incidents --kind sabotage --country PL --status charged
    """
    options.check_order(since, until)
    ask = IncidentAsk(
        kinds=frozenset(kinds),
        countries=countries,
        statuses=frozenset(statuses),
        since=since.date() if since else None,
        until=until.date() if until else None,
        limit=limit,
    )
    _show(
        _desk(settings, ledger, sample=sample).incidents(ask),
        "incident",
        _incident_line,
        as_json=as_json,
    )


@click.command()
@click.argument("id_", metavar="ID")
@from_where
@click.pass_obj
def incident(settings: Settings, id_: str, ledger: str | None, sample: bool, as_json: bool) -> None:
    """Tell everything about one incident: its stages, who accuses whom, who differs, the words.

    The id may be shortened as long as it is that of one incident. With --json, one
    vedette.incident/1, as /api/incidents answers.

    \b
    vedette incident 551a0c3c
    vedette incident 551a0c3c --json
    """
    sheet = _desk(settings, ledger, sample=sample).only("incident", id_)
    if as_json:
        options.show_json("incident", **msgspec.to_builtins(sheet))
    else:
        click.echo("\n".join(_told(sheet)))


@click.command()
@click.option(
    "--reports",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    help="Only of at least so many reports, copies counted.",
)
@days
@from_where
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
    _show(
        _desk(settings, ledger, sample=sample).stories(ask), "story", _story_line, as_json=as_json
    )


def _show(
    page: Page[Listed],
    noun: Literal["incident", "story"],
    sentences: Callable[[Listed], Iterable[str]],
    *,
    as_json: bool,
) -> None:
    """Print a list, as JSON or in sentences, and say where there is more or nothing."""
    for line in page.lines:
        if as_json:
            options.show_json(f"{noun}-line", **msgspec.to_builtins(line))
        else:
            click.echo("\n".join(sentences(line)))
    if page.next is not None:
        click.echo(f"There are more; --limit {2 * len(page.lines)} shows some of them.", err=True)
    elif not page.lines:
        click.echo(f"No {noun} answers that.", err=True)


# ── as text ─────────────────────────────────────────────────────────────────────────────────────


def _incident_line(line: IncidentLine) -> Iterator[str]:
    yield f"{options.short(line.id)}  {affairs.titled(line)} [{affairs.status(line)}]"
    grade = f"grade {line.grade}" if line.grade else ""
    told = [grade, affairs.days(line.when), affairs.hurt(line), _counted(line)]
    if line.disagreements:
        told.append("sources differ on " + ", ".join(map(affairs.differing, line.disagreements)))
    yield from _wrapped("; ".join(filter(None, told)))
    yield from _wrapped(line.sentence)


def _story_line(line: StoryLine) -> Iterator[str]:
    yield f"{options.short(line.id)}  {line.title or 'Untitled'}"
    copies = f", {line.copies} of them repeated" if line.copies else ""
    yield from _wrapped(
        f"{_many(line.reports, 'report')}{copies}, {_many(len(line.voices), 'voice')}; "
        f"{line.first:%Y-%m-%d} to {line.last:%Y-%m-%d}"
    )
    for name in line.incidents:
        yield f"    incident {options.short(name)}"


def _counted(line: IncidentLine) -> str:
    return f"{_many(line.reports, 'report')}, {_many(len(line.voices), 'voice')}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def _told(sheet: IncidentSheet) -> Iterator[str]:
    line = sheet.line
    yield f"{affairs.titled(line)} ({line.id})"
    yield f"stage: {affairs.status(line)}"
    yield f"when: {affairs.days(line.when) or 'not told'}"
    where = f"{affairs.place(line.spot)} ({affairs.extent(line.spot)})" if line.spot else "not told"
    yield f"where: {where}"
    if hurt := affairs.hurt(line):
        yield f"hurt: {hurt}"
    yield f"told by: {_counted(line)} ({', '.join(line.voices)})"
    yield f"story: {sheet.story.title or 'Untitled'} ({options.short(sheet.story.id)})"
    if sheet.grade:
        yield from _part(f"Grade {sheet.grade.mark}", _reasons(sheet.grade))
    yield from _part("How its stage changed", _stages(sheet))
    yield from _part("Who accuses whom, in the words of the reports", _charges(sheet))
    yield from _part("Where sources differ", _differing(sheet))
    yield from _part("Reports", _reports(sheet))
    yield from _part("May be the same", (f"  {_short(near)}" for near in sheet.kin))


def _part(title: str, lines: Iterator[str]) -> Iterator[str]:
    told = list(lines)
    if told:
        yield from ("", title, *told)


def _short(line: IncidentLine) -> str:
    return f"{options.short(line.id)} {affairs.titled(line)}"


def _reasons(grade: Grade) -> Iterator[str]:
    for reason in grade.reasons:
        yield from _wrapped(reason, "  ")


def _stages(sheet: IncidentSheet) -> Iterator[str]:
    for climb in sheet.climbs:
        head = sheet.accounts[climb.account].head
        yield f"  {climb.step.at:%Y-%m-%d %H:%M}  {text(stage(climb.step.status, climb.by))}"
        yield from _wrapped(f"{head.outlet}, {head.title}: “{climb.sentence}”")


def _charges(sheet: IncidentSheet) -> Iterator[str]:
    outlets = {account.head.article: account.head.outlet for account in sheet.accounts}
    for charge in sheet.charges:
        rung = "" if charge.firmness is None else f", firmness {charge.firmness} of 6"
        yield from _wrapped(f"{charge.words} ({outlets[charge.article]}{rung})", "  ")


def _differing(sheet: IncidentSheet) -> Iterator[str]:
    for one in sheet.disagreements:
        yield f"  {affairs.differing(one.field)}"
        for held in one.sides:
            value = affairs.side(one.field, held.value)
            yield from _wrapped(f"{value}: {', '.join(held.voices)}")


def _reports(sheet: IncidentSheet) -> Iterator[str]:
    heads = (account.head for account in sheet.accounts)
    for printed in affairs.folded(heads, sheet.accounts):
        head = printed.head
        yield f"  {head.known:%Y-%m-%d %H:%M}  {_printed(printed)}"
        for account in printed.accounts:
            yield from _wrapped(_account(account))
        for copy in printed.copies:
            yield from _wrapped(f"copied by {_printed(copy)}")


def _printed(report: affairs.Printed) -> str:
    grade = f" [{report.grade}]" if report.grade else ""
    return f"{report.head.outlet}{grade}: {report.head.title or 'Untitled'}"


def _account(account: Account) -> str:
    how = "coded" if account.finding else "recognised by its words"
    review = ", in review" if account.review else ""
    return f"“{account.sentence}” ({how}, {account.telling.confidence:.2f}{review})"


def _wrapped(told: str, indent: str = "    ") -> Sequence[str]:
    spaced = " ".join(told.split())
    return textwrap.wrap(
        spaced,
        WIDE,
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )
