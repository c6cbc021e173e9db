"""In which direction words act: who is asked to close a border has not followed by opening it."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

OPPOSITE: Final[Mapping[str, str]] = {
    "raise": "lower", "lower": "raise", "deploy": "withdraw", "withdraw": "deploy",
    "close": "open", "open": "close",
}  # fmt: skip
_NOT: Final = re.compile(
    r"\b(?:not|never|no|refrain\w*|abstain\w*|avoid\w*|stop\w*|halt\w*|cease\w*|end)\b(?:\W+\w+){0,3}\W*$",
    re.IGNORECASE,
)
"""Before a verb, these ask that it be not done, or no longer."""


@cache
def _verbs() -> tuple[re.Pattern[str], Mapping[str, str]]:
    told = tomllib.loads(files(__package__).joinpath("doings.toml").read_text("utf-8"))
    ways = {form: way for way, forms in told.items() for form in forms}
    listed = "|".join(sorted(map(re.escape, ways), key=len, reverse=True))
    return re.compile(rf"\b(?:{listed})\b", re.IGNORECASE), ways


def way_of(words: str) -> str:
    """Give the direction of the first verb that has one, empty where none has.

    >>> way_of("shut the crossing at Kuźnica"), way_of("a swift inquiry")
    ('close', '')
    """
    pattern, ways = _verbs()
    found = pattern.search(words)
    return ways[found[0].lower()] if found else ""


def forbidden(words: str) -> bool:
    """Say whether words ask that something be not done, or no longer.

    >>> forbidden("refrain from closing the border"), forbidden("close the border, not the sky")
    (True, False)
    """
    found = _verbs()[0].search(words)
    return bool(_NOT.search(words[: found.start()] if found else words[:24] + " "))


def bare(words: str) -> str:
    """Leave out the verbs that have a direction: what they act on remains.

    >>> bare("close the border with Belarus")
    ' the border with Belarus'
    """
    return _verbs()[0].sub("", words)


def direction_of(told: str, words: str) -> str:
    """Give the direction of a deed: the coder's, except that what is opened is not closed.

    Of 11 gold changes whose first verb opens none closes; a coder mistakes "reopened" for it.

    >>> direction_of("close", "reopened the post"), direction_of("", "sent two ships")
    ('open', 'deploy')
    """
    way = way_of(words)
    return way if not told or (told, way) == ("close", "open") else told
