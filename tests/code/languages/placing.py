"""What the tests of places ask of any language."""

from vedette.code.languages import language
from vedette.code.languages.places import find_spots
from vedette.code.places import Gazetteer
from vedette.taxonomy.sites import distance_km

NEAR_KM = 161.0
"""A hundred miles, within which the press's places are counted as found."""


def whereabouts(code: str, sentence: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """Give the words and the state or water of the one place that tells where it was."""
    spots = find_spots(sentence, gazetteer, language(code).words)
    (spot,) = [spot for spot in spots if spot.locates]
    return sentence[spot.span.start : spot.span.end], spot.place.country


def listed(written: str) -> list[list[str]]:
    """Read towns in their cases, each with its own name and state, parted by bars."""
    return [
        case.split() for line in written.splitlines() for case in line.split("|") if case.strip()
    ]


def missed(
    code: str, frame: tuple[str, str], cases: list[list[str]], gazetteer: Gazetteer
) -> list[list[str]]:
    """Give the towns that are not found, in a frame of words, within a hundred miles of them."""
    return [case for case in cases if not _found(code, frame, case, gazetteer)]


def _found(code: str, frame: tuple[str, str], case: list[str], gazetteer: Gazetteer) -> bool:
    *words, country = case
    split = next(n for n, word in enumerate(words) if word[0].isascii())
    sentence = " ".join((frame[0], *words[:split], frame[1]))
    meant = next(s for s, _ in gazetteer.find(" ".join(words[split:])) if s.country == country)
    return any(
        spot.locates and distance_km(spot.place.lat, spot.place.lon, meant.lat, meant.lon) < NEAR_KM
        for spot in find_spots(sentence, gazetteer, language(code).words)
    )
