"""A day of 600,000 articles and one of ten million, on paper: from measured costs of each stage.

    vedette bench --json > bench.json
    python benchmarks/sizes.py bench.json [--pages 240] [--articles 600000 10000000]

What a page costs in each stage is read from `vedette bench`; what it takes in the ledger is
measured here on made pages. The day is then simulated minute by minute: pages come as news does,
with 1.6 times the mean in the busiest; workers unpack, read and code them; one appender keeps,
writes and folds. Told are the least number of workers with which no page waits longer than a
minute for them, how busy the appender is and how long the last page waits for it at worst, the
bytes of the day, what the processors cost, and what gives way first.

It is a sum, no measurement: each stage is taken to cost the same whatever the ledger holds.
"""

import argparse
import json
import math
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from vedette.desk.bench.pages import SIZE, blocks
from vedette.desk.bench.through import Run

APART, TOGETHER = ("unpack", "read", "code"), ("keep", "write", "fold")
"""What workers do, as many as there are, and what the one appender does."""
MINUTES, SWING = 1440, 0.6
"""The busiest minute has 1.6 times the pages of the mean, the quietest 0.4 times."""
PRICE = 0.04
"""Price of an hour of one core, in euros: what clouds ask, within a factor of two."""
WIRE = 0.25
"""Share of a page's bytes that travel: pages come packed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Processor seconds a page of workers and of the appender, and bytes a page."""

    apart: float
    together: float
    page: float
    kept: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What a day asks for; `waits` is the longest wait for the appender, in minutes."""

    workers: int
    busy: float
    waits: float
    left: int


def main() -> None:
    """Read, measure, simulate, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--pages", type=int, default=240)
    parser.add_argument("--articles", type=int, nargs="+", default=[600_000, 10_000_000])
    given = parser.parse_args()
    page, kept = held(given.pages)
    costs = Costs(**spent(json.loads(given.bench.read_text("utf-8"))), page=page, kept=kept)
    print(f"a page: {1000 * costs.apart:.1f} ms apart, {1000 * costs.together:.1f} ms together, ")
    print(f"{page / 1000:.0f} kB of HTML, {kept / 1000:.1f} kB in the ledger")
    for articles in given.articles:
        _tell(articles, costs, day(articles, costs))


def spent(told: Mapping[str, Sequence[Mapping[str, object]]]) -> dict[str, float]:
    """Sum up the medians of the stages, in seconds."""
    found = {str(one["stage"]): one["ms_a_page"] for one in told["stages"]}

    def summed(names: Sequence[str]) -> float:
        medians = [found[name] for name in names]
        return sum(float(one["median"]) for one in medians if isinstance(one, dict)) / 1000

    return {"apart": summed(APART), "together": summed(TOGETHER)}


def held(pages: int) -> tuple[float, float]:
    """Give the bytes of a made page, and those that it takes in the ledger."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "l.sqlite")
        run, size = Run(f"sqlite:///{path}"), 0
        for block in islice(blocks(), max(1, pages // SIZE)):
            size += sum(len(one.capture.body) for one in block)
            run.take(block)
        run.close()
        count = SIZE * max(1, pages // SIZE)
        return size / count, path.stat().st_size / count


def day(articles: int, costs: Costs) -> Day:
    """Simulate a day minute by minute; what waits at its end is `left`."""
    mean = articles / MINUTES
    come = [mean * (1 - SWING * math.cos(2 * math.pi * n / MINUTES)) for n in range(MINUTES)]
    workers = math.ceil(max(come) * costs.apart / 60)
    able, waiting, longest = 60 / costs.together, 0.0, 0.0
    for number in come:
        waiting = max(0.0, waiting + number - able)
        longest = max(longest, waiting / able)
    busy = articles * costs.together / 86_400
    return Day(workers=workers, busy=busy, waits=longest, left=round(waiting))


def _tell(articles: int, costs: Costs, found: Day) -> None:
    cores = articles * (costs.apart + costs.together) / 86_400
    print(f"\n{articles:,} articles a day, {articles / 86_400:.0f} a second on average")
    print(f"  cores on average    {cores:.1f}, {24 * PRICE * cores:.2f} euros a day")
    print(f"  workers             {found.workers} in the busiest minute")
    print(f"  appender            busy {100 * found.busy:.0f} % of the day", end="; ")
    print(f"a page waits {found.waits:.0f} minutes at worst, {found.left:,} are left over")
    print(f"  over the network    {articles * costs.page * WIRE / 1e9:.0f} GB")
    print(f"  into the ledger     {articles * costs.kept / 1e9:.1f} GB a day", end=", ")
    print(f"{365 * articles * costs.kept / 1e12:.1f} TB a year")
    print(f"  first wall          {86_400 / costs.together:,.0f} articles a day for one appender")


if __name__ == "__main__":
    main()
