"""Find the toponyms of a text and put them on the map."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from vedette.code.places import choose, guards
from vedette.code.places.candidates import Candidate, candidates
from vedette.code.places.gazetteer import Gazetteer
from vedette.code.places.making import of_country, of_site
from vedette.code.places.metonyms import marked
from vedette.records import Place, Span
from vedette.taxonomy.countries import countries, mentions
from vedette.taxonomy.places import Site, fold, scope, table

ENOUGH = 4.4
"""Score from which a name is taken for a place: a town of 40,000 without any context."""


def find_places(text: str, gazetteer: Gazetteer, *, adjectives: bool = False) -> tuple[Place, ...]:
    """Find every toponym, used as a location or not, in the order of the text.

    `country` of a place is ISO alpha-2, or a sea's name for places at sea; coordinates are degrees
    in WGS 84, `geonames` the GeoNames id where the place has one. Adjectives (`Polish`) tell the
    country of their neighbours, but are no toponyms, unless `adjectives` asks for them as some
    corpora have them.
    """
    found = candidates(text, gazetteer)
    places = _placed(text, found)
    if not adjectives:
        return places
    return _apart([*places, *_adjectives(text), *_continental(text, gazetteer)])


def _apart(places: list[Place]) -> tuple[Place, ...]:
    """Sort places and leave out what overlaps an earlier or longer one: "Turkish Straits"."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda place: (place.span.start, -place.span.end)):
        if not kept or place.span.start >= kept[-1].span.end:
            kept.append(place)
    return tuple(kept)


def _placed(text: str, found: list[Candidate]) -> tuple[Place, ...]:
    lower = guards.lower_words(text)
    persons = guards.surnames(found)
    demands = [guards.demand(candidate, lower, persons) for candidate in found]
    likely = [c for c, need in zip(found, demands, strict=True) if need is not None and need < 1]
    settled = choose.settled(likely)
    context = _context(text, settled)
    told = _told(text, found, context)
    places = []
    for index, (candidate, need) in enumerate(zip(found, demands, strict=True)):
        if need is None:
            continue
        beside = choose.surroundings(text, found, index, told)
        site, score = choose.best(candidate, context, beside)
        elsewhere = told.get(fold(candidate.words), site) is None
        doubt = ELSEWHERE * elsewhere + _obscurity(candidate, site, beside)
        if score >= ENOUGH + need + doubt:
            places.append(_place(candidate, site))
    return marked(text, places)


def _context(text: str, settled: tuple[Site, ...]) -> choose.Context:
    told = mentions(text)
    named = Counter(mention.code for mention in told)
    named.update(site.country for site in settled)
    words = Counter(text[mention.start : mention.end] for mention in told)
    seats = {name: count for name, count in words.items() if name in _seats()}
    return choose.Context(countries=named, settled=settled, seats=seats)


@cache
def _seats() -> frozenset[str]:
    """Give the names of the seats of all states."""
    return frozenset(name for state in countries().values() for name in state.seats)


def _adjectives(text: str) -> list[Place]:
    """Put "Polish" into the middle of Poland; "Poles" are people and lie nowhere."""
    places = []
    for start, end, code in mentions(text):
        country, word = countries()[code], text[start:end]
        if word in country.people and not (word.endswith("s") and word[:-1] in country.people):
            span = Span(start, end)
            places.append(of_country(span, word, country))
    return places


def _continental(text: str, gazetteer: Gazetteer) -> Iterator[Place]:
    """Put "European" where Europe is."""
    lands = table("places-words")["continental"]
    for match in re.finditer(rf"\b(?:{'|'.join(lands)})\b", text):
        for site, _ in gazetteer.find(lands[match.group()])[:1]:
            yield of_site(Span(*match.span()), match.group(), site)


def _told(text: str, found: list[Candidate], context: choose.Context) -> dict[str, Site | None]:
    """Collect the senses that the text itself tells: "Paris, Texas" settles every Paris in it.

    None where the gazetteer has no such place there.
    """
    told: dict[str, Site | None] = {}
    for index, candidate in enumerate(found):
        beside = choose.surroundings(text, found, index, {})
        if beside.owners:
            site, _ = choose.best(candidate, context, beside)
            here = choose.owned(site, beside.owners)
            told.setdefault(fold(candidate.words), site if here else None)
    return told


SMALL = 15_000
ELSEWHERE = 2.0
"""More for a name that the text puts where the gazetteer has none: "Holliday, Mo."."""


def _obscurity(candidate: Candidate, site: Site, beside: choose.Surroundings) -> float:
    """Ask more of small towns where English is spoken: their names are words and surnames."""
    small = site.country in scope("spoken") and 0 < site.population < SMALL
    return 1.0 if small and not (beside.owners or beside.told) and not candidate.locative else 0.0


def _place(candidate: Candidate, site: Site) -> Place:
    return of_site(Span(candidate.start, candidate.end), candidate.words, site)
