"""The one appender: every row of the ledger enters here, in numbered order, whole or not at all.

Appending twice is appending once: what stands in the ledger already is recognised by what it is
(a capture by its bytes under its key, a coding by what determined it) and not written again. That,
and one transaction for a poll together with all that it brought, is why a killed process loses
nothing and doubles nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from threading import Lock
from types import MappingProxyType
from typing import Final, Literal

from sqlalchemy import bindparam, delete, select
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from vedette.errors import LedgerError
from vedette.handling import Tlp, strictest
from vedette.ledger import erasing, papers, rows
from vedette.ledger import schema as t
from vedette.ledger.asking import Question
from vedette.ledger.noting import Notes
from vedette.ledger.outbox import Posts
from vedette.ledger.store import Store
from vedette.ledger.subscribers import Subscribers
from vedette.records import (
    ENTRY_TYPE,
    Article,
    Capture,
    Coding,
    Issue,
    Poll,
    article_id,
)

_c, _a, _m, _d = t.captures.c, t.articles.c, t.marks.c, t.coded.c
_UNDER_KEY = (
    select(_c.hash)
    .where(_c.source == bindparam("source"), _c.key == bindparam("key"))
    .order_by(_c.seq.desc())
    .limit(1)
)
_NEWEST_ENTRY = Question(_UNDER_KEY.where(_c.media_type == ENTRY_TYPE))
_NEWEST_PAGE = Question(_UNDER_KEY.where(_c.media_type != ENTRY_TYPE))
_SAME_BYTES = select(_c.seq).where(
    _c.source == bindparam("source"), _c.key == bindparam("key"), _c.hash == bindparam("hash")
)
_SAME = Question(_SAME_BYTES)
_SAME_THEN = Question(_SAME_BYTES.where(_c.known == bindparam("known")))
_DONE = Question(
    select(_m.seq).where(
        _m.capture == bindparam("capture"), _m.stage == bindparam("stage"), _m.by == bindparam("by")
    )
)
_VERSION = Question(
    select(_a.seq, _a.version, _a.text_hash, _a.reader)
    .where(_a.id == bindparam("article"))
    .order_by(_a.version.desc())
    .limit(1)
)
_HELD = Question(
    select(_d.coding)
    .where(_d.article == bindparam("article"), _d.beside == bindparam("beside"))
    .order_by(_d.seq.desc())
    .limit(1)
)
_CODING = Question(select(t.codings.c.seq).where(t.codings.c.id == bindparam("coding")))


Levels = Mapping[str, Tlp]
"""How sources are handled, by their ids; those that are not named are clear."""

ALL_CLEAR: Final[Levels] = MappingProxyType({})


def _refused(fault: Exception) -> LedgerError:
    if isinstance(fault, LedgerError):
        return fault
    why = fault.orig if isinstance(fault, DBAPIError) else fault
    return LedgerError(
        what="the ledger cannot hold this",
        where="ledger",
        why=f"{type(why).__name__}: {why}"[:300],
        remedy="report it with the input",
    )


def _plain(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "")


class Appender:
    """The writer of a ledger; `now` gives the time that rows are recorded at.

    Whatever collected it, a capture is written down as strictly as its source is handled now.
    """

    def __init__(
        self, store: Store, *, now: Callable[[], datetime], handling: Levels = ALL_CLEAR
    ) -> None:
        self._store = store
        self._now = now
        self._handling = handling
        self._turn = Lock()

    @contextmanager
    def batch(self) -> Iterator["Batch"]:
        """Open one transaction: all that is appended through it is kept, or none of it.

        A second thread waits its turn, for as long as the first one needs.
        """
        with self._turn, self._store.transaction() as connection:
            batch = Batch(connection, recorded=rows.stamp(self._now()), sqlite=self._store.sqlite)
            batch.handling = self._handling
            yield batch


class Batch(Notes, Posts, Subscribers):
    """Rows on their way into the ledger, in one transaction."""

    handling: Levels = ALL_CLEAR

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Append something that may be refused: what a plug-in made must not stop what others did.

        Raises LedgerError where the ledger cannot hold it, and leaves the batch as it was before.
        """
        last, part = self._last, self.connection.begin_nested()
        try:
            yield
        except (OperationalError, InterfaceError):  # the disk is full, not the row at fault
            raise
        except (DBAPIError, ValueError, OverflowError, LedgerError) as fault:
            part.rollback()
            self._last = last
            raise _refused(fault) from fault
        part.commit()

    # ── collect ──────────────────────────────────────────────────────────────────────────────

    def poll(self, poll: Poll) -> int:
        """Append a poll and, where it failed, its issue."""
        issue = self.issue(poll.issue, at=poll.at) if poll.issue else None
        return self._append(t.polls, **rows.poll_row(poll), issue=issue)

    def capture(
        self, capture: Capture, *, wants_page: bool = False, timeless: bool = False
    ) -> int | None:
        """Append a capture, unless the newest of its kind under its key holds the same bytes.

        One that is `timeless`, from an archive that does not say when, must be new under its key.
        What was erased because the law asked for it is not taken in again.
        """
        known = self._newest_hash(capture) == capture.hash or self._is_there(capture, timeless)
        if known or erasing.is_erased(self.connection, article_id(capture.source, capture.key)):
            return None
        self.keep_body(capture.body)
        held = replace(capture, handling=self._handled(capture))
        return self._append(t.captures, **rows.capture_row(held, wants_page=wants_page))

    def _handled(self, capture: Capture) -> Tlp:
        """Give the handling of a capture: its own, or that of its source where that is stricter."""
        return strictest((capture.handling, self.handling.get(capture.source, "clear")))

    def capture_or_issue(
        self, capture: Capture, *, at: datetime, wants_page: bool = False, timeless: bool = False
    ) -> int | None:
        """Append a capture, or say why the ledger cannot hold it: the others are kept all the same.

        A key can hold what no database stores, such as half of a surrogate pair.
        """
        try:
            with self.attempt():
                return self.capture(capture, wants_page=wants_page, timeless=timeless)
        except LedgerError as fault:
            told = Issue(
                stage="collect",
                what=fault.what,
                input=_plain(capture.url) if self._handled(capture) == "clear" else "",
                why=_plain(fault.why),
                remedy=fault.remedy,
            )
            self.issue_once(told, at=at)
            return None

    def _newest_hash(self, capture: Capture) -> str | None:
        asked = _NEWEST_ENTRY if capture.media_type == ENTRY_TYPE else _NEWEST_PAGE
        return asked(self.connection, source=capture.source, key=capture.key).scalar()

    def _is_there(self, capture: Capture, timeless: bool) -> bool:
        """Tell whether this very capture was appended before others of its key: a second replay."""
        own = {"source": capture.source, "key": capture.key, "hash": capture.hash}
        if timeless:
            return _SAME(self.connection, **own).first() is not None
        own["known"] = rows.stamp(capture.known)
        return _SAME_THEN(self.connection, **own).first() is not None

    def fetched(self, entry: int, page: Capture | None, issue: Issue | None, at: datetime) -> None:
        """Mark the page behind an entry as fetched, or as out of reach and why."""
        if page:
            self.capture(page)
        number = self.issue(issue, at=at) if issue else None
        self.mark(entry, "fetch", issue=number)

    def looked(self, entry: int, page: Capture | None, times: int) -> None:
        """Mark that the page behind an entry was looked at again, so many times by now."""
        if page:
            self.capture(page)
        self.mark(entry, "fetch", f"again {times}")

    def mark(
        self,
        capture: int,
        stage: Literal["fetch", "read", "code"],
        by: str = "",
        *,
        article: int | None = None,
        issue: int | None = None,
    ) -> None:
        """Say that a stage is done with a capture; saying it again changes nothing."""
        if not self.is_done(capture, stage, by):
            self._append(t.marks, capture=capture, stage=stage, by=by, article=article, issue=issue)

    def is_done(self, capture: int, stage: str, by: str) -> bool:
        """Tell whether a stage is done with a capture: another process may have been faster."""
        return _DONE(self.connection, capture=capture, stage=stage, by=by).first() is not None

    # ── read and code ────────────────────────────────────────────────────────────────────────

    def article(
        self, capture: int, article: Article, *, by: str | None = None, issue: int | None = None
    ) -> int | None:
        """Append what was read from a capture; a text that is already the newest stays as it is.

        `by` is the reader that is done with the capture where another one gave the article: a page
        that could not be read (`issue` says why), and the teaser of its entry instead. A capture
        that the reader is done with gives nothing: two that read the same captures would take turns
        at bringing its older states back. Neither does one that was erased meanwhile.
        """
        by = by or article.reader
        if self.is_done(capture, "read", by):
            return None
        if erasing.is_erased(self.connection, article.id):
            self.mark(capture, "read", by)
            return None
        newest = _VERSION(self.connection, article=article.id).first()
        if newest and newest.text_hash == article.text_hash and newest.reader == article.reader:
            seq: int = newest.seq
        else:
            edited = newest and newest.reader == article.reader
            seq = self._append(
                t.articles,
                capture=capture,
                version=newest.version + 1 if newest else 1,
                why=("edit" if edited else "reader") if newest else "first",
                **rows.article_row(article),
            )
        self.mark(capture, "read", by, article=seq, issue=issue)
        return seq

    def unreadable(self, capture: int, reader: str, issue: Issue, at: datetime) -> None:
        """Mark a capture as one that a reader cannot read, and say why."""
        self.mark(capture, "read", reader, issue=self.issue(issue, at=at))

    def coding(self, article: int, coding: Coding, *, beside: str = "") -> int | None:
        """Append a coding with its findings, and say that the article has it.

        `beside` names a coder whose findings stand beside those that count. An article that was
        erased while its coder was at work gets none: findings quote its words.
        """
        if erasing.is_version_erased(self.connection, article):
            return None
        seq = self._coding_seq(coding.id) or self._new_coding(coding)
        self._has(article, seq, beside)
        return seq

    def _has(self, article: int, coding: int, beside: str) -> None:
        if _HELD(self.connection, article=article, beside=beside).scalar() != coding:
            self._append(t.coded, article=article, coding=coding, beside=beside)

    def recall(self, article: int, coding: str, *, beside: str = "") -> bool:
        """Give an article the coding that the same words have already; say if there is one."""
        seq = self._coding_seq(coding)
        if seq is None or erasing.is_version_erased(self.connection, article):
            return False
        self._has(article, seq, beside)
        return True

    def _coding_seq(self, coding: str) -> int | None:
        return _CODING(self.connection, coding=coding).scalar()

    def _new_coding(self, coding: Coding) -> int:
        if len(coding.findings) > rows.FINDINGS_LIMIT:
            raise LedgerError(
                what=f"{len(coding.findings)} findings in one text",
                where=f"coding {coding.id} by {coding.coder}",
                why=f"the limit is {rows.FINDINGS_LIMIT}",
                remedy="mend the coder: no article tells so much",
            )
        for finding in coding.findings:
            if not finding.anchor:
                raise LedgerError(
                    what=f"a finding without words: {finding.type}",
                    where=f"coding {coding.id} by {coding.coder}",
                    why=f"rule {finding.rule}",
                    remedy="mend the coder: every finding has an anchor",
                )
        seq = self._append(t.codings, **rows.coding_row(coding))
        heads, spans, entries = rows.finding_rows(seq, coding.findings)
        for table, listed in (
            (t.findings, heads),
            (t.anchors, spans),
            (t.fields, entries),
            (t.places, rows.place_rows(seq, coding.places)),
            (t.times, rows.time_rows(seq, coding.times)),
        ):
            if listed:
                self._insert(table, listed)
        return seq

    def issue(self, issue: Issue, *, at: datetime, article: str | None = None) -> int:
        """Append what went wrong, where, and what to do about it."""
        return self._append(
            t.issues,
            stage=issue.stage,
            what=issue.what,
            input=issue.input,
            why=issue.why,
            remedy=issue.remedy,
            at=rows.stamp(at),
            article=article,
        )

    def erase(self, article: str, *, author: str, reason: str, at: datetime) -> tuple[int, ...]:
        """Take the words of an article out of the ledger and leave a tombstone with its hash.

        Signed papers that tell of it go with it, each with a tombstone of its own. Gives the
        numbers of their signatures.
        """
        signed = papers.take_out(self.connection, article)
        for hashed in sorted(set(signed.values())):
            self._bury("body", hashed, author=author, reason=reason, at=at)
        self.let_go(article, author=author, reason=reason, at=at)
        return tuple(signed)

    def let_go(self, article: str, *, author: str, reason: str, at: datetime) -> int:
        """Take the words of an article out, and leave what was signed as it is."""
        erasing.take_out(self.connection, article)
        return self._bury("article", article, author=author, reason=reason, at=at)

    def drop(self, hashed: str, *, author: str, reason: str, at: datetime) -> int:
        """Take captured bytes out of the ledger, by their hash, and leave a tombstone with it."""
        self.connection.execute(delete(t.bodies).where(t.bodies.c.hash == hashed))
        return self._bury("body", hashed, author=author, reason=reason, at=at)

    def _bury(self, noun: str, hashed: str, *, author: str, reason: str, at: datetime) -> int:
        told = {"author": author, "reason": reason, "at": rows.stamp(at)}
        return self._append(t.tombstones, noun=noun, hash=hashed, **told)

    def issue_once(self, issue: Issue, *, at: datetime) -> None:
        """Append an issue unless one that says the same stands there: a second replay of a file."""
        i = t.issues.c
        said = select(i.seq).where(
            i.input == issue.input, i.what == issue.what, i.stage == issue.stage, i.why == issue.why
        )
        if self.connection.execute(said).first() is None:
            self.issue(issue, at=at)
