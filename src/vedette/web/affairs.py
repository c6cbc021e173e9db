"""Tell incidents and stories in a reader's words: where, when, how far established, who differs.

Pages and the command line share these words. A place is told with how closely it is known; a stage
that is attributed, with whose word it is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from vedette.blame import Told, Words, stage, text
from vedette.desk import Account, Head, IncidentLine, Nearby, Vicinity
from vedette.records import Interval, Precision, Span, Spot
from vedette.web import blaming
from vedette.web.clock import dayspan
from vedette.web.marks import Mark, Piece, cut
from vedette.web.names import country_name
from vedette.web.tongues import gettext, ngettext
from vedette.web.words import SIGN_OF_STAGE, kind_name, spaced

PRECISIONS: Final[Mapping[Precision, str]] = {
    "point": "a spot",
    "town": "a town",
    "district": "a district",
    "region": "a region",
    "country": "the country, no closer",
    "sea": "a water",
    "line": "along a line",
}
"""How closely a place is told."""

DIFFERING: Final[Mapping[str, str]] = {
    "nature": "what it was",
    "count": "how many",
    "accused": "who is said to be behind it",
    "speaker": "who said it",
    "words": "the numbers in its words",
}
"""On what sources differ, where the field's name does not say it."""


def place(spot: Spot | None) -> str:
    """Name a place with its country, where that is not the same.

    >>> place(Spot(name="Narva", lat=59, lon=28, country="EE", precision="town", radius_km=5))
    'Narva, Estonia'
    """
    if spot is None:
        return ""
    country = country_name(spot.country)
    return spot.called if country in {"", spot.name} else f"{spot.called}, {country}"


def extent(spot: Spot | None) -> str:
    """Say how closely a place is known; a country is no disc that anything lies in.

    >>> extent(Spot(name="Narva", lat=59, lon=28, country="EE", precision="town", radius_km=5))
    'a town, within 5 km'
    """
    if spot is None:
        return ""
    told = gettext(PRECISIONS[spot.precision])
    if spot.precision == "country":
        return told
    km = max(1, round(spot.radius_km))
    return gettext("%(extent)s, within %(km)s km", extent=told, km=km)


def days(when: Interval | None) -> str:
    """Write days as ISO dates: `2026-03-01`, `2026-03-01 to 2026-03-04`."""
    if when is None:
        return ""
    first, last = when.first.isoformat(), when.last.isoformat()
    return first if first == last else gettext("%(first)s to %(last)s", first=first, last=last)


def dated(when: Interval | None) -> str:
    """Write days as a page or a brief has them, always with their year.

    >>> dated(Interval(date(2026, 3, 1), date(2026, 3, 4))), dated(None)
    ('1–4 Mar 2026', '')
    """
    return dayspan(when, date.min) if when else ""


def told_days(value: str) -> str:
    """Write a day, or two with a slash between, as `dated` does; any other value as it was told.

    >>> told_days("2026-03-14/2026-03-15"), told_days("2026-03-14"), told_days("2026-W12")
    ('14–15 Mar 2026', '14 Mar 2026', '2026-W12')
    """
    told = _DAYS.fullmatch(value)
    if not told:  # a week, a month: `date.fromisoformat` takes some of them for their first day
        return value
    first, last = date.fromisoformat(told[1]), date.fromisoformat(told[2] or told[1])
    return dated(Interval(first, last))


_DAYS: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?")


def status(line: IncidentLine) -> str:
    """Say how far an incident is established."""
    return text(stage_told(line.status, line.by))


def stage_told(name: str, by: Sequence[str] = ()) -> Told:
    """Say in which stage an incident is, as `vedette.blame` does, in the page's language."""
    told = stage(name, by)
    return blaming.translated(told) if name == "attributed" else (Words(spaced(name)),)


def stage_sign(name: str) -> str:
    """Name the sign in the sprite for a stage."""
    return f"stage-{SIGN_OF_STAGE.get(name, 'open')}"


def hurt(line: IncidentLine) -> str:
    """Say how many were killed and injured, where reports tell."""
    killed, injured = line.killed, line.injured
    return toll(killed and count_of(killed), injured and count_of(injured))


def toll(killed: object, injured: object) -> str:
    """Say so many killed and injured; what is empty or none is not said.

    >>> toll("2 to 3", 0), toll(1, 4)
    ('2 to 3 killed', '1 killed, 4 injured')
    """
    told = (
        gettext("%(count)s killed", count=killed) if killed else "",
        gettext("%(count)s injured", count=injured) if injured else "",
    )
    return ", ".join(filter(None, told))


def count_of(count: tuple[int, int]) -> str:
    """Write a count, `(low, high)` where sources differ.

    >>> count_of((3, 3)), count_of((2, 4))
    ('3', '2–4')
    """
    low, high = count
    return str(low) if low == high else f"{low}–{high}"


def titled(line: IncidentLine) -> str:
    """Name an incident by its kind and place."""
    name = kind_name(line.kind)
    where = place(line.spot)
    return name[:1].upper() + name[1:] + (f", {where}" if where else "")


def withheld(counts: Mapping[str, int]) -> str:
    """Say how much is withheld.

    >>> withheld({"incident": 1, "article": 3, "story": 2})
    '3 articles, 1 incident'
    """
    articles, incidents, sources = (counts.get(n, 0) for n in ("article", "incident", "source"))
    told = (
        ngettext("%(num)s article", "%(num)s articles", articles) if articles else "",
        ngettext("%(num)s incident", "%(num)s incidents", incidents) if incidents else "",
        ngettext("%(num)s source", "%(num)s sources", sources) if sources else "",
    )
    return ", ".join(filter(None, told))


def set_aside(reason: str) -> bool:
    """Whether a reason of a grade tells of a report that was heard and not counted."""
    return reason.startswith("heard, not counted")


def away(one: Nearby) -> str:
    """Tell how far an asset is, in whole kilometres.

    >>> away(Nearby(id="l7", name="Line 7", kind="rail", low=3.8, high=9.2, certain=True))
    '4–9 km'
    """
    low, high = round(one.low), max(1, round(one.high))
    return f"{low}–{high} km" if low < high else f"{high} km"


def untold(told: Vicinity, spot: Spot | None) -> str:
    """Say why nothing is told of what is near; nothing where something is."""
    match told.untold:
        case "unplaced":
            return gettext("No report tells where it was, so nothing is near it.")
        case "country":
            return gettext(
                "It is placed in %(place)s as a whole, and a country is near nothing.",
                place=place(spot),
            )
        case "coarse":
            closely = extent(spot)
            return gettext(
                "Its place is %(extent)s: too coarse to tell what is within %(km)s km.",
                extent=closely,
                km=f"{told.km:g}",
            )
        case None:
            return ""


def differing(field: str) -> str:
    """Name a field on which sources differ."""
    return gettext(DIFFERING[field]) if field in DIFFERING else spaced(field)


def side(field: str, value: str) -> str:
    """Show the value that one side of a disagreement holds.

    >>> side("accused", "RU"), side("when", "2026-03-01/2026-03-04"), side("nature", "an_accident")
    ('Russia', '2026-03-01 to 2026-03-04', 'an accident')
    """
    if field == "accused":
        return country_name(value)
    if field != "when":
        return spaced(value)
    first, apart, last = value.partition("/")
    return gettext("%(first)s to %(last)s", first=first, last=last) if apart else value


# ── reports, copies folded ──────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A report with what it tells, and the copies of it that are folded under it."""

    head: Head
    accounts: tuple[Account, ...] = ()
    copies: tuple["Printed", ...] = ()

    @property
    def grade(self) -> str:
        """The mark of the report, empty where it tells of no incident here."""
        return next((account.grade for account in self.accounts), "")


def folded(heads: Iterable[Head], accounts: Sequence[Account] = ()) -> tuple[Printed, ...]:
    """Put reports in their order, each copy under its origin where that is among them."""
    listed = list({head.article: head for head in heads}.values())
    there = {head.article for head in listed}
    told = {
        head.article: Printed(
            head=head,
            accounts=tuple(a for a in accounts if a.head.article == head.article),
        )
        for head in listed
    }
    return tuple(
        Printed(
            head=head,
            accounts=told[head.article].accounts,
            copies=tuple(told[h.article] for h in listed if h.origin == head.article),
        )
        for head in listed
        if head.origin not in there
    )


def quoted(sentence: str, start: int, words: Span) -> tuple[Piece, ...]:
    """Cut a sentence at the words that are meant; a telling that is all of it marks nothing."""
    if words.start <= start and words.end >= start + len(sentence):
        return cut(sentence, (), offset=start)
    return cut(sentence, [Mark(finding=1, span=Span(*words))], offset=start)


def door(account: Account, words: Span | None = None) -> str:
    """Give where in the article's page the words stand: at its finding, else at the words."""
    if account.finding is not None and words is None:
        return f"#f-{account.finding.id}"
    start, end = words or account.telling.words
    return f"?span={start}-{end}#here"
