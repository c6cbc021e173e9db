"""`vedette brief`: what there is to tell of a day or a week, read in three minutes."""

from datetime import date
from pathlib import Path

import click

from vedette.cli import listing, options
from vedette.desk import Desk, inputs
from vedette.desk.settings import Settings
from vedette.errors import NotHeld
from vedette.handling import Tlp
from vedette.web import briefing
from vedette.web.names import country_code

YESTERDAY = "yesterday"
FORMATS = ("markdown", "html")


def _day(_context: click.Context, _option: click.Parameter, given: str | None) -> date | str | None:
    if given in {None, YESTERDAY}:
        return given
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise click.BadParameter(f"{given!r} is no day such as 2026-03-02") from None


@click.command()
@click.option(
    "--day", is_flag=False, flag_value=YESTERDAY, callback=_day, metavar="[DATE]",
    help="Of this day, UTC; else of yesterday.",
)  # fmt: skip
@click.option(
    "--week", is_flag=False, flag_value=YESTERDAY, callback=_day, metavar="[DATE]",
    help="Of the seven days up to this one; else up to yesterday. This is the default.",
)  # fmt: skip
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(inputs.kinds(), case_sensitive=False),
    metavar="KIND",
    help="Only of this kind; may be repeated.",
)
@click.option("--place", "places", multiple=True, metavar="PLACE", help="Only at LT, Baltic Sea …")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="markdown", show_default=True,
    help="Markdown to edit, or a page that stands alone and prints.",
)  # fmt: skip
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Else stdout.")
@click.option("--signed", type=int, metavar="NUMBER", help="The bytes of a signed one, as kept.")
@options.ceiling
@click.option("--sample", is_flag=True, help="From the sample's ledger.")
@options.ledger
@click.pass_obj
def brief(
    settings: Settings,
    day: date | str | None,
    week: date | str | None,
    kinds: tuple[str, ...],
    places: tuple[str, ...],
    format_: briefing.Format,
    output: Path | None,
    signed: int | None,
    ceiling: Tlp | None,
    sample: bool,
    ledger: str | None,
) -> None:
    """Write a brief: what is new, what changed, who differs, what falls due, what is unusual.

    Every sentence names the reports that it rests on. The same ledger at the same moment gives the
    same bytes.

    \b
    vedette brief
    vedette brief --day 2026-03-02 --format html --output brief.html
    vedette brief --week --kind drone_incursion --place LT
    vedette brief --signed 4711
    """
    if day and week:
        raise click.UsageError("--day and --week are two lengths; give one")
    highest = ceiling or settings.ceilings.files
    desk = listing.desk(settings, ledger, sample=sample).under(highest, frank=True)
    options.tell_withheld(desk, highest)
    if signed is not None:
        _write(_signed(desk, signed), output)
        return
    last = desk.today() - briefing.ONE
    with options.asked_rightly(), options.progress("reading the ledger"):
        ask = briefing.ask_of(
            last if day == YESTERDAY else day if isinstance(day, date) else None,
            week if isinstance(week, date) else None,
            today=desk.today(),
            kinds=frozenset(kinds),
            places=frozenset(country_code(place) or place for place in places),
        )
        told = desk.brief(ask)
    _write(briefing.file(told, format_, sample=sample).encode(), output)


def _signed(desk: Desk, number: int) -> bytes:
    paper, body = desk.paper(number)
    if one := paper.erased:
        raise NotHeld(
            what=f"the paper signed as {number} was erased, with a report that it told of",
            where=f"tombstone {one.number} of the ledger",
            why=f"by {one.author}, {one.at:%Y-%m-%d %H:%M} UTC: {one.reason}",
            remedy="nothing brings its text back; the signature and the hash stay",
        )
    return body


def _write(body: bytes, output: Path | None) -> None:
    if output is None:
        click.echo(body, nl=False)
        return
    try:
        output.write_bytes(body)
    except OSError as fault:
        raise options.unwritable(output, fault) from fault
