"""Quarters, halves and fiscal years, and what a report compares them with.

A report of figures names its quarter once. After that "the quarter" is that one, and "a year
earlier" and "the year-ago period" are the same quarter of the year before.
"""

import re
from typing import Final

from vedette.code.times import near
from vedette.code.times import words as w
from vedette.code.times.rules.rule import Draft, rule
from vedette.code.times.scene import Scene

_YEAR_AGO: Final = rf"year{w.JOIN}(?:ago|earlier)"
_BEHIND: Final = rf"(?:last year|an? {_YEAR_AGO}|(?:of |in )?(?P<y>{w.YEAR}))"
_QUARTER: Final = (
    rf"(?:(?P<n>first|second|third|fourth|last){w.JOIN}(?P<what>quarter|half)|Q(?P<q>[1-4])"
    r"|H(?P<h>[12]))"
)


@rule(
    rf"(?:the )?(?:(?P<rel>(?:comparable )?year-(?:ago|earlier)|{w.RELATION}|latest|same) )?"
    rf"(?:fiscal{w.JOIN})?{_QUARTER}"
    rf"(?: (?:of )?(?:the year|(?P<y>{w.YEAR})|(?P<shifted>last|this|next) year))?"
)
def _quarter(match: re.Match[str], scene: Scene) -> Draft:
    half = bool(match["h"]) or (match["what"] or "").lower() == "half"
    dated = match["y"] or match["shifted"] or "year" in match.group().lower()
    if (half and not dated) or match.group().startswith(("q", "h")):
        return None
    year = near.told_year(match, scene)
    if year is None:
        year = _year_of(_number(match, half=half), 6 if half else 3, match["rel"], scene)
    return _written(match, year, half=half)


@rule(rf"(?:the )?(?:(?P<y>{w.YEAR})(?:['’]s)?|(?P<shifted>last|this|next) year['’]s) {_QUARTER}")
def _quarter_behind_its_year(match: re.Match[str], scene: Scene) -> Draft:
    """Read "the 1988 third quarter" and "this year's first half"."""
    half = bool(match["h"]) or (match["what"] or "").lower() == "half"
    return _written(match, near.told_year(match, scene), half=half)


def _number(match: re.Match[str], *, half: bool) -> int:
    last = 2 if half else 4
    return int(match["q"] or match["h"] or w.ordinal_number(match["n"]) or last)


def _written(match: re.Match[str], year: int | None, *, half: bool) -> Draft:
    told = "XXXX" if year is None else f"{year:04d}"
    return f"{told}-{'H' if half else 'Q'}{_number(match, half=half)}", "DATE"


def _year_of(number: int, size: int, relation: str | None, scene: Scene) -> int | None:
    if scene.today is None:
        return None
    begun = (number - 1) * size < scene.today.month
    year = scene.today.year if begun or scene.ahead() else scene.today.year - 1
    return year - ("year-" in (relation or "").lower())


@rule(
    r"(?:the|that) (?:(?:latest|same|most recent|reported) )?(?:fiscal )?quarter|the latest period"
)
def _the_quarter(match: re.Match[str], scene: Scene) -> Draft:
    """Read "the quarter" as the one told last; with its last day behind it, by that day."""
    if ended := _ENDED.match(scene.text, scene.end):
        day = near.day_of(w.month_number(ended[1]), int(ended[2]), scene)
        return near.quarter_ended(day), "DATE"
    if scene.memory.quarter:
        return scene.memory.quarter, "DATE"
    if "latest" in match.group().lower() and "quarter" in match.group().lower():
        return near.unit_of("quarter", -1, scene.today), "DATE"
    return None


_ENDED: Final = re.compile(
    w.pattern(rf",? (?:that )?(?:ended|ending|to) ({w.MONTH}) (\d\d?)\b(?!,? \d{{4}})"),
    re.IGNORECASE,
)


@rule(
    r"(?:the )?(?:(?:comparable|corresponding|same) )?(?:year-ago|year-earlier) (?:period|quarter)"
    r"|(?:year-ago|year-earlier)"
    rf"|(?:the )?(?:comparable|corresponding|same|like) (?:period|quarter) {_BEHIND}"
    rf"|the (?:period|quarter) an? {_YEAR_AGO}|last year['’]s (?:comparable )?(?:quarter|period)"
    rf"|the (?P<y2>{w.YEAR}) (?:quarter|period)"
)
def _compared(match: re.Match[str], scene: Scene) -> Draft:
    """Read what figures are compared with: "the year-ago period", "the same quarter of 1988"."""
    if match.group()[-1].isalpha() and re.match(r"-\w", scene.text[scene.end : scene.end + 2]):
        return None
    told = match["y"] or match["y2"]
    if told and scene.memory.quarter:
        return told + scene.memory.quarter[4:], "DATE"
    return (told, "DATE") if told else (near.year_earlier(scene), "DATE")


@rule(
    rf"(?:the )?(?:fiscal|financial)(?: year)?{w.JOIN}(?P<y>{w.YEAR})"
    rf"|(?:the )?(?P<y2>{w.YEAR}) fiscal year"
)
def _fiscal_year(match: re.Match[str], _: Scene) -> Draft:
    return match["y"] or match["y2"], "DATE"


@rule(r"the (?:(?P<last>latest|last|previous|prior) )?(?P<kind>fiscal|financial) year")
def _the_fiscal_year(match: re.Match[str], scene: Scene) -> Draft:
    if _ENDS.match(scene.text, scene.end):
        return "P1Y", "DURATION"
    return near.unit_of("year", -1 if match["last"] else 0, scene.today), "DATE"


@rule(r"the (?P<unit>year|month|week)(?= (?:ended|ending) )")
def _unit_ended(match: re.Match[str], _: Scene) -> Draft:
    """Read "the year ended March 31" as a length; its end stands behind it."""
    return w.duration("one", match["unit"]), "DURATION"


_ENDS: Final = re.compile(r",?\s(?:that\s)?(?:ended|ending)\b", re.IGNORECASE)
