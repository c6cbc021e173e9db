"""An incident as one flat row: what a map and a spreadsheet show of it.

`COLUMNS` names what stands there, in order: those of the table of incidents, and its reports;
docs/reference/exports.md says what each means.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from vedette.answers import Account, Dossier, Imprint
from vedette.write.tables import incidents
from vedette.write.tables.incidents import point
from vedette.write.tables.shape import table
from vedette.write.withheld import names, without

__all__ = ["COLUMNS", "point", "row"]

ELSEWHERE: Final = frozenset({"lat", "lon", "changed", "sample"})
"""Columns of the table that are geometry on a map, come last in a spreadsheet, or not at all."""
COLUMNS: Final = (
    *(one.name for one in table("incidents").columns if one.name not in ELSEWHERE),
    "articles",
)


def row(dossier: Dossier, imprint: Imprint) -> dict[str, Any]:
    """Lay an incident out; what is not told is None, what is several a list."""
    told = incidents.row(dossier, imprint) | {"articles": _articles(dossier, imprint)}
    return {name: _written(told[name]) for name in COLUMNS}


def _articles(dossier: Dossier, imprint: Imprint) -> list[Mapping[str, Any]]:
    """Name each report once: who printed it, what it is called, and on which terms."""
    withheld = names(dossier.blamed)
    heads = {account.head.article: account for account in dossier.sheet.accounts}
    return [_article(account, withheld, imprint) for account in heads.values()]


def _article(account: Account, withheld: frozenset[str], imprint: Imprint) -> dict[str, Any]:
    head, source = account.head, imprint.sources.get(account.head.source)
    return {
        "outlet": head.outlet,
        "title": without(head.title, withheld),
        "published": _written(head.published),
        "url": head.url,
        "copy": head.origin is not None,
        "grade": account.grade or None,
        "licence": source.licence if source else None,
    }


def _written(told: Any) -> Any:
    return told.isoformat() if isinstance(told, date) else told
