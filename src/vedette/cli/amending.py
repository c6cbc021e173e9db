"""`vedette decide pledge`, `forecast`, `call` and `posture`: what the registers have wrong."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from vedette.amended import STANDINGS, Amendable
from vedette.cli import listing
from vedette.cli.deciding import decided, signed
from vedette.desk.amending import Amending
from vedette.desk.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])
LINKS = (
    click.option("--same", default="", metavar="ID", help="It is one with this other one."),
    click.option(
        "--apart", default="", metavar="ARTICLE", help="What this report says is of another one."
    ),
)
LEFT = (
    click.option("--none", is_flag=True, help="It is no such thing: dismiss what its reports say."),
    click.option("--note", is_flag=True, help="Leave a remark: the reason is all of it."),
)
DUE = click.option(
    "--due", default="", metavar="DAYS", help="2030-12-31, 2030-12, 2030, or two by a slash."
)


def _options(*listed: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Add options, in their order."""

    def add(command: Command) -> Command:
        for option in reversed(listed):
            command = option(command)
        return command

    return add


def _standing(noun: Amendable) -> Callable[[Command], Command]:
    choice = click.Choice(STANDINGS[noun], case_sensitive=False)
    return click.option("--standing", type=choice, help="How it stands from now on.")


def _name(option: str, help_: str, to: str = "who") -> Callable[[Command], Command]:
    return click.option(option, to, default="", metavar="NAME", help=help_)


def _amend(settings: Settings, noun: Amendable, name: str, told: dict[str, Any]) -> None:
    """Make the decision and say its number."""
    signed_by = {key: told.pop(key) for key in ("author", "reason", "ledger")}
    said = Amending(noun=noun, name=name, **{key: one for key, one in told.items() if one})
    desk = listing.desk(settings, signed_by["ledger"], sample=False)
    decided(settings, signed_by, lambda by: desk.amend(by, said), f"{noun} {name}")


@click.command()
@click.argument("id_", metavar="ID")
@_options(_standing("pledge"), DUE, _name("--promisor", "Who bound himself."), *LINKS, *LEFT)
@signed
@click.pass_obj
def pledge(settings: Settings, /, id_: str, **told: Any) -> None:
    """Set a pledge straight: how it stands, by when, who promised, with which it is one.

    It holds for what further reports tell of it; a standing until a later report, figure or day
    moves the pledge on.

    \b
    vedette decide pledge 76bbc8 --standing kept --because "the second radar stands since May"
    vedette decide pledge 76bbc8 --due 2030 --promisor Latvia --because "the report has it wrong"
    vedette decide pledge 76bbc8 --same 44dc4d --because "one centre, told twice"
    """
    _amend(settings, "pledge", id_, told)


@click.command()
@click.argument("id_", metavar="ID")
@_options(DUE, _name("--forecaster", "Who foretells it."), *LINKS, *LEFT)
@signed
@click.pass_obj
def forecast(settings: Settings, /, id_: str, **told: Any) -> None:
    """Set a forecast straight: for which days it is, whose, with which it is one.

    How it came out is said by `vedette decide resolve`.

    \b
    vedette decide forecast 691586 --due 2026-03-31 --because "by the end of the quarter"
    """
    _amend(settings, "forecast", id_, told)


@click.command()
@click.argument("id_", metavar="ID")
@_options(
    _standing("call"),
    _name("--caller", "Who asks."),
    _name("--addressee", "Who is asked.", "whom"),
    *LINKS,
    *LEFT,
)
@signed
@click.pass_obj
def call(settings: Settings, /, id_: str, **told: Any) -> None:
    """Set a call straight: who asks whom, what came of it, with which it is one.

    \b
    vedette decide call 880beb --standing unanswered --because "another crossing was shut"
    vedette decide call 880beb --addressee Poland --because "the ministry is that of Poland"
    """
    _amend(settings, "call", id_, told)


@click.command()
@click.argument("id_", metavar="ID")
@_options(
    click.option("--day", "due", default="", metavar="DAYS", help="When it begins, or two days."),
    _name("--state", "Whose it is: a state, NATO or EU."),
    *LEFT,
)
@signed
@click.pass_obj
def posture(settings: Settings, /, id_: str, **told: Any) -> None:
    """Set a posture straight: of which state it is, and from which day.

    It holds for the reports that tell of it by now.

    \b
    vedette decide posture 1f0a2b --state Lithuania --because "the border guard is Lithuania's"
    """
    _amend(settings, "posture", id_, told)
