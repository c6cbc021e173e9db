r"""Strings that every store can hold: no NUL, and no half of a surrogate pair.

Decoding leaves neither, but escapes in JSON-LD, in a feed's entry or in what a caller told can
bring them back, and neither PostgreSQL nor UTF-8 can write them.
"""

from dataclasses import fields, replace
from typing import Any

from vedette.entries import storable
from vedette.records import Article


def storable_article(article: Article) -> Article:
    """Make every string of an article storable; the article itself where each one is."""
    values = {field.name: getattr(article, field.name) for field in fields(article)}
    clean = {name: _clean(value) for name, value in values.items()}
    changed = {name: value for name, value in clean.items() if value != values[name]}
    return replace(article, **changed) if changed else article


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    return tuple(_clean(one) for one in value) if isinstance(value, tuple) else value
