"""`vedette forecasts` and `forecast`: who foretold what, and how it came out."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import get_args

import click

from vedette.cli import listing, options
from vedette.cli.prose import many, part, wrapped
from vedette.desk import Head
from vedette.desk.foresight import Forecast, ForecastAsk, ForecastSheet, State, Told
from vedette.desk.settings import Settings
from vedette.web import affairs, outlook

STATE = click.Choice(get_args(State), case_sensitive=False)


@click.command()
@click.option("--state", "states", type=STATE, multiple=True, help="Only in these states.")
@click.option("--by", default="", metavar="NAME", help="Part of the forecaster's name.")
@click.option("--due-from", type=options.DAY, help="Whose time ends on this day or later.")
@click.option("--due-before", type=options.DAY, help="Whose time ends before this day.")
@listing.most
@listing.from_where
@click.pass_obj
def forecasts(
    settings: Settings,
    states: tuple[State, ...],
    by: str,
    due_from: datetime | None,
    due_before: datetime | None,
    limit: int,
    ledger: str | None,
    sample: bool,
    as_json: bool,
) -> None:
    """List forecasts: those that are due first, then open, decided and unscoreable ones.

    How likely something is comes from the article's number or words, by the yardstick that the
    settings choose. With --json, one vedette.forecast-line/1 a line.

    \b
    vedette forecasts --state due
    vedette forecasts --by "Intelligence Service" --due-before 2027-01-01
    vedette forecasts --due-from 2029-01-01 --due-before 2030-01-01
    """
    ask = ForecastAsk(
        states=frozenset(states),
        by=by,
        due_from=due_from.date() if due_from else None,
        due_before=due_before.date() if due_before else None,
        limit=limit,
    )
    page = listing.desk(settings, ledger, sample=sample).forecasts(ask)

    def sentences(one: Forecast) -> Iterator[str]:
        return _line(one, page.deciders.get(one.id, 0))

    listing.show(page.lines, page.next, "forecast", sentences, as_json=as_json)


def _line(one: Forecast, deciders: int) -> Iterator[str]:
    stands = f"{outlook.state(one)}, by {outlook.until(one)}, {outlook.chance(one.likelihood)}"
    yield f"{options.short(one.id)}  {outlook.who(one)}: {one.event or one.said.sentence}"
    yield from wrapped(stands)
    for doubt in one.doubts:
        yield from wrapped(f"not scored: {doubt}")
    if one.score:
        yield from wrapped(f"Brier {outlook.brier(one.score)}, log {outlook.log(one.score)}")
    if deciders:
        yield f"    {many(deciders, 'incident')} may decide it"
    if one.sayings[1:]:
        yield f"    told in {len(one.sayings)} reports, last on {one.sayings[-1].at:%Y-%m-%d}"


@click.command()
@click.argument("id_", metavar="ID")
@listing.from_where
@click.pass_obj
def forecast(settings: Settings, id_: str, ledger: str | None, sample: bool, as_json: bool) -> None:
    """Tell everything about one forecast: its words, how they were mapped, what may decide it.

    The id may be shortened as long as it is that of one forecast. With --json, one
    vedette.forecast/1, as /api/forecasts answers.

    \b
    vedette forecast 6915869f
    vedette forecast 6915869f --json
    """
    sheet = listing.desk(settings, ledger, sample=sample).forecast(id_)
    named = listing.named(settings, ledger, sample=sample)
    listing.tell(sheet, "forecast", lambda told: _told(told, named), as_json=as_json)


def _told(sheet: ForecastSheet, ledger: str) -> Iterator[str]:
    one, scale = sheet.forecast, sheet.yardstick
    yield f"{outlook.who(one)}: {one.event or one.said.sentence} ({one.id})"
    yield f"state: {outlook.state(one)}"
    yield f"by: {outlook.until(one)}"
    yield from wrapped(f"likelihood: {outlook.mapped(one.likelihood, scale)}", "")
    for doubt in one.doubts:
        yield f"not scored: {doubt}"
    yield from _decided(sheet)
    yield from part("Told", (line for n, _ in enumerate(one.sayings) for line in _saying(sheet, n)))
    yield from part("May decide it", _proposals(sheet, ledger))
    if sheet.record:
        sums = (f"  {name}: {value}" for name, value in outlook.sums(sheet.record))
        yield from part(f"Forecasts of {one.forecaster}", sums)
    yield ""
    yield from wrapped(f"Yardstick: {scale.title}, {scale.publisher}, {scale.published}", "")


def _decided(sheet: ForecastSheet) -> Iterator[str]:
    one = sheet.forecast
    made = one.resolution
    if made is None:
        return
    yield f"decision {made.number}: {outlook.state(one)}"
    yield from wrapped(f"{made.author}, {made.at:%Y-%m-%d %H:%M}: {made.reason}")
    if made.evidence:
        yield from wrapped(
            f"“{made.evidence.words}” ({_outlet(made.evidence.article, sheet.heads)})"
        )
    for name in sheet.shown:
        yield f"    incident {options.short(name)}"
    if one.score:
        yield f"Brier score: {outlook.brier(one.score)}"
        yield f"log score: {outlook.log(one.score)}"


def _saying(sheet: ForecastSheet, n: int) -> Iterator[str]:
    one = sheet.forecast.sayings[n]
    changes = f" [{', '.join(one.changes)}]" if one.changes else ""
    yield f"  {one.at:%Y-%m-%d}  {_outlet(one.article, sheet.heads)}{changes}"
    yield from wrapped(f"“{one.sentence}”")
    yield from wrapped(_means(one))
    for copy in one.copies:
        yield f"      copied by {_outlet(copy, sheet.heads)}"


def _means(one: Told) -> str:
    scored = f", would have scored {outlook.figure(one.score.brier)}" if one.score else ""
    return f"by {outlook.until(one)}, {outlook.chance(one.likelihood)}{scored}"


def _outlet(article: str, heads: Mapping[str, Head]) -> str:
    head = heads.get(article)
    return f"{head.outlet}: {head.title or 'Untitled'}" if head else article


def _proposals(sheet: ForecastSheet, ledger: str) -> Iterator[str]:
    for one in sheet.proposals:
        when = f", {affairs.days(one.line.when)}" if one.line.when else ""
        yield f"  {options.short(one.line.id)}  {affairs.titled(one.line)}{when}"
        yield from wrapped(f"{one.line.sentence}")
        yield from wrapped(f"agrees in {outlook.grounds(one, sheet.forecast)}")
        told = outlook.deciding(sheet.forecast.id, "yes", one.line.id, ledger)
        yield f"    if so: {told}"
    if sheet.forecast.state in {"due", "open"}:
        yield f"  if it did not happen: {outlook.deciding(sheet.forecast.id, 'no', '', ledger)}"
