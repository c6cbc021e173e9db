"""Towns by the gazetteer's nominatives.

A name counts where a word or an ending leads to it, at the head of a report, or where it is a large
town or capital. What it means is settled by size, by nearness to the language's home, and by the
states named in the text.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from vedette.code.languages.page import Spot
from vedette.code.languages.places.lands import States, adjective_of, states_of
from vedette.code.languages.places.leads import (
    NEXT,
    Lead,
    Leads,
    follows_name,
    heads,
    leads_of,
    opens,
)
from vedette.code.languages.places.romanization import is_cyrillic
from vedette.code.languages.places.toponyms import Form, Toponyms, toponyms_of
from vedette.code.languages.words import Words
from vedette.code.places import Gazetteer
from vedette.code.places.choose import prior
from vedette.code.places.making import of_site
from vedette.records import Span
from vedette.taxonomy.places import Site, fold, scope

_MOST = 3
"""Words in the longest name tried: "Biała Podlaska" has two."""
_LARGE = 100_000
_HOME = 1.5
"""What a place at home has before its namesakes, in powers of ten of people."""
_NAMED = 1.2
"""… and one in a state that the text names."""
_OWNED = 3.0
"""… and one whose state's adjective stands before it: `в польском Люблине`."""
_ENOUGH = 3.6
_INFLECTED = -0.2
_SMALL_ABROAD = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Towns:
    """Looks for towns in one language."""

    gazetteer: Gazetteer
    leads: Leads
    toponyms: Toponyms
    never: tuple[str, ...]
    never_words: frozenset[str]
    persons: frozenset[str]
    home: frozenset[str]
    states: States

    def find(self, text: str, match: re.Match[str], named: frozenset[str]) -> Spot | None:
        """Find the town whose name begins with a capitalised word; `named` are states told."""
        lead = self.leads.before(text, match.start())
        for end in _ends(text, match):
            words = text[match.start() : end]
            head = heads(text, match, end)
            if self._is_never(words) or self._is_person(text, end, words, lead):
                continue
            if words.isupper() and not head and len(words) < 5:
                continue
            behind = self.leads.is_behind(text, end)
            led = bool(lead.told) or head or behind
            forms = self._forms(text, match, words, led=led)
            owner = adjective_of(text[lead.start : match.start()], self.states)
            form, site = self._best(forms, named, owner, led=led)
            if site is None or form is None:
                continue
            if not (led or form.told or _stands_out(text, match, site)):
                continue
            span = Span(match.start(), end)
            return Spot(
                span=Span(lead.start, end),
                place=of_site(span, words, site),
                locates=_locates(lead, form, behind=behind),
                wide=site.kind in {"country", "region"},
            )
        return None

    def _forms(self, text: str, match: re.Match[str], words: str, *, led: bool) -> tuple[Form, ...]:
        """Give the nominatives; where a word opens a sentence only an ending that tells counts."""
        forms = self.toponyms.forms(words)
        if led or not opens(text, match):
            return forms
        return tuple(form for form in forms if form.told or form.name == forms[0].name)

    def _is_never(self, words: str) -> bool:
        """Say whether a capitalised word is an organ or a function word, not a place."""
        first = fold(words).split(" ", 1)[0]
        return first in self.never_words or first.startswith(self.never)

    def _is_person(self, text: str, end: int, words: str, lead: Lead) -> bool:
        """Say whether a name that people bear is one: nothing leads to it, or a name follows."""
        return fold(words) in self.persons and (not lead.told or bool(NEXT.match(text, end)))

    def _best(
        self, forms: Iterable[Form], named: frozenset[str], owner: str, *, led: bool
    ) -> tuple[Form, Site] | tuple[None, None]:
        """Choose the likeliest site under any nominative of a name."""
        scored = []
        for order, form in enumerate(forms):
            for site, alternate in self.gazetteer.find(form.name):
                if order and site.country not in self.home and 0 < site.population < _SMALL_ABROAD:
                    continue
                score = prior(site, alternate=alternate and not is_cyrillic(form.name))
                score += _INFLECTED * bool(order) + _HOME * (site.country in self.home)
                score += _NAMED * (site.country in named) + _OWNED * (site.country == owner)
                near = site.country in scope("near") or site.population >= _LARGE
                if near or site.kind == "sea" or site.country in named:
                    scored.append((score, -order, form, site))
        if not scored:
            return None, None
        score, _, form, site = max(scored, key=lambda entry: entry[:2])
        enough = _ENOUGH + (0 if led or form.told else 1)
        return (form, site) if score >= enough else (None, None)


def _locates(lead: Lead, form: Form, *, behind: bool) -> bool:
    """Say whether a name tells where: by the word before it, else by its ending or what follows."""
    return lead.told == "inside" or (not lead.told and (form.told == "inside" or behind))


def _ends(text: str, match: re.Match[str]) -> list[int]:
    """Give where a name of up to three capitalised words may end, the longest first."""
    ends = [match.end()]
    while len(ends) < _MOST and (more := NEXT.match(text, ends[-1])):
        ends.append(more.end())
    return ends[::-1]


def _stands_out(text: str, match: re.Match[str], site: Site) -> bool:
    """Say whether a name is a place without a preposition: large, and no surname."""
    return not follows_name(text, match.start()) and (
        site.population >= _LARGE or site.kind in {"capital", "country", "island"}
    )


@lru_cache(maxsize=32)
def towns_of(words: Words, gazetteer: Gazetteer) -> Towns:
    """Read what a language's `places.toml` says of towns."""
    tables: Mapping[str, list[str]] = words.lexicon("places").tables
    return Towns(
        gazetteer=gazetteer,
        leads=leads_of(words),
        toponyms=toponyms_of(words),
        never=tuple(fold(stem) for stem in tables.get("never", ())) or ("\0",),
        never_words=frozenset(fold(word) for word in tables.get("never_words", ())),
        persons=frozenset(fold(word) for word in tables.get("persons", ())),
        home=frozenset(tables["home"]),
        states=states_of(words),
    )
