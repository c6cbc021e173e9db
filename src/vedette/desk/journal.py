"""What the running program did, step by step, for whoever watches over it: lines and spans.

    with step("poll", source="ee/err-news") as told:
        told["outcome"] = "new"

A step is one line at level *info* when it ends, with the seconds that it took, and *error* where it
broke; lines go to Python's `logging`, and nothing is written until somebody asks for it (`kept`).
Where spans are collected as well (`spans`), a step is one of them. Neither tells
words of articles, names of recipients or what was searched for.
"""

import json
import logging
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from typing import Any, Protocol, TextIO

LOG = logging.getLogger("vedette.journal")
SILENT = logging.CRITICAL + 1
LOG.setLevel(SILENT)
Told = dict[str, Any]


class Tracer(Protocol):
    """What opens spans: OpenTelemetry's tracer, or nobody."""

    def start_as_current_span(self, name: str) -> AbstractContextManager[Any]:
        """Open a span, to be closed at the end of a `with`."""
        ...


class _Spans:
    tracer: Tracer | None = None


def spans(tracer: Tracer | None) -> None:
    """Open a span for each step from now on; None stops it."""
    _Spans.tracer = tracer


@contextmanager
def step(name: str, **about: Any) -> Iterator[Told]:
    """Time a step and tell of it when it ends; what it is found to be may be added meanwhile.

    A step that says `told["quiet"] = True` did nothing worth a line.
    """
    told: Told = dict(about)
    tracer, began, level = _Spans.tracer, time.perf_counter(), logging.INFO
    opened = tracer.start_as_current_span(f"vedette.{name}") if tracer else nullcontext()
    with opened as span:
        try:
            yield told
        except BaseException as fault:
            told["broke"] = type(fault).__name__
            level = logging.ERROR if isinstance(fault, Exception) else level  # else it was stopped
            raise
        finally:
            if not told.pop("quiet", False):
                note(name, level, took=round(time.perf_counter() - began, 4), **told)
            if span is not None:
                span.set_attributes({f"vedette.{key}": value for key, value in told.items()})


def note(name: str, level: int = logging.INFO, **told: Any) -> None:
    """Tell that something happened."""
    LOG.log(level, name, extra={"told": told})


class Lines(logging.Formatter):
    """Writes `when level name key=value …`, with the trace of what broke below."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        given = getattr(record, "told", {})
        pairs = "".join(f" {key}={_plain(value)}" for key, value in given.items())
        line = f"{_when(record)} {record.levelname.lower()} {record.getMessage()}{pairs}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class Json(logging.Formatter):
    """Writes one JSON object a line: at, level, logger, event, and what was told of it."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record; what is told cannot stand for the first four."""
        broken = {"trace": self.formatException(record.exc_info)} if record.exc_info else {}
        head = {
            "at": _when(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        return json.dumps({**getattr(record, "told", {}), **broken, **head}, default=str)


FORMATS: dict[str, type[logging.Formatter]] = {"text": Lines, "json": Json}


@contextmanager
def kept(stream: TextIO, *, form: str, level: str) -> Iterator[None]:
    """Write the journal, and all else that is logged, to a stream in one of `FORMATS`."""
    handler, root = logging.StreamHandler(stream), logging.getLogger()
    handler.setFormatter(FORMATS[form]())
    handler.setLevel(level.upper())
    LOG.setLevel(level.upper())
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
        LOG.setLevel(SILENT)


def _when(record: logging.LogRecord) -> str:
    at = datetime.fromtimestamp(record.created, UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{int(record.msecs):03}Z"


def _plain(value: object) -> str:
    """Write a value so that a line stays one line, and a pair one word."""
    text = str(value)
    return text if text.isprintable() and text and not set(text) & {" ", '"', "="} else repr(text)
