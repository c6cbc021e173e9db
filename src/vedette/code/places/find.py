"""Find the toponyms of a text and put them on the map."""

from collections import Counter

from vedette.code.places import choose, guards
from vedette.code.places.candidates import Candidate, candidates
from vedette.code.places.gazetteer import Gazetteer
from vedette.records import Place, Span
from vedette.taxonomy.countries import mentions
from vedette.taxonomy.places import Site

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
    persons = guards.surnames(text, found)
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
        site, score = choose.best(candidate, context, choose.follower(text, found, index))
        if score >= ENOUGH + need:
            places.append(_place(candidate, site))
    return tuple(places)


def _place(candidate: Candidate, site: Site) -> Place:
    return Place(
        span=Span(candidate.start, candidate.end),
        text=candidate.words,
        lat=site.lat,
        lon=site.lon,
        country=site.country,
        geonames=site.geonames or None,
    )
