"""Who coded what: the newest coding of each article's newest version by a version of a coder."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from vedette.ledger import schema as t


def coders(connection: Connection) -> dict[tuple[str, str], int]:
    """Count the articles whose newest version each coder has coded, by name and taxonomy."""
    k = t.codings.c
    query = (
        select(k.coder, k.taxonomy, func.count(t.coded.c.article.distinct()))
        .select_from(_joined())
        .group_by(k.coder, k.taxonomy)
        .order_by(k.coder, k.taxonomy)
    )
    return {(row[0], row[1]): row[2] for row in connection.execute(query)}


def codings(connection: Connection, coder: str, taxonomy: str = "") -> dict[int, int]:
    """Give for each article version that stands the newest coding by one coder, both by number.

    `taxonomy` is the beginning of its hash.
    """
    newest = (
        select(t.coded.c.article, func.max(t.coded.c.seq).label("seq"))
        .select_from(_joined())
        .where(*_by(coder, taxonomy))
        .group_by(t.coded.c.article)
        .subquery()
    )
    query = select(t.coded.c.article, t.coded.c.coding).join(newest, newest.c.seq == t.coded.c.seq)
    found = connection.execute(query.order_by(t.coded.c.article))
    return {row.article: row.coding for row in found}


def _joined() -> Any:
    stands = t.coded.join(t.standing, t.standing.c.seq == t.coded.c.article)
    return stands.join(t.codings, t.codings.c.seq == t.coded.c.coding)


def _by(coder: str, taxonomy: str) -> list[ColumnElement[bool]]:
    k = t.codings.c
    return [k.coder == coder, k.taxonomy.startswith(taxonomy, autoescape=True)]
