"""`vedette alert`: the rules, what they would tell, and what went out."""

import asyncio
from dataclasses import asdict
from typing import Any

import click
import msgspec

from vedette.alerts import Alert, Rule
from vedette.cli import options
from vedette.desk import Sent, running, trying
from vedette.desk.answering import clock
from vedette.desk.outward import masked
from vedette.desk.settings import Settings


@click.group()
def alert() -> None:
    """Look up the rules of alerts, try one, and see what went out.

    \b
    vedette alert rules
    vedette alert test rail --days 7
    vedette alert log --verify
    """


@alert.command()
@options.ledger
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def rules(settings: Settings, ledger: str | None, as_json: bool) -> None:
    """List the rules and the watches that are on, and since when each is in force.

    \b
    vedette alert rules --json
    """
    with running.read_only(options.with_ledger(settings, ledger)) as connection:
        listed = trying.rules(connection, settings.rules)
        since = {one.name: trying.in_force(connection, one) for one in listed}
    if as_json:
        told = [msgspec.to_builtins(one) | {"since": since[one.name]} for one in listed]
        options.show_json("rules", rules=msgspec.to_builtins(told))
        return
    if not listed:
        click.echo("No rule is declared, and no watch is on: see docs/how-to/watches.md.", err=True)
    for one in listed:
        begun = since[one.name]
        known = f"since {begun:%Y-%m-%d %H:%M} UTC" if begun else "not yet in force"
        click.echo(f"{one.name:20}  {one.on:9}  to {', '.join(one.channels)}  {known}")
        click.echo(f"    {_asks(one)}")


def _asks(rule: Rule) -> str:
    """Say what a rule asks for beyond the usual.

    >>> _asks(Rule(name="a", channels=("c",), kinds=("arson",), voices=2))
    'kinds: arson; voices: 2'
    """
    usual = Rule(name=rule.name, channels=rule.channels, on=rule.on)
    told = (
        (name, value)
        for name, value in asdict(rule).items()
        if value != getattr(usual, name) and name != "quiet"
    )
    listed = [
        f"{name}: {', '.join(value) if isinstance(value, tuple) else value}" for name, value in told
    ]
    if rule.quiet:
        listed.append(f"quiet: {rule.quiet.since:%H:%M}-{rule.quiet.until:%H:%M} {rule.quiet.zone}")
    return "; ".join(listed) or "all that is not in review"


@alert.command()
@click.argument("rule")
@options.ledger
@click.option("--days", type=click.IntRange(1, 366), default=7, show_default=True)
@click.option("--send", is_flag=True, help="Send one message that says TEST over its channels.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def test(
    settings: Settings, rule: str, ledger: str | None, days: int, send: bool, as_json: bool
) -> None:
    """Show what a rule would have told in the last days, by what is known now.

    \b
    vedette alert test rail --days 30
    vedette alert test rail --send
    """
    settings = options.with_ledger(settings, ledger)
    outgoing = running.outgoing(settings, running.sources(settings).sources)
    with running.read_only(settings) as connection:
        chosen = trying.rule_of(trying.rules(connection, settings.rules), rule)
        told = list(
            trying.would_tell(outgoing.alerting, connection, chosen, days, clock())
            if chosen.on == "incident"
            else ()
        )
    if as_json:
        options.show_json("alerts", alerts=msgspec.to_builtins(told))
    else:
        _show(chosen, told, days)
    if send:
        _send(settings, chosen)


def _show(rule: Rule, told: list[Alert], days: int) -> None:
    if rule.on != "incident":
        click.echo(f"Rules on {rule.on}s tell of days to come; see vedette {rule.on}s.", err=True)
        return
    for one in told:
        click.echo(f"{one.known:%Y-%m-%d %H:%M}  {one.cause:9}  {one.headline}  [{one.grade}]")
    click.echo(f"{len(told)} alerts in {days} days.", err=True)


def _send(settings: Settings, rule: Rule) -> None:
    failed = False
    for one in asyncio.run(running.send_test(settings, rule)):
        click.echo(
            f"{one.channel}: {masked(one.recipient)}: {one.receipt.outcome} {one.receipt.told}",
            err=True,
        )
        failed |= one.receipt.outcome != "taken"
    if failed:
        raise click.exceptions.Exit(1)


@alert.command()
@options.ledger
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@click.option("--verify", is_flag=True, help="Follow the chain, and fail where it does not hold.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object an envelope.")
@click.pass_obj
def log(settings: Settings, ledger: str | None, limit: int, verify: bool, as_json: bool) -> None:
    """List what went out, the newest first, with what became of it.

    \b
    vedette alert log --limit 10
    vedette alert log --verify
    """
    settings = options.with_ledger(settings, ledger)
    with running.read_only(settings) as connection:
        found = trying.log(connection, limit)
        broken, last = trying.verify(connection) if verify else ([], "")
    for one in found:
        if as_json:
            options.show_json("envelope", **_laid(one))
        else:
            click.echo(_line(one))
    if verify:
        for lost in broken:
            click.echo(f"broken: {lost.what} of {lost.key}", err=True)
        holds = "does not hold" if broken else "holds"
        click.echo(f"The chain {holds}; its last link is {last or 'none'}.", err=True)
    if broken:
        raise click.exceptions.Exit(1)


@alert.command()
@options.ledger
@click.option("--strike", metavar="ADDRESS", help="Strike an address off every list.")
@click.option("--lift", metavar="ADDRESS", help="Let an address be asked again that refused it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def subscribers(
    settings: Settings, ledger: str | None, strike: str | None, lift: str | None, as_json: bool
) -> None:
    """Count who signed up for each list, strike an address off, or let one be asked again.

    \b
    vedette alert subscribers
    vedette alert subscribers --strike ann@mail.example
    """
    with running.subscribers(options.with_ledger(settings, ledger)) as found:
        if found is None:
            raise click.ClickException("no list is declared: see docs/how-to/signup.md")
        struck = found.erase(strike) if strike else None
        lifted = found.lift(lift) if lift else None
        counts = {name: found.count(name) for name in running.lists(settings)}
    if as_json:
        options.show_json("subscribers", lists=counts, struck=struck, lifted=lifted)
        return
    for words, number in (("struck off", struck), ("lifted on", lifted)):
        if number is not None:
            click.echo(f"{words} {number} lists")
    for name, number in counts.items():
        click.echo(f"{name:20}  {number} subscribers")


def _laid(one: Sent) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(one)
    told["envelope"]["recipient"] = masked(one.envelope.recipient)
    return told


def _line(one: Sent) -> str:
    """Write an envelope on one line: when, where to, what became of it, what it tells."""
    held = one.envelope
    what = "; ".join(alert.headline for alert in held.alerts)
    became = one.outcome or "waiting"
    to = f"{held.channel} {masked(held.recipient)}"
    return f"{held.made:%Y-%m-%d %H:%M:%S}  {became:9}  {to}  {what}"
