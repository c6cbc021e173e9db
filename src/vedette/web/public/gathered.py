"""Incidents gathered for a page: by kind, by place, by the spot on a map; and who is cited."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from vedette.desk import inputs
from vedette.public import Cited, PublicIncident
from vedette.records import Source
from vedette.web.affairs import place
from vedette.web.names import country_name
from vedette.web.public import atlas, paths
from vedette.web.words import kind_name

Told = Sequence[PublicIncident]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Incidents of one kind, or at one place, and the folder of their page."""

    name: str
    label: str
    folder: str
    lines: tuple[PublicIncident, ...]
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spotted:
    """Incidents that share a mark on the map; `number` names their part of the list below it."""

    number: int
    pin: atlas.Pin
    lines: tuple[PublicIncident, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Who is cited, and how often; `source` is None for who is on no list of sources."""

    name: str
    source: Source | None
    reports: int


def kinds(told: Told) -> tuple[Group, ...]:
    """Gather incidents by kind, the most frequent first."""
    known = inputs.definitions()
    return tuple(
        Group(
            name=name,
            label=kind_name(name)[:1].upper() + kind_name(name)[1:],
            folder=paths.kind(name),
            lines=tuple(one for one in told if one.line.kind == name),
            about=known.get(name, ""),
        )
        for name in _frequent(one.line.kind for one in told)
    )


def places(told: Told) -> tuple[Group, ...]:
    """Gather incidents by country or sea, the most frequent first."""
    placed = [(one.line.spot.country, one) for one in told if one.line.spot]
    return tuple(
        Group(
            name=name,
            label=country_name(name),
            folder=paths.place(name),
            lines=tuple(one for at, one in placed if at == name),
        )
        for name in _frequent(at for at, _ in placed if at)
    )


def _frequent(names: Iterable[str]) -> list[str]:
    held = Counter(names)
    return sorted(held, key=lambda name: (-held[name], name))


def spotted(told: Told) -> list[Spotted]:
    """Gather incidents by where they are on the map, the fullest mark first."""
    lines = {one.line.id: one for one in told}
    near = atlas.near((one.line.id, one.line.spot) for one in told if one.line.spot)
    return [
        _spotted(number, tuple(lines[name] for name, _ in held)) for number, held in enumerate(near)
    ]


def _spotted(number: int, lines: tuple[PublicIncident, ...]) -> Spotted:
    """Lead from a mark to its only incident, or to the list of several."""
    spots = [one.line.spot for one in lines if one.line.spot]
    words = ", ".join(dict.fromkeys(place(spot) for spot in spots[:4]))
    only = f"../{paths.incident(lines[0].line.id)}{paths.PAGE}"
    pin = atlas.Pin(
        spot=spots[0],
        many=len(lines),
        link=only if len(lines) == 1 else f"#at-{number}",
        words=words if len(lines) == 1 else f"{words}: {len(lines)} incidents",
    )
    return Spotted(number=number, pin=pin, lines=lines)


def credits_of(told: Told, known: Mapping[str, Source]) -> list[Credit]:
    """Gather who is cited, by name, each report once."""
    cited = {report.article: report for one in told for report in _all(one.reports)}
    counted = Counter(
        (one.source, known[one.source].name if one.source in known else one.outlet)
        for one in cited.values()
    )
    listed = [
        Credit(name=name, source=known.get(source), reports=count)
        for (source, name), count in counted.items()
    ]
    return sorted(listed, key=lambda one: (one.name.casefold(), one.name, one.reports))


def _all(reports: Iterable[Cited]) -> Iterator[Cited]:
    for one in reports:
        yield one
        yield from one.copies
