"""Sentences of what is listed and told: wrapped, counted, with its parts."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from vedette.desk import CallLine, IncidentLine, PledgeLine, Spoken, StoryLine
from vedette.duty import Act
from vedette.web import affairs

WIDE = 100
"""Columns of text that nobody's terminal bounds."""


def counted(line: IncidentLine | StoryLine | PledgeLine | CallLine | Spoken) -> str:
    """Say how many reports and voices tell it."""
    return f"{many(line.reports, 'report')}, {many(len(line.voices), 'voice')}"


def many(count: int, noun: str) -> str:
    """Count a noun.

    >>> many(1, "voice"), many(2, "voice")
    ('1 voice', '2 voices')
    """
    return f"{count} {noun}" + ("" if count == 1 else "s")


def part(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Put a heading over lines, where there are any."""
    told = list(lines)
    if told:
        yield from ("", title, *told)


def printed(report: affairs.Printed) -> str:
    """Name a report by its outlet, grade and title."""
    grade = f" [{report.grade}]" if report.grade else ""
    return f"{report.head.outlet}{grade}: {report.head.title or 'Untitled'}"


def ruled(act: Act) -> str:
    """Name a decision, who made it and why."""
    return f"decision {act.number} by {act.author}: {act.reason}"


def wrapped(told: str, indent: str = "    ") -> Sequence[str]:
    """Break a sentence into lines."""
    spaced = " ".join(told.split())
    return textwrap.wrap(
        spaced,
        WIDE,
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )
