"""Findings and incidents as RSS 2.0, for readers of feeds.

Source: RSS 2.0.11 (RSS Advisory Board); its Best Practices Profile for `atom:link` and `guid`.
"""

from collections.abc import Iterable, Iterator
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement

from vedette.answers import Dossier, Imprint, Line
from vedette.write.elements import ATOM, fill, whole
from vedette.write.entries import Entry, Feed, of_findings, of_incidents

MEDIA_TYPE = "application/rss+xml"


def write(lines: Iterable[Line], *, sample: bool = False, address: str = "") -> Iterator[bytes]:
    """Write findings in the order given."""
    yield _rss(of_findings(lines, address, "rss", sample=sample))


def write_incidents(dossiers: Iterable[Dossier], imprint: Imprint) -> Iterator[bytes]:
    """Write incidents in the order given."""
    yield _rss(of_incidents(dossiers, imprint, "rss"))


def _rss(feed: Feed) -> bytes:
    root = Element("rss", {"version": "2.0", "xmlns:atom": ATOM})
    channel = SubElement(root, "channel")
    told = [
        ("title", feed.title),
        ("link", feed.page),
        ("description", feed.subtitle),
        ("language", "en"),
        ("lastBuildDate", format_datetime(feed.updated)),
        ("generator", "vedette"),
        ("docs", "https://www.rssboard.org/rss-specification"),
    ]
    fill(channel, told)
    at = {"href": feed.itself, "rel": "self", "type": MEDIA_TYPE}
    SubElement(channel, "atom:link", at)
    for entry in feed.entries:
        _item(SubElement(channel, "item"), entry)
    return whole(root)


def _item(item: Element, entry: Entry) -> None:
    told = [
        ("title", entry.title),
        ("link", entry.link),
        ("description", _escaped(entry.summary)),
        *(("category", one) for one in entry.categories),
        ("pubDate", format_datetime(entry.published)),
        ("atom:updated", entry.updated.isoformat()),
    ]
    fill(item, told)
    SubElement(item, "guid", isPermaLink="false").text = entry.key


def _escaped(words: str) -> str:
    """Escape once more: readers take a description for HTML."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
