"""`vedette replay`: an archive through the whole line."""

import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import click

from vedette.cli import options
from vedette.desk import inputs, running
from vedette.desk.answering import clock
from vedette.desk.replaying import Progress
from vedette.desk.replaying import replay as replay_
from vedette.desk.settings import Settings
from vedette.handling import LEVELS, Tlp
from vedette.records import Issue

NAMED = 5
"""Issues that are named; of a broken archive the first few show what is wrong with it."""


@click.command()
@click.argument("archives", nargs=-1, required=True, metavar="ARCHIVE…")
@options.ledger
@click.option(
    "--workers",
    type=click.IntRange(min=1, max=256),
    help="Processes that read and code; else as the settings say.",
)
@click.option(
    "--engine", help="What runs them: processes, or ray; else as the settings say.", metavar="NAME"
)
@click.option(
    "--address",
    metavar="HOST:PORT",
    help="The head of a cluster of Ray; auto for the one here. Else one is begun on this machine.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what came of it as JSON.")
@click.option(
    "--relate-json",
    "relate_json",
    is_flag=True,
    help="Print stories, incidents, copies and disagreements as JSON: of the whole ledger where one"
    " is named or set, else of these archives alone, and nothing is kept.",
)
@click.option(
    "--handling",
    type=click.Choice(LEVELS, case_sensitive=False),
    default="clear",
    show_default=True,
    metavar="LEVEL",
    help="Who may be told: clear, green, amber, amber+strict or red (TLP 2.0).",
)
@click.pass_obj
def replay(  # one parameter an option
    settings: Settings,
    archives: tuple[str, ...],
    ledger: str | None,
    handling: Tlp,
    workers: int | None,
    engine: str | None,
    address: str | None,
    as_json: bool,
    relate_json: bool,
) -> None:
    """Bring archives through the line in the order of their dates.

    An archive is a folder, a text, HTML or feed file, JSON Lines with one article a line, or a
    web archive (WARC, ARC). An article counts as known from its publication on, a page of a web
    archive from its crawl on. A replay that was stopped goes on where it was. What comes from a
    source on the list is handled at least as strictly as its file says. The findings are the same
    with any number of workers, wherever they are.

    \b
    vedette replay reports.jsonl --ledger sqlite:///archive.sqlite
    vedette replay reports.jsonl --relate-json > related.json
    """
    if as_json and relate_json:
        raise click.UsageError("--json and --relate-json both print to standard output: name one")
    settings = options.with_ledger(settings, ledger)
    settings = replace(
        settings,
        workers=workers or settings.workers,
        engine=engine or settings.engine,
        cluster=address or settings.cluster,
    )
    with _kept(settings, scratch=relate_json and not settings.ledger) as settings:
        _replay(settings, archives, handling, as_json=as_json, relate_json=relate_json)


@contextmanager
def _kept(settings: Settings, *, scratch: bool) -> Iterator[Settings]:
    """Give the settings with the ledger that is written: from `scratch` one that is gone again."""
    if not scratch:
        yield settings
        return
    with tempfile.TemporaryDirectory(prefix="vedette-") as folder:
        yield replace(settings, ledger=str(Path(folder) / "ledger.sqlite"))


def _replay(
    settings: Settings,
    archives: tuple[str, ...],
    handling: Tlp,
    *,
    as_json: bool,
    relate_json: bool,
) -> None:
    captures = inputs.files(archives, stdin=sys.stdin.buffer, replaying=True, handling=handling)
    faults: list[Issue] = []

    def faulty(issue: Issue) -> None:
        if len(faults) < NAMED:
            faults.append(issue)

    with (
        running.opened(settings.ledger_url) as store,
        running.engine(settings) as working,
        options.progress("replaying") as told,
    ):
        line = running.line(settings, store, working, running.sources(settings).sources)
        done = replay_(
            captures,
            line,
            now=clock,
            told=lambda p: told(_said(p)),
            faulty=faulty,
            sleep=time.sleep,
        )
    _tell(faults, done, archives)
    if relate_json:
        click.echo(json.dumps(running.live_desk(settings).related(), ensure_ascii=False))
        click.echo(_said(done), err=True)
    elif as_json:
        options.show_json("replay", **asdict(done))
    else:
        click.echo(_said(done))
    if not done.found:
        sys.exit(1)


def _tell(faults: Sequence[Issue], done: Progress, archives: Sequence[str]) -> None:
    """Name on standard error what went wrong, so that a wrong path is seen at once."""
    for issue in faults:
        click.echo(options.sentence(issue), err=True)
    if done.issues > len(faults):
        more = done.issues - len(faults)
        click.echo(f"… and {more} more; the desk names them all under Issues", err=True)
    if not done.found:
        click.echo(f"No article was found in {', '.join(archives)}.", err=True)


def _said(done: Progress) -> str:
    beside = f"{done.beside} beside, " if done.beside else ""
    return (
        f"{done.found} found, {done.kept} new, {done.read} read, {done.coded} coded, {beside}"
        f"{done.issues} issues"
    )
