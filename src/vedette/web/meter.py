"""How many requests were answered, with what and how fast; and what the process takes.

A request is measured from its arrival to the last byte of its answer. Of its address the path is
logged where somebody asked for a log, without what was searched for and without who asked.
"""

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from vedette.desk import journal
from vedette.desk.gauging import Metric, Sample

BOUNDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Seconds; a page is to be there within 0.05."""
PAGE: Final = 4096
"""Bytes of a page of memory, as `/proc` counts."""


class Meter:
    """Counts what passes; all of it happens in the one thread of the server."""

    def __init__(self) -> None:
        self._began = time.time()
        self._statuses = Counter[str]()
        self._within = [0] * (len(BOUNDS) + 1)
        self._seconds = 0.0

    def over(self, app: ASGIApp) -> ASGIApp:
        """Give an application whose answers are counted."""

        async def counted(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != ScopeType.HTTP:
                await app(scope, receive, send)
                return
            began, status = time.perf_counter(), "500"

            async def heard(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = str(message["status"])
                await send(message)

            try:
                await app(scope, receive, heard)
            finally:
                took = time.perf_counter() - began
                self._take(status, took)
                journal.note(
                    "request",
                    method=scope["method"],
                    path=scope["path"],
                    status=int(status),
                    took=round(took, 4),
                )

        return counted

    def _take(self, status: str, seconds: float) -> None:
        self._statuses[status] += 1
        self._within[bisect_left(BOUNDS, seconds)] += 1
        self._seconds += seconds

    def metrics(self) -> tuple[Metric, ...]:
        """Give the figures."""
        return (
            Metric(
                name="vedette_http_requests_total",
                kind="counter",
                about="Requests by the status of the answer.",
                samples=tuple(
                    Sample(value=n, labels={"status": told})
                    for told, n in sorted(self._statuses.items())
                ),
            ),
            Metric(
                name="vedette_http_request_seconds",
                kind="histogram",
                about="Seconds from a request to the last byte of its answer.",
                samples=tuple(self._buckets()),
            ),
            *_process(self._began),
        )

    def _buckets(self) -> Iterator[Sample]:
        total = 0
        for bound, n in zip((*map(str, BOUNDS), "+Inf"), self._within, strict=True):
            total += n
            yield Sample(value=total, labels={"le": bound}, ending="_bucket")
        yield Sample(value=self._seconds, ending="_sum")
        yield Sample(value=total, ending="_count")


def _process(began: float) -> Iterator[Metric]:
    """Give what the process takes, its workers apart, under the names that are usual for it."""
    yield _figure("process_start_time_seconds", began, "When the desk was opened.")
    used = "Seconds of the processor that were used."
    yield _figure("process_cpu_seconds_total", time.process_time(), used, counter=True)
    with suppress(OSError):  # only Linux tells it so
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        yield _figure("process_resident_memory_bytes", pages * PAGE, "Memory that is in use.")


def _figure(name: str, value: float, about: str, *, counter: bool = False) -> Metric:
    kind: Final = "counter" if counter else "gauge"
    return Metric(name=name, kind=kind, about=about, samples=(Sample(value=value),))
