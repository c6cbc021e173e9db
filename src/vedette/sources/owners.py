"""One owner in two spellings: when two names of houses are one.

>>> spelling("The Schibsted ASA"), spelling("schibsted")
('schibsted', 'schibsted')
>>> spelling("Łotewskie Radio Sp. z o.o.") == spelling("Lotewskie  Radio")
True
"""

import re
import unicodedata
from typing import Final

_FOLDED: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae"})
"""Letters that carry their stroke in themselves, so that decomposing them leaves it."""

FORMS: Final = (
    "sp z o o", "a s", "as", "asa", "a b", "ab", "oy", "oyj", "gmbh", "ag", "s a", "sa", "uab",
    "sia", "ou", "ltd", "limited", "plc", "inc", "llc", "s r o", "sro", "kft", "zrt", "srl", "b v",
    "bv",
)  # fmt: skip
"""Legal forms, as they read without points: the same house is written with its form and without."""

_FORM = re.compile(rf"(?<=\w) (?:{'|'.join(sorted(FORMS, key=len, reverse=True))})$")


def spelling(owner: str) -> str:
    """Bring an owner's name into the form under which it counts as already spelt.

    Capitals, accents, points, a leading article and the legal form make no other owner.
    """
    plain = unicodedata.normalize("NFKD", owner.casefold().translate(_FOLDED))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = " ".join(re.findall(r"[\w&]+", letters)).removeprefix("the ")
    return _FORM.sub("", words)
