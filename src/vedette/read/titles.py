"""The title of a page, without the name of the outlet that most pages append.

>>> without_outlet("Cable cut off Gotland | Baltic Daily", ["Baltic Daily"])
'Cable cut off Gotland'
"""

import re
import unicodedata

MAX_TITLE = 400
"""Letters: the longest title with gold has 214; what is longer is a paragraph in a heading's tag."""

_PARTS = re.compile(r"\s+[|·•»«–—-]\s+|\s*[|»]\s*|\s+::\s+|\s+//\s+")
_SPACE = re.compile(r"\s+")


def tidy(text: str) -> str:
    """One line, without the space around it."""
    return _SPACE.sub(" ", text).strip()


def fold(text: str) -> str:
    """Letters and digits alone, in lower case: two titles that fold alike are one."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def choose_title(
    *, headline: str, og: str, head: str, headings: list[str], outlets: list[str]
) -> str:
    """Choose among JSON-LD, OpenGraph, <title> and the headings of the page.

    A heading that another of them repeats is what readers see; it wins. Without one, the words
    that were written for machines do.
    """
    said = [without_outlet(tidy(text), outlets) for text in (headline, og, head)]
    said = [
        text
        for text in said
        if text
        and len(text) <= MAX_TITLE
        and fold(text) not in {fold(outlet) for outlet in outlets}
    ]
    seen = [tidy(text) for text in headings if 0 < len(tidy(text)) <= MAX_TITLE]
    for heading in seen:
        if any(_same(heading, text) for text in said):
            return without_outlet(heading, outlets)
    if headline and said:
        return said[0]
    if (
        len(seen) == 1
        and fold(seen[0]) not in {fold(outlet) for outlet in outlets}
        and len(seen[0]) > 15
    ):
        return seen[0]
    return said[0] if said else next(iter(seen), "")


def without_outlet(title: str, outlets: list[str]) -> str:
    """Cut the outlet's name, and what follows or precedes it, off a title's end or start."""
    names = {fold(outlet) for outlet in outlets if fold(outlet)}
    parts = _PARTS.split(title)
    if len(parts) < 2:
        return title
    if any(_names(parts[-1], name) for name in names):
        return title[: title.rindex(parts[-1])].rstrip(" |·•»«–—-:/")
    if any(_names(parts[0], name) for name in names):
        return title[len(parts[0]) :].lstrip(" |·•»«–—-:/")
    return title


def _names(part: str, outlet: str) -> bool:
    folded = fold(part)
    return bool(folded) and (
        folded == outlet
        or (len(folded) >= 4 and len(outlet) >= 4 and (folded in outlet or outlet in folded))
    )


def _same(one: str, other: str) -> bool:
    a, b = fold(one), fold(other)
    if not a or not b:
        return False
    return a == b or (min(len(a), len(b)) >= 12 and (a in b or b in a))
