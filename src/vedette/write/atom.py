"""Findings and incidents as Atom, for readers of feeds.

Source: RFC 4287.
"""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement

from vedette.answers import Dossier, Imprint, Line
from vedette.write.elements import ATOM, fill, whole
from vedette.write.entries import Entry, Feed, of_findings, of_incidents

MEDIA_TYPE = "application/atom+xml"


def write(lines: Iterable[Line], *, sample: bool = False, address: str = "") -> Iterator[bytes]:
    """Write findings in the order given."""
    yield _atom(of_findings(lines, address, "atom", sample=sample))


def write_incidents(dossiers: Iterable[Dossier], imprint: Imprint) -> Iterator[bytes]:
    """Write incidents in the order given."""
    yield _atom(of_incidents(dossiers, imprint, "atom"))


def _atom(feed: Feed) -> bytes:
    root = Element("feed", xmlns=ATOM)
    told = [
        ("id", feed.key),
        ("title", feed.title),
        ("subtitle", feed.subtitle),
        ("updated", feed.updated.isoformat()),
        ("generator", "vedette"),
    ]
    fill(root, told)
    SubElement(SubElement(root, "author"), "name").text = "a vedette desk"
    SubElement(root, "link", rel="self", type=MEDIA_TYPE, href=feed.itself)
    SubElement(root, "link", rel="alternate", type="text/html", href=feed.page)
    for entry in feed.entries:
        _entry(SubElement(root, "entry"), entry)
    return whole(root)


def _entry(item: Element, entry: Entry) -> None:
    told = [
        ("id", entry.key),
        ("title", entry.title),
        ("published", entry.published.isoformat()),
        ("updated", entry.updated.isoformat()),
        ("summary", entry.summary),
    ]
    fill(item, told)
    SubElement(item, "link", rel="alternate", type="text/html", href=entry.link)
    for one in entry.categories:
        SubElement(item, "category", term=one)
