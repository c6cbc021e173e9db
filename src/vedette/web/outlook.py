"""Tell forecasts in a reader's words: how they stand, how likely, how good they were.

Pages and the command line share these words.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vedette.desk.foresight import (
    ENOUGH,
    Bin,
    Forecast,
    Likelihood,
    Proposal,
    Record,
    Scale,
    Score,
    State,
    Told,
)
from vedette.records import Aim, Interval, Span
from vedette.web.affairs import days
from vedette.web.marks import Mark, Piece, cut
from vedette.web.names import country_name
from vedette.web.tongues import gettext, pgettext
from vedette.web.words import kind_name

STATES: Final[Mapping[State, str]] = {
    "due": "due",
    "open": "open",
    "came_true": "came true",
    "did_not": "did not come true",
    "void": "cannot be decided",
    "unscoreable": "unscoreable",
}
SIGNS: Final[Mapping[State, str]] = {
    "due": "stage-half",
    "open": "stage-open",
    "came_true": "stage-full",
    "did_not": "stage-crossed",
    "void": "stage-stopped",
    "unscoreable": "stage-split",
}
"""The sign in the sprite for each state."""


def state(one: Forecast) -> str:
    """Name how a forecast stands."""
    return pgettext("forecast", STATES[one.state])


def who(one: Forecast) -> str:
    """Name whoever foretells, in the report's words where he has no name."""
    return one.forecaster or one.called or gettext("nobody named")


def until(one: Forecast | Told, written: Callable[[Interval], str] = days) -> str:
    """Tell by when it should happen: the days, else the words, else that none is told."""
    if one.horizon is not None:
        return written(one.horizon)
    due = one.due if isinstance(one, Told) else one.said.due
    return f"“{due}”" if due else gettext("no time told")


def last(one: Forecast | Told, written: Callable[[Interval], str] = days) -> str:
    """Tell the last day of its time, as lists have room for; else the words."""
    return written(Interval(one.horizon.last, one.horizon.last)) if one.horizon else until(one)


def percent(value: float) -> str:
    """Write a percentage without needless digits.

    >>> percent(67.5), percent(70.0), percent(33.333333)
    ('67.5 %', '70 %', '33.3 %')
    """
    return f"{round(value, 1):g} %"


def chance(given: Likelihood | None) -> str:
    """Write an interval of percent.

    >>> chance(Likelihood(low=55, high=80, point=67.5)), chance(None)
    ('55–80 %', 'not told')
    """
    if given is None:
        return gettext("not told")
    if given.low == given.high:
        return percent(given.point)
    return f"{given.low:g}–{given.high:g} %"


def mapped(given: Likelihood | None, scale: Scale) -> str:
    """Say how words became a probability."""
    if given is None:
        return gettext("the report does not say how likely it is")
    told = {"words": given.words, "point": percent(given.point), "scale": scale.name}
    if given.how == "number":
        return gettext("“%(words)s” is a number of the report’s own, scored at %(point)s", **told)
    told |= {"term": given.term, "chance": chance(given)}
    if given.how == "term":
        return gettext(
            "“%(words)s” is %(scale)s’s “%(term)s”, %(chance)s, scored at %(point)s", **told
        )
    return gettext(
        "“%(words)s” is no term of %(scale)s; in its place stands “%(term)s”, %(chance)s,"
        " scored at %(point)s",
        **told,
    )


def brier(score: Score) -> str:
    """Write a Brier score with its range over the interval."""
    return ranged(score.brier, score.brier_best, score.brier_worst)


def log(score: Score) -> str:
    """Write a logarithmic score with its range over the interval, `∞` where it has no end."""
    return ranged(score.log, score.log_best, score.log_worst)


def ranged(value: float, best: float, worst: float | None) -> str:
    """Write a score and, where it has one, its range.

    >>> ranged(0.105625, 0.04, 0.2025), ranged(0.09, 0.09, 0.09), ranged(3.0, 2.3, None)
    ('0.106 (0.040 to 0.203)', '0.090', '3.000 (2.300 to ∞)')
    """
    if best == worst:
        return figure(value)
    end = "∞" if worst is None else figure(worst)
    return gettext(
        "%(value)s (%(low)s to %(high)s)", value=figure(value), low=figure(best), high=end
    )


def figure(value: float) -> str:
    """Write a score to three places, a half rounded up as by hand."""
    return f"{value + 1e-9:.3f}"


def sums(record: Record) -> Iterator[tuple[str, str]]:
    """Tell what somebody's scores amount to, as pairs of a name and a figure."""
    yield gettext("scored"), str(record.count)
    if record.count and record.brier is not None and record.log is not None:
        yield gettext("came true"), str(record.came_true)
        yield gettext("mean Brier score"), figure(record.brier)
        yield gettext("mean log score"), figure(record.log)
        yield gettext("always telling that share"), figure(record.base or 0.0)


def too_few(record: Record) -> str:
    """Say that there are too few for a calibration, nothing where there are enough."""
    if record.bins:
        return ""
    return gettext("too few: %(count)s of %(enough)s", count=record.count, enough=ENOUGH)


def bin_words(one: Bin) -> str:
    """Tell a bin of a calibration: what was said, and what came."""
    if one.said is None or one.came is None:
        return gettext("none")
    return gettext("said %(said)s, came %(came)s", said=percent(one.said), came=percent(one.came))


def grounds(one: Proposal, of: Forecast) -> str:
    """Say on what grounds an incident may decide a forecast."""
    line, told = one.line, one.decider
    written = " ".join(f"{of.event} {said.sentence}" for said in of.sayings)
    words = ", ".join(f"“{spelt(cut, written)}”" for cut in told.shared[:4])
    said = {
        "kind": gettext("its kind, %(kind)s", kind=kind_name(line.kind)),
        "place": gettext("its place, %(place)s", place=line.spot.called)
        if line.spot
        else gettext("its place"),
        "country": gettext("its country, %(country)s", country=country_name(line.spot.country))
        if line.spot
        else "",
        "actor": gettext("who is said to be behind it"),
        "words": gettext("words such as %(words)s", words=words),
    }
    return "; ".join(said[ground] for ground in told.grounds)


def spelt(cut: str, text: str) -> str:
    """Give the word of a text that a stem was cut from, the stem where it is of other letters.

    >>> spelt("cybera", "A cyberattack will come"), spelt("kabel", "Кабель")
    ('cyberattack', 'kabel')
    """
    found = re.search(rf"\b{re.escape(cut)}\w*", text, re.IGNORECASE)
    return found[0] if found else cut


def deciding(name: str, outcome: str, incident: str = "", ledger: str = "") -> str:
    """Write the command that says how a forecast came out."""
    shown = f" --incident {incident[:12]}" if incident else ""
    at = f" --ledger {ledger}" if ledger else ""
    return f'vedette decide resolve {name[:12]} --outcome {outcome} --because "…"{shown}{at}'


def marked(one: Told) -> tuple[Piece, ...]:
    """Cut the sentence of a saying at its cue and at the words of what is foretold."""
    events = [Mark(finding=1, field="event", span=Span(*span)) for span in one.events]
    cues = [Mark(finding=1, span=Span(*span)) for span in one.anchor]
    return cut(one.sentence, [*cues, *events], offset=one.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A bin of a calibration in a square of 100 by 100, the origin on top; `r` grows with count."""

    x: float
    y: float
    r: float
    words: str


def dots(record: Record) -> tuple[Dot, ...]:
    """Place the bins that hold a forecast by what was said and what came."""
    return tuple(
        Dot(
            x=round(one.said, 1),
            y=round(100 - one.came, 1),
            r=round(1.4 + math.sqrt(one.count) * 0.8, 1),
            words=f"{one.count}: {bin_words(one)}",
        )
        for one in record.bins
        if one.said is not None and one.came is not None
    )


def passage(aim: Aim) -> str:
    """Give where in the article's page the words that decided a forecast stand."""
    if aim.at is None or not aim.words:
        return ""
    return f"?span={aim.at}-{aim.at + len(aim.words)}#here"
