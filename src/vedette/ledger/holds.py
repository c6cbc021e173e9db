"""What holds an article in the ledger, however old it is.

Whatever somebody signed, decided or was told must be looked up again by whoever asks why; a pledge
or a forecast is judged years later; and an incident goes whole, once its last report is old.
"""

import html
import re
from collections.abc import Collection, Iterator
from typing import Any, Final

from sqlalchemy import Connection, Select, exists, func, select, union

from vedette.ledger import papers
from vedette.ledger import schema as t
from vedette.ledger.outbox import body_of
from vedette.ledger.store import portions
from vedette.retention import Hold

_ID: Final = re.compile(r"\b[0-9a-f]{32}\b")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")
_ENDS: Final = ").,;:]'"
"""What may stand behind an address, or end one: a paper that is plain text does not say which."""
_PROMISED: Final = ("pledge", "forecast")


def holds(connection: Connection, articles: Collection[str], before: str) -> dict[str, Hold]:
    """Say which of these articles stay, and why: the weightiest reason that there is.

    `before` is the stamp of a moment: an incident is running that has a report from then on.
    """
    kept = set(papers.signed(connection).values())
    signed = {name for paper in kept for name in _named(connection, paper)}
    held: dict[str, Hold] = {}
    for some in portions(articles):
        for why, names in _reasons(connection, some, signed, before):
            held.update((name, why) for name in names if name not in held)
    return held


def _named(connection: Connection, paper: str) -> Iterator[str]:
    """Give whatever a paper names: articles and incidents by their ids, reports by addresses."""
    plain = html.unescape((body_of(connection, paper) or b"").decode("utf-8", "replace"))
    yield from _ID.findall(plain)
    yield from map(_bare, _ADDRESS.findall(plain))


def _bare(address: str) -> str:
    return papers.bare(address).rstrip(_ENDS)


def _reasons(
    connection: Connection, some: list[str], signed: Collection[str], before: str
) -> Iterator[tuple[Hold, set[str]]]:
    """Give what holds some articles, the weightiest reason first."""
    tells = connection.execute(_telling(some)).all()
    of_signed = {row.article for row in tells if row.incident in signed}
    a = t.articles.c
    printed = connection.execute(select(a.id, a.url).where(a.id.in_(some), a.url.is_not(None)))
    linked = {row.id for row in printed if _bare(row.url) in signed}
    yield "signed", of_signed | linked | {name for name in some if name in signed}
    yield "told", _names(connection, select(t.grounds.c.article).where(_among(t.grounds, some)))
    yield "decided", _names(connection, _decided(some))
    yield "promised", _names(connection, _promised(some))
    yield "running", {row.article for row in tells if row.last >= before}
    yield "first", _names(connection, _first(some))


def _names(connection: Connection, query: Any) -> set[str]:
    return set(connection.execute(query).scalars())


def _among(table: Any, some: list[str]) -> Any:
    return table.c.article.in_(some)


def _telling(some: list[str]) -> Select[Any]:
    """Ask which incidents some articles tell, and when each was last reported."""
    told, i = t.tellings.c, t.incidents.c
    query = select(told.article, told.incident, i.last).join(t.incidents, i.id == told.incident)
    return query.where(_among(t.tellings, some))


def _decided(some: list[str]) -> Any:
    """Ask what decisions in force are about; one made a moment ago is in no view yet."""
    d, newest = t.decisions.c, func.coalesce(func.max(t.snapshots.c.seq), 0)
    fresh = d.seq > select(newest).scalar_subquery()
    return union(
        select(t.rulings.c.article).where(_among(t.rulings, some)),
        select(d.article).where(_among(t.decisions, some), fresh),
    )


def _promised(some: list[str]) -> Select[Any]:
    k, f = t.standing_codings.c, t.findings.c
    query = select(k.article).join(t.findings, f.coding == k.coding)
    return query.where(_among(t.standing_codings, some), f.type.in_(_PROMISED))


def _first(some: list[str]) -> Select[Any]:
    """Ask by which articles a story is named that has other reports."""
    s, others = t.stories.c, t.stories.alias("others")
    more = exists().where(others.c.story == s.story, others.c.article != s.article)
    return select(s.article).where(_among(t.stories, some), s.n == 0, more)
