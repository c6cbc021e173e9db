"""`vedette publish`: a public site as files, without a server."""

from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from vedette.cli import listing, options
from vedette.desk import IncidentAsk
from vedette.desk.publishing import CEILING
from vedette.desk.settings import Settings
from vedette.web.public import Site, SiteAsk, check, write


def _address(_context: click.Context, _option: click.Parameter, given: str) -> str:
    parts = urlsplit(given)
    if given and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.query):
        raise click.BadParameter(f"{given!r} is no address such as https://watch.example/site")
    return given.rstrip("/")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--since", type=options.DAY, help="Only incidents reported on this day or later.")
@click.option(
    "--address",
    default="",
    metavar="URL",
    callback=_address,
    help="Where the site will stand; feeds and the sitemap need it.",
)
@click.option("--title", default=SiteAsk().title, show_default=True, help="What it is called.")
@click.option("--reasons", is_flag=True, help="Print why analysts took something back.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
@click.option("--sample", is_flag=True, help="From the sample's ledger, marked as such.")
@options.ledger
@click.pass_obj
def publish(
    settings: Settings,
    folder: Path,
    since: datetime | None,
    address: str,
    title: str,
    reasons: bool,
    as_json: bool,
    sample: bool,
    ledger: str | None,
) -> None:
    """Write a public site into a folder: pages, feeds, map and data, to be served by anything.

    The site is there whole or not at all: it is built beside the folder and put in its place in the
    end. Names of accused persons are withheld, quotations are short, and nothing is loaded from
    anywhere. The same ledger at the same moment gives the same bytes.

    \b
    vedette publish public --address https://watch.example
    vedette publish public --since 2026-01-01 --title "Baltic watch"
    vedette publish sample-site --sample
    """
    check(folder)
    desk = listing.desk(settings, ledger, sample=sample).under(CEILING, public=True)
    asked = SiteAsk(
        incidents=IncidentAsk(since=since and since.date()),
        title=title,
        address=address,
        reasons=reasons,
    )
    with options.progress("reading the ledger") as told:
        site = Site(desk, asked)
        told(f"writing {len(site.publication.incidents)} incidents")
        try:
            written = write(folder, site.leaves())
        except OSError as fault:
            raise options.unwritable(folder, fault) from fault
    incidents = len(site.publication.incidents)
    if as_json:
        options.show_json(
            "published",
            folder=str(folder),
            incidents=incidents,
            stories=len(site.publication.stories),
            files=written.files,
            bytes=written.size,
            kept=written.kept,
        )
        return
    click.echo(f"{folder}: {incidents} incidents, {written.files} files, {written.size:,} bytes")
    if not address:
        click.echo("Without --address it has no feeds and no sitemap.", err=True)
