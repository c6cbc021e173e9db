r"""A brief as Markdown (CommonMark 0.31), to be edited, mailed and kept.

>>> escaped("[a](b) *c* <d>")
'\\[a\\](b) \\*c\\* \\<d\\>'
"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from vedette.desk import Brief
from vedette.handling import label
from vedette.web import briefs, usual
from vedette.web.briefs import Item, Ref

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|~])")


def markdown(told: Brief) -> str:
    """Write a brief: a heading, the sentence of the week, its parts."""
    return "\n".join(_lines(told)) + "\n"


def _lines(told: Brief) -> Iterator[str]:
    listed = briefs.parts(told)
    yield f"**{label(told.handling)}**"
    yield ""
    yield f"# {escaped(briefs.title(told))}"
    yield ""
    yield f"**{escaped(usual.sentence(told.unusual))}**"
    yield ""
    yield f"{escaped(briefs.made(told))} {briefs.reading(listed)}"
    for part in listed:
        if not part.items and not part.nothing:
            continue
        yield ""
        yield f"## {part.title}"
        yield ""
        if not part.items:
            yield part.nothing
        ordered = part.name == "new"
        for number, item in enumerate(part.items, 1):
            yield from _item(item, f"{number}." if ordered else "-")
        if part.more:
            yield ""
            yield f"And {part.more} more."


def _item(item: Item, sign: str) -> Iterator[str]:
    told = f": {escaped(item.text)}" if item.text else ""
    head = f"**{escaped(item.head)}**" if item.text else escaped(item.head)
    quoted = f" “{escaped(item.quote)}”" if item.quote else ""
    refs = ", ".join(map(_ref, item.refs)) + (f" and {item.more} more" if item.more else "")
    stop = "" if (item.text or item.head).endswith(".") else "."
    yield f"{sign} {head}{told}{stop}{quoted}" + (f" — {refs}" if refs else "")


def _ref(ref: Ref) -> str:
    name = escaped(f"{ref.outlet}, {ref.day}")
    return f"[{name}]({quote(ref.url, safe=':/?=&%#+,;@!$~')})" if ref.url else name


def escaped(text: str) -> str:
    """Keep words from being read as marks, and on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
