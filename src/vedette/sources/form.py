"""A source as TOML text and as a fingerprint.

`toml_of` writes what `interpret` reads back as the same source; `version_of` names one state of a
source, so that the ledger can say under which description an article was collected.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from vedette.records import Channel, Source, digest
from vedette.sources.declared import PREFIXED

_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}

TABLES = {"json": "paths", "csv": "columns"}
"""The table in which channels of a kind declare most of what they do."""

DEFAULTS = {
    "sector": None,
    "handling": "clear",
    "reliability": "F",
    "reason": "",
    "found": "",
    "note": "",
}


def toml_of(source: Source) -> str:
    r"""Write a source as the text of its file; what stands at its default is left out.

    >>> _string('a "b"\n')
    '"a \\"b\\"\\n"'
    """
    return "\n".join([*_head(source), *channels_of(source.channels)]) + "\n"


def _head(source: Source) -> Iterator[str]:
    yield f"name = {_string(source.name)}"
    yield f"home = {_string(source.home)}"
    yield f"country = {_string(source.country)}"
    yield f"languages = [{', '.join(map(_string, source.languages))}]"
    yield f"owner = {_string(source.owner)}"
    yield f"ownership = {_string(source.ownership)}"
    yield f"licence = {_string(source.licence)}"
    for key, default in DEFAULTS.items():
        if (value := getattr(source, key)) != default:
            yield f"{key} = {_string(value)}"


def channels_of(channels: tuple[Channel, ...]) -> Iterator[str]:
    """Write the tables of channels, line by line."""
    for channel in channels:
        yield "\n[[channels]]"
        yield f"kind = {_string(channel.kind)}"
        yield f"url = {_string(channel.url)}"
        yield f"full = {'true' if channel.full else 'false'}"
        if channel.verified is not None:
            yield f"verified = {channel.verified.isoformat()}"
        yield from _rules(channel)


def _rules(channel: Channel) -> Iterator[str]:
    """Write what a channel declares; what it declares in tables stands in them again."""
    prefixed = [rule for rule in channel.rules if rule.name.startswith(tuple(PREFIXED.values()))]
    if channel.rules and channel.kind in TABLES:
        yield f"\n[channels.{TABLES[channel.kind]}]"
    for rule in channel.rules:
        if rule not in prefixed:
            yield f"{rule.name} = {_string(rule.value)}"
    for table, prefix in PREFIXED.items():
        mine = [rule for rule in prefixed if rule.name.startswith(prefix)]
        if mine:
            yield f"\n[channels.{table}]"
        for rule in mine:
            yield f"{_string(rule.name.removeprefix(prefix))} = {_string(rule.value)}"


def _string(value: str) -> str:
    return f'"{_ESCAPED.sub(_escape, value)}"'


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}"


def version_of(source: Source) -> str:
    """Hash all that a source says of itself; the same on every machine, another after any change.

    Where its file stands and how it is laid out do not count; a comment is not a new version.
    """
    told = asdict(source)
    # Left out where nobody has said: a source keeps its version when vedette learns a new field.
    if told["sector"] is None:
        del told["sector"]
    if told["handling"] == "clear":
        del told["handling"]
    for channel in told["channels"]:
        # Left out where there are none: a source keeps its version when vedette learns a new kind.
        if rules := channel.pop("rules"):
            channel["rules"] = {rule["name"]: rule["value"] for rule in rules}
    return digest("source", json.dumps(told, sort_keys=True, default=_day))


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)
