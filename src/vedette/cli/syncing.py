"""`vedette misp`: a feed of MISP events into a live instance."""

from collections import Counter
from pathlib import Path
from typing import Final

import click
import msgspec

from vedette.cli import options
from vedette.desk import syncing
from vedette.desk.settings import Settings

KEY: Final = "VEDETTE_MISP_KEY"


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--to", "url", required=True, metavar="URL", help="Address of the instance.")
@click.option("--json", "as_json", is_flag=True, help="Print what became of each event as JSON.")
@click.pass_obj
def misp(settings: Settings, folder: Path, url: str, as_json: bool) -> None:
    """Bring the events of a MISP feed into a live instance: new ones, and those that changed.

    The key of an account that may add events stands in VEDETTE_MISP_KEY.

    \b
    vedette export --format misp-feed --output feed
    vedette misp feed --to https://misp.example
    """
    if not settings.misp_key:
        raise click.UsageError(f"set {KEY} to the key of an account that may add events")
    done: Counter[str] = Counter()
    for one in syncing.sync(folder, syncing.instance(url, settings.misp_key)):
        done[one.done] += 1
        if as_json:
            options.show_json("misp", **msgspec.to_builtins(one))
        elif one.told:
            click.echo(f"{one.uuid}: {one.told}", err=True)
    click.echo(", ".join(f"{n} {name}" for name, n in sorted(done.items())) or "no event", err=True)
    if done["refused"]:
        raise click.exceptions.Exit(1)
