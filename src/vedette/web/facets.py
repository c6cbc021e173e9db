"""What the stream's margin offers: facets to narrow it, and the pulse of its days."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from vedette.desk import Ask, Counts, IncidentAsk, IncidentCounts
from vedette.web.asking import changed
from vedette.web.names import country_code, country_name, language_name
from vedette.web.tongues import gettext
from vedette.web.words import kind_name, sign_of, spaced


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a facet: how often it occurs, and the query that turns it on or off.

    `count` is None where nobody has counted.
    """

    label: str
    value: str
    query: str
    on: bool
    count: int | None = None
    sign: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One way to narrow the stream, with its choices, the most frequent first."""

    name: str
    label: str
    choices: tuple[Choice, ...]


Changed = Callable[..., str]
"""Writes a question with some of its parts changed as a query string."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A way to narrow a list: the part of the question, its title, and how values are shown."""

    name: str
    title: str
    label: Callable[[str], str]
    sign: Callable[[str], str] = lambda _: ""

    def facet(self, asked: object, counted: Mapping[str, int], changed: Changed) -> Facet:
        """Offer every value that occurs or is chosen, each turned on or off by its query."""
        chosen: frozenset[str] = getattr(asked, self.name)
        values = sorted({*counted, *chosen}, key=lambda v: (-counted.get(v, 0), v))
        return Facet(
            name=self.name,
            label=gettext(self.title),
            choices=tuple(
                Choice(
                    label=self.label(value),
                    value=value,
                    count=counted.get(value, 0),
                    query=changed(asked, **{self.name: chosen ^ {value}}),
                    on=value in chosen,
                    sign=self.sign(value),
                )
                for value in values
            ),
        )


TYPE: Final = Offer(name="types", title="Type", label=spaced, sign=lambda v: sign_of(v, None))
KIND: Final = Offer(
    name="kinds", title="Kind", label=kind_name, sign=lambda v: sign_of("incident", v)
)
COUNTRY: Final = Offer(name="countries", title="Where", label=country_name)
LANGUAGE: Final = Offer(name="languages", title="Language", label=language_name)
CODER: Final = Offer(name="coders", title="Coder", label=str)


def facets(asked: Ask, counts: Counts, names: Mapping[str, str]) -> tuple[Facet, ...]:
    """Offer what the counts hold; what is chosen stays on offer though nothing is left of it.

    `names` gives the outlets' names by source id. Coders are offered where there are several.
    """
    several = len(counts.coders) > 1 or asked.coders
    source = Offer(name="sources", title="Source", label=lambda v: names.get(v, v))
    return (
        TYPE.facet(asked, counts.types, changed),
        KIND.facet(asked, counts.kinds, changed),
        COUNTRY.facet(asked, askable(counts.countries), changed),
        *(
            [review_facet(asked, counts, changed)]
            if counts.review or asked.review is not None
            else []
        ),
        source.facet(asked, counts.sources, changed),
        LANGUAGE.facet(asked, counts.languages, changed),
        CODER.facet(asked, counts.coders if several else {}, changed),
    )


def askable(countries: Mapping[str, int]) -> dict[str, int]:
    """Leave out what is neither a code nor a water: a foreign coder may give it, nobody ask it."""
    return {code: count for code, count in countries.items() if country_code(code)}


def review_facet(
    asked: Ask | IncidentAsk, counts: Counts | IncidentCounts, changed: Changed
) -> Facet:
    """Offer what is in review and what is not; of the two, one can be chosen."""
    sides = (
        (True, gettext("in review"), counts.review),
        (False, gettext("not in review"), counts.total - counts.review),
    )
    return Facet(
        name="review",
        label=gettext("Review"),
        choices=tuple(
            Choice(
                label=label,
                value="yes" if side else "no",
                count=count,
                query=changed(asked, review=None if asked.review is side else side),
                on=asked.review is side,
            )
            for side, label, count in sides
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """One day of the pulse: how many findings became known, and the query for that day alone.

    `height` is in hundredths of the tallest day, at least 2 where anything happened.
    """

    day: date
    count: int
    height: int
    query: str


def pulse(
    asked: Ask, days: Mapping[str, int], *, least: int = 28, most: int = 60
) -> tuple[Beat, ...]:
    """Draw `least` to `most` days up to the newest with a finding, quiet days included."""
    counted = {date.fromisoformat(day): count for day, count in days.items()}
    if not counted:
        return ()
    last = max(counted)
    span = min(max((last - min(counted)).days + 1, least), most)
    first = last - timedelta(days=span - 1)
    tallest = max(count for day, count in counted.items() if day >= first)
    return tuple(_beat(asked, day, counted.get(day, 0), tallest) for day in _days(first, last))


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


def _beat(asked: Ask, day: date, count: int, tallest: int) -> Beat:
    height = max(round(100 * count / tallest), 2) if count and tallest else 0
    alone = changed(asked, since=day, until=day)
    return Beat(day=day, count=count, height=height, query=alone)
