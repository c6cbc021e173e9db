"""What a report speaks of, in whatever language: its notions, weighed by how rare they are.

Reports of one happening in two languages share hardly a word, and towns have other names in each.
What they speak of is the same: a railway, a cut cable, a balloon over a border.
"""

import math
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from vedette import notions
from vedette.relate.signatures import Signature, lasting
from vedette.relate.words import unit

_TABLE: Final = Path(__file__).parent / "senses.tsv"
HEAD: Final = 220
"""Code points at the start of a text that say, with its title, what it is about; what follows is
how it came about, who said what, and what else happened."""


@lasting
def spoken(signature: Signature) -> Mapping[str, float]:
    """Give the notions of a report, which is held against a few dozen others."""
    return senses(signature.language, signature.title, signature.body)


@lasting
def about(signature: Signature) -> Mapping[str, float]:
    """Give those of its head."""
    return head(signature.language, signature.title, signature.body)


def senses(language: str, title: str, text: str) -> Mapping[str, float]:
    """Give the notions of a report as a vector of length 1; empty in a language without a list.

    Each by the logarithm of how often it stands there, times how rare it is.
    """
    stems = notions.patterns(language)
    if stems is None:
        return {}
    often = Counter(match.name for match in stems.search(f"{title}. {text}"))
    rare = _rarities()
    return unit({name: (1 + math.log(n)) * rare[name] for name, n in sorted(often.items())})


def head(language: str, title: str, text: str) -> Mapping[str, float]:
    """Give the notions of a report's title and first sentences, likewise."""
    return senses(language, title, text[:HEAD])


@cache
def _rarities() -> Mapping[str, float]:
    """Read how rare each notion is, from the table that `training/linking/senses.py` wrote."""
    total, *lines = _TABLE.read_text("utf-8").splitlines()
    counted = (line.split("\t") for line in lines)
    return {name: math.log((int(total) + 1) / (int(n) + 1)) for name, n in counted}
