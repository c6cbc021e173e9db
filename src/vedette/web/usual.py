"""Whether a week is unusual, and what alarms say, in words, for pages and the command line."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, Literal

from vedette.desk import Cast, Judged, Lookout, Nowcast, Raised, Rehearsed, Unusual, Week
from vedette.web import seen
from vedette.web.clock import day_text
from vedette.web.names import country_name
from vedette.web.tongues import gettext, ngettext, pgettext
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
        return gettext(
            "Cannot say whether the week is unusual: %(days)s of history, %(needed)s needed.",
            days=days(told.seen),
            needed=told.needed,
        )
    return gettext(
        "%(verdict)s: %(counted)s became known from %(span)s; %(expected)s.",
        verdict=gettext(VERDICTS[verdict(told)]),
        counted=incidents(told.series, week.count),
        span=span(told),
        expected=expected(week),
    )


def remedy(told: Unusual) -> str:
    """Say how a desk that is too young comes by a past."""
    since = (told.until - timedelta(days=told.needed)).isoformat()
    return gettext(
        "Fill the past of each source with `vedette backfill SOURCE --since %(since)s`, or replay "
        "an archive with `vedette replay`.",
        since=since,
    )


def expected(week: Week) -> str:
    """Say how many were to be expected.

    >>> expected(Week(count=9, expected=3.2, low=1, high=6))
    '1 to 6 were to be expected'
    >>> expected(Week(count=0, expected=0.02, low=0, high=0))
    'none were to be expected (0.02 on average)'
    """
    if week.high == 0:
        return gettext("none were to be expected (%(mean)s on average)", mean=mean(week.expected))
    return gettext("%(low)s to %(high)s were to be expected", low=week.low, high=week.high)


def today(told: Unusual) -> str:
    """Say what the day that is not over has shown, empty where nothing has been or can be said."""
    if told.week is None or not told.today:
        return ""
    return gettext("Today so far: %(count)s.", count=told.today)


def late(told: Nowcast) -> str:
    """Say what is to be expected of late reports, or why that cannot be said.

    >>> late(Nowcast(learnt=12, needed=30))
    'Cannot say what late reports will add: 12 incidents tell a day of their own, 30 needed.'
    """
    if not told.days:
        return gettext(
            "Cannot say what late reports will add: %(learnt)s incidents tell a day of their own, "
            "%(needed)s needed.",
            learnt=told.learnt,
            needed=told.needed,
        )
    so_far = {"days": days(len(told.days)), "known": sum(one.known for one in told.days)}
    if opens(told):
        said = gettext(
            "By the day on which they happened, over %(days)s: %(known)s so far.", **so_far
        )
    else:
        said = gettext(
            "By the day on which they happened, over %(days)s: %(known)s so far; late reports are "
            "likely to add nothing.",
            **so_far,
        )
    if not told.unplaced:
        return said
    return f"{said} " + gettext("%(count)s more tell no day of their own.", count=told.unplaced)


def opens(told: Nowcast) -> list[Cast]:
    """Give the days to which late reports may add, the newest first."""
    return [one for one in reversed(told.days) if one.high > one.known]


def coming(one: Cast) -> str:
    """Say how many incidents of a day are known, and how many there will be.

    >>> coming(Cast(day=date(2026, 3, 1), known=3, expected=5.2, low=4, high=7))
    'so far 3; 4 to 7 expected once late reports are in'
    """
    return gettext(
        "so far %(known)s; %(low)s to %(high)s expected once late reports are in",
        known=one.known,
        low=one.low,
        high=one.high,
    )


def span_of(until: date) -> str:
    """Write the seven days before a day.

    >>> span_of(date(2026, 3, 8))
    '1 March to 7 March'
    """
    first, last = until - timedelta(days=7), until - timedelta(days=1)
    return gettext("%(first)s to %(last)s", first=day(first), last=day(last))


def span(told: Unusual) -> str:
    """Write the days of a week, both counted in."""
    return gettext("%(first)s to %(last)s", first=day(told.since), last=day(told.until))


def coverage(told: Unusual) -> str:
    """Say what of the week could be seen."""
    share, sentence = told.coverage.total.share, seen.sentence(told.coverage, ended=True)
    if share is None:
        return sentence
    told_share = seen.percent(share)
    return f"{sentence} " + gettext("Of their time %(share)s was within reach.", share=told_share)


def title(series: str) -> str:
    """Name a series for a reader.

    >>> title("drone_incursion@LT"), title("*@*"), title("arson@*"), title("*@Baltic Sea")
    ('drone incursion, Lithuania', 'all incidents', 'arson anywhere', 'all incidents, Baltic Sea')
    >>> title("accused@RU"), title("54N 025E")
    ('Russia accused', 'the cell 54N 025E')
    """
    kind, at, place = series.partition("@")
    if not at:
        return gettext("the cell %(cell)s", cell=series)
    if kind == "accused":
        return gettext("%(who)s accused", who=country_name(place))
    named = gettext(ALL) if kind == ANY else kind_name(kind)
    if place == ANY:
        return named if kind == ANY else gettext("%(kind)s anywhere", kind=named)
    return f"{named}, {country_name(place)}"


def incidents(series: str, count: int) -> str:
    """Say how many incidents a series counts, and of what.

    >>> incidents("*@*", 1), incidents("arson@LT", 2), incidents("*@PL", 0)
    ('1 incident', '2 incidents (arson, Lithuania)', '0 incidents (Poland)')
    """
    counted, kind = (
        ngettext("%(num)s incident", "%(num)s incidents", count),
        series.partition("@")[0],
    )
    told = title(series).removeprefix(gettext(ALL)) if kind == ANY else title(series)
    return f"{counted} ({told.removeprefix(', ')})" if told else counted


def named(one: Raised) -> str:
    """Name what an alarm is about."""
    alarm = one.alarm
    if alarm.scope != "cluster":
        return title(alarm.series[0])
    return ngettext(
        "a cluster of %(num)s cell from %(first)s to %(last)s",
        "a cluster of %(num)s cells from %(first)s to %(last)s",
        len(alarm.series),
        first=alarm.series[0],
        last=alarm.series[-1],
    )


def unverified(one: Raised) -> str:
    """Warn of an alarm that would not be without what only unknown sources tell; "" for others."""
    if not one.rests_on_strangers:
        return ""
    return gettext(
        "unverified sources: nobody who is listed tells %(number)s of these", number=one.unverified
    )


def counted(one: Raised) -> str:
    """Say what an alarm counted, and against what, with a warning where strangers alone tell it."""
    alarm = one.alarm
    told = {
        "count": alarm.count,
        "days": days(alarm.days),
        "mean": mean(alarm.expected),
        "low": alarm.low,
        "high": alarm.high,
    }
    if alarm.happened:
        said = gettext(
            "%(count)s in %(days)s that happened in them, too, %(mean)s expected "
            "(%(low)s to %(high)s)",
            **told,
        )
    else:
        said = gettext("%(count)s in %(days)s, %(mean)s expected (%(low)s to %(high)s)", **told)
    ever = f", {gettext('the first ever')}" if alarm.first else ""
    return f"{said}{ever}{'; ' if one.rests_on_strangers else ''}{unverified(one)}"


def mean(expected: float) -> str:
    """Write a mean, in no more digits than it deserves.

    >>> mean(12.34), mean(0.314), mean(0.0004)
    ('12', '0.31', 'under 0.01')
    """
    return gettext("under 0.01") if expected < 0.01 else f"{expected:.2g}"


def rare(rate: float) -> str:
    """Say how often a quiet series shows as much, given in times a year.

    >>> rare(3.0), rare(0.1), rare(0.00001)
    ('3.0 times a year', 'once in 10 years', 'less often than once in 1,000 years')
    """
    if rate < 1 / RAREST:
        return gettext("less often than once in %(years)s years", years=f"{RAREST:,}")
    if rate < 0.5:
        years = round(1 / rate)
        return ngettext("once in %(num)s year", "once in %(num)s years", years)
    return gettext("%(times)s times a year", times=f"{rate:.1f}")


def rehearsed(told: Rehearsed) -> str:
    """Say how many false alarms came in a rehearsal.

    >>> from datetime import date
    >>> rehearsed(Rehearsed(
    ...     day=date(2026, 3, 1), runs=10, seed=1, months=21.3, rate=0.4312, low=0.35, high=0.51,
    ...     budget=1.0,
    ... ))
    '0.43 false alarms a month (0.35 to 0.51) in 10 quiet pasts of 21 months'
    """
    return ngettext(
        "%(rate)s false alarms a month (%(low)s to %(high)s) in %(num)s quiet past of %(months)s "
        "months",
        "%(rate)s false alarms a month (%(low)s to %(high)s) in %(num)s quiet pasts of %(months)s "
        "months",
        told.runs,
        rate=f"{told.rate:.2g}",
        low=f"{told.low:.2g}",
        high=f"{told.high:.2g}",
        months=f"{told.months:.0f}",
    )


def judged(one: Judged) -> str:
    """Say what an analyst said of an alarm."""
    return gettext(
        "%(verdict)s by %(author)s: %(reason)s",
        verdict=pgettext("alarm", one.verdict),
        author=one.author,
        reason=one.reason,
    )


def dismissals(told: Lookout) -> str:
    """Say how many alarms analysts have dismissed of those that they judged."""
    share = f"{told.dismissed / told.judged:.0%}".replace("%", " %")
    alarms = ngettext("Of %(num)s alarm", "Of %(num)s alarms", len(told.alarms))
    judged = ngettext(
        "%(num)s was judged, and %(dismissed)s of these dismissed (%(share)s).",
        "%(num)s were judged, and %(dismissed)s of these dismissed (%(share)s).",
        told.judged,
        dismissed=told.dismissed,
        share=share,
    )
    return f"{alarms} {judged}"


def raised(told: Unusual) -> Iterator[str]:
    """Tell the alarms of a week, the newest first, a few of them."""
    for one in told.alarms[:FEW]:
        yield f"{day(one.alarm.day)}: {named(one)}, {counted(one)}"
    if (more := len(told.alarms) - FEW) > 0:
        yield gettext("and %(count)s more", count=more)


def day(given: date) -> str:
    """Write a day."""
    return day_text(given, "{date_long}")


def days(count: int) -> str:
    """Write a number of days."""
    return ngettext("%(num)s day", "%(num)s days", count)
