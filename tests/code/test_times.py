"""Time expressions: what is found, what it means, and what the ledger keeps of it."""

from datetime import UTC, date, datetime

import pytest

from vedette.code.times import find_times, resolve_due, resolve_horizon, resolve_when, widen

DAY = date(2025, 12, 13)
"""A Saturday."""


def _only(text: str, day: date | None = DAY) -> tuple[str, str, str]:
    (time,) = find_times(text, day)
    return time.text, time.value, time.type


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It burned on Thursday.", "Thursday", "2025-12-11"),
        ("It burned on Saturday.", "Saturday", "2025-12-13"),
        ("It will close next Monday.", "next Monday", "2025-12-15"),
        ("The bridge will close on Monday.", "Monday", "2025-12-15"),
        ("The bridge was closed on Monday.", "Monday", "2025-12-08"),
        ("In November a rail was cut.", "November", "2025-11"),
        ("They come in March, he said they will.", "March", "2026-03"),
        ("It rang, and in January he was away.", "January", "2025-01"),
        ("The summit in January is in Oslo.", "January", "2026-01"),
        ("It fell last November.", "last November", "2024-11"),
        ("It fell last April.", "last April", "2025-04"),
        ("Until Thursday, they had no name.", "Thursday", "2025-12-11"),
        ("the week of March 6, 2026", "the week of March 6, 2026", "2026-W10"),
        ("on Thanksgiving", "Thanksgiving", "2025-11-27"),
        ("after Election Day 2024", "Election Day 2024", "2024-11-05"),
        ("in nineteen ninety-six", "nineteen ninety-six", "1996"),
        ("by the year two thousand and five", "the year two thousand and five", "2005"),
        ("in May nineteen forty", "May nineteen forty", "1940-05"),
        ("Talks begin Monday in Oslo.", "Monday", "2025-12-15"),
        ("The ship will sail on Saturday.", "Saturday", "2025-12-13"),
        ("It burned this past Friday.", "this past Friday", "2025-12-12"),
        ("this coming week", "this coming week", "2025-W51"),
        ("It was in Oslo the same year.", "the same year", "2025"),
        ("2013's first quarter", "2013's first quarter", "2013-Q1"),
        ("It fell years ago.", "years ago", "PAST_REF"),
        ("On 17 July the fence fell.", "17 July", "2025-07-17"),
        ("On Thursday, 17 July, it fell.", "Thursday, 17 July", "2025-07-17"),
        ("the first of December", "the first of December", "2025-12-01"),
        ("Feb. 24, 2022, was a day", "Feb. 24, 2022", "2022-02-24"),
        ("the January 14 deadline", "January 14", "2026-01-14"),
        ("It fell on 14.11.2025.", "14.11.2025", "2025-11-14"),
        ("between 15 and 17 November", "15 and 17 November", "2025-11-15/2025-11-17"),
        ("They came on 3, 4 and 11 March", "3, 4 and 11 March", "2025-03-03/2025-03-11"),
        ("nights of 1 and 2 May", "nights of 1 and 2 May", "2025-05-01/2025-05-02"),
        ("the night of 19 to 20 June", "the night of 19 to 20 June", "2025-06-19/2025-06-20"),
        ("in the night to Friday", "the night to Friday", "2025-12-11/2025-12-12"),
        ("July and August 2024", "July and August 2024", "2024-07/2024-08"),
        ("in May last year", "May last year", "2024-05"),
        ("in 2029", "2029", "2029"),
        ("this year", "this year", "2025"),
        ("last week", "last week", "2025-W49"),
        ("earlier this month", "earlier this month", "2025-12"),
        ("two days ago", "two days ago", "2025-12-11"),
        ("three years ago", "three years ago", "2022"),
        ("the third quarter of 2024", "the third quarter of 2024", "2024-Q3"),
        ("in the summer of 2025", "the summer of 2025", "2025-SU"),
        ("this winter", "this winter", "2025-WI"),
        ("in the 1990s", "the 1990s", "199"),
        ("on New Year's Eve", "New Year's Eve", "2024-12-31"),
        ("before Easter 2026", "Easter 2026", "2026-04-05"),
        ("yesterday", "yesterday", "2025-12-12"),
        ("by the end of the decade", "the end of the decade", "202"),
        ("recently", "recently", "PAST_REF"),
        ("in the foreseeable future", "in the foreseeable future", "FUTURE_REF"),
        ("the current rate", "current", "PRESENT_REF"),
        ("In the past it burned.", "In the past", "PAST_REF"),
        ("at present", "at present", "PRESENT_REF"),
    ],
)
def test_dates(text: str, words: str, value: str) -> None:
    """A date is found with its words and resolved against the day of publication."""
    assert _only(text) == (words, value, "DATE")


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("It lasted five years.", "P5Y", "DURATION"),
        ("It lasted two and a half years.", "P2Y6M", "DURATION"),
        ("over the past 24 hours", "PT24H", "DURATION"),
        ("within the next five years", "P5Y", "DURATION"),
        ("a two-and-a-half-year war", "P2Y6M", "DURATION"),
        ("over the last couple of years", "P2Y", "DURATION"),
        ("It took a half hour.", "PT30M", "DURATION"),
        ("It took months.", "PXM", "DURATION"),
        ("They fly every night.", "XXXX-XX-XXTNI", "SET"),
        ("They fly each Thursday.", "XXXX-WXX-4", "SET"),
        ("It is checked every two weeks.", "P2W", "SET"),
        ("Overnight, drones came.", "2025-12-12TNI", "TIME"),
        ("It rang at 03:14.", "2025-12-13T03:14", "TIME"),
        ("It rang at 6.40 p.m. yesterday.", "2025-12-12T18:40", "TIME"),
        ("It rang at noon on Thursday.", "2025-12-11T12:00", "TIME"),
        ("It rang at 5 p.m. EST, Nov. 6.", "2025-11-06T17:00", "TIME"),
        ("It rang at midnight Friday.", "2025-12-12T24:00", "TIME"),
        ("It rang at 10:35 a.m. (0735 GMT) Friday.", "2025-12-12T10:35", "TIME"),
        ("By mid-afternoon it burned.", "2025-12-13TAF", "TIME"),
        ("It rang at mid-afternoon yesterday.", "2025-12-12TAF", "TIME"),
        ("They fly on Tuesday nights.", "XXXX-WXX-2TNI", "SET"),
        ("They send a billion a year.", "P1Y", "SET"),
        ("A minute and a half later it rang.", "PT1M30S", "DURATION"),
        ("It rang on Tuesday night.", "2025-12-09TNI", "TIME"),
    ],
)
def test_other_types(text: str, value: str, kind: str) -> None:
    """Durations, sets and times of day carry TIMEX3 values of their own type."""
    first = find_times(text, DAY)[0]
    assert (first.value, first.type) == (value, kind)


@pytest.mark.parametrize(
    "text",
    [
        "The minister may march on.",
        "Some 2025 people came.",
        "It cost $2025 in all.",
        "Unit 1998 is back.",
        "a second option, a quarter of them, three-quarters full",
        "a 16-year-old girl",
        "Prices rose 0.55 to 1.25 points.",
        "The Daily Telegraph wrote it.",
        "They met on the 10th anniversary.",
        "The film High Noon won.",
        "Ministers from Oslo and Jan Invented came.",
        "It is a daily Newspaper.",
        "It was the day after the fire.",
        "They would sun themselves.",
    ],
)
def test_no_times(text: str) -> None:
    """Numbers, names and words that only look like times are left alone."""
    assert find_times(text, DAY) == ()


def test_counting_from_the_day_told_last() -> None:
    """Two days later, and the 28th, count from the day that was told before them."""
    told = find_times("On 3 November it burned. Two days later it burned. On the 28th too.", DAY)
    assert [time.value for time in told] == ["2025-11-03", "2025-11-05", "2025-11-28"]


REPORT = "The invented company Norvik lost money in the third quarter. "


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It earned 5 million a year ago.", "a year ago", "2024-Q3"),
        ("That compares with a year-earlier gain.", "year-earlier", "2024-Q3"),
        ("It was half the sum of the year-ago period.", "the year-ago period", "2024-Q3"),
        ("Sales doubled for the quarter.", "the quarter", "2025-Q3"),
        ("In the same period of 2022 it was worse.", "the same period of 2022", "2022-Q3"),
        ("Last year's third quarter was worse.", "Last year's third quarter", "2024-Q3"),
        ("A year ago it was founded.", "A year ago", "2024"),
        ("In the latest fiscal year it grew.", "the latest fiscal year", "2024"),
        ("Fiscal 2023 was calm.", "Fiscal 2023", "2023"),
    ],
)
def test_figures_are_compared_with_the_same_quarter(text: str, words: str, value: str) -> None:
    """In a report of a quarter, a year ago is that quarter of the year before."""
    quarter, told = find_times(REPORT + text, DAY)
    assert (quarter.value, told.text, told.value) == ("2025-Q3", words, value)


def test_a_longer_stretch_ends_the_quarter() -> None:
    """After figures for nine months, a year ago is the year and no quarter."""
    told = find_times(REPORT + "For the nine months it earned more than a year ago.", DAY)
    assert [time.value for time in told] == ["2025-Q3", "P9M", "2024"]


def test_a_quarter_is_told_by_its_last_day() -> None:
    """With its last day behind it the quarter is the one that was over by then."""
    told = find_times("It grew in the quarter ended July 31, and in the year ended July 31.", DAY)
    assert [time.value for time in told] == ["2025-Q2", "2025-07-31", "P1Y", "2025-07-31"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He fled in June 2019 and came back later that year.", "2019"),
        ("In March 2021 it was for sale. The following month it was sold.", "2021-04"),
        ("It opened in 1998. A year later it closed.", "1999"),
        ("It made 4 million last year, and 5 million the year before.", "2023"),
    ],
)
def test_leaning_on_the_date_told_last(text: str, value: str) -> None:
    """That year and the following month lean on the last date that is exact enough."""
    assert find_times(text, DAY)[-1].value == value


def test_a_time_of_day_takes_in_the_day_behind_it() -> None:
    """A day that stands right behind a time of day is part of its expression."""
    told = find_times("It rang at 5 p.m. Nov. 6, and at noon on Thursday.", DAY)
    assert [time.text for time in told] == ["5 p.m. Nov. 6", "noon", "Thursday"]


def test_the_previous_weekday_counts_from_the_day_told_last() -> None:
    """The previous Friday lies before the Friday that was just told."""
    told = find_times("It rose on Friday, after it fell on the previous Friday.", DAY)
    assert [time.value for time in told] == ["2025-12-12", "2025-12-05"]


def test_may_is_a_month_beside_a_day() -> None:
    """A capital May is no verb of the future: the weekday after it still looks back."""
    assert find_times("It sank on May 3 and again on Monday.", DAY)[-1].value == "2025-12-08"


def test_the_very_next_month_does_not_look_back_to_last_year() -> None:
    """In October a November told in the past tense is the coming one all the same."""
    assert _only("He placed orders for November.", date(2025, 10, 30))[1] == "2025-11"


def test_without_publication_the_unknown_is_marked() -> None:
    """Without a day of publication a value has an X for what is not known."""
    assert _only("on 17 July", None)[1] == "XXXX-07-17"
    assert _only("on Thursday", None)[1] == "XXXX-WXX-4"
    assert _only("yesterday", None)[1] == "XXXX-XX-XX"


def test_the_hour_of_publication_does_not_matter() -> None:
    """A published datetime resolves like its day."""
    evening = datetime(2025, 12, 13, 23, 59, tzinfo=UTC)
    assert find_times("on Thursday", evening) == find_times("on Thursday", DAY)


def _resolved(text: str, resolve: object, day: date = DAY) -> str | None:
    time = widen(text, find_times(text, day)[0])
    assert text[time.span.start : time.span.end] == time.text
    return resolve(time, day)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("since January", "2025-01/2025-12"),
        ("since Monday", "2025-12-08/2025-12-13"),
        ("since 2022", "2022/2025-12"),
        ("last week", "2025-12-01/2025-12-07"),
        ("Overnight", "2025-12-12/2025-12-13"),
        ("overnight into Sunday", "2025-12-06/2025-12-07"),
        ("overnight to Sunday", "2025-12-06/2025-12-07"),
        ("overnight into Saturday", "2025-12-12/2025-12-13"),
        ("overnight Saturday to Sunday", "2025-12-06/2025-12-07"),
        ("overnight from Saturday to Sunday", "2025-12-06/2025-12-07"),
        ("overnight between Saturday and Sunday", "2025-12-06/2025-12-07"),
        ("in the night between Saturday and Sunday", "2025-12-06/2025-12-07"),
        ("Saturday night into Sunday", "2025-12-06/2025-12-07"),
        ("overnight into 7 December", "2025-12-06/2025-12-07"),
        ("overnight into Sunday, December 7", "2025-12-06/2025-12-07"),
        ("overnight on December 6-7", "2025-12-06/2025-12-07"),
        ("overnight on Wednesday", "2025-12-10"),
        ("overnight on 10 December", "2025-12-10"),
        ("overnight on Saturday", "2025-12-12/2025-12-13"),
        ("three weeks ago", "2025-11-22"),
        ("in mid-2024", "2024-06"),
        ("in the second half of July", "2025-07-16/2025-07-31"),
        ("in the first quarter of this year", "2025-01/2025-03"),
        ("this spring", "2025-03/2025-05"),
        ("In the past eight weeks", "2025-10-18/2025-12-13"),
        ("recently", "PAST"),
        ("every night", None),
    ],
)
def test_when(text: str, value: str | None) -> None:
    """The ledger's `when` is a date, month, year or interval; since runs until publication."""
    assert _resolved(text, resolve_when) == value


@pytest.mark.parametrize(
    ("text", "whole", "value"),
    [
        ("It ran from 10 May to 9 June.", "from 10 May to 9 June", "2025-05-10/2025-06-09"),
        ("It fell between 2019 and 2021.", "between 2019 and 2021", "2019/2021"),
        ("It was shut from Monday to Friday.", "from Monday to Friday", "2025-12-08/2025-12-12"),
    ],
)
def test_both_ends_of_a_stretch_mean_all_of_it(text: str, whole: str, value: str) -> None:
    """Each end of a stretch is an expression of its own; widened, it is the whole stretch."""
    ends = find_times(text, DAY)
    assert len(ends) == 2
    for end in ends:
        wide = widen(text, end)
        assert (wide.text, resolve_when(wide, DAY)) == (whole, value)


def test_when_a_posture_began() -> None:
    """Without running, since gives only the beginning."""
    time = widen("since 16 November", find_times("since 16 November", DAY)[0])
    assert resolve_when(time, DAY, running=False) == "2025-11-16"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("by 2035", "2035"),
        ("by the end of 2027", "2027-12-31"),
        ("by the end of January", "2026-01-31"),
        ("by mid-2027", "2027-06"),
        ("before July", "2026-06-30"),
        ("before Christmas", "2025-12-25"),
        ("by 15 January", "2026-01-15"),
        ("within ten days", "2025-12-23"),
        ("every month", None),
    ],
)
def test_due(text: str, value: str | None) -> None:
    """A due date is the last day that the words allow, as exactly as they tell it."""
    assert _resolved(text, resolve_due) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("within the next five years", "2025-12-13/2030-12-13"),
        ("in the next three to five years", "2025-12-13/2030-12-13"),
        ("in 2029", "2029"),
        ("by the end of the decade", "2029-12-31"),
        ("by the end of 2027", "2025-12-13/2027-12-31"),
        ("before 2028", "2025-12-13/2027-12-31"),
        ("by 2027", "2025-12-13/2027"),
        ("this year", "2025-12-13/2025-12-31"),
        ("until mid-April", "2025-12-13/2026-04-15"),
        ("in September", "2026-09"),
        ("in the course of the year", "2025-12-13/2025-12-31"),
        ("for another month", "2025-12-13/2026-01-13"),
        ("in the near future", None),
    ],
)
def test_horizon(text: str, value: str | None) -> None:
    """A horizon starts at publication where the words give only its end."""
    assert _resolved(text, resolve_horizon) == value
