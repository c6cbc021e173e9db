"""Find the toponyms of a text and put them on the map."""

from collections import Counter

from vedette.code.places import choose, guards
from vedette.code.places.candidates import Candidate, candidates
from vedette.code.places.gazetteer import Gazetteer
from vedette.records import Place, Span
from vedette.taxonomy.countries import mentions
from vedette.taxonomy.places import Site, scope

ENOUGH = 4.4
"""Score from which a name is taken for a place: a town of 40,000 without any context."""


def find_places(text: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Find every toponym, used as a location or not, in the order of the text.

    `country` of a place is ISO alpha-2, or a sea's name for places at sea; coordinates are degrees
    in WGS 84, `geonames` the GeoNames id where the place has one. Adjectives (`Polish`) tell the
    country of their neighbours, but are no toponyms.
    """
    found = candidates(text, gazetteer)
    if not found:
        return ()
    lower = guards.lower_words(text)
    persons = guards.surnames(found)
    demands = [guards.demand(candidate, lower, persons) for candidate in found]
    likely = [c for c, need in zip(found, demands, strict=True) if need is not None and need < 1]
    settled = choose.settled(likely)
    countries = Counter(mention.code for mention in mentions(text))
    countries.update(site.country for site in settled)
    context = choose.Context(countries=countries, settled=settled)
    places = []
    for index, (candidate, need) in enumerate(zip(found, demands, strict=True)):
        if need is None:
            continue
        owner = choose.follower(text, found, index)
        site, score = choose.best(candidate, context, owner)
        if score >= ENOUGH + need + _obscurity(candidate, site, owner):
            places.append(_place(candidate, site))
    return tuple(places)


SMALL = 15_000


def _obscurity(candidate: Candidate, site: Site, owner: Site | None) -> float:
    """Ask more of small towns where English is spoken: their names are words and surnames."""
    small = site.country in scope("spoken") and 0 < site.population < SMALL
    return 1.0 if small and owner is None and not candidate.locative else 0.0


def _place(candidate: Candidate, site: Site) -> Place:
    return Place(
        span=Span(candidate.start, candidate.end),
        text=candidate.words,
        lat=site.lat,
        lon=site.lon,
        country=site.country,
        geonames=site.geonames or None,
    )
