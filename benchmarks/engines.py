"""Pages read a second in processes of this machine, and by Ray with as many workers.

    python benchmarks/engines.py [--pages 200] [--rounds 3] [--workers 2]

Made pages of real size (`vedette.sample.everyday`) are read by both, in turns, in steps of 32 as
the line takes them, after a first step that loads what there is to load. Told is the clock on the
wall, and the median of Ray over processes.
"""

import argparse
import time
from contextlib import closing
from itertools import chain, islice
from statistics import median

from vedette.cluster import Ray
from vedette.desk import stages
from vedette.desk.bench.pages import blocks
from vedette.desk.seat import STEP
from vedette.engines import Engine, Failure, Processes
from vedette.records import Capture


def main() -> None:
    """Read in turns, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    made = islice(chain.from_iterable(blocks()), given.pages)
    captures = [one.capture for one in made]
    with closing(Processes(given.workers)) as here, closing(Ray(given.workers)) as there:
        for engine in (here, there):
            read(engine, captures[:STEP])
        ratios = []
        for _ in range(given.rounds):
            apart, by_ray = (read(engine, captures) for engine in (here, there))
            ratios.append(by_ray / apart)
            print(f"processes {apart:.1f}, Ray {by_ray:.1f} pages a second", flush=True)
    print(f"Ray / processes {median(ratios):.2f}, {min(ratios):.2f} to {max(ratios):.2f}")


def read(engine: Engine, captures: list[Capture]) -> float:
    """Read pages; give how many a second."""
    began = time.perf_counter()
    for at in range(0, len(captures), STEP):
        for one in engine.map(stages.article_of, captures[at : at + STEP]):
            assert not isinstance(one, Failure), one
    return len(captures) / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
