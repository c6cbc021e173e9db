"""`vedette search`: articles by a query line, as `/search` finds them."""

from collections.abc import Callable, Iterator
from typing import Any

import click

from vedette.cli import listing, options
from vedette.cli.prose import wrapped
from vedette.desk import Hit
from vedette.desk.settings import Settings
from vedette.errors import QueryError
from vedette.query import parse
from vedette.sought import Query


class Line(click.ParamType[Query]):
    """A query line: `kind:sabotage place:PL "rail"`."""

    name = "query"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Query:
        """Read it, or point at what cannot be read."""
        if isinstance(value, Query):
            return value
        try:
            return parse(str(value))
        except QueryError as fault:
            mark = f"{fault.line}\n{' ' * fault.at}^"
            self.fail(f"{fault.what}: {fault.remedy}.\n{mark}", param, ctx)


def query(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--query`."""
    return click.option(
        "--query",
        type=Line(),
        default="",
        metavar="LINE",
        help="Only what answers this query line, such as 'actor:RU firmness:>=4 -drill'.",
    )(command)


@click.command()
@click.argument("line", type=Line(), metavar="LINE")
@click.option(
    "--order",
    type=click.Choice(["fit", "new"]),
    default="fit",
    show_default=True,
    help="What fits best first, or the newest.",
)
@listing.most
@listing.from_where
@click.pass_obj
def search(
    settings: Settings,
    line: Query,
    order: Any,
    limit: int,
    ledger: str | None,
    sample: bool,
    as_json: bool,
) -> None:
    """Find articles by a query line: words, and what was found in them.

    With --json, one vedette.hit-line/1 a line; in its snippet U+0002 and U+0003 enclose what was
    found.

    \b
    vedette search "freight train"
    vedette search 'kind:sabotage place:PL since:2025-11 "rail"' --order new
    """
    if not line:
        raise click.UsageError("give words, or fields such as kind:sabotage")
    page = listing.desk(settings, ledger, sample=sample).search(line, order=order, limit=limit)
    listing.show(page.lines, page.next, "hit", _told, as_json=as_json)


def _told(hit: Hit) -> Iterator[str]:
    yield f"{options.short(hit.article)}  {hit.title or 'Untitled'} ({hit.outlet})"
    yield from wrapped(f"known {hit.known:%Y-%m-%d %H:%M}; findings: {hit.findings}")
    yield from wrapped(hit.snippet.replace("\x02", "[").replace("\x03", "]"))
