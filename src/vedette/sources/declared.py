"""What a channel may declare beyond its address: rules for its kind, checked before they are used.

    sitemap  pattern          a regular expression that the addresses of articles hold
    index    links, pattern   a CSS selector for the links to articles; such an expression
    json     [channels.paths] where in the answer things stand: `items`, `title`, `url` and others
    taxii    login, scheme    as whom it is asked, and how: `basic`, or `bearer` for a token
    csv      [channels.columns] which column has what: `name`, `when`, `place` and others; and
             [channels.kinds], which of our kinds its words mean

    feed, sitemap, index and page:  [channels.reading], CSS selectors for what their pages are read
             by: `body`, `without`, `title` and `date`

A path is a name, or names with dots between them, such as `data.list`; a number counts in a list.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from vedette.records import Rule
from vedette.sources.lines import Lines, Step
from vedette.taxonomy.kinds import ORDER

OF_KIND: Final[dict[str, tuple[str, ...]]] = {
    "feed": ("reading",),
    "page": ("reading",),
    "sitemap": ("pattern", "reading"),
    "index": ("links", "pattern", "reading"),
    "json": ("paths",),
    "taxii": ("login", "scheme"),
    "csv": ("columns", "kinds"),
}
SCHEMES: Final = ("basic", "bearer")
NEEDED_COLUMNS: Final = ("name",)
COLUMNS: Final = (
    *NEEDED_COLUMNS, "id", "description", "kind", "stage", "when", "until", "place", "country",
    "lat", "lon", "radius", "killed", "injured", "target", "accused", "accuser", "published",
    "source", "url",
)  # fmt: skip
NEEDED_PATHS: Final = ("items", "title", "url")
PATHS: Final = (*NEEDED_PATHS, "id", "published", "text")

READING: Final = ("body", "without", "title", "date")
"""What may be declared of a site's pages."""

PREFIXED: Final = {"kinds": "kind:", "reading": "read:"}
"""What stands before the names of rules out of a table whose names are somebody else's words."""

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
    if "reading" in channel:
        yield from _reading(channel["reading"], (*at, "reading"))
    if channel.get("kind") == "json":
        yield from _paths(channel.get("paths"), (*at, "paths"))
    if channel.get("kind") == "csv":
        yield from _columns(channel.get("columns"), (*at, "columns"))
        yield from _kinds(channel.get("kinds", {}), (*at, "kinds"))
    if channel.get("kind") == "taxii":
        yield from _asking(channel, at)


def _reading(rules: object, at: tuple[Step, ...]) -> Iterator[Complaint]:
    if not isinstance(rules, dict) or not rules:
        yield at, "reading declares nothing", 'add a table [channels.reading] with body = "…"'
        return
    for name, value in rules.items():
        if name not in READING:
            yield (*at, name), f"there is no rule {name!r}", f"use {', '.join(READING)}"
        elif not isinstance(value, str) or not value or _selector(value):
            yield (*at, name), f"{value!r} is no CSS selector", 'write one, such as "div.text"'


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


def _columns(columns: object, at: tuple[Step, ...]) -> Iterator[Complaint]:
    if not isinstance(columns, dict):
        remedy = 'add a table [channels.columns] with at least name = "…"'
        yield at, "a csv channel has no columns", remedy
        return
    for name in NEEDED_COLUMNS:
        if name not in columns:
            yield at, f"the column of {name!r} is missing", f'add {name} = "…"'
    for name, value in columns.items():
        if name not in COLUMNS:
            yield (*at, name), f"there is no column {name!r}", f"use {', '.join(COLUMNS)}"
        elif not isinstance(value, str) or not value:
            yield (*at, name), f"{value!r} is no name of a column", "write it in quotes"


def _kinds(kinds: object, at: tuple[Step, ...]) -> Iterator[Complaint]:
    if not isinstance(kinds, dict):
        yield at, "kinds is no table", 'add a table [channels.kinds] with "their word" = "ours"'
        return
    for word, kind in kinds.items():
        if kind not in ORDER:
            yield (*at, word), f"there is no kind {kind!r}", f"use {', '.join(ORDER)}"


def _asking(channel: dict[str, Any], at: tuple[Step, ...]) -> Iterator[Complaint]:
    login, scheme = channel.get("login", "x"), channel.get("scheme", "basic")
    if not isinstance(login, str) or not login or ":" in login:
        yield (*at, "login"), f"{login!r} is no name to log in with", "write it in quotes"
    if scheme not in SCHEMES:
        yield (*at, "scheme"), f"there is no scheme {scheme!r}", f"use {' or '.join(SCHEMES)}"
    if "scheme" in channel and "login" not in channel:
        remedy = "add login, the name that stands in the file of passwords"
        yield (*at, "scheme"), "a scheme without a login", remedy


def _is_path(name: str, value: str) -> bool:
    """Tell whether a text is a path; that of the items may be empty where the answer is a list."""
    return bool(_PATH.fullmatch(value)) or (name == "items" and not value)


def rules_of(
    channel: dict[str, Any], at: tuple[Step, ...], where: str, lines: Lines
) -> tuple[Rule, ...]:
    """Read the rules of a channel's table that has no faults, each with its file and line."""
    may = OF_KIND.get(channel["kind"], ())
    told = {name: channel[name] for name in may if name in channel}
    flat = {(name,): value for name, value in told.items() if not isinstance(value, dict)}
    nested = {
        (name, inner): value
        for name, table in told.items()
        if isinstance(table, dict)
        for inner, value in table.items()
    }
    return tuple(
        Rule(
            name=PREFIXED.get(path[0], "") + path[-1],
            value=value,
            where=f"{where}:{lines.of(*at, *path)}",
        )
        for path, value in sorted((flat | nested).items())
    )
