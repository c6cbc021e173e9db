"""The day that an article prints alone on a line under its title: its publication.

It dates the article and no incident. Below the first lines a date alone on its line is the heading
of an entry in a chronicle, and dates what follows.
"""

from collections.abc import Sequence
from datetime import date

from vedette.records import Span, TimeExpression

_LINES = 4
"""Lines with words that may hold it: title, standfirst, byline, date."""
_LABELS = ("published", "posted", "updated", "date", "on")
_BREAKS = " ,|:·–—-()"
_LONGEST_NAME = 40
_ISO_DAY = len("2026-03-03")


def dateline_of(text: str, times: Sequence[TimeExpression]) -> TimeExpression | None:
    r"""Give the date that stands alone on one of the first lines, the title's left out.

    >>> from vedette.code.times import find_times
    >>> text = "Cable damaged\n\n3 March 2026\n\nIt was cut on Monday."
    >>> dateline_of(text, find_times(text, None)).value
    '2026-03-03'
    """
    for line in _first_lines(text)[1:]:
        for time in times:
            if line.start <= time.span.start and time.span.end <= line.end:
                if _alone(text, line, time):
                    return time
                break
    return None


def day_of(time: TimeExpression | None) -> date | None:
    """Give the day of a date that is told in full; None where a part of it is missing."""
    value = time.value.split("T")[0] if time is not None else ""
    try:
        return date.fromisoformat(value) if len(value) == _ISO_DAY else None
    except ValueError:
        return None


def _alone(text: str, line: Span, time: TimeExpression) -> bool:
    """Say whether nothing but a label, or a name and a comma, stands beside the date."""
    before = text[line.start : time.span.start].strip().rstrip(_BREAKS)
    after = text[time.span.end : line.end].strip(_BREAKS)
    named = before == before.title() and text[line.start : time.span.start].rstrip() != before
    label = before.lower() in _LABELS
    short = len(before) <= _LONGEST_NAME and not any(c.isalpha() for c in after)
    return time.type in {"DATE", "TIME"} and short and (not before or named or label)


def _first_lines(text: str) -> list[Span]:
    lines: list[Span] = []
    start = 0
    while len(lines) < _LINES and start < len(text):
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        if text[start:end].strip():
            lines.append(Span(start, end))
        start = end + 1
    return lines
