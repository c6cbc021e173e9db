"""The lines of a PDF with their places on the sheet, through PDFium.

PDFium gives letters with boxes; a line is what stands in one row without a wide gap. Nothing is
understood here: which lines are a column, a running head or a title is for `columns` and `runs`.
Places are in points (1/72 inch) from the lower left corner.
"""

import ctypes
import math
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vedette.errors import ReadError

MOST_SHEETS = 100
"""Sheets that are read; a press release has one to five, a situation report thirty."""

MOST_LETTERS = 400_000
"""Letters in all: a sheet of small print has 6000."""

GAP = 1.6
"""Width of a gap between two words, in heights of the line, from which they are two lines: spaces
of justified text reach 1.2, the gutter between columns is wider in nearly all."""

HYPHENS = frozenset("\u00ad\u2010\ufffe\x02")
"""What PDFs have for the hyphen at a line's end beside the usual one."""

_ONE_AT_A_TIME = threading.Lock()  # PDFium keeps its state in the process


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of words: `sheet` counts from 0; `height` is the font's and not the letters'."""

    text: str
    sheet: int
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """All lines in the order of the file.

    `count` sheets were there; `unnamed` is the share of letters that stand for nothing, `title`
    what the file calls itself.
    """

    lines: tuple[Line, ...]
    count: int
    unnamed: float = 0.0
    title: str = ""


def read_sheets(body: bytes, where: str) -> Sheets:
    """Take a PDF apart; raises ReadError where it cannot be opened."""
    pdfium = _pdfium(where)
    with _ONE_AT_A_TIME:
        try:
            document = pdfium.PdfDocument(body)
        except pdfium.PdfiumError as fault:
            raise _unopened(str(fault), where) from fault
        try:
            return _sheets(pdfium, document)
        finally:
            document.close()


def _pdfium(where: str) -> Any:
    try:
        import pypdfium2  # noqa: PLC0415  # an extra
    except ImportError as fault:
        raise ReadError(
            what="PDFs are read by pypdfium2, which is not installed",
            where=where,
            remedy="pip install 'vedette[pdf]'",
        ) from fault
    return pypdfium2


def _unopened(why: str, where: str) -> ReadError:
    if "assword" in why:
        remedy = "save it without its password and give it again"
        return ReadError(what="a PDF that wants a password", where=where, remedy=remedy)
    remedy = "open it in a viewer; if it shows, save it anew and give it again"
    return ReadError(what="a damaged PDF", where=where, why=why[:200], remedy=remedy)


def _sheets(pdfium: Any, document: Any) -> Sheets:
    lines: list[Line] = []
    letters = unnamed = 0
    for number in range(min(len(document), MOST_SHEETS)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pdfium.PdfiumError:
            continue  # one sheet that is damaged; the others may be whole
        marks = list(_marks(pdfium.raw, text, MOST_LETTERS - letters))
        text.close()
        page.close()
        letters += len(marks)
        unnamed += sum(mark.text in {"\ufffd", "\0"} for mark in marks)
        lines += _lines(marks, number)
    told = document.get_metadata_dict().get("Title", "")
    share = unnamed / letters if letters else 0.0
    return Sheets(lines=tuple(lines), count=len(document), unnamed=share, title=told)


@dataclass(slots=True)
class _Mark:
    text: str
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    top: float = 0.0


def _marks(raw: Any, text: Any, most: int) -> Iterator[_Mark]:
    """Give the letters of a sheet; a line's end and a space of PDFium's own have no box."""
    box = raw.FS_RECTF()
    for index in range(min(text.count_chars(), most)):
        code = raw.FPDFText_GetUnicode(text, index)
        letter = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if raw.FPDFText_IsGenerated(text, index) == 1 and letter not in HYPHENS:
            yield _Mark(letter)
        elif raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)) and _upright(
            raw, text, index
        ):
            yield _Mark(letter, box.left, box.right, box.bottom, box.top)


def _upright(raw: Any, text: Any, index: int) -> bool:
    """Whether a letter stands upright: what runs along the edge or across the sheet is no text."""
    angle = raw.FPDFText_GetCharAngle(text, index) % math.tau
    return bool(min(angle, math.tau - angle) < 0.1)


def _lines(marks: list[_Mark], sheet: int) -> Iterator[Line]:
    row: list[_Mark] = []
    for mark in marks:
        if mark.text in "\r\n" or (row and _apart(row, mark)):
            yield from _line(row, sheet)
            row = []
        if mark.text not in "\r\n":
            row.append(mark)
    yield from _line(row, sheet)


def _apart(row: list[_Mark], mark: _Mark) -> bool:
    last = next((one for one in reversed(row) if one.top > one.bottom), None)
    if last is None or mark.top <= mark.bottom:
        return False
    height = max(last.top - last.bottom, 1.0)
    gap = mark.left - last.right
    return gap > GAP * height or gap < -4 * height or abs(mark.bottom - last.bottom) > height


def _line(row: list[_Mark], sheet: int) -> Iterator[Line]:
    seen = [mark for mark in row if mark.top > mark.bottom and not mark.text.isspace()]
    text = _plain("".join(mark.text for mark in row))
    if seen and text:
        usual = sorted(seen, key=lambda mark: mark.top - mark.bottom)[len(seen) // 2]
        yield Line(
            text=text,
            sheet=sheet,
            left=min(mark.left for mark in seen),
            right=max(mark.right for mark in seen),
            bottom=usual.bottom,
            top=usual.top,
        )


def _plain(text: str) -> str:
    """Undo ligatures, tidy spaces, and write every hyphen at the line's end as one."""
    joined = "".join(
        unicodedata.normalize("NFKC", letter) if "\ufb00" <= letter <= "\ufb06" else letter
        for letter in text
    )
    line = " ".join(joined.replace("\0", "").split())
    if line and line[-1] in HYPHENS:
        line = line[:-1] + "\u00ad"
    return line[:-1].translate(_SOFT) + line[-1:]


_SOFT = dict.fromkeys(map(ord, "\u00ad\ufffe\x02\u200b\ufeff"))
