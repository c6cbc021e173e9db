"""`vedette read`: articles in, one line of JSON each, out."""

import asyncio
import sys
from collections.abc import Iterator

import click

from vedette.cli import options
from vedette.desk import inputs, reading, running
from vedette.desk.settings import Settings
from vedette.records import Issue


def _day(context: click.Context, option: click.Parameter, given: str) -> str:
    if given and not inputs.is_day(given):
        told = f"{given!r} is no ISO date, such as 2026-03-02"
        raise click.BadParameter(told, context, option)
    return given


@click.command()
@click.argument("given", nargs=-1, required=True, metavar="FILE|URL|-…")
@click.option("--json", "as_json", is_flag=True, help="One vedette.report/1 a line; the default.")
@click.option("--explain", is_flag=True, help="Show the text with its findings marked, and why.")
@click.option(
    "--published",
    default="",
    metavar="DATE",
    callback=_day,
    help="ISO date, where the text has none.",
)
@options.confidence
@click.pass_obj
def read(  # one parameter an option
    settings: Settings,
    given: tuple[str, ...],
    as_json: bool,
    explain: bool,
    published: str,
    confidence: float,
) -> None:
    """Say what articles say: findings of eight types, each with its words.

    Takes text and HTML files, folders, addresses, JSON Lines (one article a line), feed files and
    web archives; `-` is standard input. What cannot be read is told in its place, and the others go
    on. With --confidence, a finding that stays may name one that is left out.

    \b
    vedette read article.txt
    vedette read --explain https://news.example/2026/03/cable
    vedette read --confidence 0.9 article.txt
    cat articles.jsonl | vedette read -
    """
    del as_json  # JSON is what is printed anyway, unless --explain asks for text
    stream = options.out()
    good = 0
    captures = _captures(settings, given, published)
    main, *also = running.coders(settings)
    for made in reading.reports(captures, coder=main, also=also):
        good += not isinstance(made, Issue)
        shown = reading.Shown(confidence=confidence, thresholds=settings.thresholds)
        stream.write(_shown(made, shown, explain=explain).encode("utf-8", "replace") + b"\n")
        stream.flush()
    if not good:
        sys.exit(1)


def _captures(settings: Settings, given: tuple[str, ...], published: str) -> Iterator[inputs.Input]:
    for name in given:
        if inputs.is_address(name):
            yield asyncio.run(inputs.fetched(name, settings))
        else:
            yield from inputs.files([name], stdin=sys.stdin.buffer, published=published)


def _shown(made: inputs.Made, shown: reading.Shown, *, explain: bool) -> str:
    if not explain:
        return reading.as_json(made, shown)
    return options.sentence(made) if isinstance(made, Issue) else reading.explained(made, shown)
