r"""On which line of a TOML text a key stands.

The parser of the standard library gives values without places. So it is asked again, with one
line more each time: the statement that first brings a key ends where the key first shows, and
began where the last statement had ended. The real parser decides, thus strings over several lines,
comments and inline tables cannot lead it astray. Quadratic, and only paid for a file with a fault;
`files.LARGEST` bounds it.

>>> Lines('name = "A"\n\n[[channels]]\nurl = "x"\n').of("channels", 0, "url")
4
>>> Lines('name = "A"').of("licence")
1
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

_AT_LINE = re.compile(r"at line (\d+)")

Step = str | int

DEEPEST = 50
"""Tables and lists in each other. Nothing that is read here has more than five."""


def parsed(text: str) -> dict[str, Any]:
    """Read TOML as the standard library does, and raise its error alone.

    By itself it lets others escape: over a number of 4301 digits, over a thousand lists in lists.
    """
    try:
        told = tomllib.loads(text)
    except RecursionError as fault:
        raise tomllib.TOMLDecodeError("nested too deeply") from fault
    except tomllib.TOMLDecodeError:
        raise
    except ValueError as fault:
        raise tomllib.TOMLDecodeError(str(fault)) from fault
    layer: list[Any] = [told]
    for _ in range(DEEPEST):
        layer = [inner for one in layer if isinstance(one, dict | list) for inner in _inside(one)]
    if layer:
        raise tomllib.TOMLDecodeError("nested too deeply")
    return told


def _inside(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


class Lines:
    """Finds keys in one TOML text that parses; lines count from 1."""

    def __init__(self, text: str) -> None:
        # Not splitlines(): TOML ends a line at LF alone, Python at eight other characters too.
        self._lines = text.split("\n")
        self._grown: list[tuple[int, dict[str, Any]]] | None = None

    def of(self, *path: Step) -> int:
        """Find the line on which the value at this path begins, or that of its nearest parent."""
        grown = self._prefixes()
        for depth in range(len(path), 0, -1):
            # A longer text holds whatever a shorter one held, so the first that does is bisected.
            first = bisect_left(grown, 1, key=lambda it: int(_holds(it[1], path[:depth])))
            if first < len(grown):
                return grown[first][0]
        return 1

    def _prefixes(self) -> list[tuple[int, dict[str, Any]]]:
        if self._grown is None:
            self._grown = self._grow()
        return self._grown

    def _grow(self) -> list[tuple[int, dict[str, Any]]]:
        grown: list[tuple[int, dict[str, Any]]] = []
        start = 0
        for end in range(1, len(self._lines) + 1):
            try:
                table = parsed("\n".join(self._lines[:end]) + "\n")
            except tomllib.TOMLDecodeError:
                continue
            grown.append((start + 1, table))
            start = end
        return grown


def _holds(value: Any, path: tuple[Step, ...]) -> bool:
    for step in path:
        if isinstance(step, int):
            if not isinstance(value, list) or len(value) <= step:
                return False
        elif not isinstance(value, dict) or step not in value:
            return False
        value = value[step]
    return True


def of_fault(fault: tomllib.TOMLDecodeError, text: str) -> int:
    """Read the line out of the parser's own complaint; at the end of the text, its last line."""
    found = _AT_LINE.search(str(fault))
    return int(found.group(1)) if found else text.rstrip("\n").count("\n") + 1
