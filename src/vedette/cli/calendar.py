"""`vedette calls` and `postures`: who asked whom for what, and who changed his guard."""

from collections.abc import Iterator
from datetime import datetime

import click
import msgspec

from vedette.cli import listing, options
from vedette.cli.prose import counted, many, ruled, wrapped
from vedette.desk import (
    CALL_STANDINGS,
    CallAsk,
    CallLine,
    CallStanding,
    ChangeLine,
    CountryTrack,
    PostureAsk,
    Words,
)
from vedette.desk.settings import Settings
from vedette.web import almanac


@click.command()
@click.option("--by", default="", metavar="CALLER", help="Only by him: a name, or a state's code.")
@click.option("--to", default="", metavar="ADDRESSEE", help="Only to him: the same.")
@click.option(
    "--standing",
    "standings",
    multiple=True,
    metavar="STANDING",
    type=click.Choice(CALL_STANDINGS, case_sensitive=False),
    help="Only in this standing, such as unanswered; may be repeated.",
)
@listing.most
@listing.from_where
@click.pass_obj
def calls(  # one parameter an option
    settings: Settings,
    by: str,
    to: str,
    standings: tuple[CallStanding, ...],
    limit: int,
    ledger: str | None,
    sample: bool,
    as_json: bool,
) -> None:
    """List calls, what was asked last first: who asked whom for what, and what came of it.

    Unanswered so far, followed by a deed, may have followed, refused in words, or unaddressed where
    nobody is named who could answer. With --json, one vedette.call-line/1 a line.

    \b
    vedette calls --to Germany --standing unanswered
    vedette calls --by EE --json
    """
    ask = CallAsk(standings=frozenset(standings), by=by.strip(), to=to.strip(), limit=limit)
    page = listing.desk(settings, ledger, sample=sample).calls(ask)
    listing.show(page.lines, page.next, "call", _call_line, as_json=as_json)


@click.command()
@click.option(
    "--country",
    "countries",
    multiple=True,
    metavar="STATE",
    help="Only of this state, such as PL, or NATO, or EU; may be repeated.",
)
@click.option("--since", type=options.DAY, help="From this day on; else of the last ninety days.")
@listing.from_where
@click.pass_obj
def postures(
    settings: Settings,
    countries: tuple[str, ...],
    since: datetime | None,
    ledger: str | None,
    sample: bool,
    as_json: bool,
) -> None:
    """List postures by state: alerts raised and lowered, forces sent, borders closed and opened.

    The level of alert goes up or down by one, unless words name one. With --json, one state a line
    as vedette.postures/1.

    \b
    vedette postures --country PL --country LT
    vedette postures --since 2026-01-01 --json
    """
    ask = PostureAsk(
        countries=frozenset(one.upper() for one in countries),
        since=since.date() if since else None,
    )
    page = listing.desk(settings, ledger, sample=sample).postures(ask)
    for track in page.tracks:
        if as_json:
            options.show_json("postures", **msgspec.to_builtins(track))
        else:
            click.echo("\n".join(_track(track)))
    if not page.tracks:
        click.echo(f"No posture since {page.since} answers that.", err=True)


def _call_line(line: CallLine) -> Iterator[str]:
    asks = f"{almanac.caller(line)} to {almanac.addressee(line)}"
    review = ", in review" if line.review else ""
    yield f"{options.short(line.id)}  {line.first:%Y-%m-%d}  {asks} [{line.standing}{review}]"
    yield from wrapped(line.action)
    yield from wrapped(counted(line))
    for one in line.steps:
        yield from wrapped(f"{one.step.at:%Y-%m-%d}  {one.step.standing}: {one.step.why}")
        if one.told:
            yield from wrapped(_quoted(one.told), "      ")
        elif one.step.decided:
            yield from wrapped(ruled(one.step.decided), "      ")


def _quoted(told: Words) -> str:
    return f"{told.head.outlet}: “{told.sentence}”"


def _track(track: CountryTrack) -> Iterator[str]:
    level = almanac.now(track)
    yield almanac.state(track) + (f", level of alert {level}" if level else "")
    for line in track.lines:
        yield from _change(line)


def _change(line: ChangeLine) -> Iterator[str]:
    change = line.change
    level = f", level {almanac.level(change)}" if change.height is not None else ""
    by_place = ", by its place" if change.by_place else ""
    review = ", in review" if line.review else ""
    done = f"{almanac.LANES[change.lane]} {almanac.way(change)}"
    name = options.short(change.id)
    yield f"  {name}  {almanac.days(change)}  {done}{level}{by_place}{review}"
    yield from wrapped(f"{change.change} ({_told_by(line)})")


def _told_by(line: ChangeLine) -> str:
    reports = many(len(line.change.articles), "report")
    return f"{line.told.head.outlet}; {reports}, {many(len(line.voices), 'voice')}"
