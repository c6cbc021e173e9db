"""Months, seasons, years, decades and centuries."""

import re
from typing import Final

from vedette.code.times import calendar as cal
from vedette.code.times import near
from vedette.code.times import words as w
from vedette.code.times.rules.rule import Draft, rule
from vedette.code.times.scene import Scene

_NEEDS_SIGN: Final = {"may", "march", "mar", "mar.", "sept", "dec", "jan", "jun", "oct"}
"""Months that are words or names too: taken only behind a preposition."""
_GIVEN: Final = {"jan", "mar", "jun"}
"""Months that are first names: none where a name follows ("and Jan" of a list of ministers)."""
_SIGN: Final = re.compile(
    r"\b(?:in|of|by|until|till|since|from|to|during|before|after|through|throughout|between|and"
    r"|for|on|late|early|mid|as of|no later than|than|this|last)[ \u00a0-]$",
    re.IGNORECASE,
)
_COUNTS: Final = re.compile(
    r"[\s\u00a0-]{1,2}(?:people|persons|men|women|soldiers|troops|km|kilomet|metres|meters|miles"
    r"|feet|tons|tonnes|hours|GMT|UTC|CET|jobs|homes|barrels|points|shares|local|dollars|euros"
    r"|employees|workers|cases|votes|[a-z]{1,9}ers\b)",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(
    r"(?:\bunit|\bno\.|\bflight|[#$€£/]|\broom|\bresolution|\bat)\s?$", re.IGNORECASE
)


@rule(
    rf"{w.POINT}?{w.EDGE}?(?:(?P<ord>{w.ORDINAL}) week of )?(?:(?P<rel>{w.RELATION}) )?"
    rf"(?P<mon>{w.MONTH})(?:(?:,| of| in)? (?P<y>{w.YEAR})|{w.SHIFTED_YEAR})?"
    r"(?!-?\w|['’](?!s)\w| \d{1,2}(?!\d))"
)
def _month(match: re.Match[str], scene: Scene) -> Draft:
    name = match["mon"]
    if name.islower() or (name.lower() in _NEEDS_SIGN and not _signed(match, scene)):
        return None
    number, year = w.month_number(name), near.told_year(match, scene)
    if year is not None:
        return cal.month_value(year, number), "DATE"
    return near.month_of(number, (match["rel"] or "").lower(), scene), "DATE"


def _signed(match: re.Match[str], scene: Scene) -> bool:
    """See whether anything beside its name says that a month is meant."""
    if match.group().lower() != match["mon"].lower():
        return True
    named = re.match(r" [A-Z][a-z]", scene.text[scene.end : scene.end + 3])
    given = named and match["mon"].lower() in _GIVEN
    return not given and bool(_SIGN.search(scene.before()))


@rule(rf"(?P<a>{w.MONTH})(?: (?:and|to|until) |[–-])(?P<mon>{w.MONTH}){w.ANY_YEAR}?(?! \d)")
def _months(match: re.Match[str], scene: Scene) -> Draft:
    """Make an interval of "July and August 2024": the year stands once, for both."""
    if match["mon"].islower() or match["a"].islower():
        return None
    first, last = w.month_number(match["a"]), w.month_number(match["mon"])
    year = near.told_year(match, scene)
    if year is None:
        value = near.month_of(last, "", scene)
        if scene.today is None:
            return value, "DATE"
        year = int(value[:4])
    begin = cal.month_value(year - (first > last), first)
    return f"{begin}/{cal.month_value(year, last)}", "DATE"


@rule(
    rf"{w.POINT}?(?P<the>the )?{w.EDGE}?(?:(?P<rel>{w.RELATION}) )?(?:the )?(?P<season>{w.SEASON})"
    rf"(?: (?:of )?(?P<y>{w.YEAR})|{w.SHIFTED_YEAR})?(?! (?:apart|short|into|offensive)\b)"
)
def _season(match: re.Match[str], scene: Scene) -> Draft:
    relation, word = (match["rel"] or "").lower(), match["season"].lower()
    told = relation or match["y"] or match["shifted"] or match["point"] or match["the"]
    if not told and (word == "fall" or not _SIGN.search(scene.before())):
        return None
    year = near.told_year(match, scene)
    if year is not None:
        return f"{year:04d}-{w.SEASONS[word]}", "DATE"
    return near.season_of(w.SEASONS[word], relation, scene), "DATE"


@rule(
    rf"{w.POINT}?(?:(?:the )?{w.EDGE})?(?:(?:the )?year )?(?P<y>{w.YEAR})"
    r"(?![-'’/]?\d|s\b|:\d|[/.]\d)"
)
def _year(match: re.Match[str], scene: Scene) -> Draft:
    """Read a bare four-digit number as a year unless it counts or numbers something."""
    behind = scene.text[scene.end : scene.end + 14]
    if _COUNTS.match(behind) or _NUMBERED.search(scene.before()):
        return None
    if half := re.search(r"(first|second|last)\s+half", match.group(), re.IGNORECASE):
        return f"{match['y']}-H{1 if half[1].lower() == 'first' else 2}", "DATE"
    return match["y"], "DATE"


@rule(
    rf"(?:(?P<mon>{w.MONTH}) )?(?:the year )?(?P<h>nineteen|eighteen)(?: hundred(?: and)?)? "
    rf"(?P<rest>{w.TENS})|(?:the )?year two thousand(?: (?:and )?(?P<ones>{w.ONES}|{w.TENS}))?"
)
def _spelled_year(match: re.Match[str], _: Scene) -> Draft:
    """Read a year written out, as it was said on the air: "nineteen ninety-six"."""
    first = {"nineteen": 1900, "eighteen": 1800}.get((match["h"] or "").lower(), 2000)
    year = first + int(w.number(match["rest"] or match["ones"] or "zero") or 0)
    if match["mon"]:
        return cal.month_value(year, w.month_number(match["mon"])), "DATE"
    return f"{year}", "DATE"


_DECADES: Final = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7,
    "eighties": 8, "nineties": 9,
}  # fmt: skip


@rule(
    rf"{w.POINT}?(?:the )?{w.EDGE}?(?:(?P<y>(?:1[5-9]|20)\d)0['’]?s|['’](?P<s>[2-9])0s"
    rf"|(?P<n>{'|'.join(_DECADES)}))"
)
def _decade(match: re.Match[str], _: Scene) -> Draft:
    if match["n"]:
        named = match.group().lower().startswith("the ")
        return (f"19{_DECADES[match['n'].lower()]}", "DATE") if named else None
    return match["y"] or f"19{match['s']}", "DATE"


@rule(rf"(?:the )?{w.EDGE}?(?P<n>\d\d?)(?:st|nd|rd|th) century")
def _century(match: re.Match[str], _: Scene) -> Draft:
    return f"{max(0, int(match['n']) - 1):02d}", "DATE"
