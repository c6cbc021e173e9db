"""What a channel may declare beyond its address: rules for its kind, checked before they are used.

    sitemap  pattern          a regular expression that the addresses of articles hold
    index    links, pattern   a CSS selector for the links to articles; such an expression
    json     [channels.paths] where in the answer things stand: `items`, `title`, `url` and others

A path is a name, or names with dots between them, such as `data.list`; a number counts in a list.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from vedette.records import Rule
from vedette.sources.lines import Lines, Step

OF_KIND: Final[dict[str, tuple[str, ...]]] = {
    "sitemap": ("pattern",),
    "index": ("links", "pattern"),
    "json": ("paths",),
}
NEEDED_PATHS: Final = ("items", "title", "url")
PATHS: Final = (*NEEDED_PATHS, "id", "published", "text")

_PATH = re.compile(r"[^\s.]+(\.[^\s.]+)*")

Complaint = tuple[tuple[Step, ...], str, str]
"""Where in the table, what is wrong, and what to do about it."""


def faults(channel: dict[str, Any], at: tuple[Step, ...]) -> Iterator[Complaint]:
    """List what is wrong with the rules of one channel's table."""
    for name, check in (("pattern", _pattern), ("links", _selector)):
        value = channel.get(name, "")
        if name in channel and not isinstance(value, str):
            yield (*at, name), f"{name} is no text", "put it in quotes"
        elif name in channel and (why := check(value)):
            yield (*at, name), f"{name} cannot be used: {why}", "mend it, or leave it out"
    if channel.get("kind") == "json":
        yield from _paths(channel.get("paths"), (*at, "paths"))


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except (re.error, OverflowError, RecursionError) as fault:
        return str(fault)
    return "" if value else "it is empty"


def _selector(value: str) -> str:
    try:
        LexborHTMLParser("<p>").css(value)
    except SelectolaxError:
        return "it is no CSS selector"
    return ""


def _paths(paths: object, at: tuple[Step, ...]) -> Iterator[Complaint]:
    if not isinstance(paths, dict):
        remedy = 'add a table [channels.paths] with items = "…", title = "…" and url = "…"'
        yield at, "a json channel has no paths", remedy
        return
    for name in NEEDED_PATHS:
        if name not in paths:
            yield at, f"the path of {name!r} is missing", f'add {name} = "…"'
    for name, value in paths.items():
        if name not in PATHS:
            yield (*at, name), f"there is no path {name!r}", f"use {', '.join(PATHS)}"
        elif not isinstance(value, str) or not _is_path(name, value):
            remedy = 'write names with dots between them, such as "data.list"'
            yield (*at, name), f"{value!r} is no path", remedy


def _is_path(name: str, value: str) -> bool:
    """Tell whether a text is a path; that of the items may be empty where the answer is a list."""
    return bool(_PATH.fullmatch(value)) or (name == "items" and not value)


def rules_of(
    channel: dict[str, Any], at: tuple[Step, ...], where: str, lines: Lines
) -> tuple[Rule, ...]:
    """Read the rules of a channel's table that has no faults, each with its file and line."""
    may = OF_KIND.get(channel["kind"], ())
    paths: dict[str, str] = channel.get("paths", {}) if "paths" in may else {}
    flat = {(name,): channel[name] for name in may if name in channel and name != "paths"}
    nested = {("paths", name): value for name, value in paths.items()}
    return tuple(
        Rule(name=path[-1], value=value, where=f"{where}:{lines.of(*at, *path)}")
        for path, value in sorted((flat | nested).items())
    )
