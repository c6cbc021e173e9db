"""Lines as paragraphs, without what runs along the head and foot of every sheet.

Words that were broken at a line's end are joined, and the title is told by its size.

>>> join(["The patrol boat reached the Han-", "sa pier at noon."])
'The patrol boat reached the Hansa pier at noon.'
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from statistics import median

from vedette.read.sheets import Line

EDGE = 3
"""Rows at the head and the foot of a sheet among which running heads are looked for."""

LEADING = 1.35
"""Distance of two lines, in usual distances, from which a new paragraph begins."""

FAR = 12
"""Heights of a line further down or any further up, where another column begins."""

INDENT = 0.7
"""Indent of a first line, in heights of the line."""

DEEP = 4
"""Indent, in heights of the line, from which a line is centred and no first one."""

HEADING = 0.35
"""Share of a line that stays free behind a heading in the text's own size."""

LARGER = 1.12
"""Height of a title in heights of the text: the smallest of 14 templates is 1.15."""

LETTERS = (6, 300)
"""Letters of a title, the fewest and the most."""

_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|side|sida|sivu|strona|str|lk|стр|стор|c)\W*)?\d{1,4}"
    r"(?:\s*(?:of|/|von|av|z|iz|из|з|\|)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_BROKEN = re.compile(r"([^\W\d_]+)[-\u00ad]$")
_STOPS = (".", "!", "?", "…", ":", "”", '"', "»", ")")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A paragraph or a heading: `height` is that of its letters, `sheet` where it begins."""

    text: str
    height: float
    sheet: int


def without_heads(lines: Sequence[Line]) -> list[Line]:
    """Take running heads, running feet and page numbers out."""
    edges = [line for sheet in _by_sheet(lines) for line in _edges(sheet)]
    sheets = len({line.sheet for line in lines})
    seen = Counter(form for form, _ in {(_form(line), line.sheet) for line in edges})
    running = {form for form, count in seen.items() if count >= max(2, sheets / 3)}
    gone = {
        id(line) for line in edges if _form(line) in running or _NUMBER.fullmatch(line.text.strip())
    }
    return [line for line in lines if id(line) not in gone]


def _by_sheet(lines: Sequence[Line]) -> list[list[Line]]:
    return [
        [line for line in lines if line.sheet == sheet]
        for sheet in sorted({line.sheet for line in lines})
    ]


def _edges(sheet: list[Line]) -> list[Line]:
    """Give the lines of the first and last rows of a sheet."""
    rows = sorted({round(line.middle) for line in sheet}, reverse=True)
    outer = {*rows[:EDGE], *rows[-EDGE:]}
    return [line for line in sheet if round(line.middle) in outer]


def _form(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.middle / 10)


def runs(lines: Sequence[Line]) -> list[Run]:
    """Put lines in reading order together into paragraphs."""
    leading, width = _leading(lines), _width(lines)
    words = _words([line.text for line in lines])
    found: list[Run] = []
    held: list[Line] = []
    for line, after in zip_longest(lines, lines[1:]):
        if held and (_begins(held, line, leading, width) or _is_first(held[-1], line, after)):
            found.append(_run(held, words))
            held = []
        held.append(line)
    return [*found, _run(held, words)] if held else found


def _leading(lines: Sequence[Line]) -> float:
    """Give the usual distance of two lines, in heights of a line."""
    steps = [(one.bottom - two.bottom) / one.height for one, two in pairwise(lines)]
    usual = [step for step in steps if 0.8 <= step <= 3]
    return median(usual) if usual else 1.2


def _width(lines: Sequence[Line]) -> float:
    """Give the width of a full line: what three in four lines do not pass."""
    widths = sorted(line.right - line.left for line in lines)
    return widths[len(widths) * 3 // 4] if widths else 0.0


def _begins(held: list[Line], line: Line, leading: float, width: float) -> bool:
    """Tell whether a line begins a paragraph."""
    last = held[-1]
    if _BROKEN.search(last.text) and line.text[:1].islower():
        return False
    if abs(line.height - last.height) > 0.1 * last.height:
        return True
    step = (last.bottom - line.bottom) / last.height
    if line.sheet != last.sheet or step < 0 or step > FAR:
        return _ends(last, width)
    return step > LEADING * leading or _indented(held, line) or _short(last, line, width)


def _ends(last: Line, width: float) -> bool:
    """Tell whether a column's last line ends its paragraph: it is short, or has its full stop."""
    full = last.right - last.left > 0.9 * width
    return last.text.endswith(_STOPS) and not full


def _indented(held: list[Line], line: Line) -> bool:
    """Tell whether a line stands further in than the one before, which was not the first."""
    return len(held) > 1 and line.left - held[-1].left > INDENT * line.height


def _is_first(last: Line, line: Line, after: Line | None) -> bool:
    """Tell by the line after it whether a line is set in, as the first of a paragraph is."""
    if after is None or max(line.height, after.height) > 1.1 * last.height:
        return False
    follows = 0 < line.bottom - after.bottom < 2 * line.height
    return follows and INDENT < (line.left - after.left) / line.height < DEEP


def _short(last: Line, line: Line, width: float) -> bool:
    """Tell whether the line before stopped though the first word of this one had fitted."""
    word = line.text.split(" ", 1)[0]
    room = (line.right - line.left) / max(len(line.text), 1) * (len(word) + 2)
    left = width - (last.right - last.left)
    if last.text.endswith(_STOPS):
        return left > max(room, 0.15 * width)
    return left > max(room, HEADING * width) and not line.text[:1].islower()


def _run(lines: list[Line], words: frozenset[str]) -> Run:
    text = join([line.text for line in lines], words)
    return Run(text=text, height=max(line.height for line in lines), sheet=lines[0].sheet)


def join(lines: Sequence[str], words: frozenset[str] = frozenset()) -> str:
    """Join lines, and the words that were broken at their ends.

    The hyphen stays where the text has the word with it among its `words`, where both halves are
    words of it and their sum is not, and where no small letter follows.

    >>> join(["He spoke of war-", "crimes."], frozenset({"crimes", "war"}))
    'He spoke of war-crimes.'
    """
    text = ""
    for line in lines:
        broken = _BROKEN.search(text)
        if broken is None:
            text = f"{text} {line}" if text else line
        elif line[:1].islower():
            text = text[:-1] + _hyphen(broken[1], line, words) + line
        else:
            text = f"{text[:-1]}-{line}" if line[:1].isalnum() else f"{text} {line}"
    return text


def _words(lines: Sequence[str]) -> frozenset[str]:
    """Collect the words of a text, without the halves of those that are broken at a line's end."""
    found: set[str] = set()
    broken = False
    for line in lines:
        told = re.findall(r"[\w-]+", line)
        ends = _BROKEN.search(line) is not None
        found.update(told[int(broken) : len(told) - ends])
        broken = ends
    return frozenset(found)


def _hyphen(begun: str, line: str, words: frozenset[str]) -> str:
    """Say whether a word that was broken before this line is written with a hyphen."""
    rest = re.split(r"\W", line, maxsplit=1)[0]
    if f"{begun}-{rest}" in words:
        return "-"
    return "-" if {begun, rest} <= words and begun + rest not in words and len(rest) > 3 else ""


def title_of(found: Sequence[Run]) -> int | None:
    """Find the title: the largest run in the upper part of the first sheet; its place, or None."""
    usual = _usual(found)
    first = [n for n, run in enumerate(found) if run.sheet == found[0].sheet]
    for n in sorted(first, key=lambda n: (-found[n].height, n)):
        if found[n].height < LARGER * usual:
            break
        if LETTERS[0] <= len(found[n].text) <= LETTERS[1]:
            return n
    return None


def _usual(found: Sequence[Run]) -> float:
    """Give the height in which most letters are set."""
    weights: Counter[float] = Counter()
    for run in found:
        weights[round(run.height * 2) / 2] += len(run.text)
    return weights.most_common(1)[0][0]


def sections(found: Sequence[Run]) -> Iterator[str]:
    """Give the texts of runs that hold any words."""
    return (run.text for run in found if any(letter.isalnum() for letter in run.text))
