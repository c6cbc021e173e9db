"""Who wrote it: names out of what pages put where a name should be.

>>> names(["By Ana Novak and Jon Berg", "https://example.org/staff/ana"])
('Ana Novak', 'Jon Berg')
"""

import re
from collections.abc import Iterable

from vedette.read.titles import fold, tidy

MAX_NAMES = 8
"""Authors kept: the longest byline with gold has 6."""

MAX_NAME = 60
"""Letters of a name or of a newsroom's; longer runs are sentences about the author."""

_OPENING = re.compile(
    r"^(?:(?:story|words|text|analysis|reported|written|posted|published|updated)\s+)?by[:\s]+|"
    r"^(?:von|av|af|par|por|di|tekst|text|autor(?:in|ka|zy)?|author|reporter|автор|foto)\s*:\s*|"
    r"^(?:von|par|por)\s+(?=[^\W\d_])|^(?:od|przez|autor)\s+(?=[A-Z])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:;|\||/|•|·|\n|,(?!\s*(?:jr|sr)\b)| and | und | och | og | y | et | e | i | & )\s*"
)
_NOT_NAMES = re.compile(
    r"https?:|www\.|@|\d|^(?:admin|administrator|editor|editors|webmaster|guest|null|none|"
    r"undefined|anonymous|unknown|author|share|follow|updated?|published|staff writer|contributor|"
    r"correspondent|reporter|senior .*|chief .*|.{0,30}\b(?:editor|correspondent|reporter|redakteur(?:in)?|"
    r"journalist|columnist|writer|producer))$|\b(?:gmt|uhr|ago|read|min|am|pm)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*(?:\(.*?\)|[-–—|]\s.*|,.*| (?:in|for|für) [A-ZÄÖÜ].*)$")


def names(raw: Iterable[str], *, outlets: Iterable[str] = ()) -> tuple[str, ...]:
    """Split bylines into names, in order, each once; addresses, roles and the outlet are dropped.

    The outlet stays where it is the only one named: a newsroom signs too.
    """
    found = list(dict.fromkeys(name for text in raw for name in _split(text)))
    signed = {fold(outlet) for outlet in outlets}
    people = [name for name in found if fold(name) not in signed]
    return tuple((people or found)[:MAX_NAMES])


def _split(text: str) -> Iterable[str]:
    if "://" in text[:12]:
        return
    bare = _OPENING.sub("", tidy(text[:400]))
    for part in _BETWEEN.split(bare):
        name = tidy(_TAIL.sub("", _OPENING.sub("", part))).strip(" .,:;-–—*")
        if 2 < len(name) <= MAX_NAME and not _NOT_NAMES.search(name):
            yield name.title() if name.isupper() and " " in name else name
