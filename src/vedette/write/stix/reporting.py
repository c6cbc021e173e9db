"""The reports of an incident as STIX objects: who printed them, and by which words they tell it.

Source: STIX 2.1, section 4.16.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from vedette.answers import Account, Head
from vedette.records import Span
from vedette.write.stix.accusing import said
from vedette.write.stix.definitions import licence
from vedette.write.stix.identities import publisher
from vedette.write.stix.making import Making
from vedette.write.stix.objects import Object, kept, provenance, stamp
from vedette.write.stix.scales import confidence
from vedette.write.withheld import quotation, without


def reports(making: Making) -> Iterator[Object]:
    """Write the reports of an incident, each once, whatever it tells."""
    for accounts in _by_report(making):
        yield from _reported(making, accounts)


def _by_report(making: Making) -> list[list[Account]]:
    found: dict[str, list[Account]] = {}
    for account in making.dossier.sheet.accounts:
        found.setdefault(account.head.article, []).append(account)
    return list(found.values())


def _reported(making: Making, accounts: Sequence[Account]) -> Iterator[Object]:
    """Write a report with who printed it, its licence, and what it says of guilt.

    A copy accuses nobody of itself: what it says stands with its origin, if that is here.
    """
    head = accounts[0].head
    source = making.source(head.source)
    marks = making.marked(head.handling)
    terms, printer = licence(source, head.outlet, marks), publisher(source, head.outlet, marks)
    guilt = [
        one
        for account in accounts
        if head.origin not in making.here
        for one in said(making, account, making.report(head.article))
    ]
    yield terms
    yield printer
    yield from guilt
    yield making.made(
        "report",
        head.article,
        marks=(terms["id"],),
        name=_headline(making, head),
        lang=head.language,
        description=f"“{quotation(accounts[0].sentence, making.withheld)}”",
        published=stamp(_moment(head)),
        confidence=confidence(accounts[0].grade),
        object_refs=list(
            dict.fromkeys([making.incident, printer["id"], *(one["id"] for one in guilt)])
        ),
        external_references=references(making, head),
        extensions=_evidence(making, head, printer["id"], accounts),
    )


def _headline(making: Making, head: Head) -> str:
    lead = "SAMPLE: " if making.imprint.sample else ""
    return lead + (without(head.title, making.withheld).strip() or f"Report by {head.outlet}")


def _moment(head: Head) -> datetime:
    """Give when it was published, else when it appeared; a day begins at midnight, UTC."""
    if head.published is None or isinstance(head.published, datetime):
        return head.published or head.at
    return datetime.combine(head.published, time(0), tzinfo=head.known.tzinfo)


def references(making: Making, head: Head) -> list[Object]:
    """Point at the article itself, by its address or its id; at what it was imported from, first.

    What another system told us keeps its name there, and the addresses that it refers to.
    """
    web = head.url if head.url and head.url.startswith(("http://", "https://")) else None
    origin = making.origins.get(head.article)
    named = origin.name if origin else None if web else head.article
    own = kept({"source_name": head.outlet, "url": web, "external_id": named})
    further = [url for url in (origin.links if origin else ()) if url != web]
    return [own, *({"source_name": head.outlet, "url": url} for url in further)]


def _evidence(
    making: Making, head: Head, printer: str, accounts: Sequence[Account]
) -> dict[str, Any]:
    """Say by which words each telling stands, and whose text a copy is."""
    return provenance(
        article=head.article,
        source=head.source,
        printer_ref=printer,
        known=stamp(head.known),
        copy_of_ref=making.report(head.origin) if head.origin in making.here else None,
        grade=accounts[0].grade,
        tellings=[_telling(account) for account in accounts],
    )


def _telling(account: Account) -> Object:
    one = account.telling
    return kept(
        {
            "words": list(one.words),
            "finding": one.finding,
            "kind": one.kind,
            "stage": one.status,
            "when": list(map(date.isoformat, one.when)) if one.when else None,
            "place": one.spot and one.spot.name,
            "confidence": round(one.confidence, 3),
            "fields": _fields(account),
        }
    ) | {"background": one.background, "review": account.review}


def _fields(account: Account) -> dict[str, list[list[int]]]:
    """Give the spans of each field of the finding, whose words stand in the article."""
    fields = account.finding.fields if account.finding else {}
    spans: dict[str, list[Span]] = {
        name: [entry.span for entry in entries if entry.span] for name, entries in fields.items()
    }
    return {name: list(map(list, listed)) for name, listed in sorted(spans.items()) if listed}
