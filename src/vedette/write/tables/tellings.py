"""The table of tellings: by which words each report tells an incident, and their coding."""

from collections.abc import Iterator

from vedette.answers import Account, Dossier, Imprint
from vedette.write.tables.incidents import days
from vedette.write.tables.reports import report_id
from vedette.write.tables.shape import Row


def rows(dossier: Dossier, _: Imprint) -> Iterator[Row]:
    """Give a row for each telling of an incident."""
    for number, account in enumerate(dossier.sheet.accounts, 1):
        about = {"incident": dossier.sheet.line.id, "number": number}
        yield about | {"report": report_id(dossier, account.head.article)} | _told(account)


def _told(account: Account) -> Row:
    one = account.telling
    return {
        "finding": one.finding,
        "span_start": one.words.start,
        "span_end": one.words.end,
        "kind": one.kind,
        "stage": one.status,
        **days(one.when),
        "place": one.spot and one.spot.name,
        "country": one.spot and one.spot.country,
        "targets": list(one.targets),
        "background": one.background,
        "series": one.series,
        "confidence": round(one.confidence, 3),
        "review": account.review,
    }
