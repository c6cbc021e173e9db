"""Entries of feeds: what became known, or changed its stage, in a few words and with a link.

An entry keeps its key for good, so that a reader who saw it knows it again; an incident's is
updated when its stage changes, and the feed when anything does.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid5

from vedette.answers import Dossier, Imprint, IncidentLine, Line
from vedette.handling import label
from vedette.write.naming import count, days, spaced, state, titled
from vedette.write.sayings import own, sayings
from vedette.write.withheld import names, of_line, quotation, without

NAMESPACE: Final = UUID("b0a4f3de-3b19-4c0b-8b0e-6d7c9f1a2e55")
"""Drawn once, for good: another one would make every entry new."""
NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries was updated: it must say something, and the same each time."""
NAMED: Final = 5
"""Reports whose headlines an entry tells; of an incident with fifty, the page tells the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: `summary` is plain text, `updated` never lies before `published`."""

    key: str
    title: str
    link: str
    summary: str
    published: datetime
    updated: datetime
    changed: datetime
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed with its entries; `page` shows the same, `itself` is its own address."""

    key: str
    title: str
    subtitle: str
    page: str
    itself: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> datetime:
        """When anything in it last changed."""
        return max((entry.changed for entry in self.entries), default=NEVER)


def of_incidents(dossiers: Iterable[Dossier], imprint: Imprint, ending: str) -> Feed:
    """Make the feed of incidents."""
    asked = f"?{imprint.query}" if imprint.query else ""
    lead = "SAMPLE: " if imprint.sample else ""
    return Feed(
        key=_key("incidents", imprint.desk, imprint.query),
        title=lead + (imprint.title or "incidents on a vedette desk"),
        subtitle="What public reports tell. A grade says how far to believe that it happened, not"
        " who did it." + (" All of this is invented." if imprint.sample else ""),
        page=f"{imprint.address}/incidents{asked}",
        itself=f"{imprint.address}/incidents.{ending}{asked}",
        entries=tuple(_incident(dossier, imprint) for dossier in dossiers),
    )


def _incident(dossier: Dossier, imprint: Imprint) -> Entry:
    line, whole = dossier.sheet.line, dossier.sheet.incident
    lead = "SAMPLE: " if imprint.sample else ""
    moved = max((step.at for step in whole.steps), default=line.last)
    return Entry(
        key=_key("incident", imprint.desk, line.id),
        title=f"{lead}{titled(line.kind, line.spot)}: {spaced(line.status)}",
        link=f"{imprint.address}/incidents/{line.id}",
        summary=" ".join((summed(line), *_told(dossier))),
        published=line.first,
        updated=max(moved, line.first),
        changed=dossier.changed,
        categories=(line.kind, line.status, label(line.handling)),
    )


def summed(line: IncidentLine) -> str:
    """Sum an incident up: what, told by how many, how far established, when, its grade."""
    differing = ", ".join(map(spaced, line.disagreements))
    parts = (
        f"{spaced(line.kind)}, told by {line.reports} reports of {len(line.voices)} voices",
        f"stage: {spaced(line.status)}",
        f"when: {days(line.when)}" if line.when else "",
        f"killed: {count(line.killed)}" if line.killed else "",
        f"injured: {count(line.injured)}" if line.injured else "",
        f"grade {line.grade} (Admiralty code): that it happened, not who did it",
        f"sources differ on {differing}" if differing else "",
    )
    told = "; ".join(filter(None, parts)) + "."
    return told[:1].upper() + told[1:]


def _told(dossier: Dossier) -> Iterator[str]:
    """Tell who accuses and answers, and the first headlines; copies are told with their origin."""
    withheld = names(dossier.blamed)
    accounts = dossier.sheet.accounts
    for words in sayings(dossier):
        yield f"{words}."
    heads = {account.head.article: account.head for account in own(accounts)}
    for head in list(heads.values())[:NAMED]:
        yield f"{head.outlet}: “{without(head.title, withheld)}”."


def of_findings(lines: Iterable[Line], address: str, ending: str, *, sample: bool) -> Feed:
    """Make the feed of findings; names are withheld by all that the feed tells of an article."""
    listed = list(lines)
    withheld: dict[str, set[str]] = defaultdict(set)
    for line in listed:
        withheld[line.article] |= of_line(line)
    lead = "SAMPLE: " if sample else ""
    return Feed(
        key=_key("findings", address),
        title=f"{lead}findings on a vedette desk",
        subtitle="What public reports say, each with a short quotation."
        + (" All of this is invented." if sample else ""),
        page=f"{address}/",
        itself=f"{address}/export.{ending}",
        entries=tuple(
            _finding(one, address, frozenset(withheld[one.article]), lead) for one in listed
        ),
    )


def _finding(line: Line, address: str, withheld: frozenset[str], lead: str) -> Entry:
    found = line.finding
    where = line.place or (state(line.country) if line.country else "")
    name = spaced(found.kind or found.type)
    about = ", ".join(filter(None, (name[:1].upper() + name[1:], without(where, withheld))))
    return Entry(
        key=_key("finding", found.id),
        title=f"{lead}{about} – {line.outlet or line.source}",
        link=f"{address}/article/{line.article}#f-{found.id}",
        summary=f"“{quotation(line.sentence, withheld)}”",
        published=line.known,
        updated=line.known,
        changed=line.known,
        categories=(found.type, *([found.kind] if found.kind else []), label(line.handling)),
    )


def _key(*parts: str) -> str:
    """Name an entry for good, wherever the desk stands."""
    return f"urn:uuid:{uuid5(NAMESPACE, ' '.join(parts))}"
