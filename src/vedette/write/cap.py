"""An alert as a message of the Common Alerting Protocol, for systems that pass warnings on.

Vedette is no alerting authority, and says so in every message. The status is `Draft` and the scope
`Restricted`, with a sentence that says why, unless the channel says otherwise. Urgency and severity
are `Unknown`: they tell people what to do and by when, which needs to know who is in danger, and
reports alone do not say that. How certain it is comes from the Admiralty code, for that is what
vedette knows; the grade itself stands among the parameters.

One message tells of one alert, under the alert's own key: what follows refers to those before it on
the same subject, which it replaces (`Update`) or takes back (`Cancel`), and leaves all others.

Source: Common Alerting Protocol 1.2, OASIS Standard, 1 July 2010.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from vedette.alerts import Alert, Channel, Earlier, Envelope
from vedette.handling import label
from vedette.records import Spot
from vedette.write.elements import fill, whole
from vedette.write.naming import is_state, place, spaced, state
from vedette.write.passages import Quote, headline, line, passages

MEDIA_TYPE: Final = "application/cap+xml"
SPACE: Final = "urn:oasis:names:tc:emergency:cap:1.2"

RESTRICTION: Final = (
    "A draft by a desk that reads public reports and has no authority to warn anybody: for those"
    " to whom it was given, to be checked before anything of it is passed on."
)

CATEGORY: Final = {
    "assassination": ("Security",),
    "cbrn": ("CBRNE", "Security"),
    "missile_drone_strike": ("Security", "Safety"),
    "drone_incursion": ("Security", "Transport"),
    "airspace_violation": ("Security", "Transport"),
    "gnss_interference": ("Transport", "Infra"),
    "undersea_infrastructure": ("Infra", "Security"),
    "explosive_attack": ("Security", "Safety"),
    "arson": ("Fire", "Security"),
    "sabotage": ("Security", "Infra"),
    "cyberattack": ("Infra", "Security"),
    "influence_operation": ("Security",),
    "vandalism": ("Security",),
    "espionage": ("Security",),
    "border_provocation": ("Security",),
    "naval_incident": ("Security", "Transport"),
    "military_buildup": ("Security",),
    "economic_coercion": ("Other",),
    "unexplained": ("Other",),
}
"""What a kind is to those who sort messages: the matter first, then what it touches."""

CERTAINTY: Final = {
    "1": "Observed",
    "2": "Likely",
    "3": "Possible",
    "4": "Possible",
    "5": "Unlikely",
    "6": "Unknown",
}
"""By the credibility of an Admiralty mark: confirmed is *determined to have occurred*, probably
true is above one in two, possibly true and doubtful are below, improbable is *not expected*."""

NO_DISC: Final = frozenset({"country"})
"""Precisions of places whose disc is no area: everybody in a country would be meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a desk speaks: as whom, how binding, to whom; `addresses` where the scope is private."""

    sender: str
    status: str = "Draft"
    scope: str = "Restricted"
    restriction: str = RESTRICTION
    addresses: tuple[str, ...] = ()


def terms(channel: Channel, address: str) -> Terms:
    """Take the terms of a channel; the sender is the desk's host where it names none."""
    told = channel.options
    return Terms(
        sender=told.get("sender") or host(address),
        status=told.get("status", "Draft"),
        scope=told.get("scope", "Restricted"),
        restriction=told.get("restriction") or RESTRICTION,
        addresses=tuple(told.get("addresses", ())),
    )


def host(address: str) -> str:
    """Name a desk by its host.

    >>> host("https://desk.example:8443/live"), host("")
    ('desk.example', 'vedette')
    """
    return urlsplit(address).hostname or "vedette"


def write(envelope: Envelope, channel: Channel, address: str) -> bytes:
    """Write the message of the alert that an envelope holds."""
    return message(envelope, terms(channel, address), address)


def message(envelope: Envelope, terms: Terms, address: str) -> bytes:
    """Write a message by the terms of a desk; links lead below its address."""
    (alert,) = envelope.alerts
    root = Element("alert", xmlns=SPACE)
    fill(root, _head(alert, standing(envelope, alert.thread), terms))
    info = SubElement(root, "info")
    fill(info, _info(envelope, address))
    for name, value in _parameters(alert):
        _pair(info, "parameter", name, value)
    if alert.spot is not None:
        _area(SubElement(info, "area"), alert.spot)
    return whole(root)


def _head(alert: Alert, before: list[Earlier], terms: Terms) -> Iterator[tuple[str, str]]:
    kind = kind_of(alert, before)
    yield "identifier", alert.key
    yield "sender", terms.sender
    yield "sent", moment(alert.made)
    yield "status", "Test" if alert.sample else terms.status
    yield "msgType", kind
    yield "source", f"vedette, rule {alert.rule}"
    yield "scope", terms.scope
    if terms.scope == "Restricted":
        yield "restriction", line(terms.restriction)
    if terms.addresses:
        yield "addresses", listed(terms.addresses)
    yield "code", label(alert.handling)
    if kind == "Cancel":
        yield "note", line(" ".join(alert.lines) or alert.headline)
    if before:
        yield (
            "references",
            " ".join(f"{terms.sender},{one.alert},{moment(one.made)}" for one in before),
        )
    yield "incidents", listed([alert.name])


def standing(envelope: Envelope, thread: str) -> list[Earlier]:
    """Give the messages of a thread that stand: none that a `Cancel` took back."""
    found: list[Earlier] = []
    for one in envelope.earlier:
        if one.thread == thread:
            found = [] if one.cause == "withdrawn" else [*found, one]
    return found


def kind_of(alert: Alert, before: list[Earlier]) -> str:
    """Say what a message does to those before it; to none, it can only be the first."""
    if not before:
        return "Alert"
    return "Cancel" if alert.cause == "withdrawn" else "Update"


def _info(envelope: Envelope, address: str) -> Iterator[tuple[str, str]]:
    (alert,), (told,) = envelope.alerts, passages(envelope, address)
    yield "language", "en"
    for one in CATEGORY.get(alert.kind, ("Other",)):
        yield "category", one
    yield "event", spaced(alert.kind) if alert.kind else alert.subject
    yield "urgency", "Unknown"
    yield "severity", "Unknown"
    yield "certainty", certainty(alert)
    yield "senderName", "A vedette desk"
    yield "headline", headline(alert)
    if sentences := [*told.lines, *map(_quoted, told.quotes)]:
        yield "description", "\n".join(sentences)
    if told.link:
        yield "web", told.link


def certainty(alert: Alert) -> str:
    """Say how certain it is; of what is taken back nothing is."""
    if alert.cause == "withdrawn":
        return "Unknown"
    return CERTAINTY.get(alert.grade[1:], "Unknown")


def _quoted(one: Quote) -> str:
    return " ".join(filter(None, (f"“{one.words}”" if one.words else "", f"– {one.by}", one.url)))


def _parameters(alert: Alert) -> Iterator[tuple[str, str]]:
    yield "subject", alert.subject
    yield "kind", alert.kind
    yield "stage", alert.status
    yield "grade", alert.grade
    yield "voices", str(alert.voices or "")
    yield "TLP", label(alert.handling).removeprefix("TLP:")
    yield "sample", "true" if alert.sample else ""


def _pair(under: Element, name: str, key: str, value: str) -> None:
    if value:
        fill(SubElement(under, name), [("valueName", key), ("value", value)])


def _area(area: Element, spot: Spot) -> None:
    """Say where: a disc, or a country alone by its name and code."""
    fill(area, [("areaDesc", line(place(spot)) or state(spot.country) or "unnamed")])
    if spot.precision not in NO_DISC:
        fill(area, [("circle", f"{spot.lat:.5f},{spot.lon:.5f} {spot.radius_km:.3f}")])
    if is_state(spot.country):
        _pair(area, "geocode", "ISO3166-1", spot.country)


def moment(at: datetime) -> str:
    """Write a moment as section 3.3.2 asks: whole seconds, and UTC as `-00:00`.

    >>> moment(datetime(2026, 3, 2, 12, 0, 0, 999, tzinfo=UTC))
    '2026-03-02T12:00:00-00:00'
    """
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}-00:00"


def listed(words: Iterable[str]) -> str:
    """List words with spaces between; those that hold a space are quoted.

    >>> listed(["a@b.example", "duty room"])
    'a@b.example "duty room"'
    """
    told = (line(one).replace('"', "") for one in words)
    return " ".join(f'"{one}"' if " " in one else one for one in told)
