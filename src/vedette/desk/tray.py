"""The tray: what is handed in lies there, read and coded as the line would, until it is filed.

Nothing of it is in the ledger before. Filing appends capture, article, coding and what was decided
of it in one transaction, so that nobody is alerted to what was dropped. What nobody files in an
hour is gone.
"""

import asyncio
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache, partial
from threading import Lock
from typing import Any, Final

from vedette.desk import handing, inputs, reading, running, stages
from vedette.desk.answering import clock
from vedette.desk.deciding import Deciding
from vedette.desk.handing import Handed, Slip, Upload
from vedette.desk.settings import Settings
from vedette.engines import Bound, Engine, Failure
from vedette.errors import HandedError
from vedette.ledger import folding
from vedette.ledger.append import Appender, Batch, Levels
from vedette.records import Aim, Article, Capture, Coding, Issue, Report, Source, Spot, Verb

KEPT: Final = timedelta(hours=1)
MOST: Final = 50_000_000
"""Bytes that lie there at once, of all that was handed in; the oldest goes first."""
CUTTING: Final = Bound(seconds=20.0, megabytes=400)
"""For unpacking and cutting what was handed in; a feed of 10 MB took 3 seconds."""
TOGETHER: Final = timedelta(seconds=60)
"""For reading and coding all of it; what is not done by then is told as such."""

Workers = Callable[[], AbstractContextManager[Engine]]
"""Gives workers that can be killed, for as long as they are held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A capture as the line would read and code it: its report, or the issue in its place.

    `by` is the reader. Of a fault in a file there is no capture.
    """

    capture: Capture | None = None
    report: Report | None = None
    by: str = ""
    issue: Issue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handful:
    """What somebody handed in at once; `filed` are its articles once it is in the ledger."""

    name: str
    of: str
    at: datetime
    tried: tuple[Tried, ...]
    filed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What is corrected of a finding before it is filed: it is dropped, or of another kind."""

    drop: bool = False
    kind: str = ""
    place: Spot | None = None


@dataclass(slots=True, kw_only=True)
class Tray:
    """Tries what is handed in, and files it; safe to use from many threads.

    `fetch` asks for a page, politely; `coder` is the one that counts, `levels` how sources are
    handled, `listed` the ids of those on the list.
    """

    workers: Workers
    fetch: Callable[[str], Capture | Issue]
    coder: stages.Hired
    now: Callable[[], datetime]
    listed: Callable[[], Mapping[str, str]] = dict
    levels: Callable[[], Levels] = dict
    _held: dict[str, Handful] = field(default_factory=dict)
    _one: Lock = field(default_factory=Lock)
    _filing: Lock = field(default_factory=Lock)

    def hand_in(self, uploads: Sequence[Upload], slip: Slip, *, of: str) -> Handful:
        """Try files as they would be read; raises HandedError where they are too much or nothing.

        One hand at a time: a worker costs 400 MB.
        """
        if told := handing.too_much(uploads):
            raise _too_much(told)
        slip = self._known(slip)
        handed = Handed(uploads=tuple(uploads), slip=slip, at=self.now())
        with self._one, self.workers() as working:
            (found,) = working.map(handing.cut, [handed], bounds=lambda _: CUTTING)
            if isinstance(found, Failure):
                raise HandedError(what=found.what, where="files", why=found.why, remedy=CUT_IT)
            if len(found) > handing.ARTICLES:
                raise _too_much(f"there are more than {handing.ARTICLES} articles in it")
            return self._lay(tuple(self._tried(found, working)), of)

    def hand_in_page(self, url: str, slip: Slip, *, of: str) -> Handful:
        """Ask for a page and try it; raises HandedError where it did not come."""
        found = self.fetch(url)
        if isinstance(found, Issue):
            raise HandedError(
                what=found.what, where=url, why=found.why, remedy=found.remedy or PASTE_IT
            )
        with self._one, self.workers() as working:
            capture = handing.placed(found, self._known(slip))
            return self._lay(tuple(self._tried([capture], working)), of)

    def held(self, name: str, of: str) -> Handful | None:
        """Give what somebody has handed in, None where it is gone or somebody else's."""
        found = self._held.get(name)
        return found if found and found.of == of and self.now() - found.at < KEPT else None

    def file(self, handful: Handful, mended: Mapping[str, Mended], by: Deciding) -> tuple[str, ...]:
        """Put it into the ledger with what was corrected, by finding; give its articles.

        What is filed already is not filed again. Raises LedgerError where the ledger cannot hold
        it, and nothing of it is there then.
        """
        with self._filing:
            there = self._held.get(handful.name, handful)
            return there.filed or self._file(there, mended, by)

    # ── parts ────────────────────────────────────────────────────────────────────────────────

    def _file(
        self, handful: Handful, mended: Mapping[str, Mended], by: Deciding
    ) -> tuple[str, ...]:
        appender = Appender(by.store, now=lambda: by.at, handling=self.levels())
        good = [one for one in handful.tried if one.report is not None]
        with appender.batch() as batch:
            articles = tuple(dict.fromkeys(_filed(batch, one, mended, by) for one in good))
        folding.catch_up(by.store)
        # The bytes are in the ledger now.
        self._held[handful.name] = replace(handful, tried=(), filed=articles)
        return articles

    def _known(self, slip: Slip) -> Slip:
        return replace(slip, listed=slip.source in self.listed())

    def _lay(self, tried: tuple[Tried, ...], of: str) -> Handful:
        """Keep it for an hour, under a name that nobody guesses."""
        if not tried:
            raise HandedError(what="there is no article in it", where="files", remedy=CUT_IT)
        now = self.now()
        kept = [one for one in self._held.values() if now - one.at < KEPT]
        made = Handful(name=secrets.token_urlsafe(16), of=of, at=now, tried=tried)
        while kept and sum(map(_size, kept)) + _size(made) > MOST:
            kept.pop(0)
        self._held = {one.name: one for one in [*kept, made]}
        return made

    def _tried(self, found: Iterable[Capture | Issue], working: Engine) -> Iterator[Tried]:
        end = self.now() + TOGETHER
        for one in found:
            if isinstance(one, Issue):
                yield Tried(issue=one)
            elif self.now() > end:
                late = Issue(stage="read", what="time was up", input=one.url, remedy=CUT_IT)
                yield Tried(capture=one, issue=late)
            else:
                yield self._one_tried(one, working)

    def _one_tried(self, capture: Capture, working: Engine) -> Tried:
        made, by = reading.tried(self.coder, capture, working)
        if isinstance(made, Issue):
            return Tried(capture=capture, issue=made)
        return Tried(capture=capture, report=made, by=by)


CUT_IT: Final = "hand in less at once, as plain text"
PASTE_IT: Final = "paste its words instead; a desk without a network cannot ask for pages"


def _size(handful: Handful) -> int:
    return sum(len(one.capture.body) for one in handful.tried if one.capture)


def _too_much(what: str) -> HandedError:
    remedy = "hand it in in parts, or bring it in with `vedette replay`"
    return HandedError(what=what, where="by hand", remedy=remedy)


def _filed(batch: Batch, one: Tried, mended: Mapping[str, Mended], by: Deciding) -> str:
    """Append an article, its coding, who added it, and what he corrected; give its id."""
    assert one.capture is not None
    assert one.report is not None
    article, coding = one.report.article, one.report.coding
    number = batch.capture(one.capture)
    if number is not None:
        version = batch.article(number, article, by=one.by)
        if version is not None:
            batch.coding(version, coding)
        batch.decision(by.made("note", Aim(article=article.id)))
    for aim, verb, change in _decided(article, coding, mended):
        batch.decision(by.made(verb, aim, **change))
    return article.id


def _decided(
    article: Article, coding: Coding, mended: Mapping[str, Mended]
) -> Iterator[tuple[Aim, Verb, dict[str, Any]]]:
    """Give what was corrected as decisions: what at, which verb, and its particulars."""
    for finding in coding.findings:
        told, span = mended.get(finding.id, Mended()), finding.anchor[0]
        words = article.text[slice(*span)]
        aim = Aim(article=article.id, words=words, at=span.start, type=finding.type)
        if told.drop:
            yield aim, "dismiss", {}
            continue
        corrected = {"kind": told.kind, "place": asdict(told.place) if told.place else None}
        if change := {name: one for name, one in corrected.items() if one}:
            yield aim, "correct", change


# ── The tray of a running desk ───────────────────────────────────────────────────────────────────

FETCHING: Final = 30.0
"""Seconds for a page, its robots.txt and its redirects."""
EACH: Final = 20.0
"""Seconds for one article, in which somebody waits for the page."""


def tray(settings: Settings) -> Tray:
    """Give a tray that works as the settings say, with one worker for as long as it is needed."""
    patient = replace(settings, workers=1, seconds=min(settings.seconds, EACH))

    @cache
    def listed() -> tuple[Source, ...]:
        return running.sources(settings).sources

    return Tray(
        workers=partial(running.engine, patient),
        fetch=lambda url: asyncio.run(_asked(url, settings)),
        coder=running.coders(settings)[0],
        now=clock,
        listed=lambda: {one.id: one.name for one in listed()},
        levels=lambda: {one.id: one.handling for one in listed()},
    )


async def _asked(url: str, settings: Settings) -> Capture | Issue:
    try:
        async with asyncio.timeout(FETCHING):
            return await inputs.fetched(url, settings)
    except TimeoutError:
        return Issue(stage="collect", what="the page took too long", input=url)
