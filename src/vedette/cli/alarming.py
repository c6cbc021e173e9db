"""`vedette alarms` and `vedette unusual`: which counts show more than they should."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import msgspec

from vedette.cli import listing, options
from vedette.desk import Desk, Raised
from vedette.desk.alarming import Alarm, Promise, alarms_of
from vedette.desk.settings import Settings
from vedette.web import usual
from vedette.web.names import country_code


@click.command()
@click.option(
    "--counts",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A table: date, series, count; exposure, lat, lon, kind, group may follow. Without one "
    "the desk's own incidents are counted.",
)
@click.option(
    "--budget",
    type=options.Number("a number above 0, such as 1", 0, min_open=True),
    metavar="ALARMS",
    help="False alarms a month, over all series together; else that of [alarms] budget, 1.",
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
@click.option(
    "--rehearse",
    type=click.IntRange(1),
    metavar="N",
    help="Raise none: count those of N quiet pasts like the desk's own, which are all false.",
)
@click.option(
    "--seed", type=click.IntRange(0), default=0, show_default=True, help="Chance of a rehearsal."
)
@listing.from_where
@click.pass_obj
def alarms(
    settings: Settings,
    counts: Path | None,
    budget: float | None,
    claimed: float | None,
    discovery: float | None,
    rehearse: int | None,
    seed: int,
    as_json: bool,
    sample: bool,
    ledger: str | None,
) -> None:
    """Raise alarms on the desk's incidents or on daily counts, at a stated rate of false ones.

    Each alarm says what was expected and how rare it is. At least twelve weeks are needed; a year
    and more is better. In a table, a day without a line was not seen: write the zeros.

    \b
    vedette alarms
    vedette alarms --budget 0.1 --json
    vedette alarms --counts counts.csv
    vedette alarms --counts counts.csv --budget 4 --json
    vedette alarms --counts counts.csv --claimed 0.1
    vedette alarms --rehearse 20
    """
    if sum(given is not None for given in (budget, claimed, discovery)) > 1:
        raise click.UsageError("--budget, --claimed and --discovery are three promises; give one")
    if claimed is None and discovery is None:
        budget = budget or settings.budget
    promise = Promise(rate=claimed, budget=budget, discovery=discovery)
    if rehearse and counts:
        raise click.UsageError("--rehearse is for the desk's own incidents, not for a table")
    if rehearse:
        desk = listing.desk(settings, ledger, sample=sample, promise=promise)
        _rehearsal(desk, promise, rehearse, seed, as_json=as_json)
    elif counts is None:
        _of_desk(settings, ledger, promise, as_json=as_json, sample=sample)
    else:
        _of_counts(counts, promise, as_json=as_json)


def _of_counts(counts: Path, promise: Promise, *, as_json: bool) -> None:
    with options.progress("watching"):
        watched = alarms_of(counts, promise)
    if as_json:
        told = [_facts(alarm) for alarm in watched.alarms]
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


def _of_desk(
    settings: Settings, ledger: str | None, promise: Promise, *, as_json: bool, sample: bool
) -> None:
    with options.progress("watching"):
        told = listing.desk(settings, ledger, sample=sample, promise=promise).lookout()
    if as_json:
        listed = [_facts(one.alarm) | _own(one) for one in told.alarms]
        options.show_json(
            "alarms",
            promise=promise.sentence,
            series=told.series,
            seen=told.seen,
            needed=told.needed,
            alarms=listed,
            judged=told.judged,
            dismissed=told.dismissed,
        )
        return
    for one in told.alarms:
        click.echo(
            f"{one.alarm.day}  {options.short(one.id)}  {usual.named(one)}: {usual.counted(one)}; "
            f"a quiet one shows as much {usual.rare(one.alarm.rate)}"
        )
        if one.judged:
            click.echo(f"            {usual.judged(one.judged)}")
        click.echo(f"            {' '.join(options.short(name) for name in one.incidents)}")
    if told.judged:
        click.echo(usual.dismissals(told), err=True)
    if told.ready:
        click.echo(
            f"{len(told.alarms)} alarms in {told.seen} days, with {promise.sentence}", err=True
        )
    else:
        click.echo(
            f"None can be raised yet: {usual.days(told.seen)} of history, {told.needed} needed.",
            err=True,
        )


def _rehearsal(desk: Desk, promise: Promise, runs: int, seed: int, *, as_json: bool) -> None:
    with options.progress("rehearsing"):
        told = desk.rehearse(runs=runs, seed=seed)
    if as_json:
        facts = msgspec.to_builtins(told)
        options.show_json("rehearsal", promise=promise.sentence, rehearsed=facts)
    elif told:
        click.echo(f"{usual.rehearsed(told)}, with {promise.sentence}")
    else:
        click.echo("It has too little of a past to be rehearsed.", err=True)


def _facts(alarm: Alarm) -> dict[str, Any]:
    return asdict(alarm) | {"day": alarm.day.isoformat()}


def _own(one: Raised) -> dict[str, Any]:
    judged = msgspec.to_builtins(one.judged)
    own = {"id": one.id, "incidents": one.incidents, "judged": judged}
    return own | {"unverified": one.unverified, "rests_on_strangers": one.rests_on_strangers}


def _line(alarm: Alarm) -> str:
    return (
        f"{alarm.day}  {alarm.scope:8}  {', '.join(alarm.series)}: {alarm.count} in "
        f"{usual.days(alarm.days)}, expected {alarm.expected:.2g} ({alarm.low} to {alarm.high})"
        f"{', the first ever' if alarm.first else ''}; a quiet series shows as much "
        f"{usual.rare(alarm.rate)}"
    )


@click.command()
@click.option("--kind", default="*", metavar="KIND", help="Only this kind of incident.")
@click.option(
    "--place", default="*", metavar="PLACE", help="Only at LT, Baltic Sea, Northern Europe …"
)
@listing.from_where
@click.pass_obj
def unusual(
    settings: Settings, kind: str, place: str, as_json: bool, sample: bool, ledger: str | None
) -> None:
    """Say whether the week is unusual: how many incidents, how many expected, what was not seen.

    The week is the seven days up to yesterday, UTC. Without twelve weeks of history it says so, and
    how to fill the past. Then come the days to which late reports may add, each with how many of
    its incidents are known so far and how many are expected.

    \b
    vedette unusual
    vedette unusual --kind drone_incursion --place LT
    vedette unusual --place "Baltic Sea" --json
    """
    desk = listing.desk(settings, ledger, sample=sample)
    with options.asked_rightly(), options.progress("watching"):
        told = desk.unusual(kind, country_code(place) or place)
    sentence = usual.sentence(told)
    if as_json:
        facts = msgspec.to_builtins(told)
        options.show_json("unusual", sentence=sentence, verdict=usual.verdict(told), **facts)
        return
    click.echo(" ".join(part for part in (sentence, usual.today(told)) if part))
    for line in usual.raised(told):
        click.echo(f"  alarm {line}")
    click.echo(usual.remedy(told) if told.week is None else usual.coverage(told))
    if told.nowcast:
        click.echo(usual.late(told.nowcast))
        for one in usual.opens(told.nowcast):
            click.echo(f"  {one.day}  {usual.coming(one)}")
