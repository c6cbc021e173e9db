"""Which incidents are others than before: noted by who folds, taken by who looks for alerts.

Commands fold as well as the main job does, and a rebuild drops every view. So what a fold changed
is kept beside the views, in its own transaction, until somebody has looked at it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, bindparam, delete, select

from vedette.ledger import schema as t
from vedette.ledger.asking import Question, among, write

_s = t.stirred.c
_STIRRED = Question(select(_s.article).order_by(_s.article).limit(bindparam("most")))
_SETTLED = Question(delete(t.stirred).where(among(_s.article, "some")))


def note(connection: Connection, articles: Collection[str]) -> None:
    """Note articles whose incidents are others now."""
    some = sorted(articles)
    settle(connection, some)
    write(connection, t.stirred, [{"article": article} for article in some])


def stirred(connection: Connection, most: int) -> list[str]:
    """Give some articles that were noted, and stay so until they are settled."""
    return list(_STIRRED(connection, most=most).scalars())


def settle(connection: Connection, articles: Collection[str]) -> None:
    """Say that these were looked at."""
    if articles:
        _SETTLED(connection, some=sorted(articles))


class Changes:
    """The incidents that one fold drops and writes: which of them are not what they were."""

    def __init__(self) -> None:
        self._gone: dict[str, bytes] = {}
        self._come: dict[str, bytes] = {}
        self._articles: dict[str, set[str]] = defaultdict(set)

    def dropped(self, name: str, body: bytes, articles: Iterable[str]) -> None:
        """Take an incident that is dropped, to be worked out anew."""
        self._gone[name] = body
        self._articles[name].update(articles)

    def written(self, name: str, body: bytes, articles: Iterable[str]) -> None:
        """Take an incident that is written."""
        self._come[name] = body
        self._articles[name].update(articles)

    def articles(self) -> set[str]:
        """Give the articles of all that is not as it was."""
        names = self._gone.keys() | self._come.keys()
        changed = (name for name in names if self._gone.get(name) != self._come.get(name))
        return {article for name in changed for article in self._articles[name]}
