"""Numbered rows, and those that neither come from a source nor are read from what came.

What people decide, the names that stories and incidents bear, versions of what the desk works by,
and days that are over.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Table, bindparam, func, select, text

from vedette.ledger import deciding, rows
from vedette.ledger import schema as t
from vedette.ledger.asking import Question, newest, write
from vedette.records import Decision, digest

_BODY = Question(select(t.bodies.c.hash).where(t.bodies.c.hash == bindparam("named")))


class Numbered:
    """One transaction of the appender, in which every row draws the next number of the log."""

    def __init__(self, connection: Connection, *, recorded: str, sqlite: bool) -> None:
        if not sqlite:
            # SQLite has one writer by nature; here two would draw the same numbers.
            connection.execute(text("LOCK TABLE log IN EXCLUSIVE MODE"))
        self.connection = connection
        self._recorded = recorded
        self._last = newest(connection, t.log)

    def _append(self, table: Table, **columns: Any) -> int:
        self._last += 1
        head = {"seq": self._last, "noun": table.name, "recorded": self._recorded}
        self._insert(t.log, [head])
        self._insert(table, [{"seq": self._last, **columns}])
        return self._last

    def _insert(self, table: Table, listed: Sequence[Mapping[str, Any]]) -> None:
        write(self.connection, table, listed)

    def keep_body(self, body: bytes) -> str:
        """Keep bytes under their hash, once; give it."""
        named = digest(body)
        if _BODY(self.connection, named=named).scalar() is None:
            self._insert(t.bodies, [{"hash": named, "body": rows.pack(body)}])
        return named


class Notes(Numbered):
    """What people, names and days add to the log."""

    def decision(self, decision: Decision) -> int:
        """Append what an analyst decided; a decision that is withdrawn stays readable.

        Raises LedgerError where it aims at nothing that is there.
        """
        deciding.check(self.connection, decision)
        return self._append(
            t.decisions,
            author=decision.author,
            reason=decision.reason,
            at=rows.stamp(decision.at),
            verb=decision.verb,
            article=decision.article,
            type=decision.type,
            words=decision.words,
            scope=decision.scope,
            change=decision.change,
            withdraws=decision.withdraws,
        )

    def mint(self, noun: Literal["story", "incident"], minted_for: str) -> str:
        """Give a story or an incident its name, once: asking again for the same gives the same."""
        n = t.names.c
        found = select(n.name).where(n.noun == noun, n.minted_for == minted_for)
        name: str | None = self.connection.execute(found).scalar()
        if name is None:
            name = f"{noun[0]}{digest(noun, minted_for)[:12]}"
            self._append(t.names, noun=noun, name=name, minted_for=minted_for)
        return name

    def redirect(self, old: str, new: str) -> int:
        """Let a name that was merged away lead to the one that stays."""
        return self._append(t.redirects, old=old, new=new)

    def version(self, noun: str, name: str, body: str, known: datetime) -> int | None:
        """Append a version of a source, a setting or a rule, if it is not the present one."""
        v = t.versions.c
        hashed = digest(body)
        newest = (
            select(v.hash).where(v.noun == noun, v.name == name).order_by(v.seq.desc()).limit(1)
        )
        if self.connection.execute(newest).scalar() == hashed:
            return None
        return self._append(
            t.versions, noun=noun, name=name, hash=hashed, body=body, known=rows.stamp(known)
        )

    def close_days(self, last: date) -> None:
        """Say of all days up to this one (UTC) that they are over: no desk runs every midnight.

        The first day that was ever closed begins them.
        """
        newest = self.connection.execute(select(func.max(t.days.c.day))).scalar()
        first = date.fromisoformat(newest) if newest else last
        for n in range((last - first).days + 1):
            self.close_day(first + timedelta(days=n))

    def close_day(self, day: date) -> None:
        """Say that a day (UTC) is over, so that a fold may count it; saying it again is nothing."""
        written = day.isoformat()
        closed = select(t.days.c.seq).where(t.days.c.day == written)
        if self.connection.execute(closed).scalar() is None:
            self._append(t.days, day=written)
