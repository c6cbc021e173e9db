"""`vedette retention`: what the rules of `[[retention]]` let go, and why the rest stays."""

from collections import Counter
from typing import Any

import click
import msgspec

from vedette.cli import options
from vedette.desk import running
from vedette.desk.settings import Settings
from vedette.retention import HOLDS, Aged


@click.group()
def retention() -> None:
    """Show what the rules of retention would let go, and let it go.

    \b
    vedette retention due
    vedette retention run
    """


@retention.command()
@options.ledger
@click.option("--held", is_flag=True, help="List what is old enough and stays, with the reason.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each.")
@click.pass_obj
def due(settings: Settings, ledger: str | None, held: bool, as_json: bool) -> None:
    """List what would go now and by which rule; nothing is changed.

    \b
    vedette retention due --held
    """
    with options.progress("looking"):
        found = running.retained(options.with_ledger(settings, ledger))
    for one in found:
        if as_json:
            options.show_json("due", **_laid(one))
        elif (one.hold is not None) == held:
            click.echo(_line(one))
    _sum(settings, found)


def _laid(one: Aged) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(one)
    return told


def _line(one: Aged) -> str:
    why = f"  stays: {HOLDS[one.hold]}" if one.hold else ""
    return f"{one.rule:12}  {one.drop:8}  {one.name}  {one.source}  {one.known:%Y-%m-%d}{why}"


def _sum(settings: Settings, found: tuple[Aged, ...]) -> None:
    if not settings.retention:
        click.echo("No rule is declared: see docs/how-to/retention.md.", err=True)
    for rule in settings.retention:
        mine = [one for one in found if one.rule == rule.name]
        going = [one for one in mine if one.hold is None]
        size = sum(one.size for one in going)
        freed = f" ({size:,} bytes)" if size else ""
        click.echo(f"{rule.name}: {rule.sentence}: {len(going)} would go{freed}", err=True)
        for why, count in Counter(one.hold for one in mine if one.hold).most_common():
            click.echo(f"    {count} stay: {HOLDS[why]}", err=True)


@retention.command()
@options.ledger
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_obj
def run(settings: Settings, ledger: str | None, as_json: bool) -> None:
    """Let go of what is due, and write the ledger's file anew so that no word of it is left there.

    `vedette watch` does the same once a day, without writing the file anew.

    \b
    vedette retention run
    """
    with options.progress("letting go"):
        done = running.retain(options.with_ledger(settings, ledger))
    if as_json:
        options.show_json("retention", rules=msgspec.to_builtins(done))
        return
    for one in done:
        click.echo(f"{one.rule}: {one.gone} gone, {one.held} stay")
