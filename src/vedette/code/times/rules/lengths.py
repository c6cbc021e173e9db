"""Durations, what is counted from a day by them, and what recurs."""

import re
from datetime import date
from typing import Final

from vedette.code.times import calendar as cal
from vedette.code.times import near
from vedette.code.times import words as w
from vedette.code.times.rules.rule import Draft, rule
from vedette.code.times.scene import Scene

_ABOUT: Final = (
    r"(?:(?:almost|nearly|about|around|some|roughly|just|just over|just under|at least|at most"
    r"|up to|over|under|barely|only|more than|less than|fewer than|approximately) )"
)
_SPAN: Final = (
    r"(?:(?:the )?(?:past|last|next|coming|first|previous|following|final|latest|recent) "
    r"|within(?: the)?(?: next)? |the )"
)
_BACKWARD: Final = frozenset({"ago", "earlier", "before", "previously", "back"})
_FROM_TODAY: Final = frozenset({"ago", "from now", "hence", "back"})


@rule(
    rf"{_ABOUT}?(?P<n>{w.NUMBER}){w.JOIN}(?:full |whole )?(?P<unit>{w.UNIT}) "
    r"(?P<way>ago|earlier|later|before|after(?:wards)?|from now|hence|previously|back)"
)
def _counted(match: re.Match[str], scene: Scene) -> Draft:
    """Count from publication ("two days ago") or from the day told last ("two days later").

    Before a noun it is a length: "two months after the ship had sailed".
    """
    way, count, unit = match["way"].lower(), w.number(match["n"]), match["unit"]
    if count is None and way in {"back", "after", "before"}:
        return None
    if way in {"after", "before"} and re.match(r"\s\w", scene.text[scene.end : scene.end + 2]):
        return w.duration(match["n"], unit), "DURATION"
    if count is None:
        return ("PAST_REF", "DATE") if way == "ago" else (w.duration("few", unit), "DURATION")
    if unit.lower() == "year" and count == 1 and _compares(match, scene):
        return near.year_earlier(scene), "DATE"
    base = scene.today if way in _FROM_TODAY else scene.base
    if way in {"later", "after"}:
        base = near.base_of(unit.lower().rstrip("s"), scene)
    return _from(base, -count if way in _BACKWARD else count, unit)


def _compares(match: re.Match[str], scene: Scene) -> bool:
    """See whether "a year ago" ends a comparison of quarters, and does not open a sentence."""
    compared = scene.memory.quarter and match["way"].lower() in {"ago", "earlier", "before"}
    return bool(compared) and match.group()[0].islower()


def _from(base: date | None, count: float, unit: str) -> Draft:
    """Count units from a day, as exactly as the unit is: years give a year, weeks a week."""
    letter, over = w.unit(unit)
    size = count * over
    if unit.lower().startswith(("minute", "second", "hour")):
        return near.moved(base, days=round(size / 24) if letter == "H" else 0), "TIME"
    if base is None:
        return "XXXX", "DATE"
    if letter == "D":
        return near.moved(base, days=int(size)), "DATE"
    if letter == "W":
        week = cal.shift(base, days=int(size * 7))
        return (cal.week_value(week), "DATE") if week else None
    day = cal.shift(base, months=round(size * {"M": 1, "Q": 3, "Y": 12}[letter]))
    if day is None:
        return None
    return (day.isoformat()[:7] if letter in "MQ" else f"{day.year:04d}"), "DATE"


_CLAUSE: Final = re.compile(r"\s(?!last\b|that\b|and\b|when\b|in\b|on\b|at\b)\w")
"""What happened before or after: "the day after the attack" is no day that is told."""


@rule(
    r"(?:the|an?) (?P<unit>day|week|month|year|night|evening|morning) "
    r"(?P<way>before|earlier|after|later)"
)
def _unit_before(match: re.Match[str], scene: Scene) -> Draft:
    unit = match["unit"].lower()
    sign = -1 if match["way"].lower() in _BACKWARD else 1
    if match["way"].lower() in {"before", "after"} and _CLAUSE.match(scene.text, scene.end):
        return None
    if unit in {"night", "evening", "morning"}:
        return f"{near.moved(scene.base, days=sign)}T{near.part_of(unit)}", "TIME"
    if unit == "year" and match.group()[0] == "a" and sign < 0 and scene.memory.quarter:
        return near.year_earlier(scene), "DATE"
    leans = match.group()[0].lower() == "t" or sign > 0
    return _from(near.base_of(unit, scene) if leans else scene.base, sign, unit)


@rule(
    rf"(?P<span>{_SPAN})?(?P<about>{_ABOUT})?(?P<n>{w.NUMBER})(?:(?: (?:to|or) |[–-]){w.NUMBER})?"
    rf"(?P<gap>{w.JOIN})"
    r"(?:(?:more|full|whole|straight|consecutive|long|calendar|trading|working) )?"
    rf"(?P<unit>{w.UNIT})(?: running| long|-long)?(?![\s-]old)"
)
def _length(match: re.Match[str], scene: Scene) -> Draft:
    count, unit = match["n"].lower(), match["unit"].lower()
    if unit.startswith(("quarter", "second")) and not _counts(match, count):
        return None
    bare = not match["span"] and not match["about"]
    if bare and count in {"a", "an"} and not _MEASURES.search(scene.before()):
        return None
    if bare and count == "one" and unit == "day" and scene.ahead():
        return "FUTURE_REF", "DATE"
    return w.duration(count, unit), "DURATION"


_MEASURES: Final = re.compile(
    r"\b(?:for|in|within|after|over|than|only|of|lasted|last|nearly|almost|half|least|about|by|take"
    r"|takes|took|during|every)\s$",
    re.IGNORECASE,
)
"""Before "a year" these make it a length; without them it may say how often ("twice a year")."""


def _counts(match: re.Match[str], count: str) -> bool:
    """See whether quarters or seconds are counted: not in "three-quarters", "a second"."""
    return w.number(count) is not None and count not in {"a", "an"} and match["gap"] not in "-‐‑"


@rule(
    r"(?:the )?(?P<rel>past|last|next|coming|recent|few) (?P<unit>days|weeks|months|years|decades"
    r"|hours|centuries)(?: and (?:days|weeks|months|years))?"
    r"|the (?P<ahead>days|weeks|months|years|decades) (?:ahead|to come)"
)
def _open_length(match: re.Match[str], _: Scene) -> Draft:
    if (match["rel"] or "").lower() == "recent":
        return "PAST_REF", "DATE"
    return w.duration("several", match["unit"] or match["ahead"]), "DURATION"


@rule(r"(?P<unit>hours|days|weeks|months|years|decades|centuries)(?P<long>-long| long)?")
def _plural(match: re.Match[str], scene: Scene) -> Draft:
    lead = r"\b(?:for|in|over|within|took|take|takes|lasting|lasted)\s$"
    if match["long"] or re.search(lead, scene.before(), re.IGNORECASE):
        return w.duration("several", match["unit"]), "DURATION"
    return None


@rule(r"(?:an?|one) (?P<unit>second|minute|hour|day|week|month|year|decade) and a half")
def _and_a_half(match: re.Match[str], _: Scene) -> Draft:
    return w.duration("one and a half", match["unit"]), "DURATION"


@rule(r"(?:a )?half(?: |-)hour")
def _half_hour(_: re.Match[str], __: Scene) -> Draft:
    return "PT30M", "DURATION"


@rule(r"(?:many |long )?(?:days|weeks|months|years|decades|centuries) ago")
def _long_ago(_: re.Match[str], __: Scene) -> Draft:
    return "PAST_REF", "DATE"


@rule(r"(?:the whole (?:of )?|all )(?P<unit>day|night|week|month|year)")
def _whole(match: re.Match[str], _: Scene) -> Draft:
    return w.duration("one", match["unit"]), "DURATION"


@rule(
    rf"(?:(?:almost|nearly|practically) )?(?:every|each) (?:(?P<n>{w.NUMBER}|other|single) )?"
    rf"(?:(?P<dow>{w.WEEKDAY})|(?P<unit>seconds?|minutes?|hours?|days?|nights?|mornings?|evenings?"
    r"|afternoons?|weekends?|weeks?|months?|quarters?|years?|spring|summer|autumn|winter))"
    r"(?: (?:night|morning|evening))?"
)
def _every(match: re.Match[str], _: Scene) -> Draft:
    if match["dow"]:
        return f"XXXX-WXX-{w.weekday_number(match['dow']) + 1}", "SET"
    unit = match["unit"].lower().removesuffix("s")
    if unit in w.SEASONS:
        return f"XXXX-{w.SEASONS[unit]}", "SET"
    if unit in {"morning", "evening", "afternoon", "night"}:
        return f"XXXX-XX-XXT{near.part_of(unit)}", "SET"
    if unit == "weekend":
        return "XXXX-WXX-WE", "SET"
    count = (match["n"] or "one").lower()
    return w.duration({"other": "2", "single": "1"}.get(count, count), unit), "SET"


_OFTEN: Final = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "XXXX-XX-XXTNI", "weekly": "P1W",
    "fortnightly": "P2W", "biweekly": "P2W", "monthly": "P1M", "annually": "P1Y", "yearly": "P1Y",
}  # fmt: skip
"""Left out for what they cost in precision on TempEval-3: `annual` and `quarterly`, 1 of 8."""


@rule(rf"(?P<word>{'|'.join(_OFTEN)})")
def _often(match: re.Match[str], scene: Scene) -> Draft:
    """Read "daily" as a set, unless it is a name: the Daily Telegraph."""
    if match.group()[0].isupper() and (
        scene.before() or re.match(r"\s[A-Z]", scene.text[scene.end : scene.end + 2])
    ):
        return None
    if re.match(r"daily\s[A-Z]", scene.text[scene.start : scene.end + 2]):
        return None
    return _OFTEN[match["word"].lower()], "SET"


@rule(
    rf"(?P<dow>{w.WEEKDAY})s(?: (?P<part>nights|mornings|evenings))?"
    rf"|(?P<dow2>{w.WEEKDAY}) (?P<part2>nights|mornings|evenings)"
)
def _weekdays(match: re.Match[str], _: Scene) -> Draft:
    name = match["dow"] or match["dow2"]
    if name.islower() or name.endswith("."):
        return None
    part = match["part"] or match["part2"]
    day = f"XXXX-WXX-{w.weekday_number(name) + 1}"
    return f"{day}T{near.part_of(part[:-1])}" if part else day, "SET"


@rule(
    r"(?:a|per) (?P<unit>day|week|month|year)"
    r"(?! (?:ago|earlier|before|after|later|and|or|in which))"
)
def _rate(match: re.Match[str], scene: Scene) -> Draft:
    """Read "a billion a year" and "four flights a week" as how often."""
    if not _COUNTED.search(scene.before()):
        return None
    return w.duration("one", match["unit"]), "SET"


_COUNTED: Final = re.compile(
    r"(?:\d|%|illion|\b(?:once|twice|(?!as|is|was|has|this|its|us|plus|thus|always)[a-z]{1,20}s))[\s\u00a0]$",
    re.IGNORECASE,
)
"""What a rate divides: a figure, or something counted, which is a plural."""
