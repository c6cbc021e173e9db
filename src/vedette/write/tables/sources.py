"""The table of sources: who printed the reports, and on which terms."""

from collections.abc import Iterator

from vedette.answers import Dossier, Head, Imprint
from vedette.records import Source
from vedette.write.tables.shape import Row
from vedette.write.terms import terms


def rows(dossier: Dossier, imprint: Imprint) -> Iterator[Row]:
    """Give a row for each source that printed a report of an incident."""
    for account in dossier.sheet.accounts:
        head = account.head
        yield _row(source_id(head), head, imprint.sources.get(head.source))


def source_id(head: Head) -> str:
    """Name who printed a report: as the desk lists it, else by the outlet's name."""
    return head.source or head.outlet or "unknown"


def _row(name: str, head: Head, source: Source | None) -> Row:
    told = {"id": name, "listed": source is not None, "licence": terms(source)}
    if source is None:
        unknown = ("home", "country", "owner", "ownership", "sector", "reliability", "reason")
        return told | dict.fromkeys(unknown) | {"name": head.outlet or name, "languages": []}
    return told | {
        "name": source.name,
        "home": source.home,
        "country": source.country,
        "languages": list(source.languages),
        "owner": source.owner,
        "ownership": source.ownership,
        "sector": source.sector,
        "reliability": source.reliability,
        "reason": source.reason or None,
    }
