"""The first five minutes at a desk: what is set, what is not yet, and the lines that set it.

Nothing is written here: a desk's settings are a file that its user keeps, so he is given the lines.
"""

import json
import tempfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from vedette.assess.assets import load
from vedette.desk.handing import plain_name
from vedette.errors import AssetError
from vedette.records import Source
from vedette.sources import load as sources

LARGEST: Final = 10_000_000
"""Bytes of a map that is looked at: 200,000 positions have 6 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which of the sources that ship are of these states and in one of these languages.

    `lines` are those of `vedette.toml` that let the desk listen to them alone.
    """

    sources: tuple[Source, ...]
    lines: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A map of assets that was looked at: how many of which class, and the lines that name it."""

    classes: tuple[tuple[str, int], ...]
    lines: str


@cache
def bundled() -> tuple[Source, ...]:
    """Load the sources that ship."""
    return sources().sources


def offered() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the states and the languages of the sources that ship, by their codes."""
    listed = bundled()
    states = {one.country for one in listed}
    return tuple(sorted(states)), tuple(sorted({name for one in listed for name in one.languages}))


def choice(countries: Collection[str], languages: Collection[str]) -> Choice:
    """Give the sources of a choice; of an empty one, all."""
    found = fitting(bundled(), countries, languages)
    told = (("countries", countries), ("languages", languages))
    lines = [f"{name} = {json.dumps(sorted(given))}" for name, given in told if given]
    return Choice(sources=found, lines="\n".join(["bundled = true", *lines]))


def fitting(
    listed: Iterable[Source], countries: Collection[str], languages: Collection[str]
) -> tuple[Source, ...]:
    """Leave the sources of these states, and in one of these languages; where none is named, all.

    A body of many states is of `XX`.
    """
    states = {one.upper() for one in countries}
    spoken = {one.lower() for one in languages}
    return tuple(
        one
        for one in listed
        if (not states or one.country in states) and (not spoken or spoken & set(one.languages))
    )


def look(name: str, body: bytes) -> Looked:
    """Look a map of assets over; raises AssetError with the number of the feature at fault."""
    if len(body) > LARGEST:
        raise AssetError(
            what=f"{len(body):,} bytes",
            where=plain_name(name),
            remedy="name the file in vedette.toml: the desk itself reads larger ones",
        )
    with tempfile.TemporaryDirectory(prefix="vedette-") as folder:
        path = Path(folder) / plain_name(name)
        path.write_bytes(body)
        try:
            found = load(path)
        except AssetError as fault:
            where = fault.where.replace(f"{folder}/", "")
            raise AssetError(
                what=fault.what, where=where, why=fault.why, remedy=fault.remedy
            ) from None
    kinds: Sequence[str] = [one.kind for one in found]
    counted = tuple((kind, kinds.count(kind)) for kind in sorted(set(kinds)))
    files = json.dumps([plain_name(name)])
    return Looked(classes=counted, lines=f"[assets]\nfiles = {files}\nnear = 20")
