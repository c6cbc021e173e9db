"""`vedette alarms`: which series of counts shows more than it should."""

from dataclasses import asdict
from pathlib import Path

import click

from vedette.cli import options
from vedette.desk.alarming import Alarm, Promise, alarms_of

ONE = 1.0
RAREST = 1000
"""Years beyond which no number is told: the line that tells it is learnt from what comes more often
than once in ten, and carried on."""


@click.command()
@click.option(
    "--counts",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A table: date, series, count; exposure, lat, lon, kind, group may follow.",
)
@click.option(
    "--budget",
    type=options.Number("a number above 0, such as 1", 0, min_open=True),
    metavar="ALARMS",
    help="False alarms a month, over all series together; 1 if nothing else is asked for.",
)
@click.option(
    "--claimed",
    type=options.Number("a number above 0, such as 0.1", 0, min_open=True),
    metavar="RATE",
    help="In its place: false alarms a year, for each series.",
)
@click.option(
    "--discovery",
    type=options.Number("a share between 0 and 1, such as 0.2", 0, 1, min_open=True, max_open=True),
    metavar="SHARE",
    help="In its place: the share of all alarms that may be false, such as 0.2.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the alarms as JSON.")
def alarms(
    counts: Path,
    budget: float | None,
    claimed: float | None,
    discovery: float | None,
    as_json: bool,
) -> None:
    """Raise alarms on daily counts, at a stated rate of false ones.

    Each alarm says what was expected and how rare it is. A day without a line was not seen: write
    the zeros. At least twelve weeks are needed; a year and more is better.

    \b
    vedette alarms --counts counts.csv
    vedette alarms --counts counts.csv --budget 4 --json
    vedette alarms --counts counts.csv --claimed 0.1
    """
    if sum(given is not None for given in (budget, claimed, discovery)) > 1:
        raise click.UsageError("--budget, --claimed and --discovery are three promises; give one")
    if claimed is None and discovery is None:
        budget = budget or ONE
    promise = Promise(rate=claimed, budget=budget, discovery=discovery)
    with options.progress("watching"):
        watched = alarms_of(counts, promise)
    if as_json:
        told = [asdict(alarm) | {"day": alarm.day.isoformat()} for alarm in watched.alarms]
        options.show_json(
            "alarms",
            promise=promise.sentence,
            rate=watched.rate,
            series=watched.series,
            days=watched.days,
            alarms=told,
        )
        return
    for alarm in watched.alarms:
        click.echo(_line(alarm))
    click.echo(
        f"{len(watched.alarms)} alarms in {watched.days} days of {watched.series} series, with "
        f"{promise.sentence}",
        err=True,
    )


def _line(alarm: Alarm) -> str:
    return (
        f"{alarm.day}  {alarm.scope:8}  {', '.join(alarm.series)}: {alarm.count} in {alarm.days} "
        f"days, expected {alarm.expected:.2g} ({alarm.low} to {alarm.high})"
        f"{', the first ever' if alarm.first else ''}; a quiet series shows as much "
        f"{_often(alarm.rate)}"
    )


def _often(rate: float) -> str:
    if rate < 1 / RAREST:
        return f"less than once in {RAREST:,} years"
    return f"once in {1 / rate:.0f} years" if rate < 0.5 else f"{rate:.1f} times a year"
