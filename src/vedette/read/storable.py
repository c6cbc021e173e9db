r"""Strings that every store can hold and every terminal can show.

No NUL and no half of a surrogate pair: neither PostgreSQL nor UTF-8 can write them. And no control
letter, with which a title clears a screen or names a window: a mark stands in its place. Decoding
leaves neither of the first, but escapes in JSON-LD, in a feed's entry or in what a caller told can
bring them back.
"""

import re
from dataclasses import fields, replace
from typing import Any

from vedette.entries import storable
from vedette.records import Article

_BREAKS = re.compile("[\x0b\x0c\x1c-\x1f\x85]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


def storable_article(article: Article) -> Article:
    """Make every string of an article storable; the article itself where each one is."""
    values = {field.name: getattr(article, field.name) for field in fields(article)}
    clean = {name: _clean(value) for name, value in values.items()}
    changed = {name: value for name, value in clean.items() if value != values[name]}
    return replace(article, **changed) if changed else article


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _quiet(storable(value))
    return tuple(_clean(one) for one in value) if isinstance(value, tuple) else value


def _quiet(text: str) -> str:
    r"""Put a mark in the place of each control letter, or a space where it parts words.

    Every letter stays where it was, so that spans index the file that somebody else holds too.

    >>> _quiet("cable\x1b[2J cut\x0cat noon")
    'cable\ufffd[2J cut at noon'
    """
    return _BREAKS.sub(" ", _CONTROL.sub("\ufffd", text))
