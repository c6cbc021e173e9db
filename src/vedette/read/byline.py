"""Who wrote it: names out of what pages put where a name should be.

>>> names(["By Ana Novak and Jon Berg", "https://example.org/staff/ana"])
('Ana Novak', 'Jon Berg')
"""

import re
from collections.abc import Iterable, Iterator

from vedette.read.titles import tidy
from vedette.titled import fold

MAX_NAMES = 12
"""Authors kept: the longest byline with gold, a live blog's, has 9."""

MAX_NAME = 60
"""Letters of a name or of a newsroom's; longer runs are sentences about the author."""

_OPENING = re.compile(
    r"^(?:(?:story|words|text|analysis|reported|written|posted|published|updated)\s+)?by[:\s]+|"
    r"^(?:von|av|af|par|por|di|tekst|text|autor(?:in|ka|zy)?|author|reporter|автор|foto)\s*:\s*|"
    r"^(?:von|par|por)\s+(?=[^\W\d_])|^(?:od|przez|autor)\s+(?=[A-Z])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:;|\||\s/\s|•|·|\n|,(?!\s*(?:jr|sr)\b)| (?:and|und|och|og|y|et|e|i|&|with|mit) )\s*",
    re.IGNORECASE,
)
_NOT_NAMES = re.compile(
    r"https?:|www\.|@|\d|^(?:admin|administrator|editors?|webmaster|guest|null|none|undefined|"
    r"anonymous|unknown|author|authors|share|follow|published|updated|contributor|correspondent|"
    r"reporter|staff writers?|von|by|af|av|par|di|text|foto|bild|(?:veröffentlicht|erstellt) .*)$|"
    r"\b(?:gmt|uhr|ago|read|min|am|pm)\b",
    re.IGNORECASE,
)
# After a name and a comma stands a role, or a place.
_ROLE = re.compile(
    r"\b(?:editor|correspondent|reporter|redakteur(?:in)?|journalist(?:in)?|columnist|writer|"
    r"producer|chief|head|staff|freelance\w*|contributor|analyst)s?\b",
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


def _split(text: str) -> Iterator[str]:
    if "://" in text[:12]:
        return
    bare = _OPENING.sub("", tidy(text[:400]))
    for i, part in enumerate(_BETWEEN.split(bare)):
        name = tidy(_TAIL.sub("", _OPENING.sub("", part))).strip(" .,:;-–—*")
        if ":" in name:
            continue
        if not 2 < len(name) <= MAX_NAME or _NOT_NAMES.search(name) or (i and _ROLE.search(name)):
            continue
        yield name.title() if name.isupper() and " " in name else name
