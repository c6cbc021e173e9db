"""`vedette evidence`: captures out of a ledger as a package that others can check."""

from datetime import datetime
from pathlib import Path

import click

from vedette.cli import options
from vedette.desk import evidence as packing
from vedette.desk.settings import Settings
from vedette.handling import Tlp


@click.command()
@options.ledger
@click.option("--article", "articles", multiple=True, metavar="ID", help="What it was read from.")
@click.option("--incident", default="", metavar="ID", help="All reports that tell of it.")
@click.option(
    "--since", metavar="TIME", callback=options.moment, help="All that became known from then on."
)
@click.option("--until", metavar="TIME", callback=options.moment, help="And before then.")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="The WACZ to write."
)
@click.option("--stamp", is_flag=True, help="Ask the authority of [evidence] for a time stamp.")
@click.option(
    "--verify",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Look at such a package instead.",
)
@click.option(
    "--root",
    "roots",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Certificates that you trust to stamp, in PEM.",
)
@options.ceiling
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def evidence(  # one parameter an option
    settings: Settings,
    ledger: str | None,
    articles: tuple[str, ...],
    incident: str,
    since: datetime | None,
    until: datetime | None,
    output: Path | None,
    stamp: bool,
    verify: Path | None,
    roots: tuple[Path, ...],
    ceiling: Tlp | None,
    as_json: bool,
) -> None:
    """Write what was captured as a WACZ: pages and entries, as they came, with their hashes.

    The package can be opened by readers of web archives, and by `vedette read`. Its last hash is
    printed: whoever holds it can prove that nothing was changed since. Exit 1 where --verify finds
    that something was.

    \b
    vedette evidence --incident 3f9c --output case.wacz
    vedette evidence --since 2026-03-01 --until 2026-03-08 --output week.wacz
    vedette evidence --verify case.wacz
    """
    if verify is not None:
        _verified(verify, roots or tuple(map(Path, settings.roots)), as_json=as_json)
        return
    if output is None or not (articles or incident or since or until):
        told = "say what to pack (--incident, --article, --since) and where to (--output)"
        raise click.UsageError(told)
    options.check_order(since, until)
    wanted = packing.Wanted(articles=articles, incident=incident, since=since, until=until)
    settings = options.with_ledger(settings, ledger)
    try:
        with options.progress("packing"):
            highest = ceiling or settings.ceilings.files
            packed = packing.pack(settings, wanted, output, stamp=stamp, ceiling=highest)
    except OSError as fault:
        raise options.unwritable(output, fault) from fault
    if as_json:
        options.show_json("evidence", file=str(output), captures=packed.captures, hash=packed.hash)
    else:
        click.echo(f"{packed.captures} captures in {output}\n{packed.hash}")


def _verified(path: Path, roots: tuple[Path, ...], *, as_json: bool) -> None:
    found = packing.verify(path, roots)
    stamp = found.stamp
    if as_json:
        options.show_json(
            "evidence",
            file=str(path),
            pages=found.pages,
            hash=found.hash,
            stamped=stamp and stamp.at.isoformat(),
            by=stamp and stamp.by,
            trusted=stamp and stamp.trusted,
            issues=[options.sentence(issue) for issue in found.issues],
        )
    else:
        for issue in found.issues:
            click.echo(options.sentence(issue))
        click.echo(f"{found.pages} pages, {found.hash}")
        if stamp is not None:
            borne = "borne out by a root that you trust" if stamp.trusted else "no root was given"
            click.echo(f"stamped {stamp.at:%Y-%m-%d %H:%M:%S} UTC by {stamp.by} ({borne})")
    if found.issues:
        raise SystemExit(1)
