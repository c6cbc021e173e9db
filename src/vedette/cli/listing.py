"""What lists of incidents, stories and registers are asked with, and how they are printed."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, TypeVar

import click
import msgspec

from vedette.cli import options
from vedette.desk import CallLine, Desk, Hit, IncidentLine, PledgeLine, StoryLine, running
from vedette.desk.alarming import Promise
from vedette.desk.foresight import Forecast
from vedette.desk.settings import Settings

Listed = TypeVar("Listed", Hit, IncidentLine, StoryLine, PledgeLine, CallLine, Forecast)
Sheet = TypeVar("Sheet")
Noun = Literal["hit", "incident", "story", "pledge", "call", "forecast"]


def from_where(command: Any) -> Any:
    """Add which ledger is asked, and whether the answer is JSON."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line."),
        click.option("--sample", is_flag=True, help="From the sample's ledger."),
        options.ledger,
    ):
        command = option(command)
    return command


most = click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="Most lines."
)


def days(command: Any) -> Any:
    """Add between which days, and how many lines."""
    for option in (
        most,
        click.option("--until", type=options.DAY, help="Reported on this day, UTC, or earlier."),
        click.option("--since", type=options.DAY, help="Reported on this day, UTC, or later."),
    ):
        command = option(command)
    return command


def desk(
    settings: Settings, ledger: str | None, *, sample: bool, promise: Promise | None = None
) -> Desk:
    """Open the desk that is asked: over the sample, over a ledger that is named, or the user's.

    Its alarms are under the `promise`, else under that of the settings.
    """
    settings = options.with_ledger(settings, ledger)
    if sample:
        return running.sample_desk(settings, promise=promise)
    return running.live_desk(settings, running.sources(settings).sources, promise=promise)


def named(settings: Settings, ledger: str | None, *, sample: bool) -> str:
    """Give the `--ledger` that commands on what is told need, empty where they need none."""
    return settings.sample_url if sample else ledger or ""


def show(
    lines: Sequence[Listed],
    after: int | None,
    noun: Noun,
    sentences: Callable[[Listed], Iterable[str]],
    *,
    as_json: bool,
) -> None:
    """Print a list, as JSON or in sentences, and say where there is more or nothing."""
    for line in lines:
        if as_json:
            options.show_json(f"{noun}-line", **msgspec.to_builtins(line))
        else:
            click.echo("\n".join(sentences(line)))
    if after is not None:
        click.echo(f"There are more; --limit {2 * len(lines)} shows some of them.", err=True)
    elif not lines:
        click.echo(f"No {'article' if noun == 'hit' else noun} answers that.", err=True)


def tell(
    sheet: Sheet, noun: Noun, sentences: Callable[[Sheet], Iterable[str]], *, as_json: bool
) -> None:
    """Print everything about one, as a JSON object or in sentences."""
    if as_json:
        options.show_json(noun, **msgspec.to_builtins(sheet))
    else:
        click.echo("\n".join(sentences(sheet)))
