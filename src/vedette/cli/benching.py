"""`vedette bench`: how fast the line is here, beside the naive stack and the floor."""

from dataclasses import asdict
from pathlib import Path

import click

from vedette.cli import options
from vedette.desk.bench import Measured, Stage, Wanted, bench
from vedette.desk.bench.ratios import Spread

QUICK = Wanted(seconds=34.0)
"""Leaves time for loading, and for the last block on a machine that is suddenly busy, in 50 s."""


@click.command(name="bench")
@click.argument("archives", nargs=-1, metavar="[ARCHIVE]…")
@click.option("--quick", is_flag=True, help="End within 50 seconds, with wider spreads.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option(
    "--seconds",
    type=options.Number("a number of seconds from 1 on, such as 300", 1),
    default=300.0,
    show_default=True,
    help="About how long to measure.",
)
@click.option(
    "--flame",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write where the line's time goes, as folded stacks (speedscope draws them).",
)
def measure(
    archives: tuple[str, ...], quick: bool, as_json: bool, seconds: float, flame: Path | None
) -> None:
    """Measure the line on this machine, beside a naive stack and the least that reading costs.

    Pages are made out of the sample archive, or taken from archives of your own (a folder, WARC).
    All meet the same pages in turns; told is the time of the processor on one core. The naive
    stack (trafilatura, py3langid, datasketch, spaCy, SQLite) needs `pip install 'vedette[bench]'`.

    \b
    vedette bench --quick
    vedette bench crawl.warc.gz --json --flame stacks.txt
    """
    limit = QUICK.seconds if quick else seconds
    wanted = Wanted(archives=archives, seconds=limit, flame=flame)
    with options.progress("measuring") as told:
        measured = bench(wanted, told=told)
    if measured.why:
        click.echo(measured.why, err=True)
    if as_json:
        options.show_json("bench", **asdict(measured))
    else:
        click.echo("\n".join(_lines(measured)))


def _lines(measured: Measured) -> list[str]:
    rows = [_stage(one) for one in measured.stages]
    naive = measured.naive_ms
    return [
        f"{measured.pages} pages in {measured.blocks} blocks; {measured.input}",
        *rows,
        _row("line", measured.line_ms, "ms a page"),
        _row("floor (gunzip, parse)", measured.floor_ms, "ms a page"),
        *([_row("naive stack", naive, "ms a page")] if naive else []),
        _row("line / floor", measured.line_vs_floor, "×"),
        *([_row("naive / line", measured.line_vs_naive, "×")] if measured.line_vs_naive else []),
        f"{measured.pages_a_second} pages a second and core, {measured.findings} findings",
        f"{measured.core_hours_a_million} core hours a million pages",
        f"peak memory {measured.peak_mb:.0f} MB"
        + (f", {measured.peak_mb_with_naive:.0f} with the naive stack" if naive else ""),
    ]


def _stage(one: Stage) -> str:
    name = f"  of {one.part_of}: {one.stage}" if one.part_of else one.stage
    return f"{_row(name, one.ms_a_page, 'ms a page')}  {one.share:.0%}"


def _row(name: str, told: Spread, unit: str) -> str:
    return f"{name:<24}{told.median:>9.2f} {unit} ({told.low:.2f} to {told.high:.2f})"
