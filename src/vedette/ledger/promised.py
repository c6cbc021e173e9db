"""Findings of pledges as the ledger holds them: those of the coder that counts, as texts stand."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from vedette.answers import Head
from vedette.ledger import schema as t
from vedette.ledger.heads import heads, texts
from vedette.ledger.incidents import findings
from vedette.ledger.store import portions
from vedette.records import Finding


def promised(connection: Connection) -> Iterator[tuple[Head, str, Finding]]:
    """Give every finding of a pledge with its report and that one's text."""
    for some in portions(_articles(connection)):
        known, printed = heads(connection, some), texts(connection, some)
        owners = _owners(connection, some)
        for name, finding in findings(connection, owners).items():
            yield known[owners[name]], printed[owners[name]], finding


def _articles(connection: Connection) -> list[str]:
    v, f = t.standing.c, t.findings.c
    joined = t.standing.join(t.findings, f.coding == v.coding)
    query = select(v.article).select_from(joined).where(f.type == "pledge").distinct()
    return list(connection.execute(query.order_by(v.article)).scalars())


def _owners(connection: Connection, articles: list[str]) -> dict[str, str]:
    """Give the article of each finding by the finding's id."""
    v, f = t.standing.c, t.findings.c
    joined = t.standing.join(t.findings, f.coding == v.coding)
    query = select(f.id, v.article).select_from(joined)
    found = connection.execute(query.where(f.type == "pledge", v.article.in_(articles)))
    return {row.id: row.article for row in found}
