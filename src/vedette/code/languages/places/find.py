"""All toponyms of a text in their order; states, regions and seas are found before towns are."""

from vedette.code.languages.page import Spot
from vedette.code.languages.places.lands import find_lands, find_states
from vedette.code.languages.places.leads import NAME
from vedette.code.languages.places.towns import towns_of
from vedette.code.languages.words import Words
from vedette.code.places import Gazetteer


def find_spots(text: str, gazetteer: Gazetteer, words: Words) -> tuple[Spot, ...]:
    """Find every toponym in the order of the text; none overlaps another."""
    spots = [*find_states(text, words), *find_lands(text, gazetteer, words)]
    taken = bytearray(len(text))
    for spot in spots:
        _take(taken, spot)
    named = frozenset(spot.place.country for spot in spots if spot.place)
    towns = towns_of(words, gazetteer)
    for match in NAME.finditer(text):
        if taken.find(1, match.start(), match.end()) >= 0:
            continue
        town = towns.find(text, match, named)
        if town is not None:
            spots.append(town)
            _take(taken, town)
    return _apart(sorted(spots, key=lambda spot: (spot.span.start, -spot.span.end)))


def _take(taken: bytearray, spot: Spot) -> None:
    taken[spot.span.start : spot.span.end] = b"\x01" * (spot.span.end - spot.span.start)


def _apart(spots: list[Spot]) -> tuple[Spot, ...]:
    kept: list[Spot] = []
    for spot in spots:
        if not kept or spot.span.start >= kept[-1].span.end:
            kept.append(spot)
    return tuple(kept)
