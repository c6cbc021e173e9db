"""`vedette incidents` and `incident`: what happened, as far as reports tell."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import get_args

import click
import msgspec

from vedette.blame import stage, text
from vedette.cli import listing, options
from vedette.cli.prose import counted, part, printed, wrapped
from vedette.cli.searching import query
from vedette.desk import (
    FARTHEST,
    Account,
    IncidentAsk,
    IncidentLine,
    IncidentSheet,
    Status,
    Target,
    Vicinity,
    inputs,
)
from vedette.desk.settings import Settings
from vedette.records import Grade
from vedette.sought import Query
from vedette.web import affairs
from vedette.web.decisions import Ruled, matters
from vedette.web.kinship import Near, nearest
from vedette.web.names import country_code
from vedette.web.words import kind_name, spaced


def countries(
    context: click.Context, option: click.Parameter, given: tuple[str, ...]
) -> frozenset[str]:
    """Read codes of states and names of seas."""
    codes = {name: country_code(name) for name in given}
    for name, code in codes.items():
        if code is None:
            told = f"{name!r} is no country's code, such as PL, and no sea, such as 'Baltic Sea'"
            raise click.BadParameter(told, context, option)
    return frozenset(code for code in codes.values() if code)


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
    callback=countries,
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
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="CLASS",
    type=click.Choice(get_args(Target), case_sensitive=False),
    help="Only where something of this class was hit, such as rail.",
)
@click.option(
    "--near",
    type=options.Number(
        f"a number of kilometres above 0, {FARTHEST:g} at most", 0, FARTHEST, min_open=True
    ),
    metavar="KM",
    help="Only what is, or may be, within so many kilometres of your assets.",
)
@click.option(
    "--asset",
    "assets",
    multiple=True,
    metavar="NAME",
    help="Near those of this class, id or name; alone, within [assets] near of the settings.",
)
@click.option(
    "--review/--no-review",
    default=None,
    help="Only where the stage is in review: no report has borne it out for long. Or only others.",
)
@query
@listing.days
@listing.from_where
@click.pass_obj
def incidents(  # one parameter an option
    settings: Settings,
    kinds: tuple[str, ...],
    countries: frozenset[str],
    statuses: tuple[str, ...],
    targets: tuple[str, ...],
    near: float | None,
    assets: tuple[str, ...],
    review: bool | None,
    query: Query,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    ledger: str | None,
    sample: bool,
    as_json: bool,
) -> None:
    """List incidents, the one last reported first.

    Each has its id, which `vedette incident` takes, and how many reports and voices tell it; copies
    are no voices. A place is a disc, so what is near lies, say, 4–9 km away; where a place is told
    more coarsely than --near, nothing is said of it. With --json, one vedette.incident-line/1 a
    line.

    \b
    vedette incidents --since 2026-03-01
    vedette incidents --kind sabotage --country PL --status charged
    vedette incidents --target rail --near 20 --asset rail
    """
    options.check_order(since, until)
    ask = IncidentAsk(
        kinds=frozenset(kinds),
        countries=countries,
        statuses=frozenset(statuses),
        targets=frozenset(targets),
        near=near,
        assets=frozenset(assets),
        review=review,
        query=query,
        since=since.date() if since else None,
        until=until.date() if until else None,
        limit=limit,
    )
    page = listing.desk(settings, ledger, sample=sample).incidents(ask)
    listing.show(page.lines, page.next, "incident", _incident_line, as_json=as_json)
    if page.untold:
        told = f"{page.untold} more placed too coarsely, or nowhere: nobody can say whether"
        click.echo(f"{told} within {page.km:g} km.", err=True)


@click.command()
@click.argument("id_", metavar="ID")
@listing.from_where
@click.pass_obj
def incident(settings: Settings, id_: str, ledger: str | None, sample: bool, as_json: bool) -> None:
    """Tell everything about one incident: its stages, who accuses whom, who differs, the words.

    The id may be shortened as long as it is that of one incident. With --json, one
    vedette.incident/1, as /api/incidents answers.

    \b
    vedette incident 551a0c3c
    vedette incident 551a0c3c --json
    """
    desk = listing.desk(settings, ledger, sample=sample)
    sheet = desk.only("incident", id_)
    if as_json:
        options.show_json("incident", **msgspec.to_builtins(sheet))
        return
    named = listing.named(settings, ledger, sample=sample)
    ruled = matters(desk.decisions(sheet.line.id), sheet.line.id)
    click.echo("\n".join((*_told(sheet), *_decided(ruled), *_kin(sheet, named))))


# ── as text ─────────────────────────────────────────────────────────────────────────────────────


def _incident_line(line: IncidentLine) -> Iterator[str]:
    yield f"{options.short(line.id)}  {affairs.titled(line)} [{affairs.status(line)}]"
    grade = f"grade {line.grade}" if line.grade else ""
    told = [grade, affairs.days(line.when), affairs.hurt(line), counted(line), _confirmed(line)]
    if line.near:
        told.append(f"{affairs.away(line.near)} to {line.near.name}")
    if line.disagreements:
        told.append("sources differ on " + ", ".join(map(affairs.differing, line.disagreements)))
    yield from wrapped("; ".join(filter(None, told)))
    yield from wrapped(line.sentence)


def _confirmed(line: IncidentLine) -> str:
    review = ", in review" if line.review else ""
    return f"stage last confirmed {line.confirmed:%Y-%m-%d}{review}"


def _told(sheet: IncidentSheet) -> Iterator[str]:
    line = sheet.line
    yield f"{affairs.titled(line)} ({line.id})"
    if told := _set_by(sheet, "kind"):
        yield f"kind: {kind_name(line.kind)}{told}"
    yield f"stage: {affairs.status(line)} ({_confirmed(line).removeprefix('stage ')})"
    yield f"when: {affairs.days(line.when) or 'not told'}"
    where = f"{affairs.place(line.spot)} ({affairs.extent(line.spot)})" if line.spot else "not told"
    yield f"where: {where}{_set_by(sheet, 'place')}"
    if line.targets:
        yield f"target: {', '.join(map(spaced, line.targets))}"
    if hurt := affairs.hurt(line):
        yield f"hurt: {hurt}"
    yield f"told by: {counted(line)} ({', '.join(line.voices)})"
    if sheet.story:
        yield f"story: {sheet.story.title or 'Untitled'} ({options.short(sheet.story.id)})"
    if sheet.grade:
        yield from part(f"Grade {sheet.grade.mark}", _reasons(sheet.grade))
    yield from part("How its stage changed", _stages(sheet))
    yield from part("Who accuses whom, in the words of the reports", _charges(sheet))
    yield from part("Where sources differ", _differing(sheet))
    yield from part("Reports", _reports(sheet))
    if sheet.vicinity:
        yield from part("Near what you watch over", _around(sheet.vicinity, line))


def _reasons(grade: Grade) -> Iterator[str]:
    for reason in grade.reasons:
        yield from wrapped(reason, "  ")


def _stages(sheet: IncidentSheet) -> Iterator[str]:
    for climb in sheet.climbs:
        head = sheet.accounts[climb.account].head
        yield f"  {climb.step.at:%Y-%m-%d %H:%M}  {text(stage(climb.step.status, climb.by))}"
        yield from wrapped(f"{head.outlet}, {head.title}: “{climb.sentence}”")


def _charges(sheet: IncidentSheet) -> Iterator[str]:
    outlets = {account.head.article: account.head.outlet for account in sheet.accounts}
    for charge in sheet.charges:
        rung = "" if charge.firmness is None else f", firmness {charge.firmness} of 6"
        yield from wrapped(f"{charge.words} ({outlets[charge.article]}{rung})", "  ")


def _differing(sheet: IncidentSheet) -> Iterator[str]:
    for one in sheet.disagreements:
        yield f"  {affairs.differing(one.field)}"
        for held in one.sides:
            value = affairs.side(one.field, held.value)
            yield from wrapped(f"{value}: {', '.join(held.voices)}")


def _around(told: Vicinity, line: IncidentLine) -> Iterator[str]:
    if told.untold:
        yield from wrapped(affairs.untold(told, line.spot), "  ")
    elif told.near and told.near[0].low > told.km:
        yield f"  nothing within {told.km:g} km; the nearest:"
    for one in told.near:
        sure = f", {'certainly' if one.certain else 'possibly'} within {told.km:g} km"
        within = sure if one.low <= told.km else ""
        yield f"  {affairs.away(one)}  {one.name} ({one.kind}{within})"


def _reports(sheet: IncidentSheet) -> Iterator[str]:
    heads = (account.head for account in sheet.accounts)
    for report in affairs.folded(heads, sheet.accounts):
        yield f"  {report.head.known:%Y-%m-%d %H:%M}  {printed(report)}"
        for account in report.accounts:
            yield from wrapped(_account(account))
        for copy in report.copies:
            yield from wrapped(f"copied by {printed(copy)}")


def _account(account: Account) -> str:
    how = "coded" if account.finding else "recognised by its words"
    how += ", told in passing" if account.telling.background else ""
    review = ", in review" if account.review else ""
    return f"“{account.sentence}” ({how}, {account.telling.confidence:.2f}{review})"


def _set_by(sheet: IncidentSheet, field: str) -> str:
    number = sheet.incident.decided.get(field)
    return f", set by decision {number}" if number else ""


def _decided(listed: Iterable[Sequence[Ruled]]) -> Iterator[str]:
    """Tell what was decided, those who differ one after the other."""
    yield from part(
        "Decisions", (line for matter in listed for one in matter for line in _ruled(one))
    )


def _ruled(one: Ruled) -> Iterator[str]:
    yield f"  {one.number}  {one.what}; {one.stands}"
    yield from wrapped(f"{one.made.author}, {one.made.at:%Y-%m-%d %H:%M}: {one.made.reason}")
    if one.taken:
        by = f"{one.taken.author}, {one.taken.at:%Y-%m-%d %H:%M}: {one.taken.reason}"
        yield from wrapped(f"withdrawn by {by}")


def _kin(sheet: IncidentSheet, ledger: str) -> Iterator[str]:
    """Tell what may be the same, why, and how to decide it in this ledger."""
    listed = (line for near in nearest(sheet) for line in _near(near, ledger))
    yield from part("May be the same", listed)


def _near(near: Near, ledger: str) -> Iterator[str]:
    name = options.short(near.line.id)
    yield f"  {name}  {affairs.titled(near.line)}, {near.likely} % likely"
    for title, listed in (("for it", near.speaks_for), ("against it", near.against)):
        if listed:
            yield from wrapped(f"{title}: {', '.join(f'{r.words} {r.weight}' for r in listed)}")
    yield f"    if one: {near.merging(ledger)}"
    yield f"    if two: {near.parting(ledger)}"
