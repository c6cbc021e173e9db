"""Pages read and coded a second in processes of this machine, and by Ray on local nodes.

    python benchmarks/engines.py [--pages 200] [--rounds 3] [--nodes 2]

Made pages of real size (`vedette.sample.everyday`) are read, and then read and coded, by as many
processes as Ray has nodes, each node a raylet of its own with one core. They take turns, in steps
of 32 as the line does, after a first step that loads what there is to load. Told is the clock on
the wall, and the median of Ray over processes. Then one node is killed half-way: every page must
have its result once, in order, and be what processes made of it; the exit status is 1 where it is
not.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from contextlib import closing
from itertools import chain, islice
from statistics import median
from typing import Any

from vedette.cluster import Ray
from vedette.desk import stages
from vedette.desk.bench.pages import blocks
from vedette.desk.seat import STEP
from vedette.engines import Engine, Failure, Processes
from vedette.records import Article, Capture, Coding

Task = Callable[[Capture], Any]


def main() -> int:
    """Work in turns, print, and kill a node."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--nodes", type=int, default=2)
    given = parser.parse_args()
    made = islice(chain.from_iterable(blocks()), given.pages)
    captures = [one.capture for one in made]
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster  # noqa: PLC0415 - an extra

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    try:
        nodes = [cluster.add_node(num_cpus=1) for _ in range(given.nodes - 1)]
        with (
            closing(Processes(given.nodes)) as here,
            closing(Ray(given.nodes, cluster=cluster.address)) as there,
        ):
            for task in (stages.article_of, read_and_coded):
                compare(task, here, there, captures, given.rounds)
            apart = list(here.map(read_and_coded, captures))
            by_ray = there.map(read_and_coded, captures)
            half = list(islice(by_ray, len(captures) // 2))
            cluster.remove_node(nodes[-1], allow_graceful=False)
            same = [*half, *by_ray] == apart
    finally:
        cluster.shutdown()
    print(f"a node killed after {len(half)} of {len(captures)}: ", end="")
    print("the same results" if same else "NOT the same results")
    return 0 if same else 1


def read_and_coded(capture: Capture) -> tuple[Article, Coding]:
    """Do the pure half of the line."""
    article = stages.article_of(capture)
    return article, stages.code_article(stages.coder_of(stages.CODER, article), article)


def compare(task: Task, here: Engine, there: Engine, pages: list[Capture], rounds: int) -> None:
    """Let both do the same in turns, and print how fast."""
    for engine in (here, there):
        pace(engine, task, pages[:STEP])
    ratios = []
    for _ in range(rounds):
        apart, by_ray = (pace(engine, task, pages) for engine in (here, there))
        ratios.append(by_ray / apart)
        told = f"processes {apart:.1f}, Ray {by_ray:.1f} pages a second"
        print(f"{task.__name__}: {told}", flush=True)
    print(f"Ray / processes {median(ratios):.2f}, {min(ratios):.2f} to {max(ratios):.2f}")


def pace(engine: Engine, task: Task, pages: list[Capture]) -> float:
    """Do something with pages; give how many a second."""
    began = time.perf_counter()
    for at in range(0, len(pages), STEP):
        for one in engine.map(task, pages[at : at + STEP]):
            assert not isinstance(one, Failure), one
    return len(pages) / (time.perf_counter() - began)


if __name__ == "__main__":
    sys.exit(main())
