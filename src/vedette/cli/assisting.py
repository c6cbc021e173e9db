"""`vedette mcp`: the desk for assistants, over standard input and output."""

from contextlib import closing

import click

from vedette import assist
from vedette.cli import listing, options
from vedette.desk.settings import Settings
from vedette.handling import LEVELS, Tlp


@click.command()
@click.option(
    "--ceiling",
    type=click.Choice(LEVELS, case_sensitive=False),
    metavar="LEVEL",
    help="Strictest that it may be told; else [handling] api.",
)
@click.option("--sample", is_flag=True, help="Ask the sample's ledger.")
@options.ledger
@click.pass_obj
def mcp(settings: Settings, ledger: str | None, ceiling: Tlp | None, *, sample: bool) -> None:
    """Let an assistant ask the desk, by the Model Context Protocol.

    It speaks over standard input and output, as the assistant's own settings start it, and can only
    read. Every answer has the words it rests on, where they stand, and how far they are graded.
    What is handled above the ceiling does not exist for it, for it may run on anybody's machine.

    \b
    vedette mcp --sample
    vedette mcp --ledger sqlite:////var/lib/vedette/ledger.sqlite
    """
    with closing(listing.desk(settings, ledger, sample=sample)) as desk:
        assist.server(desk, ceiling or settings.ceilings.api).run("stdio")
