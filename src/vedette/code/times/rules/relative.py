"""Words that count from publication: today, overnight, last week, the end of the year."""

import re
from typing import Final

from vedette.code.times import near
from vedette.code.times import words as w
from vedette.code.times.rules.rule import Draft, rule
from vedette.code.times.scene import Scene

_NAMED: Final = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
_WHOLE: Final = {
    "week": "P1W", "weekend": "P2D", "month": "P1M", "year": "P1Y", "quarter": "P3M",
    "decade": "P10Y", "century": "P100Y",
}  # fmt: skip
_STEPS: Final = {
    "last": -1, "past": -1, "this past": -1, "this coming": 1, "previous": -1, "next": 1,
    "coming": 1, "following": 1,
}  # fmt: skip
_UNITS: Final = r"(?:week|weekend|month|year|quarter|decade|century)"
_BOUND_NIGHT: Final = re.compile(r"\s(?:of|to|between|from|into|before|after|shift)\b")


@rule(
    r"(?:(?:early|late|earlier|later) )?(?P<word>today|yesterday|tomorrow|tonight)"
    rf"(?: (?P<part>{w.PART}))?"
)
def _named_day(match: re.Match[str], scene: Scene) -> Draft:
    word = match["word"].lower()
    day = near.moved(scene.today, days=_NAMED[word])
    if word == "tonight":
        return f"{day}TNI", "TIME"
    if match["part"]:
        return f"{day}T{near.part_of(match['part'])}", "TIME"
    return day, "DATE"


@rule(r"the day (?P<way>before yesterday|after tomorrow)")
def _two_days_off(match: re.Match[str], scene: Scene) -> Draft:
    days = -2 if match["way"].lower().startswith("before") else 2
    return near.moved(scene.today, days=days), "DATE"


@rule(r"(?:(?:also|late|early) )?(?P<word>overnight)")
def _overnight(_: re.Match[str], scene: Scene) -> Draft:
    """Read "overnight" alone; what names the night's days, `overnight into Sunday`, is longer."""
    return f"{near.moved(scene.today, days=-1)}TNI", "TIME"


@rule(
    r"(?:(?:late|early) )?(?P<rel>last|this|the same|the next|that|the|same|the past) "
    rf"(?P<part>{w.PART})"
)
def _part_of_day(match: re.Match[str], scene: Scene) -> Draft:
    relation = re.sub(r"\s+", " ", match["rel"].lower())
    part = near.part_of(match["part"])
    if relation in {"last", "the past"}:
        return f"{near.moved(scene.today, days=-1)}T{part}", "TIME"
    if relation == "the" and not _stands_alone(scene):
        return None
    base = scene.today if relation == "this" else scene.base
    return f"{near.moved(base, days=int(relation == 'the next'))}T{part}", "TIME"


def _stands_alone(scene: Scene) -> bool:
    """See whether "the night" is a time, and not "the night of" another or a night shift."""
    if _BOUND_NIGHT.match(scene.text, scene.end):
        return False
    lead = r"\b(?:in|during|of|for|until|through)\s$"
    return bool(re.search(lead, scene.before(), re.IGNORECASE))


@rule(r"in the (?:early|late) (?P<part>morning|afternoon|evening)")
def _early_in_the_day(match: re.Match[str], scene: Scene) -> Draft:
    return f"{near.moved(scene.base)}T{near.part_of(match['part'])}", "TIME"


@rule(
    rf"(?:(?:the )?{w.POINT}|(?:earlier|later|early|late|sometime) )?(?P<the>the )?"
    rf"(?P<rel>{w.RELATION}|following) (?:(?:calendar|fiscal|financial) )?(?P<unit>{_UNITS})"
    r"(?![\w-])"
)
def _whole_unit(match: re.Match[str], scene: Scene) -> Draft:
    relation, unit = re.sub(r"\s+", " ", match["rel"].lower()), match["unit"].lower()
    if relation == "past" and match["the"]:
        return _WHOLE[unit], "DURATION"
    leans = relation in {"following", "previous"}
    base = near.base_of(unit, scene) if leans else scene.today
    return near.unit_of(unit, _STEPS.get(relation, 0), base), "DATE"


@rule(
    rf"(?:the )?(?:end|beginning|start|middle|close|rest|turn|course) of (?P<rel>the|this|next) "
    rf"(?P<unit>{_UNITS})(?![\w-])"
)
def _end_of_unit(match: re.Match[str], scene: Scene) -> Draft:
    step = int(match["rel"].lower() == "next")
    return near.unit_of(match["unit"].lower(), step, scene.today), "DATE"


@rule(r"(?:year['’]?s?[\s-]end|the year is out)")
def _years_end(_: re.Match[str], scene: Scene) -> Draft:
    return near.unit_of("year", 0, scene.today), "DATE"


@rule(r"the weekend")
def _weekend(_: re.Match[str], scene: Scene) -> Draft:
    """Read "the weekend" as the last one, on a weekend as this one, behind "before" as the next."""
    ahead = re.search(r"\b(?:before|until|for|by)\s$", scene.before(), re.IGNORECASE)
    during = scene.today is not None and scene.today.weekday() >= 5
    return near.unit_of("weekend", 0 if during or ahead else -1, scene.today), "DATE"


@rule(r"(?:earlier |later )?(?:that|the same) (?P<unit>day|week|month|year)")
def _that_unit(match: re.Match[str], scene: Scene) -> Draft:
    unit = match["unit"].lower()
    if unit == "day":
        return near.moved(scene.base), "DATE"
    return near.unit_of(unit, 0, near.base_of(unit, scene)), "DATE"


@rule(r"(?:the )?(?P<which>next|following|same|previous|that) (?:very )?day")
def _next_day(match: re.Match[str], scene: Scene) -> Draft:
    step = {"next": 1, "following": 1, "previous": -1}.get(match["which"].lower(), 0)
    return near.moved(scene.base, days=step), "DATE"


_REFERENCES: Final = {
    "PRESENT_REF": (
        r"now(?! that)|currently|nowadays|these days|at present|at the moment|from now on"
        r"|right now|for the time being|at this (?:time|moment)"
        r"|current(?= [a-z])"
    ),
    "PAST_REF": (
        r"(?:more )?recently|lately|(?:in )?the past(?! \w)|at that time|in recent times|recent"
        rf"|in the past(?! (?:\d|few|several|couple|{_UNITS}|{w.SEASON}"
        rf"|(?:\w{{1,12}}(?: |-)){{1,2}}{w.UNIT}))"
        r"|at the time(?! (?:of|when)\b)"
    ),
    "FUTURE_REF": (
        r"(?:in )?the (?:near |foreseeable )?future|in future|before long|in due course"
        r"|sooner or later|at a later date"
    ),
}
"""Left out for what they cost in precision on TempEval-3: `previously`, `formerly`, `soon`."""


@rule("(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _REFERENCES.items()) + ")")
def _reference(match: re.Match[str], _: Scene) -> Draft:
    return match.lastgroup or "PRESENT_REF", "DATE"
