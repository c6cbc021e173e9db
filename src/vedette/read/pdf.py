"""The reader of PDFs: press releases, statements and reports that have a text layer.

The title is what is set largest on the first sheet, the date stands near it; whatever comes before
the title (a letterhead, "For immediate release") is no part of the text. A scan has no words, and
is refused by name.
"""

from datetime import date
from importlib.util import find_spec

from vedette.errors import ReadError
from vedette.read import language
from vedette.read.columns import in_order
from vedette.read.dates import find_date, not_ahead
from vedette.read.refusals import LEAST_LETTERS, no_text, too_large
from vedette.read.runs import Run, runs, sections, title_of, without_heads
from vedette.read.sheets import Sheets, read_sheets
from vedette.read.text import DATELINE
from vedette.read.told import web_address, where
from vedette.records import Article, Capture, Entry

NAME = "pdf@1" if find_spec("pypdfium2") else "pdf@0"
"""Without the extra, another name: what it refused is read again once the extra is there."""

MAX_BYTES = 10_000_000
"""Of a PDF, pictures included: as much as is taken from the network."""

UNNAMED = 0.3
"""Share of letters without a name from which the rest is no text either."""

NEAR = 4
"""Runs before and after the title among which the date is looked for."""


class PdfReader:
    """Reads a PDF with pypdfium2, which is an extra."""

    name = NAME
    media_types = ("application/pdf",)

    def __call__(self, capture: Capture, entry: Entry | None = None) -> Article:
        """Read one PDF; what it does not tell is taken from `entry` by the caller."""
        at = where(capture)
        if len(capture.body) > MAX_BYTES:
            raise too_large(at, len(capture.body), MAX_BYTES)
        sheets = read_sheets(capture.body, at)
        _refuse(sheets, at)
        found = runs(in_order(without_heads(sheets.lines)))
        if not found:
            raise no_text(at)
        place = title_of(found)
        title = _title(capture, found, place, sheets.title)
        below = found[place + 1 :] if place is not None else found
        parts = [part for part in sections(below) if part != title]
        text = "\n\n".join(part for part in (title, *parts) if part)
        return Article(
            text=text,
            title=title,
            published=not_ahead(_day(found, place or 0) or _head_day(sheets), capture.known),
            language=language.detect(text, hint=entry.language if entry else ""),
            url=web_address(capture.final_url, capture.url),
            reader=NAME,
        )


def _head_day(sheets: Sheets) -> date | None:
    """Find the date in the head of the first sheet, which may run along all of them."""
    rows = sorted((line for line in sheets.lines if line.sheet == 0), key=lambda line: -line.top)
    days = (find_date(line.text[:DATELINE]) for line in rows[:NEAR])
    return next((day for day in days if day), None)


def _refuse(sheets: Sheets, at: str) -> None:
    letters = sum(len(line.text) for line in sheets.lines)
    if letters < LEAST_LETTERS:
        raise ReadError(
            what="a PDF without a text layer",
            where=at,
            why=f"its {sheets.count} pages hold pictures alone",
            remedy="let a text recognition such as ocrmypdf add one, and give it again",
        )
    if sheets.unnamed > UNNAMED:
        raise ReadError(
            what="a PDF whose letters stand for nothing",
            where=at,
            why="its fonts do not say which letters they draw",
            remedy="let a text recognition such as ocrmypdf add a text layer, and give it again",
        )


def _title(capture: Capture, found: list[Run], place: int | None, told: str) -> str:
    """Choose what is set as a title, else what the file calls itself if its first lines say so."""
    if capture.headers.get("x-title"):
        return capture.headers["x-title"]
    if place is not None:
        return found[place].text
    start = " ".join(run.text for run in found[:3])
    return told if len(told) >= 12 and told in start else ""


def _day(found: list[Run], place: int) -> date | None:
    """Find the date in the short lines around the title, else in the dateline below it."""
    near = found[max(place - NEAR, 0) : place + NEAR + 1]
    days = (find_date(run.text[:DATELINE]) for run in near if len(run.text) <= DATELINE)
    return next((day for day in days if day), None)
