"""Polish toponyms on the map: states and lands by lists, towns by the gazetteer's nominatives.

A name counts where a preposition leads to it, at the head of a report, or where it is a large town
or capital. What it means is settled by size, by nearness to Poland, and by the states named in
the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vedette.code.languages.page import Spot
from vedette.code.languages.pl.toponyms import nominatives
from vedette.code.languages.pl.words import WORDS
from vedette.code.places import Gazetteer
from vedette.code.places.choose import prior
from vedette.code.places.making import of_country, of_site
from vedette.records import Place, Span
from vedette.taxonomy.countries import countries
from vedette.taxonomy.patterns import Patterns
from vedette.taxonomy.places import Site, fold, scope

_NAME = re.compile(r"(?<![\w-])[^\W\d_a-ząćęłńóśźż][^\W\d_]+")
_NEXT = re.compile(r"[ \u00a0-]([^\W\d_a-ząćęłńóśźż][^\W\d_]+)")
_MOST = 3
"""Words in the longest name tried: "Biała Podlaska" has two."""
_BEFORE = re.compile(r"([^\W\d_]+\.?)(?: ([^\W\d_]+))?[ \u00a0]$")
_HEAD = re.compile(r"(?:\.|,? \(|\s?[–—-]\s)")
_TERRITORY = re.compile(
    r"[ \u00a0](?:przestrze\w+ powietrzn\w+|granic\w+ powietrzn\w+|w[oó]d\w* terytorialn\w+"
    r"|terytorium|nieb\w*|wybrzeż\w+)",
    re.IGNORECASE,
)
_PLAIN = frozenset({"w", "we", "na", "pod", "koło", "w gminie", "we wsi", "w miejscowości"})
_LOCATIVE = re.compile(r"(?:ach|ie|iu|owie|em|ami|cu|ku|rze|ej|ą|le)$")
_LARGE = 100_000
_HOME = 1.5
"""What a Polish place has before its namesakes, in powers of ten of people."""
_NAMED = 1.2
"""… and one in a state that the text names."""
_ENOUGH = 3.6
_INFLECTED = -0.2
_SMALL_ABROAD = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lead:
    """The words before a name: where they start, and whether they lead into or past a place."""

    start: int
    inside: bool
    beyond: bool


def find_spots(text: str, gazetteer: Gazetteer) -> tuple[Spot, ...]:
    """Find every toponym in the order of the text; none overlaps another."""
    spots = [*_states(text), *_lands(text, gazetteer), *_airspaces(text)]
    taken = bytearray(len(text))
    for spot in spots:
        taken[spot.span.start : spot.span.end] = b"\x01" * (spot.span.end - spot.span.start)
    named = frozenset(spot.place.country for spot in spots if spot.place)
    for match in _NAME.finditer(text):
        if taken.find(1, match.start(), match.end()) >= 0:
            continue
        town = _town(text, match, gazetteer, named)
        if town is not None:
            spots.append(town)
            taken[town.span.start : town.span.end] = b"\x01" * (town.span.end - town.span.start)
    return _apart(sorted(spots, key=lambda spot: (spot.span.start, -spot.span.end)))


def _apart(spots: list[Spot]) -> tuple[Spot, ...]:
    kept: list[Spot] = []
    for spot in spots:
        if not kept or spot.span.start >= kept[-1].span.end:
            kept.append(spot)
    return tuple(kept)


@cache
def _state_names() -> re.Pattern[str]:
    tables = WORDS.lexicon("states").tables
    names = sorted((n for state in tables.values() for n in state["names"]), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")


@cache
def _state_of() -> dict[str, str]:
    tables = WORDS.lexicon("states").tables
    return {name: code for code, state in tables.items() for name in state["names"]}


def _states(text: str) -> Iterator[Spot]:
    for match in _state_names().finditer(text):
        lead = _lead(text, match.start())
        entered = _enters(text, lead, match.start())
        code = _state_of()[match.group()]
        yield _state_spot(text, Span(match.start(), match.end()), code, lead, entered=entered)


def _enters(text: str, lead: _Lead, start: int) -> bool:
    """Say whether a wide land is entered: `do Polski` places what a town's `do` does not."""
    return text[lead.start : start].strip().lower() == "do"


def _state_spot(text: str, span: Span, code: str, lead: _Lead, *, entered: bool) -> Spot:
    place = of_country(span, text[span.start : span.end], countries()[code])
    whole = Span(lead.start, span.end)
    return Spot(span=whole, place=place, locates=lead.inside or entered, wide=True)


@cache
def _adjectives() -> tuple[re.Pattern[str], dict[str, str]]:
    tables = WORDS.lexicon("states").tables
    stems = {state["adjective"]: code for code, state in tables.items()}
    pattern = rf"(?<![\w-])({'|'.join(stems)})\w+(?={_TERRITORY.pattern})"
    return re.compile(pattern, re.IGNORECASE), stems


def _airspaces(text: str) -> Iterator[Spot]:
    """Place what happens in `polską przestrzeń powietrzną` in that state."""
    pattern, stems = _adjectives()
    for match in pattern.finditer(text):
        behind = _TERRITORY.match(text, match.end())
        end = behind.end() if behind else match.end()
        lead = _Lead(start=match.start(), inside=True, beyond=False)
        span = Span(match.start(), end)
        yield _state_spot(text, span, stems[match[1].lower()], lead, entered=False)


@cache
def _land_patterns() -> Patterns:
    return WORDS.patterns("places", "lands")


def _lands(text: str, gazetteer: Gazetteer) -> Iterator[Spot]:
    for match in _land_patterns().search(text):
        if not any(letter.isupper() for letter in text[match.start : match.end]) and not (
            text[match.start : match.end]
            .lower()
            .startswith(("powiat", "wojew", "obw", "odc", "podlaski"))
        ):
            continue
        owners = [s for s, _ in gazetteer.find(match.name) if s.kind in {"sea", "region"}]
        if owners:
            lead = _lead(text, match.start)
            place = _place(text, Span(match.start, match.end), owners[0])
            yield Spot(
                span=Span(lead.start, match.end),
                place=place,
                locates=not lead.beyond or _enters(text, lead, match.start),
                wide=owners[0].kind == "region",
            )


def _lead(text: str, start: int) -> _Lead:
    """Look at the one or two words before a name, on its own line."""
    line = text[max(text.rfind("\n", 0, start) + 1, start - 40) : start]
    words = line.split()
    if not words or not line.endswith((" ", "\u00a0")):
        return _Lead(start=start, inside=False, beyond=False)
    lexicon = WORDS.lexicon("places")
    for size in (2, 1):
        said = " ".join(words[-size:]).lower()
        if len(words) >= size and said in lexicon.words("inside"):
            return _Lead(start=start - len(" ".join(words[-size:])) - 1, inside=True, beyond=False)
    beyond = words[-1].lower() in lexicon.words("beyond")
    return _Lead(start=start - beyond * (len(words[-1]) + 1), inside=False, beyond=beyond)


def _town(
    text: str, match: re.Match[str], gazetteer: Gazetteer, named: frozenset[str]
) -> Spot | None:
    lead = _lead(text, match.start())
    head = _heads(text, match)
    for end in _ends(text, match):
        words = text[match.start() : end]
        if _is_never(words) or (words.isupper() and not head and len(words) < 5):
            continue
        led = lead.inside or lead.beyond or head
        forms = nominatives(words) if led or not _opens(text, match) else (fold(words),)
        found = _best(forms, gazetteer, named, led=led)
        if found is None:
            continue
        if not led and not _stands_out(text, match, found):
            continue
        span = Span(match.start(), end)
        return Spot(
            span=Span(lead.start, end),
            place=_place(text, span, found),
            locates=lead.inside,
            dateline=head,
            wide=found.kind in {"country", "region"},
        )
    return _unknown(text, match, lead)


def _unknown(text: str, match: re.Match[str], lead: _Lead) -> Spot | None:
    """Take a name in the locative for a village that the gazetteer lacks: `w Opinogórze`."""
    word = match.group()
    said = text[lead.start : match.start()].strip().lower()
    if said not in _PLAIN or _is_never(word) or not _LOCATIVE.search(word):
        return None
    if _NEXT.match(text, match.end()):
        return None
    return Spot(span=Span(lead.start, match.end()), place=None, locates=True)


def _ends(text: str, match: re.Match[str]) -> list[int]:
    """Give where a name of up to three capitalised words may end, the longest first."""
    ends = [match.end()]
    while len(ends) < _MOST and (more := _NEXT.match(text, ends[-1])):
        ends.append(more.end())
    return ends[::-1]


def _is_never(words: str) -> bool:
    """Say whether a capitalised word is an organ or a function word, not a place."""
    lexicon = WORDS.lexicon("places")
    first = fold(words).split(" ", 1)[0]
    return first in lexicon.words("never_words") or first.startswith(tuple(lexicon.words("never")))


def _heads(text: str, match: re.Match[str]) -> bool:
    """Say whether a name opens a line as the place of the report: `WILNO.`, `Praga (PZN) –`."""
    opens = match.start() == 0 or text[match.start() - 1] == "\n"
    return opens and bool(_HEAD.match(text, match.end()))


def _opens(text: str, match: re.Match[str]) -> bool:
    """Say whether a word opens a sentence, where any word has a capital letter."""
    return bool(
        re.search(r"(?:^|[\n.!?„“\"–—]\s*)$", text[max(0, match.start() - 3) : match.start()])
    )


def _best(
    forms: tuple[str, ...], gazetteer: Gazetteer, named: frozenset[str], *, led: bool
) -> Site | None:
    """Choose the likeliest site under any nominative of a name."""
    scored = []
    for order, form in enumerate(forms):
        for site, alternate in gazetteer.find(form):
            if order and site.country != "PL" and 0 < site.population < _SMALL_ABROAD:
                continue
            score = prior(site, alternate=alternate) + _INFLECTED * bool(order)
            score += _HOME * (site.country == "PL") + _NAMED * (site.country in named)
            near = site.country in scope("near") or site.population >= _LARGE or site.kind == "sea"
            if near or site.country in named:
                scored.append((score, -order, site))
    if not scored:
        return None
    score, _, site = max(scored, key=lambda entry: entry[:2])
    return site if score >= _ENOUGH + (0 if led else 1) else None


def _stands_out(text: str, match: re.Match[str], site: Site) -> bool:
    """Say whether a name is a place without a preposition: large, and no surname."""
    before = _BEFORE.search(text[max(0, match.start() - 24) : match.start()])
    named = bool(before and before[before.lastindex or 1][0].isupper())
    return not named and (
        site.population >= _LARGE or site.kind in {"capital", "country", "island"}
    )


def _place(text: str, span: Span, site: Site) -> Place:
    return of_site(span, text[span.start : span.end], site)
