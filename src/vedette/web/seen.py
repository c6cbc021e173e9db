"""How much was seen, in words and marks, for pages and the command line."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from vedette.coverage import NO_CODER, Mark
from vedette.desk import Coverage, CoverageLine, Spell
from vedette.web.clock import day_text
from vedette.web.names import country_name, language_name
from vedette.web.tongues import gettext, ngettext

FEW: Final = 4
"""Names in a sentence before the rest are only counted."""

WEEKS: Final = 28
"""Days that a table shows, the newest: four weeks fit a phone."""

MARKS: Final[Mapping[Mark, str]] = {
    "full": "seen in full",
    "part": "seen in part",
    "blind": "not seen",
    "silent": "seen in full, nothing came",
    "unknown": "not polled yet",
}
"""What a day was, in the order of the legend."""

DEPTHS: Final[Mapping[str, str]] = {
    "full": "all types of findings",
    "incident": "incidents alone",
}
"""How deep a coder reads a language, in words."""


def sentence(told: Coverage, *, ended: bool = False, name: Callable[[str], str] = str) -> str:
    """Say how much was seen, which sources are not, and what no coder reads.

    `ended` says that the time ends before the present; `name` names a source by its id.
    """
    if not told.listed:
        return gettext("No such source is listed.")
    if len(told.unpolled) == told.listed:
        return ngettext(
            "None of %(num)s source has been polled yet.",
            "None of %(num)s sources has been polled yet.",
            told.listed,
        )
    parts = [_how_many(told, ended=ended)]
    if told.blind:
        parts.append(gettext("blind: %(names)s", names=_few(_dark(told.blind, name))))
    if told.unpolled:
        parts.append(gettext("not polled yet: %(names)s", names=_few(map(name, told.unpolled))))
    if told.uncoded:
        names = ", ".join(map(language_name, told.uncoded))
        parts.append(gettext("no coder for %(names)s", names=names))
    return "; ".join(parts) + "."


def _dark(blind: Iterable[Spell], name: Callable[[str], str]) -> Iterator[str]:
    for one in blind:
        since = day_text(one.since, "{date_long}, {hour}")
        yield gettext("%(name)s (since %(since)s)", name=name(one.source), since=since)


def _day(day: date) -> str:
    return day_text(day, "{date_long}")


def _few(names: Iterable[str]) -> str:
    listed = list(names)
    more = len(listed) - FEW
    return ", ".join(listed[:FEW]) + (
        " " + gettext("and %(count)s more", count=more) if more > 0 else ""
    )


def _how_many(told: Coverage, *, ended: bool) -> str:
    """Say how many sources were seen, since when or within which days."""
    days = {"since": _day(told.since), "until": _day(told.until), "seen": told.seen}
    if ended:
        return ngettext(
            "From %(since)s to %(until)s %(seen)s of %(num)s source were seen",
            "From %(since)s to %(until)s %(seen)s of %(num)s sources were seen",
            told.listed,
            **days,
        )
    return ngettext(
        "Since %(since)s %(seen)s of %(num)s source were seen",
        "Since %(since)s %(seen)s of %(num)s sources were seen",
        told.listed,
        **days,
    )


def named(name: str, by: str) -> str:
    """Name what a line stands for, for a reader."""
    return {"country": country_name, "language": language_name}.get(by, str)(name)


def depth(told: Coverage, language: str) -> str:
    """Say how deep a language is read; empty where its coder does not tell."""
    if language in told.uncoded:
        return gettext("not coded")
    return gettext(DEPTHS[told.depths[language]]) if language in told.depths else ""


def reason(why: Mapping[str, int]) -> str:
    """Tell the most frequent of the reasons, empty where nothing failed."""
    first = next(iter(why), "")
    language = first.removeprefix(f"{NO_CODER} ")
    if language == first:
        return gettext(first)
    return gettext("no coder for %(names)s", names=language_name(language))


def percent(share: float | None) -> str:
    """Write a share; what is not quite all is not told as all.

    >>> percent(0.9999), percent(1.0), percent(0.001), percent(None)
    ('99 %', '100 %', '1 %', '–')
    """
    if share is None:
        return "–"
    whole = round(100 * share)
    return f"{min(max(whole, 1), 99) if 0 < share < 1 else whole} %"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMark:
    """A day of a line: what it was; `week` is set on its first day and each Monday."""

    day: date
    mark: Mark
    week: bool


def days(told: Coverage, line: CoverageLine) -> list[DayMark]:
    """Give the newest days of a line, the oldest first."""
    first = told.until - timedelta(days=min(WEEKS, len(line.marks)) - 1)
    return [
        DayMark(day=day, mark=mark, week=not n or not day.weekday())
        for n, mark in enumerate(line.marks[-WEEKS:])
        for day in (first + timedelta(days=n),)
    ]


def counted(marks: Iterable[DayMark]) -> str:
    """Count a line's days by what they were, for who does not see the marks."""
    found = Counter(one.mark for one in marks)
    return ", ".join(
        f"{ngettext('%(num)s day', '%(num)s days', found[mark])} {gettext(told)}"
        for mark, told in MARKS.items()
        if found[mark]
    )
