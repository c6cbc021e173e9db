"""Writing into a source file on which day its channels answered, and nothing else.

The file is its author's: lines, comments and order stay. Under the address of each channel that
answered, `verified` gets the day.
"""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

from vedette.errors import SourceError
from vedette.records import Source
from vedette.sources.addresses import ASKED
from vedette.sources.interpret import interpret

_TABLE = re.compile(r"^\s*\[")
_ADDRESS = re.compile(r"""^\s*url\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_VERIFIED = re.compile(r"^\s*verified\s*=")


def verified(text: str, urls: Collection[str], day: date) -> str:
    r"""Give a source file's text with the day under the addresses that answered.

    >>> print(verified('[[channels]]\nurl = "https://a.ee/rss"\nfull = true\n',
    ...                ["https://a.ee/rss"], date(2026, 3, 2)), end="")
    [[channels]]
    url = "https://a.ee/rss"
    verified = 2026-03-02
    full = true
    """
    tables: list[list[str]] = [[]]
    for line in text.splitlines(keepends=True):
        if _TABLE.match(line):
            tables.append([])
        tables[-1].append(line)
    return "".join(line for table in tables for line in _dated(table, urls, day))


def _dated(table: list[str], urls: Collection[str], day: date) -> list[str]:
    found = [(n, _ADDRESS.match(line)) for n, line in enumerate(table)]
    at = [n for n, match in found if match and (match[1] or match[2]) in urls]
    if not at:
        return table
    kept = [line for line in table if not _VERIFIED.match(line)]
    place = kept.index(table[at[0]]) + 1
    kept[place - 1] = kept[place - 1].rstrip("\n") + "\n"
    return [*kept[:place], f"verified = {day.isoformat()}\n", *kept[place:]]


def write_verified(source: Source, path: Path, urls: Collection[str], day: date) -> None:
    """Write the day into a source's file; raises SourceError, and the file stays as it was.

    What is written is read back first: it must be the same source but for the days.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        made = verified(text, urls, day)
        wanted = replace(
            source,
            channels=tuple(
                replace(one, verified=day) if one.url in urls else one for one in source.channels
            ),
        )
        kinds = ASKED | {one.kind for one in source.channels}
        if interpret(made, id=source.id, where=str(path), kinds=kinds) != wanted:
            raise SourceError(
                what="the day cannot be written without changing more",
                where=str(path),
                remedy="write verified under the channel's url by hand",
            )
        path.write_text(made, encoding="utf-8", newline="\n")
    except OSError as fault:
        raise SourceError(
            what="the source's file cannot be written",
            where=str(path),
            why=fault.strerror or str(fault),
            remedy="name the folder of your own files with --write",
        ) from fault
