"""Ways to map a function over inputs: here, or in processes that can be killed.

    Local       everything here
    Processes   everything in spawned workers
    Wary        here, and in a spawned worker what a bound is set for
    Ray         on the machines of a cluster: `vedette.cluster`

An engine gives one result for each input, in the order of the inputs, whatever happened to the
others. A function that raises, takes too long or eats too much memory yields a `Failure` in its
place. The answer does not depend on the engine.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass
from functools import partial
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What one input may cost its worker: seconds, and memory beyond what the worker holds."""

    seconds: float
    megabytes: int


Bounds = Callable[[Any], Bound | None]
"""Says of an input which bound it has; None for what may cost as much as any."""


def unbound(_given: object) -> None:
    """Set no bound."""


class Stopped(VedetteError):
    """The engine was closed while somebody waited; nothing is known of the inputs in hand."""


class Engine(Protocol):
    """Maps, and lets go of what it holds when closed."""

    def map(
        self,
        function: Callable[[Given], Made],
        inputs: Iterable[Given],
        *,
        bounds: Bounds = unbound,
    ) -> Iterator[Made | Failure]:
        """Yield one result or failure an input, in order."""
        ...

    def close(self) -> None:
        """Stop the workers, if there are any."""
        ...


class Local:
    """Everything in this process; nothing can be killed, so no bound holds: for trusted input."""

    def map(
        self,
        function: Callable[[Given], Made],
        inputs: Iterable[Given],
        *,
        bounds: Bounds = unbound,
    ) -> Iterator[Made | Failure]:
        """Yield one result or failure an input, in order."""
        del bounds
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
        self,
        function: Callable[[Given], Made],
        inputs: Iterable[Given],
        *,
        bounds: Bounds = unbound,
    ) -> Iterator[Made | Failure]:
        """Yield one result or failure an input, in order."""
        tasks = [(given, bounds(given)) for given in inputs]
        asked = [(self._schedule(function, given, bound), bound) for given, bound in tasks]
        for future, bound in asked:
            yield self._result(future, bound)

    def _schedule(
        self, function: Callable[[Given], Made], given: Given, bound: Bound | None
    ) -> "Future[Any]":
        task = function if bound is None else partial(within, bound, function)
        try:
            future: Future[Any] = self._pool.schedule(
                task, args=[given], timeout=self._patience(bound)
            )
        except RuntimeError as fault:  # the pool's word for being stopped
            raise Stopped(what="the workers were stopped", where="engine") from fault
        self._asked.add(future)
        future.add_done_callback(self._asked.discard)
        return future

    def _patience(self, bound: Bound | None) -> float:
        return self._seconds if bound is None else min(bound.seconds, self._seconds)

    def _result(self, future: "Future[Any]", bound: Bound | None) -> Any:
        try:
            return future.result()
        except CancelledError as fault:
            raise Stopped(what="the workers were stopped", where="engine") from fault
        except Late:
            seconds = self._patience(bound)
            return Failure(what="took too long", why=f"more than {seconds:.0f} seconds")
        except ProcessExpired as fault:
            return _died(fault.exitcode, bound)
        except Exception as fault:  # noqa: BLE001  # as in Local
            return failure(fault)

    def close(self) -> None:
        """Stop the workers at once; what they were at is asked for again next time."""
        self._pool.stop()
        # What no worker had taken yet stays pending for ever: whoever waits for it must be told.
        for future in tuple(self._asked):
            future.cancel()
        self._pool.join()


def _died(status: int, bound: Bound | None) -> Failure:
    if bound is None:
        return Failure(what="the worker died", why=f"exit status {status}")
    return Failure(
        what="the worker died",
        why=f"exit status {status}, with {bound.megabytes} MB at most",
        remedy="it may be built to exhaust whoever opens it: give its text alone",
    )


class Wary:
    """Works here, and in a worker what a bound is set for; it is spawned when first needed."""

    def __init__(self, *, seconds: float = 60.0) -> None:
        self._seconds = seconds
        self._here = Local()
        self._worker: Processes | None = None

    def map(
        self,
        function: Callable[[Given], Made],
        inputs: Iterable[Given],
        *,
        bounds: Bounds = unbound,
    ) -> Iterator[Made | Failure]:
        """Yield one result or failure an input, in order."""
        for given in inputs:
            if bounds(given) is None:
                yield from self._here.map(function, [given])
            else:
                self._worker = self._worker or Processes(seconds=self._seconds)
                yield from self._worker.map(function, [given], bounds=bounds)

    def close(self) -> None:
        """Stop the worker, if it was needed."""
        if self._worker is not None:
            self._worker.close()


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
    """Bound a worker's address space, and let no dump of it be written when it dies."""
    if sys.platform == "win32":  # no such limit there; the one on seconds holds
        return
    import resource  # noqa: PLC0415  # not there on Windows

    size = megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def within(bound: Bound, function: Callable[[Given], Made], given: Given) -> Made:
    """Work on one input with little more memory than this worker holds already.

    A library that does not get what it asks for raises, or ends the process; either is a failure.
    """
    held = _held()
    if held is None:
        return function(given)
    import resource  # noqa: PLC0415  # not there on Windows

    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    least = held + bound.megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (min(least, hard) if hard > 0 else least, hard))
    try:
        return function(given)
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))


def _held() -> int | None:
    """Tell the bytes of address space of this process; None where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as told:  # noqa: PTH123  # read at each risky input
            return int(told.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return None
