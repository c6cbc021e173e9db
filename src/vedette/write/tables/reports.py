"""The table of reports: who printed what of an incident when, and on which terms."""

from collections.abc import Iterator
from datetime import date, datetime

from vedette.answers import Account, Dossier, Imprint
from vedette.records import digest
from vedette.write.tables.shape import Row
from vedette.write.tables.sources import source_id
from vedette.write.terms import terms
from vedette.write.withheld import names, quotation, without


def rows(dossier: Dossier, imprint: Imprint) -> Iterator[Row]:
    """Give a row for each report of an incident, by its first telling there."""
    withheld, told = names(dossier.blamed), here(dossier)
    for account in told.values():
        yield _row(dossier, account, imprint, withheld) | _copied(dossier, account, told)


def here(dossier: Dossier) -> dict[str, Account]:
    """Give the first account of each report, by its article, in the order of the accounts."""
    found: dict[str, Account] = {}
    for account in dossier.sheet.accounts:
        found.setdefault(account.head.article, account)
    return found


def report_id(dossier: Dossier, article: str) -> str:
    """Name a report of an incident."""
    return digest("report", dossier.sheet.line.id, article)


def _row(dossier: Dossier, account: Account, imprint: Imprint, withheld: frozenset[str]) -> Row:
    head = account.head
    return {
        "id": report_id(dossier, head.article),
        "incident": dossier.sheet.line.id,
        "article": head.article,
        "source": source_id(head),
        "outlet": head.outlet or None,
        "title": without(head.title, withheld) or None,
        "quotation": quotation(account.sentence, withheld) or None,
        "url": head.url or None,
        "language": head.language or None,
        "published": _day(head.published),
        "appeared": head.at,
        "known": head.known,
        "grade": account.grade or None,
        "licence": terms(imprint.sources.get(head.source)),
    }


def _copied(dossier: Dossier, account: Account, told: dict[str, Account]) -> Row:
    origin = account.head.origin
    return {
        "copy": origin is not None,
        "copy_of": report_id(dossier, origin) if origin in told else None,
    }


def _day(published: date | None) -> date | None:
    """Give the day that an article bears, in its own zone."""
    return published.date() if isinstance(published, datetime) else published
