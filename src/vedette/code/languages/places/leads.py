"""What stands around a name: does it tell where something is, whence or whither, or nothing."""

import re
from dataclasses import dataclass
from functools import lru_cache

from vedette.code.languages.page import UPPER
from vedette.code.languages.places.toponyms import Told
from vedette.code.languages.words import Words

NAME = re.compile(rf"(?<![\w-])[{UPPER}][^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
"""A capitalised word."""
NEXT = re.compile(rf"(?:[ \u00a0-]|-[^\W\d_]{{2,3}}-)([{UPPER}][^\W\d_]+(?:['’ʼ][^\W\d_]+)*)")
"""The word that may go on with a name: `Biała Podlaska`, `Ростов-на-Дону`."""
_HEAD = re.compile(r"(?:\.|,? \(|\s?[–—-]\s)")
_BEFORE = re.compile(r"([^\W\d_]+\.?)(?: ([^\W\d_]+))?[ \u00a0]$")
_OPENS = re.compile(r"(?:^|[\n.!?„“\"«–—]\s*)$")
_REACH = 40
"""Characters looked at before a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The words before a name: where they start, and whether they lead into or past a place."""

    start: int
    told: Told = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """The words of one language that lead to places, small letters throughout.

    `inside` and `beyond` stand before a name, one word or two; `behind` stands behind it and says
    where (`lähellä`, `uoste`). An adjective that ends as `between` says may part a word of `inside`
    from the name (`у польському Любліні`). `entering` goes with wide lands, which it places where
    it would only direct to a town (`do Polski`). `joining` puts a name beside one that tells where.
    """

    inside: frozenset[str]
    beyond: frozenset[str]
    entering: frozenset[str]
    behind: re.Pattern[str]
    between: tuple[str, ...]
    joining: frozenset[str]

    def before(self, text: str, start: int) -> Lead:
        """Look at the one or two words before a name, on its own line."""
        line = text[max(text.rfind("\n", 0, start) + 1, start - _REACH) : start]
        words = line.split()
        if not words or not line.endswith((" ", "\u00a0")):
            return Lead(start=start)
        for size in (2, 1):
            said = " ".join(words[-size:])
            if len(words) >= size and said.lower() in self.inside:
                return Lead(start=start - len(said) - 1, told="inside")
        if len(words) > 1 and words[-2].lower() in self.inside and self._parts(words[-1]):
            return Lead(start=start - len(" ".join(words[-2:])) - 1, told="inside")
        if words[-1].lower() in self.beyond:
            return Lead(start=start - len(words[-1]) - 1, told="beyond")
        return Lead(start=start)

    def _parts(self, word: str) -> bool:
        return word.islower() and word.endswith(self.between)

    def joins(self, gap: str) -> bool:
        """Say whether the words between two names make the second go with the first."""
        return bool(self.joining) and (gap == ", " or gap.strip().lower() in self.joining)

    def enters(self, text: str, lead: Lead, start: int) -> bool:
        """Say whether a wide land is entered: `do Polski` places what a town's `do` does not."""
        return text[lead.start : start].strip().lower() in self.entering

    def is_behind(self, text: str, end: int) -> bool:
        """Say whether the word behind a name tells where: `Helsingin lähellä`."""
        return bool(self.behind.match(text, end))


@lru_cache(maxsize=16)
def leads_of(words: Words) -> Leads:
    """Read the words that lead to a place from a language's `places.toml`."""
    tables = words.lexicon("places").tables
    behind = "|".join(
        re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")
        for word in tables.get("behind", ())
    )
    return Leads(
        inside=frozenset(tables.get("inside", ())),
        beyond=frozenset(tables.get("beyond", ())),
        entering=frozenset(tables.get("entering", ())),
        between=tuple(tables.get("between", ())) or ("\0",),
        joining=frozenset(tables.get("joining", ())),
        behind=re.compile(rf"[ \u00a0](?:{behind})(?!\w)" if behind else r"(?!)", re.IGNORECASE),
    )


def heads(text: str, match: re.Match[str], end: int) -> bool:
    """Say whether a name opens a line as the place of the report: `WILNO.`, `Praga (PZN) –`."""
    opens = match.start() == 0 or text[match.start() - 1] == "\n"
    return opens and bool(_HEAD.match(text, end))


def opens(text: str, match: re.Match[str]) -> bool:
    """Say whether a word opens a sentence, where any word has a capital letter."""
    return bool(_OPENS.search(text[max(0, match.start() - 3) : match.start()]))


def follows_name(text: str, start: int) -> bool:
    """Say whether the word before is capitalised, as a first name before a surname is."""
    before = _BEFORE.search(text[max(0, start - 24) : start])
    return bool(before and before[before.lastindex or 1][0].isupper())
