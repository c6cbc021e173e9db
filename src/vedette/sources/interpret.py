"""One source file, read strictly: what it may say, and what is wrong with what it says.

A source file is a promise about who speaks. A key that is silently ignored, a country that does not
fit its folder or a grade without its reason would be believed later without anybody noticing, so
every one of them is refused, with the file, the line and the remedy.
"""

import tomllib
from collections.abc import Collection
from typing import Any, cast

from vedette.errors import SourceError
from vedette.handling import Tlp
from vedette.records import Channel, Ownership, Reliability, Sector, Source
from vedette.sources.codes import KINDS
from vedette.sources.declared import rules_of
from vedette.sources.lines import Lines, Step, of_fault, parsed
from vedette.sources.rules import OF_CHANNEL, complaints


def interpret(text: str, *, id: str, where: str, kinds: Collection[str] = KINDS) -> Source:  # noqa: A002 - the record's own word
    """Read the text of one source file, or raise its first fault as a `SourceError`.

    `id` is `<country>/<outlet>`, given by the file's path; `where` names the file in messages.
    """
    faults, source = examine(text, id=id, where=where, kinds=kinds)
    if source is None:
        raise faults[0]
    return source


def examine(
    text: str,
    *,
    id: str,  # noqa: A002 - the record's own word
    where: str,
    kinds: Collection[str] = KINDS,
) -> tuple[tuple[SourceError, ...], Source | None]:
    """Read the text of one source file: all its faults in order of lines, or the source."""
    try:
        table = parsed(text)
    except tomllib.TOMLDecodeError as fault:
        return (_syntax(fault, text, where),), None
    found = list(complaints(table, id, kinds))
    lines = Lines(text)
    if not found:
        return (), _source(table, id, where, lines)
    placed = sorted((lines.of(*path), what, remedy) for path, what, remedy in found)
    return tuple(
        SourceError(what=what, where=f"{where}:{line}", remedy=remedy)
        for line, what, remedy in placed
    ), None


def _syntax(fault: tomllib.TOMLDecodeError, text: str, where: str) -> SourceError:
    return SourceError(
        what="this is not TOML",
        where=f"{where}:{of_fault(fault, text)}",
        why=str(fault),
        remedy="compare it with a source file that ships with vedette",
    )


def _source(table: dict[str, Any], id_: str, where: str, lines: Lines) -> Source:
    return Source(
        id=id_,
        name=table["name"],
        home=table["home"],
        country=table["country"],
        languages=tuple(table["languages"]),
        owner=table["owner"],
        ownership=cast("Ownership", table["ownership"]),
        licence=table["licence"],
        channels=tuple(
            _channel(channel, ("channels", n), where, lines)
            for n, channel in enumerate(table["channels"])
        ),
        reliability=cast("Reliability", table.get("reliability", "F")),
        reason=table.get("reason", ""),
        found=table.get("found", ""),
        note=table.get("note", ""),
        sector=cast("Sector | None", table.get("sector")),
        handling=cast("Tlp", table.get("handling", "clear")),
    )


def _channel(table: dict[str, Any], at: tuple[Step, ...], where: str, lines: Lines) -> Channel:
    plain = {key: value for key, value in table.items() if key in OF_CHANNEL}
    return Channel(**plain, rules=rules_of(table, at, where, lines))
