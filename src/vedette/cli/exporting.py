"""`vedette export`: findings out of a ledger, in a format that others read."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from vedette.cli import options
from vedette.desk import Ask, inputs, running
from vedette.desk.settings import Settings


def _countries(
    context: click.Context, option: click.Parameter, given: tuple[str, ...]
) -> tuple[str, ...]:
    for country in given:
        if not re.fullmatch("[A-Za-z]{2}", country):
            told = f"{country!r} is not two letters, such as PL or EE (ISO 3166)"
            raise click.BadParameter(told, context, option)
    return tuple(country.upper() for country in given)


@click.command()
@options.ledger
@click.option("--format", "format_", default="jsonl", show_default=True, help="jsonl or csv.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Else stdout.")
@click.option("--since", type=options.DAY, help="First day of becoming known, UTC.")
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
    "--country",
    "countries",
    multiple=True,
    metavar="XX",
    callback=_countries,
    help="Only where something is in this country, by its two letters.",
)
@click.option("--source", "sources", multiple=True, help="Only from this source.")
@click.option("--coder", "coders", multiple=True, help="Only by this coder, such as tagger@1.")
@options.confidence
@click.option(
    "--review",
    type=click.Choice(["yes", "no"]),
    help="Only findings that are in review, or only those that are not.",
)
@click.option("--copies", is_flag=True, help="Also findings in articles that repeat others.")
@click.option("--sample", is_flag=True, help="From the sample's ledger, marked as such.")
@click.pass_obj
def export(  # one parameter an option
    settings: Settings,
    ledger: str | None,
    format_: str,
    output: Path | None,
    since: datetime | None,
    until: datetime | None,
    types: tuple[str, ...],
    kinds: tuple[str, ...],
    countries: tuple[str, ...],
    sources: tuple[str, ...],
    coders: tuple[str, ...],
    confidence: float,
    review: str | None,
    copies: bool,
    sample: bool,
) -> None:
    """Write findings as JSON Lines or CSV, newest first.

    \b
    vedette export --format csv --since 2026-03-01 --output march.csv
    vedette export --kind sabotage --country PL
    vedette export --type incident --confidence 0.9
    """
    options.check_order(since, until)
    ask = Ask(
        types=frozenset(types),
        kinds=frozenset(kinds),
        countries=frozenset(countries),
        sources=frozenset(sources),
        coders=frozenset(coders),
        since=since.date() if since else None,
        until=until.date() if until else None,
        confidence=confidence,
        review=None if review is None else review == "yes",
        copies=copies,
    )
    settings = options.with_ledger(settings, ledger)
    desk = running.sample_desk(settings) if sample else running.live_desk(settings)
    written = desk.export(format_, ask)
    if output is None:
        options.out().writelines(written)
        options.out().flush()
        return
    try:
        _keep(written, output)
    except OSError as fault:
        raise options.unwritable(output, fault) from fault


def _keep(written: Iterable[bytes], output: Path) -> None:
    """Write a file beside and move it to its place, so that there is never half of one."""
    part = output.with_name(output.name + ".part")
    with part.open("wb") as file:
        file.writelines(written)
    part.replace(output)
