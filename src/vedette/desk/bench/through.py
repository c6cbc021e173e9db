"""The line, step by step with a watch at hand: the same steps as in a replay, in this process."""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import func, select

from vedette.code.tagger.network import Network
from vedette.code.tagger.triage import Triage
from vedette.desk import stages
from vedette.desk.bench.pages import Packed
from vedette.desk.line import Line
from vedette.engines import Local
from vedette.ledger import schema as t
from vedette.ledger.store import Store
from vedette.read import language
from vedette.records import Article, Capture
from vedette.relate import traces

Clock = Callable[[], float]
Made = TypeVar("Made")

STAGES = ("unpack", "keep", "read", "code", "write", "fold")
"""The line: gunzip, captures into the ledger, HTML to text, text to findings, articles and codings
into the ledger, and the views of it (copies, full-text search, stories and incidents)."""
PARTS: Mapping[str, str] = {
    "parse": "read",
    "language": "read",
    "lexicon": "code",
    "copies": "fold",
}
"""Parts of stages that can be measured alone, on the same pages: each within its stage."""
NOW = datetime(2026, 12, 1, tzinfo=UTC)


class Run:
    """A line over a ledger of its own."""

    def __init__(self, ledger: str) -> None:
        self._store = Store(ledger, write=True)
        self._line = Line(self._store, Local(), now=lambda: NOW)

    def close(self) -> None:
        """Let go of the ledger."""
        self._store.close()

    @property
    def findings(self) -> int:
        """How many findings there are."""
        with self._store.reading() as connection:
            return connection.execute(select(func.count()).select_from(t.findings)).scalar_one()

    def take(self, block: Sequence[Packed], cpu: Clock = time.process_time) -> dict[str, float]:
        """Bring pages through; give the processor seconds of each stage and of the parts."""
        spent: dict[str, float] = defaultdict(float)
        watch = _Watch(spent, cpu)
        captures = watch("unpack", _unpacked, block)
        watch("keep", self._keep, captures)
        articles = self._read(watch)
        self._code(watch)
        while watch("fold", self._line.fold):
            pass
        _parts(watch, captures, articles)
        return spent

    def _keep(self, captures: Sequence[Capture]) -> None:
        with self._line.appender.batch() as batch:
            for capture in captures:
                batch.capture_or_issue(capture, at=NOW)

    def _read(self, watch: "_Watch") -> list[Article]:
        read: list[Article] = []
        while waiting := watch("read", self._line.take_captures):
            made = watch("read", self._line.read, waiting)
            watch("write", self._line.keep_articles, waiting, made)
            read += [one.article for one in made if isinstance(one, stages.Read) and one.article]
        return read

    def _code(self, watch: "_Watch") -> None:
        seat = self._line.main
        while uncoded := watch("code", seat.take):
            made = watch("code", seat.code, uncoded)
            watch("write", seat.keep, uncoded, made)


def _unpacked(block: Sequence[Packed]) -> list[Capture]:
    return [page.capture for page in block]


class _Watch:
    """Adds what a piece of work costs to its stage."""

    def __init__(self, spent: dict[str, float], cpu: Clock) -> None:
        self._spent = spent
        self._cpu = cpu

    def __call__(self, stage: str, work: Callable[..., Made], *given: Any) -> Made:
        began = self._cpu()
        try:
            return work(*given)
        finally:
            self._spent[stage] += self._cpu() - began


@cache
def _triage() -> Triage:
    return Network.load().triage


def _parts(watch: _Watch, captures: Sequence[Capture], articles: Sequence[Article]) -> None:
    triage = _triage()

    def weighed() -> list[bool]:
        return [triage.worth_a_look(one.text, one.title) for one in articles]

    watch("parse", lambda: [LexborHTMLParser(one.body) for one in captures])
    watch("language", lambda: [language.detect(one.text) for one in articles])
    watch("lexicon", weighed)
    watch("copies", lambda: [traces.trace(one.text) for one in articles])
