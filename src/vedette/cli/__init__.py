"""The command line: verbs over the desk, facts on standard output, everything else beside it.

Exit status: 0 done; 1 it could not be done, or a check does not hold; 2 the command was given
wrongly; 130 it was stopped. `--json` prints JSON alone on standard output.
"""

from pathlib import Path

import click

from vedette import __version__
from vedette.cli import (
    alarming,
    alerting,
    amending,
    assisting,
    backfilling,
    benching,
    briefing,
    calendar,
    coding,
    coverage,
    deciding,
    evidence,
    exporting,
    forecasts,
    incidents,
    ledgers,
    logs,
    observing,
    people,
    pledges,
    publishing,
    reading,
    recalling,
    replaying,
    retaining,
    searching,
    serving,
    sources,
    stories,
    syncing,
)
from vedette.desk.settings import settle
from vedette.errors import VedetteError

RESUMED = frozenset({"replay", "backfill", "demo", "code"})
"""Verbs whose work is kept as it is done."""
STOPPED = 130
"""What shells give for a command that Ctrl-C ended: 128 and the number of the signal."""


class Verbs(click.Group):
    """A group whose verbs end with one clear sentence when something is wrong."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a verb; errors of our own, and Ctrl-C, are told without a traceback."""
        try:
            return super().invoke(ctx)
        except VedetteError as fault:
            click.echo(f"vedette: {fault}", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            on = " The same command goes on where it was."
            click.echo("Stopped." + (on if ctx.invoked_subcommand in RESUMED else ""), err=True)
            ctx.exit(STOPPED)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="vedette")
@click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A vedette.toml; else the one in this folder, if any.",
)
@observing.options
@click.pass_context
def main(
    ctx: click.Context,
    config: Path | None,
    log_format: str | None,
    log_level: str | None,
    traces: str | None,
) -> None:
    """Watch public reporting for hybrid threats, with the words behind every finding.

    \b
    vedette demo                 the sample archive on a desk, without any network
    vedette watch                poll the sources and serve the desk
    vedette read article.txt     what one article says, as JSON
    """
    observing.begin(ctx, log_format, log_level, traces)
    ctx.obj = settle(config)


for correction in (amending.pledge, amending.forecast, amending.call, amending.posture):
    deciding.decide.add_command(correction)
for verb in (
    serving.watch,
    serving.desk,
    serving.demo,
    reading.read,
    replaying.replay,
    backfilling.backfill,
    searching.search,
    incidents.incidents,
    incidents.incident,
    stories.stories,
    stories.story,
    pledges.pledges,
    pledges.pledge,
    forecasts.forecasts,
    forecasts.forecast,
    calendar.calls,
    calendar.postures,
    recalling.related,
    recalling.diff,
    exporting.export,
    publishing.publish,
    syncing.misp,
    assisting.mcp,
    evidence.evidence,
    coding.code,
    deciding.decide,
    alarming.alarms,
    alarming.unusual,
    alerting.alert,
    briefing.brief,
    ledgers.rebuild,
    ledgers.erase,
    ledgers.ledger,
    retaining.retention,
    people.people,
    people.audit,
    logs.log,
    benching.measure,
    sources.sources,
    coverage.coverage,
):
    main.add_command(verb)
