"""`vedette export`: findings or incidents out of a ledger, in a format that others read."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import get_args

import click

from vedette.cli import listing, options
from vedette.cli.incidents import countries as read_countries
from vedette.cli.searching import query
from vedette.desk import Ask, Desk, IncidentAsk, Status, Target, exporting, files, inputs
from vedette.desk.settings import Settings
from vedette.handling import Tlp
from vedette.sought import Query

OF_FINDINGS = ("types", "sources", "coders", "confidence", "copies")
OF_INCIDENTS = ("statuses", "targets")


@click.command()
@options.ledger
@click.option(
    "--format",
    "format_",
    default="jsonl",
    show_default=True,
    help="jsonl, csv, rss or atom; of incidents csv, rss, atom, geojson, stix, package,"
    " parquet, sqlite, datasette, plover, acled, jsonld, misp or misp-feed.",
)
@click.option("--incidents", "whole", is_flag=True, help="Incidents; else findings, if it has any.")
@click.option("--incident", "one", metavar="ID", help="One incident, by its id or its beginning.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Else stdout. What is several files goes into a folder of this name, or into one .zip.",
)
@click.option("--address", metavar="URL", help="Where the desk stands, for links that lead there.")
@click.option(
    "--since", type=options.DAY, help="First day of becoming known, UTC; of an incident, reported."
)
@click.option("--until", type=options.DAY, help="Last day, counted in.")
@click.option(
    "--type",
    "types",
    multiple=True,
    metavar="TYPE",
    type=click.Choice(inputs.TYPES, case_sensitive=False),
    help="Only findings of this type; may be repeated.",
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND",
    type=click.Choice(inputs.kinds(), case_sensitive=False),
    help="Only incidents of this kind.",
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    metavar="STAGE",
    type=click.Choice(get_args(Status), case_sensitive=False),
    help="Only incidents in this stage, such as charged.",
)
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="CLASS",
    type=click.Choice(get_args(Target), case_sensitive=False),
    help="Only incidents in which something of this class was hit, such as rail.",
)
@click.option(
    "--country",
    "countries",
    multiple=True,
    metavar="XX",
    callback=read_countries,
    help="Only where something is in this country, by its two letters, or in this sea.",
)
@click.option("--source", "sources", multiple=True, help="Only from this source.")
@click.option("--coder", "coders", multiple=True, help="Only by this coder, such as tagger@1.")
@query
@options.confidence
@click.option(
    "--review",
    type=click.Choice(["yes", "no"]),
    help="Only what is in review, or only what is not.",
)
@click.option("--copies", is_flag=True, help="Also findings in articles that repeat others.")
@options.ceiling
@click.option("--sample", is_flag=True, help="From the sample's ledger, marked as such.")
@click.pass_context
def export(  # one parameter an option
    context: click.Context,
    ledger: str | None,
    format_: str,
    whole: bool,
    one: str | None,
    output: Path | None,
    address: str | None,
    since: datetime | None,
    until: datetime | None,
    types: tuple[str, ...],
    kinds: tuple[str, ...],
    statuses: tuple[str, ...],
    targets: tuple[str, ...],
    countries: frozenset[str],
    sources: tuple[str, ...],
    coders: tuple[str, ...],
    query: Query,
    confidence: float,
    review: str | None,
    copies: bool,
    ceiling: Tlp | None,
    sample: bool,
) -> None:
    """Write findings or incidents for other systems, the newest first.

    \b
    vedette export --format csv --since 2026-03-01 --output march.csv
    vedette export --kind sabotage --country PL
    vedette export --type incident --confidence 0.9
    vedette export --format stix --kind sabotage --output sabotage.stix.json
    vedette export --format geojson --since 2026-03-01 --output march.geojson
    vedette export --format csv --incidents --status charged
    vedette export --format atom --incidents --address https://desk.example --output feed.xml
    vedette export --format package --since 2026-03-01 --output march/
    """
    options.check_order(since, until)
    settings: Settings = context.obj
    highest = ceiling or settings.ceilings.files
    desk = listing.desk(settings, ledger, sample=sample).under(highest, frank=True)
    options.tell_withheld(desk, highest)
    at = _address(settings, address, format_, sample=sample)
    first, last = since and since.date(), until and until.date()
    in_review = None if review is None else review == "yes"
    written: Iterator[bytes]
    if one is not None or whole or not exporting.writes(format_, "finding"):
        _refuse(context, OF_FINDINGS, "incidents")
        asked = IncidentAsk(
            kinds=frozenset(kinds),
            statuses=frozenset(statuses),
            targets=frozenset(targets),
            countries=countries,
            review=in_review,
            query=query,
            since=first,
            until=last,
        )
        if output is not None and exporting.is_folder(format_) and output.suffix != ".zip":
            _fill(desk, format_, one or asked, output, at)
            return
        if one is not None:
            written = exporting.incident(desk, format_, one, address=at)
        else:
            written = exporting.incidents(desk, format_, asked, address=at)
    else:
        _refuse(context, OF_INCIDENTS, "findings")
        ask = Ask(
            types=frozenset(types),
            kinds=frozenset(kinds),
            countries=countries,
            sources=frozenset(sources),
            coders=frozenset(coders),
            confidence=confidence,
            review=in_review,
            query=query,
            copies=copies,
            since=first,
            until=last,
        )
        written = desk.export(format_, ask, address=at if format_ in exporting.FEEDS else "")
    _put(written, output)


def _address(settings: Settings, told: str | None, format_: str, *, sample: bool) -> str:
    """Give where links lead: what is told; for a feed, else where the desk usually is."""
    if told is not None:
        return told.rstrip("/")
    usual = f"http://{settings.host}:{settings.port}" + ("/sample" if sample else "")
    return usual if format_ in exporting.FEEDS else ""


def _refuse(context: click.Context, names: Iterable[str], noun: str) -> None:
    """Refuse a filter that does not apply: passed over, it would seem to have held."""
    for option in context.command.params:
        given = context.get_parameter_source(option.name or "")
        if option.name in names and given is not click.core.ParameterSource.DEFAULT:
            raise click.UsageError(f"{option.opts[0]} is no filter for {noun}", context)


def _fill(desk: Desk, format_: str, which: IncidentAsk | str, folder: Path, address: str) -> None:
    """Fill a folder, and say with how many files."""
    try:
        number = exporting.folder(desk, format_, folder, which, address=address)
    except OSError as fault:
        raise options.unwritable(folder, fault) from fault
    click.echo(f"{number} files in {folder}", err=True)


def _put(written: Iterable[bytes], output: Path | None) -> None:
    if output is None:
        options.out().writelines(written)
        options.out().flush()
        return
    try:
        with files.whole(output) as file:
            file.writelines(written)
    except OSError as fault:
        raise options.unwritable(output, fault) from fault
