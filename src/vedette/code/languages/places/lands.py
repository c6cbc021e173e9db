"""States in their cases, and regions and seas, by lists: `states.toml`, `places.toml`.

A state's own territory may stand behind its adjective or its name (`polską przestrzeń powietrzną`,
`Suomen ilmatilaan`), and then something happens there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from vedette.code.languages.page import Spot
from vedette.code.languages.places.leads import Lead, Leads, leads_of
from vedette.code.languages.times.vocabulary import Vocabulary
from vedette.code.languages.words import Words
from vedette.code.places import Gazetteer
from vedette.code.places.making import of_country, of_site
from vedette.records import Span
from vedette.taxonomy.countries import countries

LANDS = frozenset({"sea", "strait", "lagoon", "region", "island", "headland", "river", "line"})
"""Kinds of places that a name under `lands` may mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """The states of the world as a language names them; `inside` are forms that say where."""

    names: re.Pattern[str]
    owners: Vocabulary
    inside: re.Pattern[str]
    adjectives: re.Pattern[str]
    stems: dict[str, str]
    territory: re.Pattern[str]


@lru_cache(maxsize=16)
def states_of(words: Words) -> States:
    """Read a language's states and what its territory is called."""
    tables = words.lexicon("states").tables
    named = {code: [*state["names"], *state.get("inside", ())] for code, state in tables.items()}
    owners = Vocabulary(named)
    inside = Vocabulary({code: state.get("inside", ()) for code, state in tables.items()})
    stems = {state["adjective"]: code for code, state in tables.items() if "adjective" in state}
    behind = "|".join(words.lexicon("places").tables["territory"])
    territory = rf"[ \u00a0](?:{behind})(?!\w)"
    ranked = "|".join(sorted(stems, key=len, reverse=True))
    return States(
        names=re.compile(rf"(?<![\w-]){owners.pattern}(?![\w-])", re.IGNORECASE),
        owners=owners,
        inside=re.compile(inside.pattern, re.IGNORECASE),
        adjectives=re.compile(
            rf"(?<![\w-])({ranked})\w*(?={territory})" if stems else r"(?!)", re.IGNORECASE
        ),
        stems=stems,
        territory=re.compile(territory, re.IGNORECASE),
    )


def adjective_of(words: str, states: States) -> str:
    """Give the state whose adjective is among the words before a name, '' where there is none."""
    for word in words.lower().split():
        for stem, code in states.stems.items():
            if word.startswith(stem):
                return code
    return ""


def find_states(text: str, words: Words) -> Iterator[Spot]:
    """Find states by name, then by the adjective of their territory."""
    states, leads = states_of(words), leads_of(words)
    for match in states.names.finditer(text):
        if not match.group()[0].isupper():
            continue
        lead = leads.before(text, match.start())
        within = (
            bool(states.inside.fullmatch(match.group()))
            or leads.enters(text, lead, match.start())
            or leads.is_behind(text, match.end())
        )
        behind = states.territory.match(text, match.end())
        span = Span(match.start(), behind.end() if behind else match.end())
        code = states.owners.value(match.group())
        yield _state_spot(text, span, code, lead, within=within or bool(behind))
    for match in states.adjectives.finditer(text):
        behind = states.territory.match(text, match.end())
        span = Span(match.start(), behind.end() if behind else match.end())
        lead = Lead(start=match.start())
        yield _state_spot(text, span, states.stems[match[1].lower()], lead, within=True)


def _state_spot(text: str, span: Span, code: str, lead: Lead, *, within: bool) -> Spot:
    place = of_country(span, text[span.start : span.end], countries()[code])
    located = within or lead.told == "inside"
    return Spot(span=Span(lead.start, span.end), place=place, locates=located, wide=True)


def find_lands(text: str, gazetteer: Gazetteer, words: Words) -> Iterator[Spot]:
    """Find regions and seas; the name in `lands` is the one that the gazetteer knows."""
    leads = leads_of(words)
    for match in words.patterns("places", "lands").search(text):
        said = text[match.start : match.end]
        if not (_named(said) or said.lower().startswith(_low(words))):
            continue
        owners = [site for site, _ in gazetteer.find(match.name) if site.kind in LANDS]
        if owners:
            lead = leads.before(text, match.start)
            place = of_site(Span(match.start, match.end), said, owners[0])
            yield Spot(
                span=Span(lead.start, match.end),
                place=place,
                locates=_located(text, lead, match.start, leads),
                wide=owners[0].precision == "region",
            )


def _named(said: str) -> bool:
    return any(letter.isupper() for letter in said)


@lru_cache(maxsize=16)
def _low(words: Words) -> tuple[str, ...]:
    """Give the beginnings of lands that are written small."""
    return tuple(words.lexicon("places").tables.get("low", ()))


def _located(text: str, lead: Lead, start: int, leads: Leads) -> bool:
    return lead.told != "beyond" or leads.enters(text, lead, start)
