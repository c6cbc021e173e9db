"""Whose house a page says it is, outside its head: in structured data, and in its copyright line.

These are hints. A copyright line names who holds the words, which is mostly, and not always, who
owns the house; so a person still answers.

Source: https://schema.org/Organization (`legalName`, `parentOrganization`), `publisher` and
`copyrightHolder` of https://schema.org/CreativeWork; JSON-LD 1.1, section 7 (in HTML).
"""

import html
import json
import re
from collections.abc import Iterator

_DATA = re.compile(r"[^>]{0,300}\bapplication/ld\+json[^>]{0,300}>(.*)", re.DOTALL)
_LINE = re.compile(
    r"(?:©|\(c\)|copyright)[\s©]{0,5}(?:\(c\)\s*)?(?:\d{4}(?:\s?[-–—]\s?(?:\d{4})?)?)?[\s,.:|-]{0,5}"
    r"([^\W\d_][^©|\n<>]{2,80})",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[.,;:–—]\s|\s-\s|\ball rights|\bvis[oa]s t|\bwszelkie prawa|\balla rätt|\ball(?:e)? rett|"
    r"\btoate drept|\bkõik õig|\bvšechna práv|\bвсе права|\bусі права|\balle rechte|\d{4}",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"<(?:script|style)\b.{0,200000}?</(?:script|style)\s*>|<[^>]{0,2000}>", re.DOTALL
)
_OWNERS = ("parentOrganization", "copyrightHolder", "publisher", "sourceOrganization")
DEEPEST = 8
"""Lists and objects within each other that are looked into."""

SCRIPTS = 200
"""Scripts of a page that are looked at; news pages have some dozens."""

FOOT = 30_000
"""Characters at the end of a page in which its copyright line stands."""


def houses(markup: str) -> Iterator[str]:
    """Name whom a page gives as its owner, the surest first; a name may come twice.

    >>> list(houses("<footer>© 2019–2026 OÜ Naide. All rights reserved</footer>"))
    ['OÜ Naide']
    """
    for piece in markup.split("</script")[:SCRIPTS]:
        if found := _DATA.match(piece.rpartition("<script")[2]):
            yield from _named(_json(found[1]), DEEPEST)
    foot = html.unescape(_MARKUP.sub("\n", markup[-FOOT:]))
    for found in _LINE.finditer(foot):
        if name := _ENDS.split(found[1], maxsplit=1)[0].strip(" .,-"):
            yield name


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _named(told: object, deep: int) -> Iterator[str]:
    """Walk structured data: the legal name of an organisation, and who stands above it."""
    if isinstance(told, list) and deep:
        for one in told[:50]:
            yield from _named(one, deep - 1)
    if not isinstance(told, dict) or not deep:
        return
    if isinstance(legal := told.get("legalName"), str):
        yield legal
    for key in _OWNERS:
        yield from _names_of(told.get(key))
    yield from _named([one for one in told.values() if isinstance(one, (dict, list))], deep - 1)


def _names_of(house: object) -> Iterator[str]:
    if isinstance(house, list):
        for one in house[:5]:
            yield from _names_of(one)
    elif isinstance(house, dict) and isinstance(name := house.get("name"), str):
        yield name
