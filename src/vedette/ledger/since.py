"""What has changed in the standing reports since a row of the log.

What is kept in memory beside the views grows by it, instead of being read anew.
"""

from typing import NamedTuple

from sqlalchemy import Connection, select

from vedette.ledger import related
from vedette.ledger import schema as t
from vedette.ledger.withholding import is_veiled


class Since(NamedTuple):
    """The state of the views that something was read from: how far into the log, by which code."""

    seen: int
    code: str

    @classmethod
    def now(cls, connection: Connection) -> "Since":
        """Give the state of the views in a connection."""
        return cls(*related.folded(connection))

    def tells(self, connection: Connection) -> bool:
        """Whether the log tells all that has changed since.

        It does not where other code has folded it or it was erased from; and behind a veil an
        article can vanish, or come back, without a row of its own.
        """
        now = Since.now(connection)
        grown = now.code == self.code and now.seen >= self.seen
        return grown and not is_veiled(connection) and not _erased(connection, self.seen)

    def changed(self, connection: Connection) -> list[tuple[int, str]]:
        """Give the articles whose standing version or coding came since, with their first rows."""
        v, a, d = t.standing.c, t.articles.c, t.coded.c
        told = select(v.first, v.article)
        edited = told.where(v.seq > self.seen)
        coded = told.join(t.articles, a.id == v.article).join(t.coded, d.article == a.seq)
        found = connection.execute(edited.union(coded.where(d.seq > self.seen)))
        return [(row.first, row.article) for row in found]


def _erased(connection: Connection, seen: int) -> bool:
    """Whether an article was; who takes out the bytes alone that one was read from changes none."""
    s = t.tombstones.c
    stones = select(s.seq).where(s.seq > seen, s.noun == "article").limit(1)
    return connection.execute(stones).first() is not None
