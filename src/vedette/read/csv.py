"""The reader of rows: what one row of a table tells of an incident, laid out in its words.

The collector has looked up the columns that the source's file declares; what a capture holds is a
row with the meaning of each cell. A cell's words stand in the text as they are, with our form of
them behind where that is another.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from vedette import imported
from vedette.errors import ReadError
from vedette.read.dates import read_date
from vedette.read.told import web_address, where
from vedette.records import Article, Capture, Entry
from vedette.taxonomy.countries import countries, country_of

NAME: Final = "csv@1"
ROW_TYPE: Final = "application/vnd.vedette.row+json"


class CsvReader:
    """Reads one row, as the collector of tables captured it."""

    name = NAME
    media_types = (ROW_TYPE,)

    def __call__(self, capture: Capture, entry: Entry | None = None) -> Article:
        """Read one; `entry` is not needed. Raises ReadError where the row names nothing."""
        del entry
        told = _told(capture)
        if not any(told.get(name, "").strip() for name in ("name", "description")):
            raise ReadError(
                what="a row without a name",
                where=where(capture),
                why="neither the column of the name nor that of the description has words",
                remedy="look at the table, and at the columns that the source declares",
            )
        name = told.get("name", "")
        return Article(
            text=imported.lay(name, told.get("description", ""), _lines(told)),
            title=imported.plain(name) or imported.NAMELESS,
            published=read_date(told.get("published", "")),
            url=web_address(told.get("url", "")),
            links=tuple(filter(None, [web_address(told.get("url", ""))])),
            reader=NAME,
        )


def _told(capture: Capture) -> dict[str, str]:
    try:
        told = json.loads(capture.body)["told"]
        return {str(name): str(value) for name, value in told.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise ReadError(
            what="no row of a table",
            where=where(capture),
            why=str(fault)[:200],
            remedy="capture the table again",
        ) from fault


def _lines(told: Mapping[str, str]) -> Iterator[tuple[str, Sequence[str]]]:
    yield "Kind", [told.get("kind", ""), imported.word(told.get("kind as", told.get("kind", "")))]
    yield "Stage", [told.get("stage", ""), imported.word(told.get("stage", ""))]
    yield "When", _days(told.get("when", ""), told.get("until", ""))
    yield "Place", _place(told)
    for name in ("killed", "injured"):
        yield name.capitalize(), [words := told.get(name, ""), words.replace("–", "-").strip()]
    for one in re.split(r"\s*;\s*", told.get("target", "")):
        yield "Target", [one, imported.word(one)]
    if told.get("accused"):
        who = told.get("accuser") or imported.UNTOLD
        yield "Said", [who, "accuses", told["accused"]]
    yield "Report", [told.get("source", ""), told.get("published", ""), told.get("url", "")]


def _days(first: str, last: str) -> list[str]:
    """Lay days out as they are told, and as ISO 8601 has them."""
    days = [_day(one) for one in (first, last) if one.strip()]
    words = " to ".join(dict.fromkeys(one for one in (first.strip(), last.strip()) if one))
    return [words, "/".join(dict.fromkeys(filter(None, days)))]


def _day(words: str) -> str:
    found = read_date(words.strip())
    return date(found.year, found.month, found.day).isoformat() if found else ""


def _place(told: Mapping[str, str]) -> list[str]:
    """Lay a place out; a row without one tells its state alone."""
    words, state = told.get("place", "").strip(), told.get("country", "").strip()
    code = state.upper() if state.upper() in countries() else country_of(state) or state
    lat, lon = told.get("lat", "").strip(), told.get("lon", "").strip()
    point = f"{lat}, {lon}" if lat and lon else ""
    within = f"within {told['radius'].strip()} km" if told.get("radius", "").strip() else ""
    parts = [words, code] if words else [state, code]
    return [*parts, point, within]
