"""What is plugged in: parts that vedette and other packages register as entry points.

    vedette.collectors   kind of channel → `collect.Collector`
    vedette.readers      name → `read.Reader`
    vedette.coders       name → a function that loads a `code.Coder`; one that takes an argument is
                         handed the `code.llm.Wire` to the server that the settings name
    vedette.formats      name → a module with `MEDIA_TYPE`, and `write` for findings, or
                         `write_incidents` or `write_folder` for incidents; `exporting` has more
    vedette.channels     kind of channel → a `send.Kind`: how an envelope is written, and how sent
    vedette.engines      name → a class with the methods of `engines.Engine`

The parts that ship register in the same way. One that does not load is an error that names the
package, for the desk must not silently work without what somebody installed.
"""

from functools import cache
from importlib.metadata import entry_points
from typing import Any

from vedette.errors import ConfigurationError, MissingExtra


@cache
def plugged(group: str) -> dict[str, Any]:
    """Load every part of a group, by name; where two packages claim one name, refuse to guess."""
    found: dict[str, Any] = {}
    for point in sorted(entry_points(group=f"vedette.{group}"), key=lambda p: (p.name, p.value)):
        if point.name in found:
            raise ConfigurationError(
                what=f"two packages provide {point.name!r}",
                where=f"entry points vedette.{group}",
                remedy="uninstall one of them",
            )
        found[point.name] = _load(point, group)
    return found


def _load(point: Any, group: str) -> Any:
    try:
        return point.load()
    except ImportError as fault:
        raise MissingExtra(
            what=f"the {group} part {point.name!r} does not load",
            where=point.value,
            why=str(fault),
            remedy="install what it needs, or uninstall the package that brings it",
        ) from fault


def part(group: str, name: str) -> Any:
    """Give one part, or say which there are."""
    parts = plugged(group)
    if name not in parts:
        raise ConfigurationError(
            what=f"there is no {name!r} among the {group}",
            where=f"entry points vedette.{group}",
            why=f"there are {', '.join(sorted(parts)) or 'none'}",
            remedy="name one of these, or install the package that brings it",
        )
    return parts[name]
