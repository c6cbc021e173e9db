"""The reader of plain text: the file itself is the article, and every span counts its characters.

Only a byte order mark, NULs and the CR of a CRLF are taken out. A title that came beside the text
stands before it, unless it begins with it already. Else the first line is the title where it looks
like one; a line under it that is a date and little else (`13 December 2025 World`) tells
the day and the section. A dateline that opens a paragraph ("KYIV, May 28 2025 (Agency) –") tells
the day too, and stays text like everything else. A date within a sentence is that of what it tells.
"""

import re
from datetime import date

from vedette.errors import ReadError
from vedette.read import byline, language
from vedette.read.dates import date_span, not_ahead
from vedette.read.decode import decode
from vedette.read.refusals import no_text, too_large
from vedette.read.told import declared_charset, web_address, where
from vedette.records import Article, Capture, Entry
from vedette.titled import titled

NAME = "text@3"

MAX_TEXT = 2_000_000
"""Bytes of a text: 300,000 words. What is longer is no report."""

MAX_TITLE = 220
"""Letters of a first line that may be a title: the longest title of a page with gold has 175."""

DATELINE = 140
"""Letters of a line that may be a dateline; of 258 of our own articles the longest has 129."""

HEAD = 160
"""Letters of a paragraph's start in which a dateline's date stands."""

BESIDE = 20
"""Letters that may stand beside a date in a sentence that tells the day; "Published" has 9."""

LINES = 4
"""Lines under the title in which the dateline and the byline are looked for."""

_SENTENCE = re.compile(r"[.!?…:][\"'”’»)]{0,3}$")
_BINARY = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_SECTION = re.compile(r"[^\W\d_][\w&'’-]*(?: (?:and |& )?[^\W\d_][\w&'’-]*){0,2}")
_WEEKDAY = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*$", re.IGNORECASE)
# What may stand between the start of a paragraph and the date of its dateline: "KYIV/WARSAW, ".
_PLACE = re.compile(
    r"\(?(?:[A-ZÀ-ŽА-Я]{2}[^!?;]{0,60}|(?!(?:On|In|Since|At|By|From|Until|After|Before)\b)"
    r"[A-ZÀ-ŽА-Я][\w'’./() -]{1,40}[,.()|–—](?:\s*\w+day)?)?\s*"
)
_DASH = re.compile(r"\.?,?\s*(?:\([^)]{2,50}\)|[^.!?]{0,30})\s*(?:[-–—:.)]|$)")
_BY = re.compile(r"(?:By|BY|by|Von|Av|Af|Par|Autor:)\s+(?=[^\W\d_a-z])")
_PAPER = re.compile(
    r"\b(?:mail|dispatch|times|news|press|post|agency|wire|herald|journal|gazette|tribune|observer|"
    r"bureau|service|desk|edition|read)\b",
    re.IGNORECASE,
)


class TextReader:
    """Reads a text file; its characters are kept as they are."""

    name = NAME
    media_types = ("text/plain", "text/markdown")

    def __call__(self, capture: Capture, entry: Entry | None = None) -> Article:
        """Read one text; `entry` is not needed, the caller fills in what it knows."""
        at = where(capture)
        if len(capture.body) > MAX_TEXT:
            raise too_large(at, len(capture.body), MAX_TEXT)
        decoded = decode(capture.body, declared=declared_charset(capture), markup=False)
        text = decoded.replace("\r\n", "\n")
        _refuse_binary(text, at)
        if not text.strip():
            raise no_text(at)
        text = titled(capture.headers.get("x-title", ""), text)
        title, below = split_title(text)
        day, section, writers = _datelines(below)
        return Article(
            text=text,
            title=title,
            published=not_ahead(day, capture.known),
            language=language.detect(text, hint=entry.language if entry else ""),
            url=web_address(capture.final_url, capture.url),
            section=section,
            byline=writers,
            reader=NAME,
        )


def split_title(text: str) -> tuple[str, str]:
    """Split a text into its title (or '') and what follows it."""
    lines = text.lstrip("\n \t").split("\n")
    first, rest = lines[0].strip(), "\n".join(lines[1:])
    if not rest.strip() or len(first) > MAX_TITLE:
        return "", text
    alone = not lines[1].strip()
    if first.endswith((".", ":", ";", ",")) and not (
        alone and first.endswith(".") and len(first) < MAX_TITLE / 2
    ):
        return "", text
    return first, rest


def _datelines(below: str) -> tuple[date | None, str | None, tuple[str, ...]]:
    """Find day, section and writers in the first lines under the title."""
    day: date | None = None
    section: str | None = None
    writers: tuple[str, ...] = ()
    for line in [line.strip() for line in below.split("\n") if line.strip()][:LINES]:
        short = len(line) <= DATELINE
        found = date_span(line[:HEAD])
        if short and _BY.match(line) and not writers:
            writers = byline.names([re.split(r"[|·•]", line)[0]])
        dated = found and ((short and _dates(line, *found[1:])) or _opens(line, *found[1:]))
        if found and dated and day is None:
            day = found[0]
            section = _section(line, found[1], found[2]) if short else None
        if not short:
            break
    return day, section, writers


def _dates(line: str, start: int, end: int) -> bool:
    """Whether a date in a short line is that of the report, and not one that a sentence tells of.

    A sentence may end with its date after a comma: "The desk's survey, 3 April 2026."
    """
    if not _SENTENCE.search(line):
        return True
    before = re.split(r"[.;]\s", line[:start])[-1].strip()
    after = re.split(r"[.;](?:\s|$)", line[end:])[0].strip()
    return len(before + after) <= BESIDE or (before.endswith(",") and not after)


def _opens(line: str, start: int, end: int) -> bool:
    """Whether a date in a paragraph belongs to its dateline, and not to its first sentence."""
    return bool(_PLACE.fullmatch(line[:start]) and _DASH.match(line[end:]))


def _section(line: str, start: int, end: int) -> str | None:
    """Take the words after a date that stands alone or after a bar, if they name a section."""
    before = line[:start].strip()
    if before and not _WEEKDAY.match(before) and not before.endswith(("|", "·", "•")):
        return None
    if line[end:].lstrip().startswith((",", ".")):
        return None
    after = re.split(r"\s[|·•]\s", line[end:].strip(" |·•"))[0].strip()
    named = _SECTION.fullmatch(after) and after[0].isupper() and not _PAPER.search(after)
    return after if named else None


def _refuse_binary(text: str, at: str) -> None:
    sample = text[:4096]
    if len(_BINARY.findall(sample)) > len(sample) / 10:
        raise ReadError(
            what="not a text",
            where=at,
            why="more than a tenth of its first characters are no letters in any encoding we know",
            remedy="give UTF-8, or name the charset in the content type",
        )
