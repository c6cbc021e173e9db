"""The rules of a source file: what its table may say, each with what to do when it does not."""

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any, Final

from vedette.handling import LEVELS
from vedette.sources.addresses import fault_of, same, web_fault
from vedette.sources.codes import (
    COUNTRIES,
    LANGUAGES,
    MANY_STATES,
    NEARLY,
    OWNERSHIPS,
    RELIABILITIES,
    SECTORS,
)
from vedette.sources.declared import OF_KIND, Complaint, faults
from vedette.sources.lines import Step

NEEDED: Final = ("name", "home", "country", "languages", "owner", "ownership", "licence")
JUDGED: Final = ("sector", "handling", "reliability", "reason")
ALLOWED: Final = (*NEEDED, *JUDGED, "found", "note", "channels")
OF_CHANNEL: Final = ("kind", "url", "full", "verified")

ID = re.compile(r"[a-z]{2}/[a-z0-9]+(-[a-z0-9]+)*")

_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def complaints(table: dict[str, Any], id_: str, kinds: Collection[str]) -> Iterator[Complaint]:
    """List all that is wrong with one file's table, rule by rule and not in order of lines."""
    yield from _keys(table, ALLOWED, (*NEEDED, "channels"), ())
    yield from _words(table)
    yield from _home(table)
    yield from _identity(table, id_)
    yield from _languages(table)
    yield from _classes(table)
    yield from _grade(table)
    yield from _channels(table, kinds)


def _keys(
    table: dict[str, Any], allowed: tuple[str, ...], needed: tuple[str, ...], at: tuple[Step, ...]
) -> Iterator[Complaint]:
    for key in table:
        if key == "id":
            yield (*at, key), "the key id may not stand here", "leave it out: the path is the id"
        elif key not in allowed:
            yield (*at, key), f"the key {key!r} is not known", f"use one of {', '.join(allowed)}"
    for key in needed:
        if key not in table:
            yield at, f"the key {key!r} is missing", f"add {key!r}"


def _words(table: dict[str, Any]) -> Iterator[Complaint]:
    """Complain about texts that are empty, padded, no text at all, or hold control characters."""
    for key in ("name", "home", "owner", "licence", "reason", "found", "note"):
        if key not in table:
            continue
        value = table[key]
        if not isinstance(value, str):
            yield (key,), f"{key} is no text", "put it in quotes"
        elif key in NEEDED and not value.strip():
            yield (key,), f"{key} is empty", f"say it, or do not list this source: {key} is needed"
        elif value != value.strip():
            yield (key,), f"{key} begins or ends with a space", "take the space out"
        elif _UNPRINTABLE.search(value) or ("\n" in value and key != "note"):
            yield (key,), f"{key} holds a line break or a control character", "write it on one line"


def _home(table: dict[str, Any]) -> Iterator[Complaint]:
    home = table.get("home")
    if isinstance(home, str) and home.strip() and (fault := web_fault(home)):
        yield ("home",), f"home cannot be visited: {fault}", "give the http(s) address of its site"


def _identity(table: dict[str, Any], id_: str) -> Iterator[Complaint]:
    """Complain about a path that is no id, and about a country that is none or not the folder's."""
    if not ID.fullmatch(id_):
        remedy = "name it <country>/<outlet>.toml: two letters, then a-z, 0-9 and single hyphens"
        yield (), f"the path {id_!r} cannot be an id", remedy
    if "country" not in table:
        return
    country, folder = table["country"], id_.partition("/")[0]
    if not _listed(country, COUNTRIES):
        advice = _advice(country, f"an ISO 3166-1 code in capitals, or {MANY_STATES} for bodies of")
        yield ("country",), f"country {country!r} is none", advice
    elif country.lower() != folder:
        remedy = f"move the file to {country.lower()}/, or say country = {folder.upper()!r}"
        yield ("country",), f"country {country!r} stands in the folder {folder!r}", remedy


def _listed(code: object, codes: Collection[str]) -> bool:
    """Say whether it is one of the codes; a list or a table in its place is none, and no crash."""
    return isinstance(code, str) and code in codes


def _advice(code: object, rule: str) -> str:
    meant = NEARLY.get(code) if isinstance(code, str) else None
    rule = f"{rule} many states" if rule.endswith(" of") else rule
    return f"write {meant}" if meant else f"give {rule}"


def _languages(table: dict[str, Any]) -> Iterator[Complaint]:
    languages = table.get("languages", ["en"])
    if not isinstance(languages, list) or not languages:
        yield ("languages",), "languages is no list of codes", 'write for instance ["en"]'
        return
    for code in languages:
        if not _listed(code, LANGUAGES):
            advice = _advice(code, "ISO 639-1 codes in lower case")
            yield ("languages",), f"language {code!r} is none", advice
    if len({str(code) for code in languages}) < len(languages):
        yield ("languages",), "a language is listed twice", "list each once"


def _classes(table: dict[str, Any]) -> Iterator[Complaint]:
    if table.get("ownership", "private") not in OWNERSHIPS:
        what = f"ownership {table['ownership']!r} is no class"
        yield ("ownership",), what, f"use one of {', '.join(OWNERSHIPS)}"
    if "sector" in table and table["sector"] not in SECTORS:
        what = f"sector {table['sector']!r} is no kind of body"
        yield ("sector",), what, f"use one of {', '.join(SECTORS)}"
    if table.get("handling", "clear") not in LEVELS:
        what = f"handling {table['handling']!r} is no level of TLP 2.0"
        yield ("handling",), what, f"use one of {', '.join(LEVELS)}"
    if table.get("reliability", "F") not in RELIABILITIES:
        what = f"reliability {table['reliability']!r} is no grade"
        yield ("reliability",), what, "use A to F; F where nobody can judge"


def _grade(table: dict[str, Any]) -> Iterator[Complaint]:
    """Complain about a grade that nobody defends; F needs no defence."""
    grade, reason = table.get("reliability", "F"), table.get("reason", "")
    if grade in RELIABILITIES and grade != "F" and not str(reason).strip():
        remedy = "give the fact that earns it as reason, or leave reliability at F"
        yield ("reliability",), f"reliability {grade} has no reason", remedy


def _channels(table: dict[str, Any], kinds: Collection[str]) -> Iterator[Complaint]:
    channels = table.get("channels")
    if channels is None:
        return
    if not isinstance(channels, list) or not channels:
        yield ("channels",), "channels is no list of tables", "begin each with [[channels]]"
        return
    seen: set[str] = set()
    for index, channel in enumerate(channels):
        at: tuple[Step, ...] = ("channels", index)
        if not isinstance(channel, dict):
            yield at, "a channel is no table", "begin each with [[channels]]"
            continue
        yield from _keys(channel, allowed(channel.get("kind")), ("kind", "url"), at)
        yield from _channel(channel, kinds, at)
        yield from faults(channel, at)
        url = channel.get("url")
        if isinstance(url, str) and not web_fault(url):
            if same(url) in seen:
                yield (*at, "url"), f"{url} is listed twice in this file", "keep one of the two"
            seen.add(same(url))


def allowed(kind: object) -> tuple[str, ...]:
    """Name the keys that a channel of this kind may have."""
    return (*OF_CHANNEL, *(OF_KIND.get(kind, ()) if isinstance(kind, str) else ()))


def _channel(
    channel: dict[str, Any], kinds: Collection[str], at: tuple[Step, ...]
) -> Iterator[Complaint]:
    kind, url = channel.get("kind", "feed"), channel.get("url", "https://x")
    if not _listed(kind, kinds):
        yield (*at, "kind"), f"kind {kind!r} has no collector", f"use {', '.join(sorted(kinds))}"
    elif not isinstance(url, str):
        yield (*at, "url"), "url is no text", "put the address in quotes"
    elif fault := fault_of(kind, url):
        yield (*at, "url"), f"{url!r} cannot be asked: {fault}", "give the whole http(s) address"
    if not isinstance(channel.get("full", False), bool):
        yield (*at, "full"), "full is neither true nor false", "write true or false, unquoted"
    verified = channel.get("verified", date.min)
    if not isinstance(verified, date) or isinstance(verified, datetime):
        yield (*at, "verified"), "verified is no day", "write it unquoted, such as 2026-11-25"
