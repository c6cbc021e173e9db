"""Relating: what a further report costs when one affair fills the news.

    python benchmarks/affair.py [--stream arctic]

The reports of a development stream are coded, taken for one affair in one story, and worked out
each time that one comes: on a day of that kind every report touches all others. Printed is the time
of the processor for the last ten, by the size of the affair, and its ratio to the first line.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))

from gates.streams import STREAMS, TOLD, Stream, read_streams

from vedette.desk import inputs
from vedette.desk.reading import reports
from vedette.records import Report
from vedette.relate import relating, stories
from vedette.relate.signatures import Signature, sign

LAST = 10


def main() -> None:
    """Print the cost of a report at some sizes."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--stream", default="arctic")
    wanted = options.parse_args().stream
    stream = next(one for one in read_streams(STREAMS["development"]) if one.name == wanted)
    signed = relating.in_order(sign(one.article, one.coding) for one in coded(stream))
    stories.stories = lambda articles, *_: [list(articles)]
    sizes = [size for size in (20, 40, 80, 160) if size < len(signed)] + [len(signed)]
    took = {size: cost(signed, size) for size in sizes}
    for size, one in took.items():
        print(f"{size:4} reports: {1000 * one:6.1f} ms a report, {one / took[sizes[0]]:5.2f}")


def coded(stream: Stream) -> list[Report]:
    """Read and code the reports of a stream, without the answers."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for report in stream.reports:
            file.write(json.dumps({name: report[name] for name in TOLD}) + "\n")
        file.flush()
        found = inputs.files([file.name], stdin=sys.stdin.buffer, replaying=True)
        return [one for one in reports(found) if isinstance(one, Report)]


def cost(signed: list[Signature], size: int) -> float:
    """Give the mean processor seconds of the last reports up to a size."""
    relating.picture(signed[: size - LAST], {})
    began = time.process_time()
    for count in range(size - LAST + 1, size + 1):
        relating.picture(signed[:count], {})
    return (time.process_time() - began) / LAST


if __name__ == "__main__":
    main()
