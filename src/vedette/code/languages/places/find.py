"""All toponyms of a text in their order; states, regions and seas are found before towns are."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from vedette.code.languages.page import Spot
from vedette.code.languages.places.lands import find_lands, find_states
from vedette.code.languages.places.leads import NAME, Leads, leads_of
from vedette.code.languages.places.towns import towns_of
from vedette.code.languages.words import Words
from vedette.code.places import Gazetteer
from vedette.records import Span


def find_spots(text: str, gazetteer: Gazetteer, words: Words) -> tuple[Spot, ...]:
    """Find every toponym in the order of the text; none overlaps another."""
    spots = [*find_states(text, words), *find_lands(text, gazetteer, words)]
    taken = bytearray(len(text))
    for spot in spots:
        _take(taken, spot)
    named = frozenset(spot.place.country for spot in spots)
    towns = towns_of(words, gazetteer)
    for match in NAME.finditer(text):
        if taken.find(1, match.start(), match.end()) >= 0:
            continue
        town = towns.find(text, match, named)
        if town is not None:
            spots.append(town)
            _take(taken, town)
    ranked = sorted(spots, key=lambda spot: (spot.span.start, -spot.span.end))
    return tuple(_joined(text, _apart(ranked), leads_of(words)))


def _take(taken: bytearray, spot: Spot) -> None:
    taken[spot.span.start : spot.span.end] = b"\x01" * (spot.span.end - spot.span.start)


def _joined(text: str, spots: Iterable[Spot], leads: Leads) -> Iterator[Spot]:
    """Let a town beside one that tells where tell it too: `по Одесі та Ізмаїлу`."""
    before: Spot | None = None
    for spot in spots:
        start = spot.place.span.start
        if (
            before is not None
            and before.locates
            and not (spot.locates or spot.wide or before.wide)
            and leads.joins(text[before.span.end : start])
        ):
            before = replace(spot, span=Span(start, spot.span.end), locates=True)
        else:
            before = spot
        yield before


def _apart(spots: list[Spot]) -> tuple[Spot, ...]:
    kept: list[Spot] = []
    for spot in spots:
        if not kept or spot.span.start >= kept[-1].span.end:
            kept.append(spot)
    return tuple(kept)
