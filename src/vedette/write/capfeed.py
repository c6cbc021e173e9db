"""The index of a set of messages of the Common Alerting Protocol: an Atom feed that leads to each.

It is made of the messages themselves, so that it tells of those that are there and of no others.
What is no message is left out: other files may lie in the same folder.

Source: RFC 4287; the links as in OASIS, Example Practices: CAP Feeds 1.0 (2013).
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final
from uuid import uuid5
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring

from vedette.write.cap import MEDIA_TYPE, SPACE
from vedette.write.elements import ATOM, fill, whole
from vedette.write.entries import NAMESPACE, NEVER

MOST: Final = 200
"""Messages of an index, the newest: who looks once a day misses none on a busy one."""


def index(messages: Mapping[str, bytes], *, name: str, itself: str = "") -> bytes:
    """Write the index of messages by their addresses; `name` tells it from others for good."""
    found = [(href, read) for href, raw in messages.items() if (read := _read(raw)) is not None]
    newest = sorted(found, key=lambda one: (_sent(one[1]), one[0]), reverse=True)[:MOST]
    root = Element("feed", xmlns=ATOM)
    updated = _sent(newest[0][1]) if newest else NEVER
    told = [
        ("id", f"urn:uuid:{uuid5(NAMESPACE, f'cap {name}')}"),
        ("title", "CAP messages of a vedette desk"),
        (
            "subtitle",
            "Drafts and restricted unless a message says otherwise: no alerting authority.",
        ),
        ("updated", updated.isoformat()),
        ("generator", "vedette"),
    ]
    fill(root, told)
    fill(SubElement(root, "author"), [("name", "a vedette desk")])
    if itself:
        SubElement(root, "link", rel="self", type="application/atom+xml", href=itself)
    for href, message in newest:
        _entry(SubElement(root, "entry"), href, message)
    return whole(root)


def _read(raw: bytes) -> Element | None:
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        return None  # none of ours has one, and what it would stand for is not looked up
    try:
        found = fromstring(raw)  # noqa: S314  # without entities there is nothing to expand
        _sent(found)
    except (ParseError, ValueError, RecursionError):
        return None
    return found if found.tag == f"{{{SPACE}}}alert" and _told(found, "identifier") else None


def _sent(message: Element) -> datetime:
    return datetime.fromisoformat(_told(message, "sent")).astimezone(UTC)


def _told(message: Element, *names: str) -> str:
    path = "/".join(f"{{{SPACE}}}{name}" for name in names)
    return message.findtext(path, "")


def _entry(entry: Element, href: str, message: Element) -> None:
    sent = _sent(message)
    key = " ".join(_told(message, name) for name in ("sender", "identifier", "sent"))
    head = _told(message, "info", "headline") or _told(message, "identifier")
    told = [
        ("id", f"urn:uuid:{uuid5(NAMESPACE, f'cap {key}')}"),
        ("title", f"{_told(message, 'msgType')}: {head}"),
        ("published", sent.isoformat()),
        ("updated", sent.isoformat()),
        ("summary", _told(message, "info", "description")),
    ]
    fill(entry, told)
    SubElement(entry, "link", rel="alternate", type=MEDIA_TYPE, href=href)
    for one in _categories(message):
        SubElement(entry, "category", term=one)


def _categories(message: Element) -> Iterable[str]:
    path = f"{{{SPACE}}}info/{{{SPACE}}}category"
    return [_told(message, "status"), *(one.text or "" for one in message.findall(path))]
