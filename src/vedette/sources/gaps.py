"""Which states and kinds of body the list does not hear, each with the reason.

A list has holes, and a hole that is not told looks like peace. So they are told: for every state
that the desk watches, the kinds of body of which there is no source, and why there is none. That is
a summary of the list, no fault of a file.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from vedette.records import Sector, Source
from vedette.sources.codes import SECTORS

REGION: Final = (
    "NO", "SE", "FI", "DK", "EE", "LV", "LT", "PL", "DE", "CZ", "SK", "HU", "RO", "BG", "MD", "UA",
    "GE", "BY", "RU", "GB",
)  # fmt: skip
"""The states that the desk watches: from the north cape along the border to the Black Sea, with
those whose acts are watched."""

SOUGHT: Final[tuple[Sector, ...]] = tuple(one for one in SECTORS if one != "international")
"""What a state has; what states do together is of none of them."""

ANY: Final = "*"
"""Stands for each state, or for each kind of body."""

NONE_FOUND: Final = "none was found in the public lists that were read"
NOT_SOUGHT: Final = "not sought yet"
HOME: Final = "the lists name its home page alone"
FIGURES: Final = "the lists name figures of load and price, no page of news"
TRAINS: Final = "the lists name timetables and places of trains, no page of news"
ONE_VOICE: Final = "its state speaks with one voice, and that is heard"

REASONS: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("BG", "border"): "the border police is heard through the ministry of the interior",
        ("BG", "defence"): "mod.bg has no feed, by a survey of September 2026",
        ("BG", "factcheck"): HOME,
        ("BG", "foreign"): "mfa.bg asks for a person, by a survey of September 2026",
        ("BG", "government"): HOME,
        ("BY", ANY): ONE_VOICE,
        ("DK", "factcheck"): HOME,
        ("EE", "border"): "it is one body with the police",
        ("EE", "service"): "kapo.ee turns programs away, by a survey of March 2026",
        ("FI", "factcheck"): HOME,
        ("FI", "foreign"): "um.fi turns programs away; the government's page has its releases",
        ("FI", "grid"): FIGURES,
        ("GB", "government"): "a page of all its news would repeat those of its ministries",
        ("GE", "defence"): "mod.gov.ge turned away a survey of September 2026",
        ("GE", "factcheck"): HOME,
        ("GE", "foreign"): "mfa.gov.ge did not answer a survey of September 2026",
        ("HU", "government"): HOME,
        ("LT", "cert"): "the list that named a page of nksc.lt dropped it again",
        ("LT", "foreign"): "urm.lt turned away a survey of March 2026",
        ("LT", "grid"): FIGURES,
        ("MD", "factcheck"): HOME,
        ("MD", "government"): "the list that named a feed of gov.md dropped it again",
        ("NO", "factcheck"): HOME,
        ("NO", "foreign"): "it is heard through the government's page",
        ("NO", "grid"): FIGURES,
        ("PL", "railway"): TRAINS,
        (
            "PL",
            "service",
        ): "the page of abw.gov.pl in the lists is gone, by a survey of March 2026",
        ("RO", "foreign"): "mae.ro hangs up on a program that says who it is",
        ("RU", ANY): ONE_VOICE,
        ("SE", "grid"): FIGURES,
        ("SE", "railway"): TRAINS,
        ("SE", "service"): "the list that named a page of the Security Service dropped it again",
        ("SK", "border"): "the border police is heard through the ministry of the interior",
        ("SK", "factcheck"): "it has no feed, by the account of one list",
        ("SK", "foreign"): HOME,
        ("SK", "government"): HOME,
        ("UA", "foreign"): "mfa.gov.ua turns programs away, by a survey of March 2026",
        (ANY, "court"): NOT_SOUGHT,
        (ANY, "grid"): NOT_SOUGHT,
        (ANY, "navigation"): NOT_SOUGHT,
        (ANY, "railway"): NOT_SOUGHT,
        (ANY, "rescue"): NOT_SOUGHT,
        (ANY, "research"): NOT_SOUGHT,
    }
)
"""Why there is none of a kind of body in a state; the nearer key goes before the wider one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The kinds of body of one state that no source stands for, for one reason."""

    country: str
    sectors: tuple[Sector, ...]
    reason: str


def gaps(sources: Iterable[Source], *, region: Collection[str] = REGION) -> tuple[Gap, ...]:
    """List the kinds of body that are not heard, by state in the order of the region and reason."""
    held: defaultdict[str, set[Sector]] = defaultdict(set)
    for source in sources:
        # A source of a state counts for it even where nobody has said what kind of body it is.
        held[source.country].update({source.sector} if source.sector else ())
    return tuple(gap for country in region for gap in _of_state(country, held.get(country)))


def _of_state(country: str, held: set[Sector] | None) -> Iterator[Gap]:
    if held is None:
        yield Gap(country=country, sectors=SOUGHT, reason="there is no source of this state")
        return
    by_reason: defaultdict[str, list[Sector]] = defaultdict(list)
    for sector in SOUGHT:
        if sector not in held:
            by_reason[reason_of(country, sector)].append(sector)
    for reason, sectors in by_reason.items():
        yield Gap(country=country, sectors=tuple(sectors), reason=reason)


def reason_of(country: str, sector: Sector) -> str:
    """Say why a state has none of a kind of body.

    >>> reason_of("EE", "border"), reason_of("HU", "court")
    ('it is one body with the police', 'not sought yet')
    """
    keys = ((country, sector), (country, ANY), (ANY, sector))
    return next((REASONS[key] for key in keys if key in REASONS), NONE_FOUND)
