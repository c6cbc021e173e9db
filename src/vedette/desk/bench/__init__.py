"""How fast the line is on this machine, beside what others would build and what no one can beat.

    floor   gunzip and one HTML parse: whoever reads pages pays that
    line    all that a replay does: keep, read, code, write, fold (copies, search, stories)
    naive   trafilatura, py3langid, datasketch, spaCy small, SQLite: `benchmarks/naive.py`

The three meet the same pages in turns, block by block of twenty, in one process; what counts is the
time of the processor, so that a busy machine blurs the figures but does not move them. A ratio is
taken within each block: its *median* over the blocks, with *low* and *high*, the least and the
greatest (from ten blocks on the 10th and the 90th percentile).
`line_vs_naive` is naive over line: how many times as much the naive stack costs.
`line_vs_floor` is line over floor: how many times the least that reading costs.
"""

import gc
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from vedette.desk.bench import flame, pages, rivals
from vedette.desk.bench.pages import Packed
from vedette.desk.bench.ratios import Spread, ratios, spread
from vedette.desk.bench.through import PARTS, STAGES, Run
from vedette.errors import MissingExtra

Clock = Callable[[], float]
MEANS = {
    "line_vs_naive": "naive / line: how many times as much the naive stack costs; more is better",
    "line_vs_floor": "line / floor: how many times gunzip and one parse the line costs; less is "
    "better",
    "median, low, high": "over blocks of twenty pages, each met by all in turns, processor time; "
    "low and high are the least and the greatest block, from ten blocks on the 10th and the 90th "
    "percentile",
}
WARM = slice(9, 13)
"""Pages of the first block that all meet before the measurement, one of the made ones in scope:
models load, lists compile, statements are put together. What is measured comes after them."""
HALF = slice(5, 16)
"""What is measured of a block where half the time is gone before the first one."""
LEFT = 1.3
"""How much longer than the longest so far a block may take and still be begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to measure: whose pages, for about how long, at most how many blocks.

    Without `archives` the pages are made out of the sample archive (`vedette.sample.everyday`).
    `flame` is a file for folded stacks of the line.
    """

    archives: Sequence[str] = ()
    seconds: float = 300.0
    blocks: int = 20
    flame: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage, or a part of one (`part_of`): milliseconds a page, and its share of the line."""

    stage: str
    part_of: str | None
    ms_a_page: Spread
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What came of it; `why` says what keeps the naive stack away, where it is away."""

    pages: int
    blocks: int
    input: str
    floor_ms: Spread
    line_ms: Spread
    naive_ms: Spread | None
    line_vs_naive: Spread | None
    line_vs_floor: Spread
    stages: tuple[Stage, ...]
    findings: int
    pages_a_second: float
    core_hours_a_million: float
    peak_mb: float
    peak_mb_with_naive: float | None
    why: str | None
    means: dict[str, str] = field(default_factory=lambda: dict(MEANS))


@dataclass(slots=True)
class Costs:
    """Processor seconds a page, a figure a block."""

    floor: list[float] = field(default_factory=list)
    line: list[float] = field(default_factory=list)
    naive: list[float] = field(default_factory=list)
    stages: dict[str, list[float]] = field(default_factory=dict)
    pages: int = 0
    findings: int = 0


def bench(
    wanted: Wanted,
    *,
    told: Callable[[str], None] = lambda _: None,
    cpu: Clock = time.process_time,
    wall: Clock = time.monotonic,
) -> Measured:
    """Measure, for about as long as was asked for; raises ReadError where there is no page."""
    began = wall()
    blocks = pages.blocks(wanted.archives)
    first = next(blocks)
    with (
        TemporaryDirectory(prefix="vedette-bench-") as folder,
        closing(Run(f"sqlite:///{folder}/line.sqlite")) as run,
    ):
        told("warming up")
        run.take(first[WARM])
        alone = peak()
        rival, why = _rival(folder)
        if rival:
            rival.take(first[WARM])
        # What one has loaded must not be looked through while another works.
        gc.collect()
        gc.freeze()
        second = next(blocks, [*first[: WARM.start], *first[WARM.stop :]])
        costs, longest = Costs(), 0.0
        for number, block in enumerate(chain([second], blocks)):
            left = wanted.seconds - (wall() - began)
            if number == wanted.blocks or (number and longest * LEFT > left):
                break
            if not number and left < wanted.seconds / 2:
                block = block[HALF]  # noqa: PLW2901  # the part of it that there is time for
            start = wall()
            _measure(block, run, rival, costs, cpu)
            longest = max(longest, wall() - start)
            told(f"{costs.pages} pages")
        if wanted.flame:
            last = next(blocks, second)
            flame.record(lambda: run.take(last), wanted.flame)
        return _summed(wanted, costs, alone, peak() if rival else None, why)


def _rival(folder: str) -> tuple[rivals.Rival | None, str | None]:
    try:
        return rivals.Rival(f"{folder}/naive.sqlite"), None
    except MissingExtra as fault:
        return None, str(fault)


def _measure(
    block: Sequence[Packed], run: Run, rival: rivals.Rival | None, costs: Costs, cpu: Clock
) -> None:
    """Let all meet a block, each time another one first."""
    size = len(block)

    def floor() -> None:
        costs.floor.append(_timed(lambda: rivals.floor(block), cpu) / size)

    def line() -> None:
        spent = run.take(block, cpu)
        costs.line.append(sum(spent[stage] for stage in STAGES) / size)
        for name, seconds in spent.items():
            costs.stages.setdefault(name, []).append(seconds / size)

    def naive() -> None:
        if rival:
            costs.naive.append(_timed(lambda: rival.take(block), cpu) / size)

    turns = [floor, line, naive]
    at = len(costs.floor) % len(turns)
    for turn in (*turns[at:], *turns[:at]):
        turn()
    costs.pages += size
    costs.findings = run.findings


def _timed(work: Callable[[], object], cpu: Clock) -> float:
    began = cpu()
    work()
    return cpu() - began


def _summed(
    wanted: Wanted, costs: Costs, alone: float, both: float | None, why: str | None
) -> Measured:
    line = spread([1000 * one for one in costs.line])
    whole = sum(costs.line)
    stages = tuple(
        Stage(
            stage=name,
            part_of=PARTS.get(name),
            ms_a_page=spread([1000 * one for one in costs.stages[name]]),
            share=round(sum(costs.stages[name]) / whole, 3),
        )
        for name in (*STAGES, *PARTS)
    )
    return Measured(
        pages=costs.pages,
        blocks=len(costs.line),
        input=", ".join(wanted.archives) or pages.MADE,
        floor_ms=spread([1000 * one for one in costs.floor]),
        line_ms=line,
        naive_ms=spread([1000 * one for one in costs.naive]) if costs.naive else None,
        line_vs_naive=ratios(costs.naive, costs.line) if costs.naive else None,
        line_vs_floor=ratios(costs.line, costs.floor),
        stages=stages,
        findings=costs.findings,
        pages_a_second=round(len(costs.line) / whole, 1),
        core_hours_a_million=round(1e6 / 3600 * whole / len(costs.line), 2),
        peak_mb=alone,
        peak_mb_with_naive=both,
        why=why,
    )


def peak() -> float:
    """Give the most memory that this process has held, in megabytes; 0 where nobody tells."""
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415  # not there on Windows

    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(held / (1024 if sys.platform == "linux" else 1024**2), 1)
