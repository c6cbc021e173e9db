"""The engine that maps on several machines, by Ray.

Inputs go out in blocks, and no more than a few blocks are out at once, so that inputs are drawn as
fast as results come back. A worker that dies, with its machine or by an input, costs its block: the
block is asked again, each input for itself, so that only the one that is at fault is a failure.
Every machine needs the same vedette.
"""

import faulthandler
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from vedette.engines import Bound, Bounds, Failure, Local, Stopped, unbound, within
from vedette.errors import MissingExtra

Given = TypeVar("Given")
Made = TypeVar("Made")
Block = list[tuple[Given, Bound]]

BLOCK = 8
"""Inputs in a block: some hundred milliseconds of work, against two for a task of Ray."""
LOST = 3
"""Workers that an input may lose, one with its block and two alone, before it is a failure."""
AHEAD = 2
"""Blocks that are out for each worker: one at work, one waiting for it."""


class Ray:
    """Workers of a cluster of Ray; without the address of one, of one that is begun here.

    As in `Processes`, an input that takes longer than `seconds`, or needs more memory than
    `megabytes` beyond what a worker holds, is a failure. Raises MissingExtra without Ray.
    """

    def __init__(
        self,
        workers: int = 1,
        *,
        seconds: float = 60.0,
        megabytes: int = 3000,
        cluster: str = "",
    ) -> None:
        self._ray = _begun(workers, cluster)
        self._most = AHEAD * workers
        self._usual = Bound(seconds=seconds, megabytes=megabytes)
        task = self._ray.remote(max_retries=0)  # what is lost is asked again otherwise
        self._task = task(_work)
        self._closed = False

    def map(
        self,
        function: Callable[[Given], Made],
        inputs: Iterable[Given],
        *,
        bounds: Bounds = unbound,
    ) -> Iterator[Made | Failure]:
        """Yield one result or failure an input, in order."""
        tasks = ((given, self._bound(bounds(given))) for given in inputs)
        out: deque[tuple[Block[Given], Any]] = deque()
        while True:
            while len(out) < self._most and (block := list(islice(tasks, BLOCK))):
                self._must_be_open()
                out.append((block, self._task.remote(function, block)))
            if not out:
                return
            block, asked = out.popleft()
            yield from self._result(function, block, asked)

    def _bound(self, bound: Bound | None) -> Bound:
        if bound is None:
            return self._usual
        seconds = min(bound.seconds, self._usual.seconds)
        return Bound(seconds=seconds, megabytes=bound.megabytes)

    def _result(
        self, function: Callable[[Given], Made], block: Block[Given], asked: Any
    ) -> Iterator[Made | Failure]:
        """Wait for a block; one whose worker was lost is asked again, each input for itself."""
        try:
            yield from self._ray.get(asked)
        except self._ray.exceptions.RayError as fault:
            self._must_be_open(fault)
            again = [self._task.remote(function, [one]) for one in block]
            for one, asked_again in zip(block, again, strict=True):
                yield self._last(function, one, asked_again)

    def _last(
        self, function: Callable[[Given], Made], one: tuple[Given, Bound], asked: Any
    ) -> Made | Failure:
        """Wait for one input; that it loses a second worker may be chance, a third is not."""
        for _ in range(LOST - 1):
            try:
                (made,) = self._ray.get(asked)
            except self._ray.exceptions.RayError as fault:
                self._must_be_open(fault)
                asked = self._task.remote(function, [one])
            else:
                found: Made | Failure = made
                return found
        return _lost(one[1])

    def _must_be_open(self, fault: Exception | None = None) -> None:
        if self._closed:
            raise Stopped(what="the workers were stopped", where="engine") from fault

    def close(self) -> None:
        """Let go of the cluster; one that was begun here ends, with all that is in hand."""
        self._closed = True
        self._ray.shutdown()


def _begun(workers: int, cluster: str) -> Any:
    # Before it is loaded: else it tells its makers who uses it, and standard output of each worker
    # that was lost, where a verb may be printing JSON.
    os.environ |= {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DEDUP_LOGS_SKIP_REGEX": "."}
    try:
        import ray  # noqa: PLC0415  # a second, and an extra
    except ModuleNotFoundError as fault:
        raise MissingExtra(
            what="the engine ray needs Ray",
            where="[code] engine",
            remedy="pip install 'vedette[ray]'",
        ) from fault
    where = {"address": cluster} if cluster else {"address": "local", "num_cpus": workers}
    quiet = {"include_dashboard": False} if not cluster else {}
    ray.init(**where, **quiet, log_to_driver=False, logging_level="ERROR")
    return ray


def _work(function: Callable[[Given], Made], block: Block[Given]) -> list[Made | Failure]:
    """Work on a block in a worker: an input that takes too long ends the worker."""
    made: list[Made | Failure] = []
    for given, bound in block:
        # Not a signal: an expression that runs away in C lets no handler run.
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123  # for each input
            faulthandler.dump_traceback_later(bound.seconds, exit=True, file=nowhere)
            try:
                made += Local().map(partial(within, bound, function), [given])
            finally:
                faulthandler.cancel_dump_traceback_later()
    return made


def _lost(bound: Bound) -> Failure:
    return Failure(
        what="the worker was lost",
        why=f"{LOST} times: it died, or took more than {bound.seconds:.0f} seconds",
    )
