"""Options that several verbs share, and how progress is shown."""

import json
import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from vedette.desk import Desk, inputs
from vedette.desk.settings import Settings
from vedette.errors import NotCounted, VedetteError
from vedette.handling import LEVELS, Tlp, label
from vedette.records import Issue
from vedette.web import affairs

Command = TypeVar("Command", bound=Callable[..., Any])
DAY = click.DateTime(["%Y-%m-%d"])
SHORT = 12
"""Characters of an id in lists: one in many millions shares so many."""


def ledger(command: Command) -> Command:
    """Add `--ledger`."""
    return click.option(
        "--ledger",
        metavar="URL",
        help="sqlite:///PATH or postgresql+psycopg://…; else VEDETTE_LEDGER, else the user's own.",
    )(command)


def with_ledger(settings: Settings, url: str | None) -> Settings:
    """Lay the option over the settings."""
    return replace(settings, ledger=url) if url else settings


class Number(click.FloatRange):
    """A number within bounds; `nan`, which passes every comparison, and `inf` are none."""

    def __init__(self, told: str, least: float, most: float | None = None, **bounds: bool) -> None:
        """Take what the number is in words, such as "a number above 0, such as 1"."""
        super().__init__(least, most, **bounds)
        self.told = told

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read it, or say what it is not."""
        try:
            given = float(super().convert(value, param, ctx))
        except click.BadParameter:
            given = math.nan
        if not math.isfinite(given):
            self.fail(f"{value!r} is not {self.told}", param, ctx)
        return given


def confidence(command: Command) -> Command:
    """Add `--confidence`."""
    return click.option(
        "--confidence",
        type=Number("a number from 0 to 1, such as 0.9", 0, 1),
        default=0.0,
        metavar="0-1",
        help="Only findings whose confidence is at least this, such as 0.9.",
    )(command)


def ceiling(command: Command) -> Command:
    """Add `--ceiling`."""
    return click.option(
        "--ceiling",
        type=click.Choice(LEVELS, case_sensitive=False),
        metavar="LEVEL",
        help="Strictest that may leave: clear, green, amber …; else [handling] files.",
    )(command)


def tell_withheld(desk: Desk, ceiling: Tlp) -> None:
    """Say on standard error how much stays behind."""
    if told := affairs.withheld(desk.withheld()):
        click.echo(f"Withheld, for it is handled above {label(ceiling)}: {told}.", err=True)


def short(name: str) -> str:
    """Give as much of an id as names it again."""
    return name[:SHORT]


def moment(_context: click.Context, _option: click.Parameter, given: str | None) -> datetime | None:
    """Read a date from its first moment on, or a moment."""
    if given is None:
        return None
    found = inputs.beginning(given)
    if found is None:
        raise click.BadParameter(f"{given!r} is no date such as 2026-03-02 or 2026-03-02T08:00Z")
    return found


def check_order(since: datetime | None, until: datetime | None) -> None:
    """Refuse a stretch that ends before it begins."""
    if since and until and since > until:
        raise click.UsageError(f"--since {since:%Y-%m-%d} comes after --until {until:%Y-%m-%d}")


@contextmanager
def asked_rightly() -> Iterator[None]:
    """Tell what is not counted as a wrong use of the option that names it."""
    try:
        yield
    except NotCounted as fault:
        told = f"{fault.what}; {fault.remedy}"
        raise click.BadParameter(told, param_hint=f"--{fault.where}") from None


@contextmanager
def progress(what: str) -> Iterator[Callable[[str], None]]:
    """Show on standard error what is going on; silent where nobody watches."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task(what)
        yield lambda told: shown.update(task, description=f"{what}: {told}")


def show_json(schema: str, **told: Any) -> None:
    """Print facts as one JSON object that names its schema."""
    click.echo(json.dumps({"schema": f"vedette.{schema}/1", **told}, ensure_ascii=False))


def out() -> Any:
    """Give standard output as bytes."""
    return sys.stdout.buffer


def unwritable(path: Path, fault: OSError) -> VedetteError:
    """Say that a file that was asked for cannot be written."""
    return VedetteError(
        what="the file cannot be written",
        where=str(path),
        why=fault.strerror or str(fault),
        remedy="name a file in a folder that exists and that you may write to",
    )


def sentence(issue: Issue) -> str:
    """Tell an issue as an error of ours is told: where, what, why, and what to do.

    >>> print(sentence(Issue(stage="collect", what="no such file", input="a", remedy="check it")))
    a: no such file. Remedy: check it.
    """
    fault = VedetteError(what=issue.what, where=issue.input, why=issue.why, remedy=issue.remedy)
    return str(fault)
