"""Show what strangers wrote so that it cannot steer the page: escaped, and nothing in it unseen.

Articles come from anybody, some from the adversary. A directional override makes `gnp.exe` read as
`exe.png`; a zero-width space splits a name that is searched for. Such characters are shown by
their names in brackets: a title that reads backwards is news about the title.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup, escape

_UNSEEN: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Directional and zero-width controls, C0 and C1, lone surrogates. Not among them: the joiners
U+200C and U+200D, without which Persian and emoji fall apart, and the soft hyphen."""

_SHORT: Final[Mapping[str, str]] = {
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u061c": "ALM",
    "\u200b": "ZWSP",
    "\ufeff": "BOM",
}


def reveal(text: str) -> str:
    r"""Show characters that cannot be seen by their names; all others stay.

    >>> reveal("fine \u202egnp.exe")
    'fine ⟦RLO⟧gnp.exe'
    """
    if text.isprintable():  # what cannot be seen is not: nearly all that is shown ends here
        return text
    return _UNSEEN.sub(lambda found: f"⟦{_name(found[0])}⟧", text)


def _name(character: str) -> str:
    return _SHORT.get(character, f"U+{ord(character):04X}")


def controls(text: str) -> Markup:
    """Escape an article's words and set each unseen character in a mark of its own."""
    if text.isprintable():
        return escape(text)
    parts = re.split(f"({_UNSEEN.pattern})", text)
    return Markup("").join(
        escape(part) if at % 2 == 0 else _control(part) for at, part in enumerate(parts)
    )


def _control(character: str) -> Markup:
    full = unicodedata.name(character, "control character")
    title = f"U+{ord(character):04X} {full.lower()}, shown because it would not be seen"
    return Markup('<span class="ctl" title="{}">{}</span>').format(title, _name(character))


def snippet(text: str) -> Markup:
    """Escape a search hit; the words found stand between U+0002 and U+0003 and are marked."""
    opened, *rest = text.split("\x02")
    out = [controls(opened.replace("\x03", ""))]
    for part in rest:
        found, _, after = part.partition("\x03")
        out.append(Markup("<mark>{}</mark>{}").format(controls(found), controls(after)))
    return Markup("").join(out)


def outside(url: str | None) -> str | None:
    """Give back an address that may be a link: http or https with a host; None for all others.

    >>> outside("javascript:alert(1)"), outside("https://example.org/a")
    (None, 'https://example.org/a')
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None
