"""How firmly somebody says who did it: the ladder of the coding guide, section 4."""

from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of
from vedette.taxonomy.patterns import Patterns

_WORDS = lexicon("attributions")
_LADDER = Patterns(_WORDS.classes("ladder"))
FORMAL = _WORDS.words("acts.formal")
PROVEN = _WORDS.words("acts.proven")


def firmness_of(accuser: str, words: str, cue: str) -> int:
    """Give the rung from 1 to 6: who says it, with which cue, in which words.

    >>> firmness_of("the security service", "The security service blamed Moscow.", "blame")
    3
    >>> firmness_of("Tallinn", "Tallinn accused Moscow.", "accuse")
    4
    """
    by = _LADDER.names(accuser)
    if cue in PROVEN or ("court" in by and cue != "suspect"):
        return 6
    if cue in FORMAL or (accuser and "formally" in words.lower()):
        return 5
    around = _LADDER.names(words)
    if "speculation" in around:
        return 1
    if not accuser:
        return 2
    return _spoken(accuser, by, hedged="hedge" in around or cue == "suspect")


def _spoken(accuser: str, by: frozenset[str], *, hedged: bool) -> int:
    if "agency" in by:
        return 3
    if "official" in by or country_of(accuser) is not None:
        return 3 if hedged else 4
    return 2 if hedged else 3
