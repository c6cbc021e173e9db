"""Words of likelihood as intervals of percent, by a table that somebody has published.

One TOML file is one yardstick: its bands with their terms, where it was published, and the term
that stands for each modality of the codebook where the article has none of the terms.

>>> found = yardstick("icd203").of_words("It is highly likely that the border will close.")
>>> [(f.words, f.low, f.high) for f in found]
[('highly likely', 80.0, 95.0)]
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Final, Literal

from vedette.records import Span

Name = Literal["icd203", "phia", "nato"]
NAMES: Final[tuple[Name, ...]] = ("icd203", "phia", "nato")
USUAL: Final[Name] = "icd203"
SHIFTS: Final = frozenset(
    {
        "not", "never", "no", "longer", "more", "less", "least", "as", "how", "equally",
        "increasingly", "hardly", "far", "so", "too",
    }
)  # fmt: skip
"""Words that make another thing of the term behind them: "no longer likely", "more likely"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """An interval of percent with the words that mean it, the first of them its name."""

    low: float
    high: float
    terms: tuple[str, ...]
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Words of a yardstick that stand in a text, at a span of it, and what they mean."""

    words: str
    span: Span
    name: str
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Yardstick:
    """A published table from words to probability, with where it was published.

    `defaults` gives for each modality of the codebook the term that stands for it.
    """

    id: Name
    name: str
    title: str
    publisher: str
    published: date
    place: str
    url: str
    bands: tuple[Band, ...]
    defaults: Mapping[str, str]

    def band(self, term: str) -> Band:
        """Give the band of a term; a term that is not there is an error in our own data."""
        return self._meant[term]

    @cached_property
    def _meant(self) -> Mapping[str, Band]:
        return {word: band for band in self.bands for word in (*band.terms, *band.forms)}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest = sorted(self._meant, key=lambda words: (-len(words), words))
        listed = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in longest)
        return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])", re.IGNORECASE)

    def of_words(self, text: str) -> list[Term]:
        """Give the terms in a text, the longest that stand at each place, in their order."""
        return [
            _term(match, self._meant)
            for match in self._pattern.finditer(text)
            if not _shifted(text[: match.start()])
        ]


def _term(match: re.Match[str], meant: Mapping[str, Band]) -> Term:
    band = meant[" ".join(match[0].lower().split())]
    return Term(
        words=match[0],
        span=Span(*match.span()),
        name=band.terms[0],
        low=band.low,
        high=band.high,
    )


def _shifted(before: str) -> bool:
    """Say whether the word before a term makes another thing of it."""
    last = re.search(r"([\w’']+)\s+$", before[-40:])
    word = last[1].lower().replace("’", "'") if last else ""
    return word in SHIFTS or word.endswith("n't")


@cache
def yardstick(name: Name) -> Yardstick:
    """Load a yardstick that ships."""
    text = files(__package__).joinpath(f"{name}.toml").read_text("utf-8")
    told: dict[str, Any] = tomllib.loads(text)
    bands = tuple(
        Band(
            low=float(one["low"]),
            high=float(one["high"]),
            terms=tuple(one["terms"]),
            forms=tuple(one["forms"]),
        )
        for one in told.pop("bands")
    )
    return Yardstick(id=name, bands=bands, **told)
