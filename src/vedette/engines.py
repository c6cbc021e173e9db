"""Ways to map a function over inputs: here, or in processes that can be killed.

An engine gives one result for each input, in the order of the inputs, whatever happened to the
others. A function that raises, takes too long or eats too much memory yields a `Failure` in its
place. The answer does not depend on the engine.
"""

import multiprocessing
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from pebble import ProcessExpired, ProcessPool

from vedette.errors import CoderAway, VedetteError

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What stands in the place of a result: what happened, in words, and to do about it.

    `away` says that nothing is wrong with the input, or not for sure (`doubt`): a server that the
    function asks does not answer, and wants to be left alone for `wait` seconds, where it says so.
    """

    what: str
    why: str = ""
    remedy: str = ""
    away: bool = False
    wait: float = 0.0
    doubt: bool = False


class Stopped(VedetteError):
    """The engine was closed while somebody waited; nothing is known of the inputs in hand."""


class Engine(Protocol):
    """Maps, and lets go of what it holds when closed."""

    def map(
        self, function: Callable[[Given], Made], inputs: Iterable[Given]
    ) -> Iterator[Made | Failure]:
        """Yield one result or failure an input, in order."""
        ...

    def close(self) -> None:
        """Stop the workers, if there are any."""
        ...


class Local:
    """Everything in this process; nothing can be killed, so it suits trusted input."""

    def map(
        self, function: Callable[[Given], Made], inputs: Iterable[Given]
    ) -> Iterator[Made | Failure]:
        """Yield one result or failure an input, in order."""
        for given in inputs:
            try:
                yield function(given)
            except Exception as fault:  # noqa: BLE001  # whatever breaks on one input is its failure
                yield failure(fault)

    def close(self) -> None:
        """Have nothing to let go of."""


class Processes:
    """Spawned workers, each of which is killed when an input takes longer than `seconds`.

    `megabytes` bounds the address space of a worker where the system can do so. A killed worker is
    replaced; the input that killed it is a failure, and the others are not touched.
    """

    def __init__(self, workers: int = 1, *, seconds: float = 60.0, megabytes: int = 3000) -> None:
        self._seconds = seconds
        self._asked: set[Future[Any]] = set()
        self._pool = ProcessPool(
            max_workers=workers,
            initializer=_confine,
            initargs=[megabytes],
            context=multiprocessing.get_context("spawn"),
        )

    def map(
        self, function: Callable[[Given], Made], inputs: Iterable[Given]
    ) -> Iterator[Made | Failure]:
        """Yield one result or failure an input, in order."""
        for future in [self._schedule(function, given) for given in inputs]:
            yield self._result(future)

    def _schedule(self, function: Callable[[Given], Made], given: Given) -> "Future[Any]":
        try:
            future: Future[Any] = self._pool.schedule(function, args=[given], timeout=self._seconds)
        except RuntimeError as fault:  # the pool's word for being stopped
            raise Stopped(what="the workers were stopped", where="engine") from fault
        self._asked.add(future)
        future.add_done_callback(self._asked.discard)
        return future

    def _result(self, future: "Future[Any]") -> Any:
        try:
            return future.result()
        except CancelledError as fault:
            raise Stopped(what="the workers were stopped", where="engine") from fault
        except Late:
            return Failure(what="took too long", why=f"more than {self._seconds:.0f} seconds")
        except ProcessExpired as fault:
            return Failure(what="the worker died", why=f"exit status {fault.exitcode}")
        except Exception as fault:  # noqa: BLE001  # as in Local
            return failure(fault)

    def close(self) -> None:
        """Stop the workers at once; what they were at is asked for again next time."""
        self._pool.stop()
        # What no worker had taken yet stays pending for ever: whoever waits for it must be told.
        for future in tuple(self._asked):
            future.cancel()
        self._pool.join()


def failure(fault: BaseException) -> Failure:
    """Put an exception into words; those of our own tree bring them along."""
    if isinstance(fault, CoderAway):
        told = {"what": fault.what, "why": fault.why, "remedy": fault.remedy}
        return Failure(**told, away=True, wait=fault.wait, doubt=fault.doubt)
    if isinstance(fault, VedetteError):
        return Failure(what=fault.what, why=fault.why, remedy=fault.remedy)
    if isinstance(fault, MemoryError):
        return Failure(what="needed more memory than a worker may have")
    return Failure(what="broke", why=f"{type(fault).__name__}: {fault}"[:300])


def _confine(megabytes: int) -> None:
    if sys.platform == "win32":  # no such limit there; the one on seconds holds
        return
    import resource  # noqa: PLC0415  # not there on Windows

    size = megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
