"""Whether a week is unusual, and what alarms say, in words, for pages and the command line."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, Literal

from vedette.desk import Cast, Judged, Lookout, Nowcast, Raised, Rehearsed, Unusual, Week
from vedette.web import seen
from vedette.web.clock import day_text
from vedette.web.names import country_name
from vedette.web.words import kind_name

ANY: Final = "*"
ALL: Final = "all incidents"
FEW: Final = 3
"""Alarms that the sentence names; the rest are counted."""

RAREST: Final = 1000
"""Years beyond which no number is told: the line that tells it is learnt from what comes more often
than once in ten, and carried on."""

Verdict = Literal["more", "usual", "fewer", "unknown"]

VERDICTS: Final[dict[Verdict, str]] = {
    "more": "Unusual",
    "usual": "Not unusual",
    "fewer": "Fewer than usual",
    "unknown": "Cannot say",
}


def verdict(told: Unusual) -> Verdict:
    """Say what a week is: outside of what nine in ten weeks hold, or not."""
    if told.week is None:
        return "unknown"
    if told.week.count > told.week.high:
        return "more"
    return "fewer" if told.week.count < told.week.low else "usual"


def sentence(told: Unusual) -> str:
    """Say in one sentence whether a week is unusual, or why that cannot be said."""
    week = told.week
    if week is None:
        return (
            f"Cannot say whether the week is unusual: {days(told.seen)} of history, {told.needed} "
            "needed."
        )
    counted = f"{week.count} {incidents(told.series, week.count)}"
    return f"{VERDICTS[verdict(told)]}: {counted} became known from {span(told)}; {expected(week)}."


def remedy(told: Unusual) -> str:
    """Say how a desk that is too young comes by a past."""
    since = (told.until - timedelta(days=told.needed)).isoformat()
    return (
        f"Fill the past of each source with vedette backfill SOURCE --since {since}, or replay an "
        "archive with vedette replay."
    )


def expected(week: Week) -> str:
    """Say how many were to be expected.

    >>> expected(Week(count=9, expected=3.2, low=1, high=6))
    '1 to 6 were to be expected'
    >>> expected(Week(count=0, expected=0.02, low=0, high=0))
    'none were to be expected (0.02 on average)'
    """
    if week.high == 0:
        return f"none were to be expected ({mean(week.expected)} on average)"
    return f"{week.low} to {week.high} were to be expected"


def today(told: Unusual) -> str:
    """Say what the day that is not over has shown, empty where nothing has been or can be said."""
    if told.week is None or not told.today:
        return ""
    return f"Today so far: {told.today}."


def late(told: Nowcast) -> str:
    """Say what is to be expected of late reports, or why that cannot be said.

    >>> late(Nowcast(learnt=12, needed=30))
    'Cannot say what late reports will add: 12 incidents tell a day of their own, 30 needed.'
    """
    if not told.days:
        return (
            f"Cannot say what late reports will add: {told.learnt} incidents tell a day of their "
            f"own, {told.needed} needed."
        )
    still = "" if opens(told) else "; late reports are likely to add nothing"
    unplaced = f" {told.unplaced} more tell no day of their own." if told.unplaced else ""
    return (
        f"By the day on which they happened, over {days(len(told.days))}: "
        f"{sum(one.known for one in told.days)} so far{still}.{unplaced}"
    )


def opens(told: Nowcast) -> list[Cast]:
    """Give the days to which late reports may add, the newest first."""
    return [one for one in reversed(told.days) if one.high > one.known]


def coming(one: Cast) -> str:
    """Say how many incidents of a day are known, and how many there will be.

    >>> coming(Cast(day=date(2026, 3, 1), known=3, expected=5.2, low=4, high=7))
    'so far 3; 4 to 7 expected once late reports are in'
    """
    return f"so far {one.known}; {one.low} to {one.high} expected once late reports are in"


def span_of(until: date) -> str:
    """Write the seven days before a day.

    >>> span_of(date(2026, 3, 8))
    '1 March to 7 March'
    """
    first, last = until - timedelta(days=7), until - timedelta(days=1)
    return f"{day(first)} to {day(last)}"


def span(told: Unusual) -> str:
    """Write the days of a week, both counted in."""
    return f"{day_text(told.since, '{date_long}')} to {day_text(told.until, '{date_long}')}"


def coverage(told: Unusual) -> str:
    """Say what of the week could be seen."""
    share, sentence = told.coverage.total.share, seen.sentence(told.coverage, ended=True)
    if share is None:
        return sentence
    return f"{sentence} Of their time {seen.percent(share)} was within reach."


def title(series: str) -> str:
    """Name a series for a reader.

    >>> title("drone_incursion@LT"), title("*@*"), title("arson@*"), title("*@Baltic Sea")
    ('drone incursion, Lithuania', 'all incidents', 'arson anywhere', 'all incidents, Baltic Sea')
    >>> title("accused@RU"), title("54N 025E")
    ('Russia accused', 'the cell 54N 025E')
    """
    kind, at, place = series.partition("@")
    if not at:
        return f"the cell {series}"
    if kind == "accused":
        return f"{country_name(place)} accused"
    named = ALL if kind == ANY else kind_name(kind)
    if place == ANY:
        return named if kind == ANY else f"{named} anywhere"
    return f"{named}, {country_name(place)}"


def incidents(series: str, count: int) -> str:
    """Say of what a series counts incidents.

    >>> incidents("*@*", 1), incidents("arson@LT", 2), incidents("*@PL", 0)
    ('incident', 'incidents (arson, Lithuania)', 'incidents (Poland)')
    """
    noun, kind = "incident" if count == 1 else "incidents", series.partition("@")[0]
    told = title(series).removeprefix(ALL) if kind == ANY else title(series)
    return f"{noun} ({told.removeprefix(', ')})" if told else noun


def named(one: Raised) -> str:
    """Name what an alarm is about."""
    alarm = one.alarm
    if alarm.scope != "cluster":
        return title(alarm.series[0])
    return f"a cluster of {len(alarm.series)} cells from {alarm.series[0]} to {alarm.series[-1]}"


def unverified(one: Raised) -> str:
    """Warn of an alarm that would not be without what only unknown sources tell; "" for others."""
    if not one.rests_on_strangers:
        return ""
    number = one.unverified
    return f"unverified sources: nobody who is listed tells {number} of these"


def counted(one: Raised) -> str:
    """Say what an alarm counted, and against what, with a warning where strangers alone tell it."""
    alarm = one.alarm
    ever = ", the first ever" if alarm.first else ""
    which = " that happened in them, too" if alarm.happened else ""
    return (
        f"{alarm.count} in {days(alarm.days)}{which}, {mean(alarm.expected)} expected "
        f"({alarm.low} to {alarm.high}){ever}"
        f"{'; ' if one.rests_on_strangers else ''}{unverified(one)}"
    )


def mean(expected: float) -> str:
    """Write a mean, in no more digits than it deserves.

    >>> mean(12.34), mean(0.314), mean(0.0004)
    ('12', '0.31', 'under 0.01')
    """
    return "under 0.01" if expected < 0.01 else f"{expected:.2g}"


def rare(rate: float) -> str:
    """Say how often a quiet series shows as much, given in times a year.

    >>> rare(3.0), rare(0.1), rare(0.00001)
    ('3.0 times a year', 'once in 10 years', 'less often than once in 1,000 years')
    """
    if rate < 1 / RAREST:
        return f"less often than once in {RAREST:,} years"
    return f"once in {1 / rate:.0f} years" if rate < 0.5 else f"{rate:.1f} times a year"


def rehearsed(told: Rehearsed) -> str:
    """Say how many false alarms came in a rehearsal.

    >>> from datetime import date
    >>> rehearsed(Rehearsed(
    ...     day=date(2026, 3, 1), runs=10, seed=1, months=21.3, rate=0.4312, low=0.35, high=0.51,
    ...     budget=1.0,
    ... ))
    '0.43 false alarms a month (0.35 to 0.51) in 10 quiet pasts of 21 months'
    """
    return (
        f"{told.rate:.2g} false alarms a month ({told.low:.2g} to {told.high:.2g}) in {told.runs} "
        f"quiet past{'' if told.runs == 1 else 's'} of {told.months:.0f} months"
    )


def judged(one: Judged) -> str:
    """Say what an analyst said of an alarm."""
    return f"{one.verdict} by {one.author}: {one.reason}"


def dismissals(told: Lookout) -> str:
    """Say how many alarms analysts have dismissed of those that they judged."""
    share = f"{told.dismissed / told.judged:.0%}".replace("%", " %")
    return (
        f"Of {len(told.alarms)} alarm{'' if len(told.alarms) == 1 else 's'} {told.judged} "
        f"{'was' if told.judged == 1 else 'were'} judged, and {told.dismissed} of these dismissed "
        f"({share})."
    )


def raised(told: Unusual) -> Iterator[str]:
    """Tell the alarms of a week, the newest first, a few of them."""
    for one in told.alarms[:FEW]:
        yield f"{day(one.alarm.day)}: {named(one)}, {counted(one)}"
    if (more := len(told.alarms) - FEW) > 0:
        yield f"and {more} more"


def day(given: date) -> str:
    """Write a day."""
    return day_text(given, "{date_long}")


def days(count: int) -> str:
    """Write a number of days."""
    return f"{count} day{'' if count == 1 else 's'}"
