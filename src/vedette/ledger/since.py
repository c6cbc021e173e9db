"""What has changed in the standing reports since a row of the log.

What is kept in memory beside the views grows by it, instead of being read anew.
"""

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from vedette.ledger import related
from vedette.ledger import schema as t
from vedette.ledger.withholding import is_veiled


class Since(NamedTuple):
    """The state of the views that something was read from: how far into the log, by which code.

    `hidden` counts the sources and articles of each level, where a connection hides any.
    """

    seen: int
    code: str
    hidden: tuple[tuple[str, str, int], ...] = ()

    @classmethod
    def now(cls, connection: Connection) -> "Since":
        """Give the state of the views in a connection."""
        seen, code = related.folded(connection)
        return cls(seen, code, _hidden(connection) if is_veiled(connection) else ())

    def tells(self, connection: Connection) -> bool:
        """Whether the log tells all that has changed since.

        It does not where other code has folded it or it was erased from. Behind a veil an article
        can vanish, or come back, without a row of its own: then one more is hidden, or somebody has
        decided something.
        """
        now = Since.now(connection)
        grown = now.code == self.code and now.seen >= self.seen and now.hidden == self.hidden
        decided = is_veiled(connection) and _decided(connection, self.seen)
        return grown and not decided and not _erased(connection, self.seen)

    def changed(self, connection: Connection) -> list[tuple[int, str]]:
        """Give the articles whose standing version or coding came since, with their first rows."""
        v, a, d = t.standing.c, t.articles.c, t.coded.c
        told = select(v.first, v.article)
        edited = told.where(v.seq > self.seen)
        coded = told.join(t.articles, a.id == v.article).join(t.coded, d.article == a.seq)
        found = connection.execute(edited.union(coded.where(d.seq > self.seen)))
        return [(row.first, row.article) for row in found]


def _hidden(connection: Connection) -> tuple[tuple[str, str, int], ...]:
    """Count what is not clear: levels are raised by what comes in, and lowered by decisions alone.

    Of incidents and stories a veiled connection shows itself which are there.
    """
    h = t.handled.c
    query = select(h.noun, h.handling, func.count()).where(h.noun.in_(("article", "source")))
    listed = query.group_by(h.noun, h.handling).order_by(h.noun, h.handling)
    return tuple((row[0], row[1], row[2]) for row in connection.execute(listed))


def _decided(connection: Connection, seen: int) -> bool:
    """Whether anybody has; decisions may be hidden themselves, their rows in the log are not."""
    g = t.log.c
    made = select(g.seq).where(g.seq > seen, g.noun == "decisions").limit(1)
    return connection.execute(made).first() is not None


def _erased(connection: Connection, seen: int) -> bool:
    """Whether an article was; who takes out the bytes alone that one was read from changes none."""
    s = t.tombstones.c
    stones = select(s.seq).where(s.seq > seen, s.noun == "article").limit(1)
    return connection.execute(stones).first() is not None
